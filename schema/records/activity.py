"""活动: a group event."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode
from tenants.records.activity import rules
from tenants.records.activity.terms import ActivityFocus, ActivityKind, ActivityState


@strawberry.type(description="A group event.")
class Activity(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    name: str
    kind: ActivityKind
    focus: ActivityFocus
    programme: str | None
    partners: list[str]
    state: ActivityState
    planned_on: date
    held_on: date | None
    parents_served: int
    children_served: int
    cancelled_on: date | None
    cancelled_reason: str | None


@strawberry.input(description="Conditions on activities, all of which have to be met.")
class ActivityFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Kept there or below.")
    kind: list[ActivityKind] | None = UNSET
    focus: list[ActivityFocus] | None = UNSET
    state: list[ActivityState] | None = UNSET
    name_contains: str | None = UNSET
    planned_on_from: date | None = UNSET
    planned_on_until: date | None = UNSET


@strawberry.enum(description="Orders of activities.")
class ActivityOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    PLANNED_ON_ASC = "PLANNED_ON_ASC"
    PLANNED_ON_DESC = "PLANNED_ON_DESC"


@strawberry.type
class ActivityQueries:
    activity = by_id("Activity", "activity", "An activity by its id.")
    activities = connection("Activity", "activity", "The activities in your reach.")


@strawberry.input(description="An activity to be held.")
class PlanActivityInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    tenant: DivisionCode
    name: str
    kind: ActivityKind
    focus: ActivityFocus
    planned_on: date
    programme: str | None = UNSET
    partners: list[str] = strawberry.field(default_factory=list)


@strawberry.input(description=CHANGES)
class UpdateActivityInput(VersionedInput):
    name: str | None = UNSET
    kind: ActivityKind | None = UNSET
    focus: ActivityFocus | None = UNSET
    planned_on: date | None = UNSET
    programme: str | None = UNSET
    partners: list[str] | None = UNSET


@strawberry.input(description="An activity that was held; send it again to correct its figures.")
class HoldActivityInput(VersionedInput):
    held_on: date
    parents_served: int
    children_served: int


@strawberry.input(description="An activity that will not take place.")
class CancelActivityInput(VersionedInput):
    cancelled_on: date
    cancelled_reason: str


@strawberry.type
class ActivityMutations:
    cancel_activity = mutation(CancelActivityInput, Activity, rules.cancel_activity)
    hold_activity = mutation(HoldActivityInput, Activity, rules.hold_activity)
    plan_activity = mutation(PlanActivityInput, Activity, rules.plan_activity)
    update_activity = mutation(UpdateActivityInput, Activity, rules.update_activity)
