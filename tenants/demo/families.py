"""Children: the course of a child's file, and the file."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import asyncpg

from tenants.demo.drawing import END, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.people import BOYS_SYLLABLES, GIRLS_SYLLABLES, draw_identity_number, draw_name, draw_phone
from tenants.demo.province import zhejiang
from tenants.demo.tables import Child
from tenants.division import line_of

CATEGORIES = Lot(
    {
        "LEFT_BEHIND": 46,
        "MIGRANT": 15,
        "HARDSHIP": 17,
        "DE_FACTO_UNATTENDED": 8,
        "ILLNESS_OR_DISABILITY": 6,
        "ORPHAN": 3,
        "HARMED_OR_NEGLECTED": 2,
        "OTHER": 3,
    }
)
WHEREABOUTS = {
    "LEFT_BEHIND": (
        "父母均在杭州务工",
        "父亲在宁波务工，母亲在温州经商",
        "父母在省外经商，春节返乡",
        "父亲在外务工，母亲已离家",
    ),
    "MIGRANT": ("随父母自江西来浙", "随父母自贵州来浙", "随父母自安徽来浙，居于厂区宿舍"),
    "ORPHAN": ("父母双亡，由祖父母抚养", "由亲属抚养"),
    "DE_FACTO_UNATTENDED": ("父亲服刑，母亲失联", "父亲重残，母亲失联", "母亲强制戒毒，父亲病故"),
}
AT_HOME = ("父母在家务农", "父亲在本地打零工，母亲在家照料", "单亲家庭，随母亲生活")
ILLNESSES = ("先天性心脏病，术后定期复查", "听力障碍，配戴助听器", "肢体残疾三级", "哮喘，随身备药", "癫痫，规律服药")
# Under 18 for as long as the demo's records run, and some months more.
BORN_FROM, BORN_UNTIL = date(2009, 2, 1), date(2021, 1, 1)
PRIMARY_SCHOOL, MIDDLE_SCHOOL, HIGH_SCHOOL = 6, 12, 15


@dataclass
class Family:
    """A child while it is being settled who is paired with it and when its file opens and closes."""

    id: UUID
    created_at: datetime
    village: int
    identified_on: date
    on_file_on: date | None
    closed_on: date | None = None
    closed_reason: str | None = None
    paired_on: list[asyncpg.Range] = field(default_factory=list)


def draw_family(chance: Random, village: int, low: date, high: date) -> Family:
    """Identify a child in `[low, high)`; the file opens some days later, still before `high`."""
    identified_on = draw_day(chance, low, high)
    on_file_on = draw_day(chance, identified_on, min(high, identified_on + timedelta(25)))
    return Family(*draw_identity(chance, identified_on), village, identified_on, on_file_on)


def child(chance: Random, family: Family) -> Child:
    female, category = happens(chance, 0.48), CATEGORIES.draw(chance)
    born_on = _born_on(chance, family)
    age = ((family.closed_on or END) - born_on).days // 365
    _, township, county, *_ = line_of(family.village)
    names = zhejiang().names
    source = "CIVIL_AFFAIRS" if happens(chance, 0.7) else "FEDERATION"
    since, history = _history(chance, family, category, source)
    return Child(
        family.id,
        family.village,
        family.created_at,
        name=draw_name(chance, GIRLS_SYLLABLES if female else BOYS_SYLLABLES),
        sex="FEMALE" if female else "MALE",
        birth_date=born_on,
        identity_number=(
            draw_identity_number(chance, county, born_on, female=female) if happens(chance, 0.93) else None
        ),
        phone=draw_phone(chance) if age >= MIDDLE_SCHOOL and happens(chance, 0.4) else None,
        address=f"{names[county]}{names[township]}{names[family.village]}{1 + int(chance.random() * 260)}号",
        school=_school(age, names[township], names[county]),
        health=pick(chance, ILLNESSES) if category == "ILLNESS_OR_DISABILITY" else None,
        parents_whereabouts=pick(chance, WHEREABOUTS.get(category, AT_HOME)),
        category=category,
        category_source=source,
        category_since=since,
        category_history=history,
        identified_on=family.identified_on,
        on_file_on=family.on_file_on,
        closed_on=family.closed_on,
        closed_reason=family.closed_reason,
        paired_on=family.paired_on,
    )


def _born_on(chance: Random, family: Family) -> date:
    if family.closed_reason == "TURNED_18" and family.closed_on:
        return family.closed_on.replace(year=family.closed_on.year - 18, day=min(family.closed_on.day, 28))
    return draw_day(chance, BORN_FROM, BORN_UNTIL)


def _history(chance: Random, family: Family, category: str, source: str) -> tuple[date, str]:
    """Give the day of the present category and the categories before it: few children had another."""
    since = draw_day(chance, family.identified_on, family.closed_on or END)
    if family.on_file_on is None or since <= family.on_file_on or not happens(chance, 0.05):
        return family.identified_on, "[]"
    earlier = "HARDSHIP" if category == "LEFT_BEHIND" else "LEFT_BEHIND"
    before = {"category": earlier, "source": source, "since": str(family.identified_on), "until": str(since)}
    return since, json.dumps([before])


def _school(age: int, township: str, county: str) -> str:
    place = township.removesuffix("街道").removesuffix("镇").removesuffix("乡")
    if age < PRIMARY_SCHOOL:
        return f"{place}中心幼儿园"
    if age < MIDDLE_SCHOOL:
        return f"{place}中心小学"
    return f"{place}初级中学" if age < HIGH_SCHOOL else f"{county}职业高级中学"
