"""儿童: one file a child."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode
from tenants.records.child import rules
from tenants.records.child.terms import AgeBand, CategorySource, ChildCategory, ChildState, FileClosing, RiskLevel, Sex


@strawberry.type(description="A category that the child had before, and its days.")
class CategoryPeriod:
    category: ChildCategory
    source: CategorySource
    since: date
    until: date


@strawberry.type(description="The file of one child; masked if your grant only locates the child.")
class Child(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    name: str
    sex: Sex
    age_band: AgeBand
    birth_date: date | None
    identity_number: str | None
    phone: str | None = strawberry.field(description="The guardian's.")
    address: str | None
    school: str | None
    health: str | None
    parents_whereabouts: str | None
    risk_level: RiskLevel | None
    category: ChildCategory
    category_source: CategorySource
    category_since: date
    category_history: list[CategoryPeriod] | None = strawberry.field(description="Earlier categories, oldest first.")
    state: ChildState
    paired: bool = strawberry.field(description="On file, with at least one open pairing.")
    identified_on: date
    on_file_on: date | None
    closed_on: date | None
    closed_reason: FileClosing | None
    erased_on: date | None = strawberry.field(description="When the person was erased; the name is empty since.")
    pairings = connection("Pairing", "pairing", "The child's pairings, ended ones too.")
    visits = connection("Visit", "visit", "The visits to the child.")
    file_openings = connection("FileOpening", "file_opening", "Who opened the file with a reason, from above.")
    access_log = connection("AccessLogEntry", "access_log_entry", "Who opened the file; for those who keep it.")


@strawberry.input(description="Conditions on children, all of which have to be met.")
class ChildFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="On file there or below.")
    category: list[ChildCategory] | None = UNSET
    sex: Sex | None = UNSET
    state: list[ChildState] | None = UNSET
    risk_level: list[RiskLevel] | None = UNSET
    paired: bool | None = UNSET
    name_contains: str | None = strawberry.field(
        default=UNSET, description="Finds only children whose names you may see."
    )
    identity_number: str | None = strawberry.field(
        default=UNSET, description="Exactly this; finds only children you may open."
    )
    phone: str | None = strawberry.field(
        default=UNSET, description="Exactly this, however it is spaced; finds only children you may open."
    )
    identified_on_from: date | None = UNSET
    identified_on_until: date | None = UNSET


@strawberry.enum(description="Orders of children.")
class ChildOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    IDENTIFIED_ON_ASC = "IDENTIFIED_ON_ASC"
    IDENTIFIED_ON_DESC = "IDENTIFIED_ON_DESC"


@strawberry.type
class ChildQueries:
    child = by_id("Child", "child", "A child by its id.")
    children = connection("Child", "child", "The children in your reach.")


@strawberry.input(description="A child identified in a tenant.")
class RegisterChildInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    tenant: DivisionCode = strawberry.field(description="Normally a village.")
    name: str
    sex: Sex
    birth_date: date
    category: ChildCategory
    category_source: CategorySource
    category_since: date | None = strawberry.field(default=UNSET, description="The day of identification if left out.")
    identified_on: date
    on_file_on: date | None = strawberry.field(
        default=UNSET, description="The day of the consent; without it the child is identified only."
    )
    risk_level: RiskLevel = RiskLevel.LOW
    identity_number: str | None = UNSET
    phone: str | None = UNSET
    address: str | None = UNSET
    school: str | None = UNSET
    health: str | None = UNSET
    parents_whereabouts: str | None = UNSET


@strawberry.input(description=CHANGES)
class UpdateChildInput(VersionedInput):
    name: str | None = UNSET
    sex: Sex | None = UNSET
    birth_date: date | None = UNSET
    category: ChildCategory | None = UNSET
    category_source: CategorySource | None = UNSET
    category_since: date | None = strawberry.field(
        default=UNSET, description="A later day keeps the old category in the history."
    )
    identified_on: date | None = UNSET
    on_file_on: date | None = UNSET
    risk_level: RiskLevel | None = UNSET
    identity_number: str | None = UNSET
    phone: str | None = UNSET
    address: str | None = UNSET
    school: str | None = UNSET
    health: str | None = UNSET
    parents_whereabouts: str | None = UNSET


@strawberry.input(description="The closing of a child's file; ends the child's open pairings.")
class CloseChildInput(VersionedInput):
    closed_on: date
    closed_reason: FileClosing


@strawberry.type
class ChildMutations:
    close_child = mutation(CloseChildInput, Child, rules.close_child)
    register_child = mutation(RegisterChildInput, Child, rules.register_child)
    update_child = mutation(UpdateChildInput, Child, rules.update_child)
