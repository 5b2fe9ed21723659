"""A project's ledger: what it was given, with some entries made twice and reversed, and whom it supported."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

from tenants.demo.drawing import END, HALF_YEAR, HALF_YEAR_END, draw_day, draw_identity, happens, pick
from tenants.demo.projects import Account
from tenants.demo.province import apportion, city_of
from tenants.demo.tables import Delivery, Donation

USUAL_DONATION, USUAL_DELIVERY = 20_000, 30
# What the years before and after bring, against the half-year of the headline figures.
BEFORE, AFTER = 0.6, 1.8
ENTREPRENEURS = "女企业家协会"
DONORS = (
    "爱心企业联盟",
    "商会",
    ENTREPRENEURS,
    "慈善总会",
    "“99公益日”网络募捐",
    "爱心人士",
    "匿名",
    "巾帼志愿者协会",
)
SUPPORT = ("发放助学金", "送去爱心包裹", "完成居室改造", "发放温暖家庭箱", "点亮微心愿", "开展成长指导")


def donations(chance: Random, account: Account, fund_id: UUID | None, donors: Mapping[int, UUID]) -> Iterator[Donation]:
    """What the project was given; all of it went into the fund, if there is one; a chamber is on a register."""
    chamber = donors.get(city_of(account.project.tenant_code))
    for row in _donations(chance, account):
        given = row._replace(fund_id=fund_id)
        is_known = row.donor == ENTREPRENEURS
        yield given._replace(donor_organization_id=chamber, interest="NONE") if is_known else given


def _donations(chance: Random, account: Account) -> Iterator[Donation]:
    for low, high, share in _spans(account):
        total = int(account.funds * share)
        for amount in _parts(chance, total, USUAL_DONATION):
            day = draw_day(chance, low, high)
            yield _donation(chance, account, day, amount)
            if happens(chance, 0.03):
                twice = _donation(chance, account, day, amount)
                yield twice
                yield _reversal(chance, twice, draw_day(chance, day, high))


def deliveries(chance: Random, account: Account) -> Iterator[Delivery]:
    for low, high, share in _spans(account):
        for people in _parts(chance, int(account.people * share), USUAL_DELIVERY):
            day, women = draw_day(chance, low, high), int(people * chance.uniform(0.1, 0.6))
            record_id, created_at = draw_identity(chance, day)
            yield Delivery(
                record_id,
                account.project.tenant_code,
                created_at,
                project_id=account.project.id,
                delivered_on=day,
                women_supported=women,
                children_supported=people - women,
                note=pick(chance, SUPPORT),
            )


def _spans(account: Account) -> Iterator[tuple[date, date, float]]:
    started_on, ended_on = account.project.started_on, account.project.ended_on or END
    if started_on:
        yield started_on, HALF_YEAR, BEFORE
        yield HALF_YEAR, HALF_YEAR_END, 1
        yield HALF_YEAR_END, ended_on, AFTER


def _parts(chance: Random, total: int, usual: int) -> list[int]:
    if total == 0:
        return []
    return apportion(total, [chance.uniform(0.2, 1.8) for _ in range(max(1, total // usual))])


def _donation(chance: Random, account: Account, day: date, amount: int) -> Donation:
    record_id, created_at = draw_identity(chance, day)
    return Donation(
        record_id,
        account.project.tenant_code,
        created_at,
        project_id=account.project.id,
        fund_id=None,
        received_on=day,
        amount=Decimal(amount),
        donor=pick(chance, DONORS),
        note=None,
        reverses_id=None,
    )


def _reversal(chance: Random, wrong: Donation, day: date) -> Donation:
    record_id, created_at = draw_identity(chance, day)
    return wrong._replace(
        id=record_id,
        created_at=created_at,
        received_on=day,
        amount=-wrong.amount,
        note="重复入账，冲正",
        reverses_id=wrong.id,
    )
