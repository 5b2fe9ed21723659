"""授权: a role that somebody has at a tenant, the same for its holder and for whoever administers it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from schema.node import Node
from schema.root_fields import Payload
from schema.scalars import DivisionCode
from tenants.access.roles import RoleName
from tenants.administration.enums import GrantState
from tenants.division import format_code


@strawberry.type(
    description="A role at a tenant. A request acts under one of yours: the first, or the one that X-Acting-Grant says."
)
class Grant(Node):
    version: int = strawberry.field(description="The version that revoking it passes.")
    role: RoleName = strawberry.field(description="The role.")
    tenant_code: DivisionCode = strawberry.field(description="The tenant of the grant.")
    tenant_name: str = strawberry.field(description="Its name.")
    from_at: datetime = strawberry.field(description="From when on.")
    until_at: datetime | None = strawberry.field(description="Until when; null: without end.")
    caring_mother_id: strawberry.ID | None = strawberry.field(
        description="Of the role CARING_MOTHER: who she is on the register."
    )
    organization_id: strawberry.ID | None = strawberry.field(
        description="Of the role PARTNER: the organisation whose people it is for."
    )
    state: GrantState = strawberry.field(description="Whether it is in effect.")


def show_grant(row: Mapping[str, Any]) -> Payload:
    named = {name: row[name] and str(row[name]) for name in ("caring_mother_id", "organization_id")}
    return {**row, "id": str(row["id"]), **named, "tenant_code": format_code(row["tenant_code"])}
