"""档案调阅: a child's file opened for a while, with a reason."""

from datetime import datetime
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection, related
from schema.mutation import VersionedInput, mutation
from schema.node import Node
from schema.records.standard import HIDDEN_FIELDS, OWN_ID
from schema.scalars import DivisionCode
from tenants.access.roles import RoleName
from tenants.records.file_opening import rules


@strawberry.type(description="A child's file, opened with a reason by somebody above its tenant, which sees it here.")
class FileOpening(Node):
    version: int
    created_at: datetime
    updated_at: datetime
    tenant = related("Tenant", "tenant", "The tenant that keeps the file.")
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    child = related("Child", "child", "The child.")
    reason: str
    opened_by: str = strawberry.field(description="The name of the user who opened it.")
    opened_as: RoleName
    opened_from: DivisionCode = strawberry.field(description="The tenant of the grant acted under.")
    expires_at: datetime
    closed_at: datetime | None = strawberry.field(description="When it was ended early.")
    open: bool = strawberry.field(description="Whether it is in effect now.")


@strawberry.input(description="Conditions on openings, all of which have to be met.")
class FileOpeningFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="The child is on file there or below.")
    open: bool | None = UNSET


@strawberry.enum(description="Orders of openings.")
class FileOpeningOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"


@strawberry.type
class FileOpeningQueries:
    file_opening = by_id("FileOpening", "file_opening", "An opening by its id.")
    file_openings = connection("FileOpening", "file_opening", "The openings of files in your reach, and your own.")


@strawberry.input(description="A located child whose file you need to read, and why: 10 to 500 characters.")
class OpenChildFileInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    child_id: strawberry.ID
    reason: str


@strawberry.input(description="An opening that is no longer needed, or should not be.")
class EndFileOpeningInput(VersionedInput):
    pass


@strawberry.type
class FileOpeningMutations:
    end_file_opening = mutation(EndFileOpeningInput, FileOpening, rules.end_file_opening)
    open_child_file = mutation(OpenChildFileInput, FileOpening, rules.open_child_file)
