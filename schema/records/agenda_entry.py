"""待办: what is owed to children and not done, in the order in which it is due."""

from datetime import date

import strawberry
from strawberry import UNSET

from schema.connection import connection_field, related_field
from tenants.cadence.enums import AgendaTime
from tenants.records.checklist_item.enums import Responsible
from tenants.records.child.enums import RiskLevel


@strawberry.type(description="One thing to be done for one child, by a day.")
class AgendaEntry:
    id: strawberry.ID = strawberry.field(description="Of this child, item and day.")
    due: date = strawberry.field(description="The last day on which it is in time.")
    opens: date = strawberry.field(description="The first day on which an act counts.")
    when: AgendaTime = strawberry.field(description="Overdue, today, this week or later.")
    tenant = related_field("Tenant", "The tenant that has to see to it.")
    child = related_field("Child", "For whom.")
    item = related_field("ChecklistItem", "What.")


@strawberry.input(description="Conditions on entries, all of which have to be met.")
class AgendaEntryFilter:
    when: AgendaTime | None = strawberry.field(default=UNSET, description="Overdue, today, this week or later.")
    until: date | None = strawberry.field(default=UNSET, description="Due by then; 31 days ahead if left out.")
    item: list[str] | None = strawberry.field(default=UNSET, description="Items of these codes.")
    responsible: list[Responsible] | None = strawberry.field(default=UNSET, description="Of what these do.")
    risk_level: list[RiskLevel] | None = strawberry.field(default=UNSET, description="Of children at such a risk now.")


@strawberry.type
class AgendaEntryQueries:
    agenda = connection_field(
        "AgendaEntry",
        "What is to be done: in your tenants, or for the children whom you are paired with.",
        nullable=True,
        forward=True,
    )
