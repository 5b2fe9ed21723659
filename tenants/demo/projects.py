"""Welfare projects: the article's at their own tenants, cities' and counties' own, some planned, some ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from tenants.demo.drawing import HALF_YEAR_END, START, draw_day, draw_identity
from tenants.demo.initiative import Initiative
from tenants.demo.people import WOMENS_SYLLABLES, draw_name
from tenants.demo.programmes import BRANDS, CHILDRENS_DAY, FOUNDATION, TAIZHOU, WARMTH, Named
from tenants.demo.province import apportion, zhejiang
from tenants.demo.quotas import FUNDS_RAISED, FUNDS_RAISED_IN_TAIZHOU, PEOPLE_SUPPORTED
from tenants.demo.tables import Project
from tenants.division import TenantLevel, parse_code


@dataclass(frozen=True)
class Plan:
    """A project before its ledger: its weights in the money raised and in the people supported."""

    tenant: int
    name: str
    programme: Named | None
    description: str
    funds: float
    people: float
    started_on: date | None = START
    ended_on: date | None = None
    partnered: bool = False


@dataclass(frozen=True)
class Account:
    """A project and what it raised (in yuan) and whom it supported in the first half of 2024."""

    project: Project
    funds: int
    people: int


NAMED = (
    Plan(
        parse_code("33"),
        "“焕新乐园”困境儿童居室改造 (Renewed Paradise)",
        FOUNDATION,
        "为困境儿童改造居住和学习环境，并陪伴成长",
        900,
        600,
    ),
    Plan(
        parse_code("33"),
        "“圆梦助学” (Dream Fulfillment and Educational Assistance)",
        FOUNDATION,
        "困难补助与成长指导相结合的助学项目",
        800,
        700,
    ),
    Plan(
        parse_code("33"),
        "“向阳而生” (Towards the Sun)",
        FOUNDATION,
        "事实无人抚养儿童与单亲困难母亲关爱项目",
        600,
        500,
    ),
    Plan(parse_code("330127"), f"淳安{WARMTH.name}", WARMTH, "为困难妇女儿童家庭送去温暖家庭箱", 120, 160),
    Plan(parse_code("330324"), f"永嘉{WARMTH.name}", WARMTH, "为困难妇女儿童家庭送去温暖家庭箱", 120, 170),
    Plan(
        parse_code("3304"),
        "“南湖妈妈·四季陪伴” (Nanhu Mothers Four Seasons Companionship)",
        None,
        "四季主题的留守与困境儿童陪伴",
        160,
        220,
    ),
    Plan(
        parse_code("3304"),
        "“青蓝书房”焕新 (Qinglan Study Room Renewal)",
        None,
        "为困境儿童焕新一间书房",
        200,
        60,
    ),
)
MULAN = Plan(
    TAIZHOU,
    "“巾帼有爱”木兰妈妈慈善基金 (Women's Love Mulan Mothers Charity Fund)",
    BRANDS[TAIZHOU],
    "汇聚巾帼力量，支持困境妇女儿童",
    0,
    450,
)
WITH_PROJECTS_NAMED = (parse_code("3304"), TAIZHOU)


def accounts(chance: Random, made: Initiative) -> list[Account]:
    """Make the projects, and split the money raised and the people supported in the half-year over them."""
    plans = [MULAN, *NAMED, *_cities(chance), *_counties(chance)]
    funds = apportion(FUNDS_RAISED - FUNDS_RAISED_IN_TAIZHOU, [plan.funds for plan in plans])
    funds[0] = FUNDS_RAISED_IN_TAIZHOU
    people = apportion(PEOPLE_SUPPORTED, [plan.people for plan in plans])
    programmes, partners = made.ids, made.partners
    projects = [
        _project(chance, plan, raised)._replace(
            programme_id=programmes[plan.programme.name] if plan.programme else None,
            partner_id=partners[plan.tenant] if plan.partnered else None,
            funder_id=made.foundations.get(plan.programme.name) if plan.programme else None,
        )
        for plan, raised in zip(plans, funds, strict=True)
    ]
    return [Account(*one) for one in zip(projects, funds, people, strict=True)]


def _cities(chance: Random) -> Iterator[Plan]:
    """Each city has a project that ended and one that is planned, and one that runs where the article names none."""
    for code in zhejiang().codes_of(TenantLevel.CITY):
        name = zhejiang().names[code]
        if code not in WITH_PROJECTS_NAMED:
            description = "爱心妈妈与留守、困境儿童结对关爱"
            yield Plan(code, f"{name}爱心妈妈结对关爱项目", BRANDS.get(code), description, 100, 150)
        ended_on = draw_day(chance, date(2024, 9, 1), date(2025, 9, 1))
        yield Plan(code, f"{name}儿童之家提升项目", None, "改善儿童之家的设施", 0, 20, START, ended_on)
        yield Plan(code, f"{name}爱心妈妈工作站建设项目", None, "新建爱心妈妈工作站", 0, 0, None)


def _counties(chance: Random) -> Iterator[Plan]:
    """Each county grants small wishes with its social organisation; in Taizhou the city's fund alone collects."""
    for county in zhejiang().counties:
        name = zhejiang().names[county.code]
        funds = 0 if county.city == TAIZHOU else chance.uniform(20, 60)
        description = "征集并点亮儿童微心愿"
        started_on = draw_day(chance, START, date(2023, 12, 1))
        yield Plan(
            county.code,
            f"{name}微心愿项目",
            CHILDRENS_DAY,
            description,
            funds,
            chance.uniform(20, 50),
            started_on,
            partnered=True,
        )


def _project(chance: Random, plan: Plan, funds: int) -> Project:
    record_id, created_at = draw_identity(chance, plan.started_on or HALF_YEAR_END)
    return Project(
        record_id,
        plan.tenant,
        created_at,
        name=plan.name,
        programme_id=None,
        partner_id=None,
        description=plan.description,
        responsible_person=draw_name(chance, WOMENS_SYLLABLES),
        budget=Decimal(50_000 + funds * 5 // 10_000 * 10_000),
        started_on=plan.started_on,
        ended_on=plan.ended_on,
        ended_reason="COMPLETED" if plan.ended_on else None,
        beneficiaries="留守儿童、困境儿童及其家庭",
        criteria="村（社区）提名，乡镇（街道）核实，优先家庭经济困难者",
    )
