"""变更: what was changed in a record, by whom, and from what to what."""

from datetime import datetime

import strawberry
from strawberry import UNSET

from schema.connection import by_id_field, connection_field, list_of, related_field
from schema.enums import declare_order
from schema.kinds.standard import HIDDEN_FIELDS
from schema.node import Node
from schema.ranges import DateRange
from schema.scalars import DivisionCode
from tenants.access.roles import RoleName
from tenants.history.enums import RecordKind


@strawberry.type(description="A field of a record, before and after a change, as text; lists are JSON.")
class ChangedValue:
    field: str = strawberry.field(description="The name of the field.")
    before: str | None = strawberry.field(description="What it was.")
    after: str | None = strawberry.field(description="What it became.")


@strawberry.type(description="One change of one record. Its values are for those who may open the record.")
class Change(Node):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    at: datetime = strawberry.field(description="When.")
    kind: str = strawberry.field(graphql_type=RecordKind, description="What kind of record was changed.")
    record_id: strawberry.ID = strawberry.field(description="Which record.")
    version: int = strawberry.field(description="The record's version after the change.")
    deleted: bool = strawberry.field(description="Whether the record was deleted.")
    tenant = related_field("Tenant", "The tenant that kept the record after the change.", nullable=True)
    fields: list[str] = strawberry.field(description="The names of the fields that were changed.")
    values: list[ChangedValue] | None = strawberry.field(description="Empty if the person has been erased since.")
    user_id: strawberry.ID | None = strawberry.field(description="Who made it; null for the operator, with SQL.")
    user_name: str | None = strawberry.field(description="The name of who made it.")
    acting_role: RoleName | None = strawberry.field(description="The role that it was made in.")
    acting_tenant = related_field("Tenant", "The tenant of the grant acted under.", nullable=True)


@strawberry.input(description="Conditions on changes, all of which have to be met.")
class ChangeFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Kept there or below after the change.")
    kind: list[str] | None = strawberry.field(
        graphql_type=list_of(RecordKind) | None, default=UNSET, description="Of records of these kinds."
    )
    record: strawberry.ID | None = strawberry.field(default=UNSET, description="Of this record.")
    user: strawberry.ID | None = strawberry.field(default=UNSET, description="Made by this user.")
    day: DateRange | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        default=UNSET, description="Made on these days, in Shanghai."
    )


ChangeOrder = declare_order("ChangeOrder", ("ID",), "Orders of changes; by id means by time.")


@strawberry.type
class ChangeQueries:
    change = by_id_field("Change", "A change by its id.")
    changes = connection_field(
        "Change", "The changes in an auditor's scope; a record's own are its `history`.", nullable=True
    )
