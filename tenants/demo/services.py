"""What the demo's organisations offer, what its counties ask for each summer and winter, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, draw_identity, happens, pick
from tenants.demo.province import zhejiang
from tenants.demo.tables import ServiceAgreement, ServiceOffer, ServiceRequest
from tenants.division import TenantLevel

# By the kind of organisation.
OFFERED = {
    "SOCIAL_ORGANIZATION": (
        ("TUTORING", "假期学业辅导"),
        ("COUNSELLING", "儿童心理辅导"),
        ("PARENTING", "家庭教育课堂"),
    ),
    "VOLUNTEER_GROUP": (("COMPANIONSHIP", "周末陪伴"), ("SAFETY", "防溺水宣讲")),
    "CULTURAL_INSTITUTION": (("ARTS", "研学与阅读"),),
    "ALLIANCE": (("COMPANIONSHIP", "结对陪伴活动"), ("SUPPLIES", "爱心包裹")),
    "FOUNDATION": (("SUPPLIES", "焕新物资"),),
}
ASKED = (
    ("TUTORING", "学业辅导", ("EDUCATION",), ("FROM_6_TO_11", "FROM_12_TO_15")),
    ("COUNSELLING", "心理辅导", ("PSYCHOLOGICAL",), ("FROM_12_TO_15",)),
    ("COMPANIONSHIP", "陪伴活动", ("COMPANIONSHIP",), ("FROM_6_TO_11",)),
    ("LEGAL", "法律援助", ("LEGAL",), ("FROM_12_TO_15", "FROM_16_TO_17")),
    ("SAFETY", "防溺水教育", ("SAFETY",), ("FROM_6_TO_11", "FROM_12_TO_15")),
)
SEASONS = (
    ("2024年暑期", date(2024, 7, 1), date(2024, 8, 31)),
    ("2025年寒假", date(2025, 1, 20), date(2025, 2, 15)),
    ("2025年暑期", date(2025, 7, 1), date(2025, 8, 31)),
    ("2026年春季", date(2026, 5, 1), date(2026, 6, 30)),
)
RATINGS = ((5, "儿童喜欢，家长满意"), (4, "老师认真负责"), (4, "按计划完成"), (3, "内容尚可，时间安排有待改进"))
FIRST, MOST = date(2024, 6, 1), 2_000


@dataclass
class Services:
    """Offers, requests and agreements, each table's rows."""

    service_offers: list[Any] = field(default_factory=list)
    service_requests: list[Any] = field(default_factory=list)
    service_agreements: list[Any] = field(default_factory=list)


def services(chance: Random, organizations: list[Any]) -> Services:
    """Every county asks in every season; most of it is met by an offer of the county, its city or the province."""
    made = Services()
    for one in organizations:
        made.service_offers.extend(_offers(chance, one))
    for county in zhejiang().codes_of(TenantLevel.COUNTY):
        near = [row for row in made.service_offers if _reaches(row, county)]
        for name, first, last in SEASONS:
            kind, what, needs, ages = pick(chance, ASKED)
            record_id, created_at = draw_identity(chance, first - timedelta(30))
            fitting = [row for row in near if row.kind == kind]
            over = last < END - timedelta(1)
            told = {"kind": kind, "title": f"{name}{what}", "persons": 20 + int(chance.random() * 60)}
            told |= {"need_kinds": list(needs), "age_bands": list(ages), "from_on": first, "until_on": last}
            ended = {"closed_on": last, "closed_reason": "MET" if fitting else "NOTHING_OFFERED"} if over else {}
            request = ServiceRequest(record_id, county, created_at, **told, **ended)
            made.service_requests.append(request)
            if fitting:
                own = [row for row in fitting if row.tenant_code == county]
                offer = pick(chance, own if own and happens(chance, 0.7) else fitting)
                made.service_agreements.append(_agreement(chance, request, offer, delivered=over))
    return made


def _offers(chance: Random, organization: Any) -> Iterator[Any]:  # noqa: ANN401  # rows of tables
    for kind, title in OFFERED.get(organization.kind, ()):
        record_id, created_at = draw_identity(chance, max(FIRST, organization.registered_on))
        yield ServiceOffer(
            record_id,
            organization.tenant_code,
            created_at,
            organization_id=organization.id,
            kind=kind,
            title=title,
            arrangement=organization.arrangement,
            capacity=MOST * 10 if organization.kind in ("ALLIANCE", "FOUNDATION") else MOST,
            from_on=FIRST,
        )


def _reaches(offer: Any, county: int) -> bool:  # noqa: ANN401  # a row of a table
    """The tenant that keeps it is the county, or above it."""
    return offer.tenant_code in {county, county // 10**8 * 10**8, county // 10**10 * 10**10}


def _agreement(chance: Random, request: Any, offer: Any, *, delivered: bool) -> Any:  # noqa: ANN401  # rows of tables
    day = request.from_on - timedelta(10)
    record_id, created_at = draw_identity(chance, day)
    arrangement = offer.arrangement or "VOLUNTARY"
    score, rating = pick(chance, RATINGS)
    rated = delivered and happens(chance, 0.9)
    return ServiceAgreement(
        record_id,
        request.tenant_code,
        created_at,
        service_request_id=request.id,
        offer_id=offer.id,
        organization_id=offer.organization_id,
        persons=request.persons,
        from_on=request.from_on,
        until_on=request.until_on,
        arrangement=arrangement,
        amount=request.persons * 600 if arrangement == "PURCHASED_SERVICE" else None,
        branch_agreed_on=day,
        organization_agreed_on=day,
        delivered_on=request.until_on if delivered else None,
        persons_served=request.persons - int(chance.random() * 4) if delivered else None,
        rated_on=request.until_on + timedelta(7) if rated else None,
        score=score if rated else None,
        rating=rating if rated else None,
    )
