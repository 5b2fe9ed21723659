"""惠及: one delivery of a project's help."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection, related
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode
from tenants.records.delivery import rules


@strawberry.type(description="One delivery of a project's help, and how many women and children it reached.")
class Delivery(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    project = related("Project", "project", "The project.")
    delivered_on: date
    women_supported: int
    children_supported: int
    note: str | None


@strawberry.input(description="Conditions on deliveries, all of which have to be met.")
class DeliveryFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Kept there or below.")
    delivered_on_from: date | None = UNSET
    delivered_on_until: date | None = UNSET


@strawberry.enum(description="Orders of deliveries.")
class DeliveryOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    DELIVERED_ON_ASC = "DELIVERED_ON_ASC"
    DELIVERED_ON_DESC = "DELIVERED_ON_DESC"


@strawberry.type
class DeliveryQueries:
    delivery = by_id("Delivery", "delivery", "A delivery by its id.")
    deliveries = connection("Delivery", "delivery", "The deliveries in your reach.")


@strawberry.input(description="Help that a project delivered.")
class RecordDeliveryInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    project_id: strawberry.ID
    delivered_on: date
    women_supported: int
    children_supported: int
    note: str | None = UNSET


@strawberry.input(description=CHANGES)
class UpdateDeliveryInput(VersionedInput):
    delivered_on: date | None = UNSET
    women_supported: int | None = UNSET
    children_supported: int | None = UNSET
    note: str | None = UNSET


@strawberry.type
class DeliveryMutations:
    record_delivery = mutation(RecordDeliveryInput, Delivery, rules.record_delivery)
    update_delivery = mutation(UpdateDeliveryInput, Delivery, rules.update_delivery)
