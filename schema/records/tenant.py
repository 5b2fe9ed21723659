"""组织: the tenants, their tree, and what they keep."""

from datetime import date
from enum import StrEnum

import strawberry

from schema.connection import connection, listed, read_by_the_domain, related
from schema.kinds.objects import made
from schema.node import Node
from schema.records.standard import HIDDEN_FIELDS
from schema.records.statistics import Statistics
from schema.scalars import DivisionCode
from tenants.hierarchy.terms import TenantLevel
from tenants.records.kinds import KINDS
from tenants.statistics.period import Period


@strawberry.type
class Itself(Node):
    code: DivisionCode
    name: str
    level: TenantLevel
    opened_on: date
    closed_on: date | None
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    parent = related("Tenant", "The tenant above, if there is one that you may see.", nullable=True)
    ancestors = listed("Tenant", "The tenants above, the province first.")
    branches = connection("Tenant", "The tenants directly below.")

    statistics: Statistics | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        resolver=read_by_the_domain({"period": Period | None}, {"period": strawberry.UNSET}, Statistics | None),
        description="The figures of this tenant and all below it, live. Without a period: stocks now, flows to date.",
    )


LISTS = {
    **{
        kind.plural: connection(
            kind.name, kind.sentences.get("kept", f"The {kind.many} kept here and below."), own=True
        )
        for kind in KINDS
    },
    "changes": connection("Change", "The changes of what is kept here and below.", own=True),
}
Tenant = strawberry.type(made("Tenant", (Itself,), {}, LISTS), description="A federation branch, by its division code.")


@strawberry.input(description="Conditions on tenants, all of which have to be met.")
class TenantFilter:
    level: list[TenantLevel] | None = strawberry.UNSET
    closed: bool | None = strawberry.UNSET
    name_contains: str | None = strawberry.UNSET


@strawberry.enum(description="Orders of tenants.")
class TenantOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"


@strawberry.type
class TenantQueries:
    tenant = strawberry.field(
        resolver=read_by_the_domain({"code": DivisionCode}, {}, Tenant | None), description="A tenant by its code."
    )
    tenants = connection("Tenant", "Your tenant and all below it, and by name those above it.", nullable=True)


@strawberry.type
class TenantSubscriptions:
    tenant = strawberry.field(
        resolver=read_by_the_domain({"code": DivisionCode}, {}, Tenant | None),
        description="A tenant by its code, sent again whenever the answer has changed.",
    )
