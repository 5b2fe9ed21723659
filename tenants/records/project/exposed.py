"""How a project is seen, with its fund: the sum of its ledger."""

from decimal import Decimal

from sqlalchemy import ColumnElement, FromClause, Numeric, cast, func, select

from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import computed, contains, in_tenant, is_one_of, located, many
from tenants.reading.json import number
from tenants.reading.record import Depth, Record
from tenants.records.donation.table import donations
from tenants.records.project.table import projects
from tenants.records.standard import STANDARD_FIELDS


def fund(row: FromClause) -> ColumnElement[Decimal]:
    """Yuan in the project's fund: donations less reversals."""
    entries = donations.alias()
    total = cast(func.coalesce(func.sum(entries.c.amount), number(0)), Numeric(14, 2))
    return select(total).where(entries.c.project_id == row.c.id).correlate_except(entries).scalar_subquery()


PROJECT_RECORD = Record(
    name="Project",
    single="project",
    plural="projects",
    table=projects,
    fields={
        **STANDARD_FIELDS,
        **located("name", "programme", "description", "responsible_person", "budget", "state"),
        **located("started_on", "ended_on", "ended_reason"),
        "fund": computed(fund, Depth.LOCATED),
        "donations": many("Donation", lambda row, donation: donation.c.project_id == row.c.id),
        "deliveries": many("Delivery", lambda row, delivery: delivery.c.project_id == row.c.id),
        "history": history_of(RecordKind.PROJECT),
    },
    orders={"ID": "id", "NAME": "name"},
    filters={
        "tenant": in_tenant(),
        "state": is_one_of("state"),
        "name_contains": contains("name", Depth.LOCATED),
    },
)
