"""The checklist that a province begins with, each of its items a row that its director may revise or end.

It follows the practice of the federations' programmes. No law says how often; that is for each province to decide.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg

from tenants.hierarchy.loading import LoadReport, load_tenants

DEFAULTS = Path(__file__).with_suffix(".csv")
PROVINCES = """select code from tenants t where level = 'PROVINCE' and closed_on is null
    and not exists (select from checklist_items i where i.tenant_code = t.code) order by code"""
ADD = """insert into checklist_items (id, tenant_code, from_on, code, name, name_en, calendar, acts, risk_levels,
        only_paired, age_from, notice_days, grace_days, responsible)
    select time_ordered_id(), $1, $2, code, name, name_en, calendar, acts, risk_levels, only_paired, age_from,
        notice_days, grace_days, responsible
    from jsonb_populate_recordset(null::checklist_items, $3)"""


def default_items() -> Iterator[Mapping[str, Any]]:
    """What is asked for the children of a province, unless it decides otherwise."""
    with DEFAULTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            lists = {name: row[name].split() for name in ("acts", "risk_levels")}
            numbers = {name: int(row[name]) for name in ("age_from", "notice_days", "grace_days")}
            yield {**row, **lists, **numbers, "only_paired": row["only_paired"] == "yes"}


async def load_with_checklists(
    connection: asyncpg.Connection, lines: Iterable[str], on: date | None = None, *, confirmed: bool = False
) -> LoadReport:
    """Loads tenants, as `load_tenants` does; a province begins with the default checklist."""
    async with connection.transaction():
        report = await load_tenants(connection, lines, on, confirmed=confirmed)
        await add_default_checklists(connection, on)
    return report


async def add_default_checklists(connection: asyncpg.Connection, on: date | None = None) -> None:
    """Gives every province that has no checklist the default one, in force from a day, today when left out."""
    since = on or await connection.fetchval("select today()")
    items = json.dumps(list(default_items()))
    for province in await connection.fetch(PROVINCES):
        await connection.execute(ADD, province["code"], since, items)
