"""Caring Mothers: which office registers one, whom she may serve, and her file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from tenants.demo.drawing import Lot, draw_day, draw_identity, happens, pick
from tenants.demo.people import WOMENS_SYLLABLES, draw_identity_number, draw_name, draw_phone
from tenants.demo.province import zhejiang
from tenants.demo.tables import CaringMother
from tenants.division import line_of

CLEARED_UNTIL = date(2034, 12, 31)
# How often the office of each level registers her: village, township, county, city, province.
OFFICES = Lot(dict(enumerate((12, 20, 48, 19, 1))))
COUNTY, CITY = 2, 3

ROADS = ("人民路", "解放路", "中山路", "新安大街", "建设路", "文昌路", "环城东路", "学院路")
SKILLS = ("学业辅导", "心理疏导", "亲子沟通", "阅读陪伴", "手工", "急救护理", "法律咨询", "绘画", "音乐")
WAYS = {
    "OFFICIAL": (34, ("GOVERNMENT", "STATE_OWNED")),
    "COMMITTEE_MEMBER": (22, ("GOVERNMENT", "OTHER")),
    "RED_BANNER_HOLDER": (5, ("GOVERNMENT", "STATE_OWNED", "EMERGING")),
    "WOMENS_PACESETTER": (6, ("STATE_OWNED", "EMERGING")),
    "MODEL_FAMILY": (9, ("OTHER",)),
    "ENTERPRISE": (8, ("EMERGING", "STATE_OWNED")),
    "NONPROFIT": (7, ("EMERGING", "OTHER")),
    "INDIVIDUAL": (9, ("OTHER", "EMERGING")),
}
WAY_LOT = Lot({way: weight for way, (weight, _) in WAYS.items()})
EMPLOYERS = {
    "GOVERNMENT": ("教育局", "民政局", "人民检察院", "卫生健康局", "人民法院", "妇女联合会", "司法局", "税务局"),
    "STATE_OWNED": ("供电公司", "农村商业银行", "水务集团", "交通投资集团", "人民医院"),
    "EMERGING": ("电子商务有限公司", "快递服务站", "社会工作服务中心", "家政服务有限公司", "网约车联盟"),
    "OTHER": ("巾帼志愿服务队", "家庭农场", "个体工商户", "来料加工点"),
}
# Of which kind of organisation the unit is that recruits her, where there is one.
UNITS = {"OFFICIAL": "DEPARTMENT", "ENTERPRISE": "ENTERPRISE", "NONPROFIT": "SOCIAL_ORGANIZATION"}
# How many are known to the national register of volunteers.
REGISTERED = 0.85


@dataclass
class Volunteer:
    """A Caring Mother while it is being settled whom she is paired with; `taken` counts her open pairings."""

    id: UUID
    created_at: datetime
    tenant: int
    service: int
    registered_on: date
    screening_state: str = "APPROVED"
    closed_on: date | None = None
    closed_reason: str | None = None
    taken: int = 0
    paired_on: list[asyncpg.Range] = field(default_factory=list)


def draw_volunteer(chance: Random, village: int, lowest: int, low: date, high: date) -> Volunteer:
    """Register her in `[low, high)` at an office at or above a village, no lower than the `lowest` of its line.

    She serves the branch that registers her; a province's serves a county, a city's often does too.
    """
    line = line_of(village)
    office = max(lowest, OFFICES.draw(chance))
    service = COUNTY if office > CITY or (office == CITY and happens(chance, 0.7)) else office
    registered_on = draw_day(chance, low, high)
    return Volunteer(*draw_identity(chance, registered_on), line[office], line[service], registered_on)


def caring_mother(chance: Random, volunteer: Volunteer, county: int) -> CaringMother:
    way = WAY_LOT.draw(chance)
    sector = pick(chance, WAYS[way][1])
    born_on = draw_day(chance, date(1966, 1, 1), date(1999, 1, 1))
    place = zhejiang().names[max(volunteer.tenant, county)]
    seat = zhejiang().names[min(volunteer.tenant, county)]
    return CaringMother(
        volunteer.id,
        volunteer.tenant,
        volunteer.created_at,
        name=draw_name(chance, WOMENS_SYLLABLES),
        birth_date=born_on,
        identity_number=draw_identity_number(chance, county, born_on, female=True) if happens(chance, 0.97) else None,
        phone=draw_phone(chance) if happens(chance, 0.98) else None,
        address=f"{place}{pick(chance, ROADS)}{1 + int(chance.random() * 400)}号" if happens(chance, 0.8) else None,
        recruited_through=way,
        sector=sector,
        employer=seat + pick(chance, EMPLOYERS[sector]),
        skills=chance.sample(SKILLS, 1 + int(chance.random() * 3)),
        capacity=max(1, volunteer.taken) + (happens(chance, 0.3)),
        service_code=volunteer.service,
        screening_state=volunteer.screening_state,
        screening_until=CLEARED_UNTIL if volunteer.screening_state == "APPROVED" else None,
        registered_on=volunteer.registered_on,
        closed_on=volunteer.closed_on,
        closed_reason=volunteer.closed_reason,
        paired_on=volunteer.paired_on,
        cleared_on=[],
        trained_on=[],
        training_days=[],
    )


def as_registered(chance: Random, mother: CaringMother, organizations: Mapping[int, Sequence[Any]]) -> CaringMother:
    """Who recruited her, of the `organizations` of a branch of her line, and her number as a volunteer."""
    line = [one for code in line_of(mother.tenant_code) for one in organizations.get(code, ())]
    units = [one for one in line if one.kind == UNITS.get(mother.recruited_through)]
    number = f"{mother.tenant_code // 10**6}{mother.registered_on:%Y%m%d}{int(chance.random() * 10**5):05}"
    return mother._replace(
        recruiting_unit_id=pick(chance, units).id if units else None,
        volunteer_number=number if happens(chance, REGISTERED) else None,
    )
