"""Activities: at every level of the tree, under the article's programmes, with the people they served."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from tenants.demo.drawing import END, HALF_YEAR, HALF_YEAR_END, START, draw_day, draw_identity, happens, pick
from tenants.demo.programmes import BRANDS, CHILDRENS_DAY, SEEDLINGS, ZHEJIANG, Named
from tenants.demo.province import CITY_WEIGHTS, apportion, city_of, zhejiang
from tenants.demo.quotas import PEOPLE_SERVED
from tenants.demo.tables import Activity, ActivityPartner
from tenants.division import TenantLevel, level_of
from tenants.records.activity.enums import Season

# How many a tenant of a level holds, against the others.
LEVEL_WEIGHTS = {
    TenantLevel.PROVINCE: 12,
    TenantLevel.CITY: 12,
    TenantLevel.COUNTY: 14,
    TenantLevel.TOWNSHIP: 1.4,
    TenantLevel.VILLAGE: 0.03,
}
HELD_BEFORE, HELD, HELD_AFTER, CANCELLED, PLANNED = 3_600, 4_212, 6_400, 260, 310

CONTENTS = (
    ("LECTURE", "SAFETY", "防溺水与用电安全讲座"),
    ("LECTURE", "SUPPORT", "家庭教育公益讲座"),
    ("LECTURE", "IDEALS", "红色故事宣讲"),
    ("LECTURE", "SAFETY", "“护蕾”普法课堂"),
    ("CHILDCARE", "SUPPORT", "社区公益托管班"),
    ("CAMP", "SKILLS", "科学研学营"),
    ("CAMP", "IDEALS", "“小小石榴籽”红色研学营"),
    ("LEARNING_TRIP", "SKILLS", "博物馆研学之旅"),
    ("LEARNING_TRIP", "IDEALS", "科技馆参观学习"),
    ("PRACTICE", "SKILLS", "农耕劳动实践"),
    ("PRACTICE", "SUPPORT", "微心愿点亮仪式"),
    ("READING", "IDEALS", "亲子共读会"),
    ("READING", "SKILLS", "图书馆阅读马拉松"),
    ("CULTURE_SPORT", "SKILLS", "非遗手作体验"),
    ("CULTURE_SPORT", "SUPPORT", "趣味运动会"),
)
PARTNERS = ("文化广电旅游局", "科学技术协会", "博物馆", "图书馆", "团委", "社会工作服务中心", "消防救援站")
SEASONS = {
    **dict.fromkeys((1, 2), Season.WINTER_BREAK.value),
    **dict.fromkeys((7, 8), Season.SUMMER_BREAK.value),
}
# How many of those that are planned are the first of a series, and how often these take place.
SERIES, LEAST, MOST = 40, 4, 12
RUNNING = ("CULTURAL_INSTITUTION", "VOLUNTEER_GROUP", "SOCIAL_ORGANIZATION")
DUTIES = ("提供场地", "选派讲师", "组织志愿者", "负责安全保障")
REASONS = ("台风天气", "场地维修", "报名人数不足", "与学校考试冲突")


@dataclass(frozen=True)
class Making:
    """Where the chances come from, and the programmes' ids by their names."""

    chance: Random
    programmes: Mapping[str, UUID]


def activities(making: Making) -> Iterator[Activity]:
    chance = making.chance
    served = iter(apportion(PEOPLE_SERVED, [chance.uniform(20, 180) for _ in range(HELD)]))
    for tenant in _tenants(HELD):
        yield _held(making, tenant, draw_day(chance, HALF_YEAR, HALF_YEAR_END), next(served))
    for count, low, high in ((HELD_BEFORE, START, HALF_YEAR), (HELD_AFTER, HALF_YEAR_END, END)):
        for tenant in _tenants(count):
            yield _held(making, tenant, draw_day(chance, low, high), int(chance.uniform(20, 180)))
    for tenant in _tenants(CANCELLED):
        day = draw_day(chance, START, END)
        yield _activity(making, tenant, day, cancelled_on=day, cancelled_reason=pick(chance, REASONS))
    for tenant in _tenants(PLANNED):
        yield _activity(making, tenant, draw_day(chance, END, END + timedelta(180)))


