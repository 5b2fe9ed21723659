"""结对: a dated episode of one child and one Caring Mother."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection, related
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode
from tenants.records.pairing import rules
from tenants.records.pairing.terms import PairingEnding, PairingRole


@strawberry.type(
    description="A child and a Caring Mother, paired from one day until another; kept with the child's file."
)
class Pairing(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    child = related("Child", "child", "The child.")
    caring_mother = related(
        "CaringMother", "caring_mother", "The Caring Mother, possibly of another tenant.", nullable=True
    )
    role: PairingRole
    from_on: date
    until_on: date | None = strawberry.field(description="The first day on which they were no longer paired.")
    ended_reason: PairingEnding | None
    handover_note: str | None
    visits = connection("Visit", "visit", "The visits of this pairing.")


@strawberry.input(description="Conditions on pairings, all of which have to be met.")
class PairingFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="The child is on file there or below.")
    role: list[PairingRole] | None = UNSET
    open: bool | None = UNSET
    from_on_from: date | None = UNSET
    from_on_until: date | None = UNSET


@strawberry.enum(description="Orders of pairings.")
class PairingOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    FROM_ON_ASC = "FROM_ON_ASC"
    FROM_ON_DESC = "FROM_ON_DESC"


@strawberry.type
class PairingQueries:
    pairing = by_id("Pairing", "pairing", "A pairing by its id.")
    pairings = connection("Pairing", "pairing", "The pairings in your reach.")


@strawberry.input(description="A child and a Caring Mother to be paired.")
class PairInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    child_id: strawberry.ID
    caring_mother_id: strawberry.ID
    from_on: date
    role: PairingRole = PairingRole.LEAD
    handover_note: str | None = UNSET


@strawberry.input(description=CHANGES)
class UpdatePairingInput(VersionedInput):
    from_on: date | None = UNSET
    role: PairingRole | None = UNSET
    handover_note: str | None = UNSET


@strawberry.input(description="The end of a pairing.")
class EndPairingInput(VersionedInput):
    until_on: date
    ended_reason: PairingEnding
    handover_note: str | None = UNSET


@strawberry.type
class PairingMutations:
    end_pairing = mutation(EndPairingInput, Pairing, rules.end_pairing)
    pair = mutation(PairInput, Pairing, rules.pair)
    update_pairing = mutation(UpdatePairingInput, Pairing, rules.update_pairing)
