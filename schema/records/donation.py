"""捐赠: money into a project's fund, as an append-only ledger."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection, related
from schema.mutation import mutation
from schema.records.standard import HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode, Money
from tenants.records.donation import rules


@strawberry.type(description="An entry in a fund's ledger; a correction is an entry that reverses another.")
class Donation(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    project = related("Project", "project", "The project whose fund it went to.")
    received_on: date
    amount: Money = strawberry.field(description="Negative in an entry that reverses another.")
    donor: str | None
    note: str | None
    reverses = related("Donation", "donation", "The entry that this one reverses.", nullable=True)
    reversed_by = related("Donation", "donation", "The entry that reverses this one.", nullable=True)


@strawberry.input(description="Conditions on donations, all of which have to be met.")
class DonationFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Kept there or below.")
    received_on_from: date | None = UNSET
    received_on_until: date | None = UNSET


@strawberry.enum(description="Orders of donations.")
class DonationOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    RECEIVED_ON_ASC = "RECEIVED_ON_ASC"
    RECEIVED_ON_DESC = "RECEIVED_ON_DESC"


@strawberry.type
class DonationQueries:
    donation = by_id("Donation", "donation", "An entry of a ledger by its id.")
    donations = connection("Donation", "donation", "The entries in your reach.")


@strawberry.input(description="Money into the fund of a project.")
class RecordDonationInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    project_id: strawberry.ID
    received_on: date
    amount: Money
    donor: str | None = UNSET
    note: str | None = UNSET


@strawberry.input(description="An entry to be reversed in full.")
class ReverseDonationInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    donation_id: strawberry.ID
    received_on: date = strawberry.field(description="The day of the reversal.")
    note: str | None = UNSET


@strawberry.type
class DonationMutations:
    record_donation = mutation(RecordDonationInput, Donation, rules.record_donation)
    reverse_donation = mutation(ReverseDonationInput, Donation, rules.reverse_donation)
