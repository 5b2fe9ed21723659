"""访问日志: who opened whose file."""

from datetime import datetime

import strawberry
from strawberry import UNSET

from schema.connection import connection_field
from schema.enums import declare_order
from schema.node import Node
from schema.ranges import DateRange
from schema.scalars import DivisionCode
from tenants.access.roles import RoleName
from tenants.audit.enums import AccessSubject


@strawberry.type(description="Records of which the same fields were opened, by one user in one operation.")
class AccessLogEntry(Node):
    at: datetime = strawberry.field(description="When.")
    user_name: str = strawberry.field(description="Who opened them.")
    role: RoleName | None = strawberry.field(description="The role that they were opened in.")
    tenant_code: DivisionCode = strawberry.field(description="The tenant of the grant acted under.")
    tenant_name: str = strawberry.field(description="Its name.")
    kind: AccessSubject = strawberry.field(description="Whether they are children or Caring Mothers.")
    record_ids: list[strawberry.ID] = strawberry.field(description="The records opened, as far as they concern you.")
    searched: bool = strawberry.field(
        description="Whether more files were searched by these fields than are named, all that could be opened there."
    )
    fields: list[str] = strawberry.field(description="What was shown of each, such as `phone` or `visit.findings`.")
    operation: str | None = strawberry.field(description="The operation's name, as the client called it.")
    reason: str | None = strawberry.field(description="The reason given, if a file was opened with one.")
    request_id: str | None = strawberry.field(description="The request, as the server's logs name it.")
    address: str | None = strawberry.field(description="From where.")


@strawberry.input(description="Conditions on entries, all of which have to be met.")
class AccessLogEntryFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Opened from there or below.")
    user_name: str | None = strawberry.field(default=UNSET, description="Opened by the user of exactly this name.")
    kind: list[AccessSubject] | None = strawberry.field(default=UNSET, description="Files of these.")
    record: strawberry.ID | None = strawberry.field(default=UNSET, description="Of this child or Caring Mother.")
    with_reason: bool | None = strawberry.field(default=UNSET, description="True: only those opened with a reason.")
    day: DateRange | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        default=UNSET, description="Opened on these days, in Shanghai."
    )


AccessLogEntryOrder = declare_order("AccessLogEntryOrder", ("ID",), "Orders of entries; by id means by time.")


@strawberry.type
class AccessLogEntryQueries:
    access_log = connection_field("AccessLogEntry", "Who opened whose file, as far as it concerns you.", nullable=True)
