"""Venues: a center in every city and county, and a children's home in each village where care is at work."""

from collections.abc import Iterator
from random import Random
from typing import Any

from tenants.demo.drawing import HALF_YEAR, START, draw_day, draw_identity, happens
from tenants.demo.province import worked_villages, zhejiang
from tenants.demo.tables import Venue
from tenants.division import TenantLevel
from tenants.records.venue import VenueKind

HOURS = "周二至周日 8:30—17:00"


def venues(chance: Random) -> Iterator[Any]:
    for code in (*zhejiang().codes_of(TenantLevel.CITY), *zhejiang().codes_of(TenantLevel.COUNTY)):
        yield _venue(chance, code, VenueKind.CENTER, 300)
        yield _venue(chance, code, VenueKind.PARENT_SCHOOL, 80)
    for code in worked_villages():
        yield _venue(chance, code, VenueKind.CHILDRENS_HOME, 40)
        if happens(chance, 0.5):
            yield _venue(chance, code, VenueKind.WORKSTATION, 20)


def _venue(chance: Random, tenant: int, kind: VenueKind, places: int) -> Any:  # noqa: ANN401  # a row of the table
    day = draw_day(chance, START, HALF_YEAR)
    record_id, created_at = draw_identity(chance, day)
    name = zhejiang().names[tenant]
    return Venue(
        record_id,
        tenant,
        created_at,
        name=f"{name}{kind.zh}",
        kind=kind.value,
        address=f"{name}文化路{chance.randrange(1, 200)}号",
        places=places,
        area=places * 3,
        opening_hours=HOURS,
        staff=1 + places // 40,
        opened_on=day,
    )
