"""What programmes ask to be done beside the province's own checklist, in one version after another."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

import asyncpg

from tenants.demo.drawing import CHECKLISTS_FROM
from tenants.demo.programmes import BRANDS, SEEDLINGS, Named
from tenants.division import parse_code

# Of a programme that each part of the demo has, the first one's.
ADD = """insert into checklist_items (id, tenant_code, programme_id, code, name, name_en, calendar, acts, only_paired,
        notice_days, grace_days, responsible, from_on, until_on)
    select time_ordered_id(), p.tenant_code, p.id, i.code, i.name, i.name_en, i.calendar, i.acts, true, i.notice_days,
        7, 'CARING_MOTHER', i.from_on, i.until_on
    from jsonb_to_recordset($1) i (programme text, code text, name text, name_en text, calendar text, acts text[],
        notice_days integer, from_on date, until_on date)
    cross join lateral (select id, tenant_code from programmes where name = i.programme order by id limit 1) p"""


@dataclass(frozen=True)
class Asked:
    """An item of a programme, and its versions: from which day on, how often, what fulfils it, after how long."""

    programme: Named
    code: str
    name: str
    name_en: str
    versions: tuple[tuple[date, str, str, int], ...]


ASKED = (
    Asked(
        BRANDS[parse_code("3306")],
        *("YUEHAO_HOME", "越好家家庭陪伴", "Yuehao Family: company at home"),
        versions=((CHECKLISTS_FROM, "HALF_YEAR", "HOME_VISIT", 90),),
    ),
    Asked(
        BRANDS[parse_code("3308")],
        *("SANQU_CARE", "三衢妈妈陪伴日", "Sanqu Mothers' days"),
        versions=((CHECKLISTS_FROM, "QUARTER", "VISIT", 45), (date(2026, 5, 1), "MONTH", "CONTACT", 15)),
    ),
    Asked(
        BRANDS[parse_code("3310")],
        *("MULAN_GUARD", "木兰妈妈守护走访", "Mulan Mothers' visits"),
        versions=((CHECKLISTS_FROM, "HALF_YEAR", "HOME_VISIT", 90), (date(2025, 7, 1), "QUARTER", "VISIT", 45)),
    ),
    Asked(
        SEEDLINGS,
        *("SEEDLINGS", "护苗育才寒暑假关爱", "Seedlings: care around the breaks"),
        versions=((CHECKLISTS_FROM, "TERM", "SCHOOL_VISIT", 60), (date(2025, 7, 1), "HALF_YEAR", "HOME_VISIT", 60)),
    ),
)


def versions() -> Iterator[Mapping[str, Any]]:
    """Each in force until the next one is."""
    for asked in ASKED:
        item = {"programme": asked.programme.name, "code": asked.code, "name": asked.name, "name_en": asked.name_en}
        ends = [str(since) for since, *_ in asked.versions[1:]]
        for (since, calendar, act, notice), until in zip_longest(asked.versions, ends):
            terms = {"calendar": calendar, "acts": [act], "notice_days": notice, "from_on": str(since)}
            yield {**item, **terms, "until_on": until}


async def add_programme_items(connection: asyncpg.Connection) -> None:
    """Adds them to the checklists of the tenants whose programmes these are."""
    await connection.execute(ADD, json.dumps(list(versions())))