def repetitions(chance: Random, planned: Sequence[Activity]) -> Iterator[Activity]:
    """Some of those that are planned take place again every week."""
    firsts = [one for one in planned if one.held_on is None and one.cancelled_on is None]
    for first in chance.sample(firsts, min(SERIES, len(firsts))):
        for week in range(1, chance.randint(LEAST, MOST)):
            record_id, created_at = draw_identity(chance, first.created_at.date())
            day = first.planned_on + timedelta(7 * week)
            yield first._replace(
                id=record_id,
                created_at=created_at,
                planned_on=day,
                season=SEASONS.get(day.month),
                repeats_id=first.id,
            )


def activity_partners(chance: Random, held: Sequence[Activity], organizations: Sequence[Any]) -> Iterator[Any]:
    """Half of those of a city or county are run together with an organisation of its register."""
    registers = defaultdict(list)
    for row in organizations:
        if row.kind in RUNNING:
            registers[row.tenant_code].append(row.id)
    for activity in held:
        register = registers.get(activity.tenant_code, ())
        if register and happens(chance, 0.5):
            day = activity.created_at.date()
            record_id, created_at = draw_identity(chance, day)
            of = {"activity_id": activity.id, "partner_id": pick(chance, register), "from_on": day}
            yield ActivityPartner(record_id, activity.tenant_code, created_at, **of, duty=pick(chance, DUTIES))


def _tenants(count: int) -> Iterator[int]:
    """Name the tenant of each of `count` activities, spread evenly along the tree."""
    weights = _weights()
    for code, number in zip(weights, apportion(count, list(weights.values())), strict=True):
        yield from [code] * number


@cache
def _weights() -> dict[int, float]:
    return {code: LEVEL_WEIGHTS[level_of(code)] * CITY_WEIGHTS.get(city_of(code), 1) for code in zhejiang().names}


def _held(making: Making, tenant: int, day: date, served: int) -> Activity:
    parents = int(served * making.chance.uniform(0.2, 0.6))
    return _activity(making, tenant, day, held_on=day, parents_served=parents, children_served=served - parents)


def _activity(  # noqa: PLR0913 -- what is held or cancelled is named
    making: Making,
    tenant: int,
    day: date,
    *,
    held_on: date | None = None,
    parents_served: int = 0,
    children_served: int = 0,
    cancelled_on: date | None = None,
    cancelled_reason: str | None = None,
) -> Activity:
    chance = making.chance
    kind, focus, title = pick(chance, CONTENTS)
    programme = _programme(chance, tenant, day)
    # Planned before the demo's records end, whenever it is held.
    record_id, created_at = draw_identity(chance, min(day, END) - timedelta(14))
    return Activity(
        record_id,
        tenant,
        created_at,
        name=f"{zhejiang().names[tenant]}{day.year}年{day.month}月{title}",
        kind=kind,
        focus=focus,
        season=SEASONS.get(day.month),
        programme_id=making.programmes[programme.name] if programme else None,
        partners=chance.sample(PARTNERS, pick(chance, (0, 1, 1, 2))),
        planned_on=day,
        held_on=held_on,
        parents_served=parents_served,
        children_served=children_served,
        cancelled_on=cancelled_on,
        cancelled_reason=cancelled_reason,
    )


def _programme(chance: Random, tenant: int, day: date) -> Named | None:
    """Children's Day, the winter and summer breaks, and a city's own brand have their programmes."""
    if date(day.year, 5, 20) <= day <= date(day.year, 6, 10):
        return CHILDRENS_DAY
    if city_of(tenant) in BRANDS and happens(chance, 0.5):
        return BRANDS[city_of(tenant)]
    if day.month in (1, 2, 7, 8):
        return pick(chance, (SEEDLINGS, ZHEJIANG))
    return pick(chance, (None, None, SEEDLINGS, ZHEJIANG))
