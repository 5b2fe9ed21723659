"""组织: the tenants, their tree, and what they keep."""

from datetime import date

import strawberry

from schema.connection import connection_field, described, list_field, list_of, make_resolver, related_field
from schema.enums import declare_order
from schema.kinds.objects import make_class
from schema.kinds.standard import CAN, HIDDEN_FIELDS
from schema.node import Node
from schema.records.item_compliance import ItemCompliance
from schema.records.statistics import Statistics
from schema.scalars import DivisionCode
from tenants.catalogue.actions import RECORD_ACTION
from tenants.division import TenantLevel
from tenants.records.kinds import KINDS
from tenants.statistics.enums import StatisticsUnits
from tenants.statistics.period import Period
from tenants.statistics.span import MOST_PERIODS

CODE = described(DivisionCode, "Its division code.")
DUE_IN = described(Period, "Due in this period.")
ITEMS = described(list[str] | None, "Only items of these codes.")
OWN_CODE = described(DivisionCode | None, "Its division code; left out, the tenant of the grant acted under.")
PERIOD = described(Period | None, "Of which period; left out, stocks are taken now, and flows to date.")
UNITS = described(
    StatisticsUnits | None,
    "Of the tenants as they then stood, if left out; or as they stand now, for directors and caseworkers.",
)
PERIODS = described(list[Period], f"Of which periods, up to {MOST_PERIODS}.")


@strawberry.type
class Itself(Node):
    code: DivisionCode = strawberry.field(description="Its division code.")
    name: str = strawberry.field(description="Its name, without those above it.")
    level: TenantLevel = strawberry.field(description="Province, city, county, township or village.")
    opened_on: date = strawberry.field(description="From which day on there is such a branch.")
    closed_on: date | None = strawberry.field(description="From which day on there is none any more.")
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    can: list[RECORD_ACTION] = strawberry.field(description=CAN)  # type: ignore[valid-type]  # known at run time
    parent = related_field("Tenant", "The tenant above, if there is one that you may see.", nullable=True)
    ancestors = list_field("Tenant", "The tenants above, the province first.")
    branches = connection_field("Tenant", "The tenants directly below.")

    statistics: Statistics | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        resolver=make_resolver(
            {"period": PERIOD, "units": UNITS},
            {"period": strawberry.UNSET, "units": strawberry.UNSET},
            Statistics | None,
        ),
        description="The figures of this tenant and all below it, live. Without a period: stocks now, flows to date.",
    )

    statistics_by_period = strawberry.field(
        resolver=make_resolver(
            {"periods": PERIODS, "units": UNITS},
            {"units": strawberry.UNSET},
            list_of(Statistics | None) | None,
        ),
        description="The same of each of these periods, in their order; null for one yet to begin.",
    )

    compliance: list[ItemCompliance] | None = strawberry.field(
        resolver=make_resolver(
            {"period": DUE_IN, "item": ITEMS}, {"item": strawberry.UNSET}, list[ItemCompliance] | None
        ),
        description="How far what was due in a period was done, here and below; of all items, or of these codes.",
    )


LISTS = {
    **{
        kind.plural: connection_field(
            kind.name, kind.descriptions.get("kept", f"The {kind.nouns} kept here and below."), own=True
        )
        for kind in KINDS
    },
    "agenda": connection_field("AgendaEntry", "What is to be done here and below.", forward=True),
    "changes": connection_field("Change", "The changes of what is kept here and below.", own=True),
}
Tenant = strawberry.type(
    make_class("Tenant", (Itself,), {}, LISTS), description="A federation branch, by its division code."
)


@strawberry.input(description="Conditions on tenants, all of which have to be met.")
class TenantFilter:
    level: list[TenantLevel] | None = strawberry.field(
        default=strawberry.UNSET, description="The level is one of these."
    )
    closed: bool | None = strawberry.field(
        default=strawberry.UNSET, description="True: only what is closed; false: only what is not."
    )
    name_contains: str | None = strawberry.field(default=strawberry.UNSET, description="The name contains this.")


TenantOrder = declare_order("TenantOrder", ("ID",), "Orders of tenants; by id means by code.")


@strawberry.type
class TenantQueries:
    tenant = strawberry.field(
        resolver=make_resolver({"code": OWN_CODE}, {"code": strawberry.UNSET}, Tenant | None),
        description="A tenant by its code, or the one of the grant that you act under.",
    )
    tenants = connection_field("Tenant", "Your tenant and all below it, and by name those above it.", nullable=True)


@strawberry.type
class TenantSubscriptions:
    tenant = strawberry.field(
        resolver=make_resolver({"code": CODE}, {}, Tenant | None),
        description="A tenant by its code, sent again whenever the answer has changed.",
    )
