"""The rules of incidents: reported in one call, and added to; nothing is changed or taken back."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, fill_out
from tenants.records.child.kind import CHILD
from tenants.records.incident.kind import INCIDENT_AMENDMENT, INCIDENT_REPORT, INCIDENT_REPORTER, REPORTS
from tenants.writing.changes import add, refuse_if
from tenants.writing.rule import Values

GIVEN = INCIDENT_REPORT.form("situation", "facts", "discovered_at", *REPORTS)
TOLD: Fields = {
    **GIVEN,
    "facts": GIVEN["facts"].with_options(required=True),
    "discovered_at": GIVEN["discovered_at"].with_options(required=False, hint="Now, if left out."),
}
WHO: Fields = {
    "reporter_name": INCIDENT_REPORTER.fields["name"].with_options(hint="Your own name, if left out."),
    "reporter_phone": INCIDENT_REPORTER.fields["phone"],
    "reporter_capacity": INCIDENT_REPORTER.fields["capacity"],
}
LATER = INCIDENT_AMENDMENT.form(*REPORTS, "outcome", "facts")


@adds(
    INCIDENT_REPORT,
    INCIDENT_REPORT.form("child") | TOLD | WHO,
    "Suspected harm of a child.",
    Verb.ADD,
    zh="强制报告",
)
async def report_incident(writing: Writing, values: Values) -> UUID:
    """Reports suspected harm of a child: what happened is enough. The report cannot be changed; add to it.

    Whoever keeps the file has it on the list of open incidents from the commit on.
    """
    child = await report_incident.find_parent(writing, CHILD, values)
    told, who = fill_out(TOLD, values), fill_out(WHO, values)
    refuse_untold(told)
    kept = {"tenant_code": child["tenant_code"], "child_id": child["id"]}
    actor = writing.actor
    by = {
        "name": who.get("reporter_name") or actor.session.user_name,
        "phone": who.get("reporter_phone"),
        "capacity": who.get("reporter_capacity"),
        "caring_mother_id": actor.grant.caring_mother_id,
    }
    reporter = await add(writing, record_of(INCIDENT_REPORTER), {}, {**kept, **by})
    discovered_at = to_the_minute(told.get("discovered_at") or datetime.now(UTC))
    columns = {**kept, **told, "discovered_at": discovered_at, "reporter_id": reporter}
    return await add(writing, record_of(INCIDENT_REPORT), values, columns)


@adds(
    INCIDENT_AMENDMENT,
    INCIDENT_AMENDMENT.form("incident_report") | LATER,
    "What is to be added to a report: at least one thing.",
    Verb.ADD,
    zh="补充报告",
)
async def amend_incident(writing: Writing, values: Values) -> UUID:
    """Adds to a report: whom it was reported to, the receipt number, what was done, the outcome, more facts."""
    found = await amend_incident.find_parent(writing, INCIDENT_REPORT, values)
    told = fill_out(LATER, values)
    refuse_if(not any(told.values()), ProblemCode.REQUIRED, "facts")
    refuse_untold(told)
    kept = {name: found[name] for name in ("tenant_code", "child_id")}
    columns = {**kept, "incident_report_id": found["id"], **told}
    return await add(writing, record_of(INCIDENT_AMENDMENT), values, columns)


def refuse_untold(told: dict[str, Any]) -> None:
    """Raises Rejected where a receipt is given, or a moment, and not by whom it was taken."""
    for name in ("receipt_number", "reported_at"):
        refuse_if(told.get(name) and not told.get("reported_to"), ProblemCode.REQUIRED, "reported_to")


def to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


REPORTING, AMENDING = (report_incident,), (amend_incident,)
