"""组织: the tenants, their tree, and what they keep."""

from datetime import date
from enum import StrEnum

import strawberry

from schema.connection import connection, listed, read_by_the_domain, related
from schema.node import Node
from schema.records.standard import HIDDEN_FIELDS
from schema.records.statistics import Statistics
from schema.scalars import DivisionCode
from tenants.hierarchy.terms import TenantLevel
from tenants.statistics.period import Period


@strawberry.type(description="A federation branch, by its division code.")
class Tenant(Node):
    code: DivisionCode
    name: str
    level: TenantLevel
    opened_on: date
    closed_on: date | None
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    parent = related("Tenant", "tenant", "The tenant above, if there is one that you may see.", nullable=True)
    ancestors = listed("Tenant", "tenant", "The tenants above, the province first.")
    branches = connection("Tenant", "tenant", "The tenants directly below.")

    statistics: Statistics | None = strawberry.field(
        resolver=read_by_the_domain({"period": Period | None}, {"period": strawberry.UNSET}, Statistics | None),
        description="The figures of this tenant and all below it, live. Without a period: stocks now, flows to date.",
    )
    caring_mothers = connection("CaringMother", "caring_mother", "The registers kept here and below.", own=True)
    children = connection("Child", "child", "The files kept here and below.", own=True)
    pairings = connection("Pairing", "pairing", "The pairings of the children kept here and below.", own=True)
    visits = connection("Visit", "visit", "The visits to the children kept here and below.", own=True)
    file_openings = connection(
        "FileOpening", "file_opening", "The openings of the children's files kept here and below.", own=True
    )
    activities = connection("Activity", "activity", "The activities kept here and below.", own=True)
    projects = connection("Project", "project", "The projects kept here and below.", own=True)
    donations = connection("Donation", "donation", "The ledger of the projects kept here and below.", own=True)
    deliveries = connection("Delivery", "delivery", "The deliveries of the projects kept here and below.", own=True)
    changes = connection("Change", "change", "The changes of what is kept here and below.", own=True)


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
    tenant: Tenant | None = strawberry.field(
        resolver=read_by_the_domain({"code": DivisionCode}, {}, Tenant | None), description="A tenant by its code."
    )
    tenants = connection("Tenant", "tenant", "Your tenant and all below it, and by name those above it.")


@strawberry.type
class TenantSubscriptions:
    tenant: Tenant | None = strawberry.field(
        resolver=read_by_the_domain({"code": DivisionCode}, {}, Tenant | None),
        description="A tenant by its code, sent again whenever the answer has changed.",
    )
