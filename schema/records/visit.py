"""走访: one contact of a pairing."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection, related
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode
from tenants.records.visit import rules
from tenants.records.visit.terms import VisitKind


@strawberry.type(description="One contact of a pairing, or an attempt at one.")
class Visit(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    pairing = related("Pairing", "pairing", "The pairing it belongs to.", nullable=True)
    child = related("Child", "child", "The child.")
    caring_mother = related("CaringMother", "caring_mother", "Who visited.", nullable=True)
    visited_on: date
    kind: VisitKind
    contact_made: bool = strawberry.field(
        description="Whether the child was met or spoken to; otherwise the visit does not count."
    )
    findings: str | None
    follow_up: str | None = strawberry.field(description="Risks to follow up.")


@strawberry.input(description="Conditions on visits, all of which have to be met.")
class VisitFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="The child is on file there or below.")
    kind: list[VisitKind] | None = UNSET
    contact_made: bool | None = UNSET
    visited_on_from: date | None = UNSET
    visited_on_until: date | None = UNSET


@strawberry.enum(description="Orders of visits.")
class VisitOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    VISITED_ON_ASC = "VISITED_ON_ASC"
    VISITED_ON_DESC = "VISITED_ON_DESC"


@strawberry.type
class VisitQueries:
    visit = by_id("Visit", "visit", "A visit by its id.")
    visits = connection("Visit", "visit", "The visits in your reach.")


@strawberry.input(description="A visit of a pairing.")
class RecordVisitInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    pairing_id: strawberry.ID
    visited_on: date
    kind: VisitKind
    contact_made: bool
    findings: str | None = UNSET
    follow_up: str | None = UNSET


@strawberry.input(description=CHANGES)
class UpdateVisitInput(VersionedInput):
    visited_on: date | None = UNSET
    kind: VisitKind | None = UNSET
    contact_made: bool | None = UNSET
    findings: str | None = UNSET
    follow_up: str | None = UNSET


@strawberry.type
class VisitMutations:
    record_visit = mutation(RecordVisitInput, Visit, rules.record_visit)
    update_visit = mutation(UpdateVisitInput, Visit, rules.update_visit)
