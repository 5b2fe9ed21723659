"""Which offers might meet a branch's request, the best first, and why: nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import asyncpg

from tenants.access.scope import Scope, Verb
from tenants.database.transactions import Reading
from tenants.division import TenantLevel, level_of
from tenants.enums import LabelledEnum
from tenants.errors import BadRequest, Forbidden
from tenants.matching.proposing import refuse_more
from tenants.records.need.enums import NeedKind
from tenants.records.service.enums import ServiceKind

MOST_OFFERS = 2_000
ASKED = """select tenant_code, kind, need_kinds, persons, from_on, until_on from service_requests
    where id = $1 and tenant_code = $2 and closed_on is null"""
# Of what is open, seen, and reaches the branch.
OFFERS = """
    select o.id, o.organization_id, g.name as organization, o.title, o.kind, o.from_on, o.until_on,
           coalesce(o.area_code, o.tenant_code) as area, places_of(o.id) as places
    from service_offers o join organizations g on g.id = o.organization_id
    where o.closed_on is null and g.closed_on is null
      and coalesce(o.area_code, o.tenant_code) = any (division_line($1))
    order by o.id limit $2"""


class OfferFactor(LabelledEnum):
    """What speaks for an offer."""

    KIND = "KIND", "服务类型", "What is offered"
    AREA = "AREA", "服务区域", "How near its area is"
    DAYS = "DAYS", "服务时间", "On how many of the days it is offered"
    CAPACITY = "CAPACITY", "服务能力", "For how many more it is good"


@dataclass(frozen=True, slots=True)
class OfferPoints:
    """The points of one factor, and what they are given for, as the API's own words."""

    factor: OfferFactor
    points: int
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An open request; one without an end is asked for a year."""

    tenant: int
    kind: str
    needs: frozenset[str]
    persons: int
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Offered:
    """An open offer that reaches the branch."""

    id: UUID
    organization_id: UUID
    organization: str
    title: str
    kind: str
    area: int
    first: date
    last: date
    places: int


@dataclass(frozen=True, slots=True)
class OfferSuggestion:
    """An offer that might meet a request, and what speaks for it."""

    offer: Offered
    points: tuple[OfferPoints, ...]

    @property
    def score(self) -> int:
        return sum(one.points for one in self.points)


# Which needs a service of a kind is for, where it is not the kind that was asked for.
SERVES: Mapping[ServiceKind, frozenset[NeedKind]] = {
    ServiceKind.TUTORING: frozenset({NeedKind.EDUCATION}),
    ServiceKind.COUNSELLING: frozenset({NeedKind.PSYCHOLOGICAL}),
    ServiceKind.COMPANIONSHIP: frozenset({NeedKind.COMPANIONSHIP}),
    ServiceKind.PARENTING: frozenset({NeedKind.GUARDIANSHIP}),
    ServiceKind.SAFETY: frozenset({NeedKind.SAFETY}),
    ServiceKind.HEALTH: frozenset({NeedKind.MEDICAL, NeedKind.REHABILITATION}),
    ServiceKind.LEGAL: frozenset({NeedKind.LEGAL, NeedKind.HOUSEHOLD_REGISTRATION}),
    ServiceKind.ARTS: frozenset({NeedKind.COMPANIONSHIP}),
    ServiceKind.SUPPLIES: frozenset({NeedKind.LIVING, NeedKind.HOUSING}),
}
# Whoever works in the branch's own village is nearest.
NEAR: Mapping[TenantLevel, int] = {
    TenantLevel.VILLAGE: 20,
    TenantLevel.TOWNSHIP: 16,
    TenantLevel.COUNTY: 12,
    TenantLevel.CITY: 8,
    TenantLevel.PROVINCE: 4,
}
FOR_KIND, FOR_A_NEED, FOR_DAYS, FOR_CAPACITY = 40, 15, 20, 20
A_YEAR = timedelta(days=364)


async def suggest_offers(reading: Reading, request: UUID, most: int) -> list[OfferSuggestion]:
    """The offers that might meet a request of the caller's own tenant. Raises Forbidden, and BadRequest for another."""
    grant = reading.actor.grant
    if Scope.OWN not in grant.role.scopes("service_agreement", Verb.MANAGE):
        raise Forbidden(role=grant.role.name, resource="service_agreement")
    row = await reading.connection.fetchrow(ASKED, request, grant.low)
    if row is None:
        raise BadRequest("NOT_TO_BE_MET")
    asked = asked_of(row)
    rows = await reading.connection.fetch(OFFERS, asked.tenant, MOST_OFFERS + 1)
    refuse_more(rows, "serviceOffers", MOST_OFFERS)
    found = [OfferSuggestion(one, weigh(asked, one)) for one in map(offered_of, rows) if may_meet(asked, one)]
    return sorted(found, key=lambda one: (-one.score, one.offer.id))[:most]


def asked_of(row: asyncpg.Record) -> Asked:
    last = row["until_on"] or row["from_on"] + A_YEAR
    return Asked(row["tenant_code"], row["kind"], frozenset(row["need_kinds"]), row["persons"], row["from_on"], last)


def offered_of(row: asyncpg.Record) -> Offered:
    return Offered(
        id=row["id"],
        organization_id=row["organization_id"],
        organization=row["organization"],
        title=row["title"],
        kind=row["kind"],
        area=row["area"],
        first=row["from_on"],
        last=row["until_on"] or date.max,
        places=row["places"],
    )


def may_meet(asked: Asked, offered: Offered) -> bool:
    """Of the kind, or for one of the needs; on one of the days; for at least one more."""
    fits = offered.kind == asked.kind or bool(met_by(asked, offered))
    return fits and days_of(asked, offered) > 0 and offered.places > 0


def weigh(asked: Asked, offered: Offered) -> tuple[OfferPoints, ...]:
    """The points of every factor, none of which is below zero."""
    met, level, days = met_by(asked, offered), level_of(offered.area), days_of(asked, offered)
    same = offered.kind == asked.kind
    return (
        OfferPoints(
            OfferFactor.KIND,
            FOR_KIND if same else min(FOR_KIND - 1, FOR_A_NEED * len(met)),
            offered.kind if same else ", ".join(met),
        ),
        OfferPoints(OfferFactor.AREA, NEAR[level], level.value),
        OfferPoints(OfferFactor.DAYS, FOR_DAYS * days // asked.days, f"{days}/{asked.days}"),
        OfferPoints(
            OfferFactor.CAPACITY,
            FOR_CAPACITY * min(offered.places, asked.persons) // asked.persons,
            f"{offered.places}/{asked.persons}",
        ),
    )


def met_by(asked: Asked, offered: Offered) -> list[str]:
    return sorted(asked.needs & SERVES.get(ServiceKind(offered.kind), frozenset()))


def days_of(asked: Asked, offered: Offered) -> int:
    """On how many of the days asked for it is offered."""
    return max(0, (min(asked.last, offered.last) - max(asked.first, offered.first)).days + 1)
