"""Which offers fit a request, against days counted one by one."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from tenants.division import TenantLevel
from tenants.matching.services import (
    FOR_CAPACITY,
    FOR_DAYS,
    FOR_KIND,
    NEAR,
    Asked,
    Offered,
    OfferFactor,
    may_meet,
    weigh,
)
from tenants.records.need.enums import NeedKind
from tenants.records.service.enums import ServiceKind

FIRST = date(2024, 1, 1)
DAYS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: sorted(FIRST + timedelta(n) for n in ends))
AREAS = st.sampled_from([330000000000, 330100000000, 330127000000, 330127101000, 330127101201])
KINDS = st.sampled_from(ServiceKind)


@st.composite
def requests(draw: st.DrawFn) -> Asked:
    first, last = draw(DAYS)
    needs = draw(st.frozensets(st.sampled_from(NeedKind), max_size=3))
    return Asked(330127101201, draw(KINDS), needs, draw(st.integers(1, 50)), first, last)


@st.composite
def offers(draw: st.DrawFn) -> Offered:
    first, last = draw(DAYS)
    kind, area, places = draw(KINDS), draw(AREAS), draw(st.integers(0, 50))
    return Offered(uuid4(), uuid4(), "单位", "服务", kind, area, first, last, places)


@given(requests(), offers())
def test_points_are_given_for_what_fits(asked: Asked, offered: Offered) -> None:
    wanted = [asked.first + timedelta(n) for n in range((asked.last - asked.first).days + 1)]
    days = sum(offered.first <= day <= offered.last for day in wanted)
    points = {one.factor: one for one in weigh(asked, offered)}
    assert list(points) == list(OfferFactor)
    assert points[OfferFactor.DAYS].value == f"{days}/{len(wanted)}"
    assert points[OfferFactor.DAYS].points == FOR_DAYS * days // len(wanted)
    assert points[OfferFactor.AREA].points == NEAR[TenantLevel(points[OfferFactor.AREA].value)]
    assert 0 <= points[OfferFactor.CAPACITY].points <= FOR_CAPACITY
    assert (points[OfferFactor.CAPACITY].points == FOR_CAPACITY) == (offered.places >= asked.persons)
    same = offered.kind == asked.kind
    assert (points[OfferFactor.KIND].points == FOR_KIND) == same
    fits = points[OfferFactor.KIND].points > 0 and days > 0 and offered.places > 0
    assert may_meet(asked, offered) is fits
