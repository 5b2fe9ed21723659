"""爱心妈妈: a volunteer on a branch's register."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection, related
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode
from tenants.records.caring_mother import rules
from tenants.records.caring_mother.terms import Recruitment, RegistrationClosing, ScreeningState, Sector
from tenants.records.child.terms import AgeBand


@strawberry.type(description="A volunteer on a branch's register; masked if your grant only locates her.")
class CaringMother(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    name: str
    age_band: AgeBand | None
    birth_date: date | None
    identity_number: str | None
    phone: str | None
    address: str | None
    employer: str | None
    recruited_through: Recruitment
    sector: Sector
    skills: list[str]
    capacity: int = strawberry.field(description="How many children she may be paired with at once.")
    service_area = related("Tenant", "tenant", "The tenant in which she may be paired.", nullable=True)
    screening_state: ScreeningState
    screening_until: date | None = strawberry.field(description="An approval is valid until this day.")
    registered_on: date
    closed_on: date | None
    closed_reason: RegistrationClosing | None
    erased_on: date | None = strawberry.field(description="When the person was erased; the name is empty since.")
    pairings = connection("Pairing", "pairing", "Her pairings with children in your reach.")
    visits = connection("Visit", "visit", "Her visits to children in your reach.")
    access_log = connection("AccessLogEntry", "access_log_entry", "Who opened her file; for those who keep it.")


@strawberry.input(description="Conditions on Caring Mothers, all of which have to be met.")
class CaringMotherFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Registered there or below.")
    serves: DivisionCode | None = strawberry.field(default=UNSET, description="May be paired there.")
    recruited_through: list[Recruitment] | None = UNSET
    sector: list[Sector] | None = UNSET
    screening_state: list[ScreeningState] | None = UNSET
    closed: bool | None = UNSET
    name_contains: str | None = UNSET
    identity_number: str | None = strawberry.field(
        default=UNSET, description="Exactly this; finds only Caring Mothers you may open."
    )
    phone: str | None = strawberry.field(
        default=UNSET, description="Exactly this, however it is spaced; finds only Caring Mothers you may open."
    )
    registered_on_from: date | None = UNSET
    registered_on_until: date | None = UNSET


@strawberry.enum(description="Orders of Caring Mothers.")
class CaringMotherOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    REGISTERED_ON_ASC = "REGISTERED_ON_ASC"
    REGISTERED_ON_DESC = "REGISTERED_ON_DESC"


@strawberry.type
class CaringMotherQueries:
    caring_mother = by_id("CaringMother", "caring_mother", "A Caring Mother by her id.")
    caring_mothers = connection(
        "CaringMother", "caring_mother", "The Caring Mothers registered in your reach, and those who serve in it."
    )


@strawberry.input(description="A volunteer for a tenant's register.")
class RegisterCaringMotherInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    tenant: DivisionCode
    name: str
    recruited_through: Recruitment
    sector: Sector
    registered_on: date
    capacity: int = 1
    skills: list[str] = strawberry.field(default_factory=list)
    service_area: DivisionCode | None = strawberry.field(default=UNSET, description="Her own tenant if left out.")
    birth_date: date | None = UNSET
    identity_number: str | None = UNSET
    phone: str | None = UNSET
    address: str | None = UNSET
    employer: str | None = UNSET


@strawberry.input(description=CHANGES)
class UpdateCaringMotherInput(VersionedInput):
    name: str | None = UNSET
    recruited_through: Recruitment | None = UNSET
    sector: Sector | None = UNSET
    registered_on: date | None = UNSET
    capacity: int | None = UNSET
    skills: list[str] | None = UNSET
    service_area: DivisionCode | None = UNSET
    birth_date: date | None = UNSET
    identity_number: str | None = UNSET
    phone: str | None = UNSET
    address: str | None = UNSET
    employer: str | None = UNSET


@strawberry.input(description="The outcome of her screening, by somebody other than the person who registered her.")
class ScreenCaringMotherInput(VersionedInput):
    screening_state: ScreeningState
    screening_until: date | None = strawberry.field(default=UNSET, description="Until when an approval is valid.")


@strawberry.input(description="The closing of a registration.")
class CloseCaringMotherInput(VersionedInput):
    closed_on: date
    closed_reason: RegistrationClosing


@strawberry.type
class CaringMotherMutations:
    close_caring_mother = mutation(CloseCaringMotherInput, CaringMother, rules.close_caring_mother)
    register_caring_mother = mutation(RegisterCaringMotherInput, CaringMother, rules.register_caring_mother)
    screen_caring_mother = mutation(ScreenCaringMotherInput, CaringMother, rules.screen_caring_mother)
    update_caring_mother = mutation(UpdateCaringMotherInput, CaringMother, rules.update_caring_mother)
