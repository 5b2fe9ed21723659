"""事件: what happened to accounts, and what was administered; for the user herself, and for auditors."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from schema.administration.listing import PAGE, connection_of
from schema.caller import Caller
from schema.connection import Connection
from schema.root_fields import Arguments, Payload, query_field
from schema.scalars import DivisionCode
from tenants.access.roles import RoleName
from tenants.accounts.enums import AccountEventKind
from tenants.administration import events
from tenants.administration.enums import AdministrationAction
from tenants.division import format_code


@strawberry.type(description="Something that happened to an account of your range, such as a failed sign-in.")
class UserEvent:
    at: datetime = strawberry.field(description="When.")
    kind: AccountEventKind = strawberry.field(description="What happened.")
    user_id: strawberry.ID = strawberry.field(description="To whose account.")
    user: str = strawberry.field(description="The name of the account's user.")
    address: str | None = strawberry.field(description="From where.")


@strawberry.type(description="Something that was done to a user or a grant.")
class AdministrationEvent:
    at: datetime = strawberry.field(description="When.")
    action: AdministrationAction = strawberry.field(description="What was done.")
    by: str | None = strawberry.field(description="The name of who did it; null: the operator.")
    acting_role: RoleName | None = strawberry.field(description="The role that it was done in.")
    acting_code: DivisionCode | None = strawberry.field(description="The tenant that it was done for.")
    user: str = strawberry.field(description="The name of the user it was done to.")
    role: RoleName | None = strawberry.field(description="The role of the grant in question.")
    tenant_code: DivisionCode | None = strawberry.field(description="The tenant of the grant in question.")


async def account_events(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.actor) as reading:
        listed = await events.list_account_events(reading, arguments)
    nodes = [{**row, "user_id": str(row["user_id"]), "user": row["user_name"]} for row in listed.rows]
    return connection_of(caller, listed, nodes)


async def administration_events(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.actor) as reading:
        listed = await events.list_administration_events(reading, arguments)
    return connection_of(caller, listed, [show_event(row) for row in listed.rows])


def show_event(row: Mapping[str, Any]) -> Payload:
    codes = {name: None if row[name] is None else format_code(row[name]) for name in ("acting_code", "tenant_code")}
    return {**row, **codes, "by": row["by_name"], "user": row["user_name"]}


@strawberry.type
class EventQueries:
    administration_events: Connection[AdministrationEvent] | None = query_field(
        Connection[AdministrationEvent],
        administration_events,
        "What was done to the users and grants of your range, newest first; for auditors.",
        PAGE,
    )
    account_events: Connection[UserEvent] | None = query_field(
        Connection[UserEvent],
        account_events,
        "Sign-ins, failures and changes of the accounts of your range, newest first; for auditors.",
        PAGE,
    )
