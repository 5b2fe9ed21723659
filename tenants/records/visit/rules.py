"""The rules of visits: recorded by the Caring Mother or the caseworker, corrected by the caseworker."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tenants.access.scope import Verb
from tenants.clock import SHANGHAI, today
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import Input, InputKind, adds, fill_out, updates
from tenants.records.child.kind import CHILD
from tenants.records.incident.kind import INCIDENT_REPORT
from tenants.records.incident.rules import report_incident
from tenants.records.need.kind import NEED
from tenants.records.pairing.kind import PAIRING
from tenants.records.visit.enums import VisitCapacity, VisitKind
from tenants.records.visit.kind import OBSERVED, VISIT
from tenants.writing.changes import add, change, refuse_if
from tenants.writing.each import problem_of
from tenants.writing.form import LONGEST_LIST
from tenants.writing.rule import Changed, PayloadField, Values

# Whoever enters it later than so many days after says why.
LATE_AFTER = timedelta(days=7)
TOLD = VISIT.form(
    *("visited_on", "kind", "contact_made", "capacity", "visitor", "accompanied_by", "started_at", "minutes"),
    *("planned", "no_contact_reason", "met", *OBSERVED, "parents_contacted_on", "delegation_valid", "what_changed"),
    *("findings", "follow_up", "harm_suspected", "next_on", "late_reason"),
)
OF_WHOM: Fields = {
    "pairing_id": VISIT.fields["pairing"].with_options(hint="Without it, the child's and who visited."),
    "child_id": VISIT.fields["child"].with_options(required=False, hint="Without a pairing."),
}
FOUND_FORM = NEED.form("kind", "detail", "urgency", "entitlement", "responsible", "due_on")
VISITED_AT_HOME = "select was_visited_at_home($1) as visited"
# Who visited stays; suspected harm has been reported, and is not edited away.
CORRECTED = {name: one for name, one in TOLD.items() if name not in ("capacity", "harm_suspected")}
HARM: Fields = {
    f"harm_{name}": INCIDENT_REPORT.fields[name].with_options(
        required=False, hint="Needed where harm is suspected, which is reported at once."
    )
    for name in ("situation", "facts")
}
# What a correction does not touch is not asked for again.
DECIDING = {"visited_on", "contact_made", "no_contact_reason", "visitor", "started_at", "next_on"}


FOUND = Input(InputKind.NAMED, FOUND_FORM, "A need that was found in the visit.")
NEEDS = PayloadField("needs", "Need", "The needs that it raised, in the order of the input.", most=20)
REPORT = PayloadField("incident_report", "IncidentReport", "The report of the harm that was suspected.")


@adds(
    VISIT,
    OF_WHOM | TOLD | HARM,
    "A visit of a pairing, or one to a child by somebody else.",
    Verb.ADD,
    NEEDS,
    REPORT,
    lists={"needs": FOUND},
    onto={"pairing_id": Verb.ADD, "child_id": Verb.MANAGE},
    zh="登记走访",
)
async def record_visit(writing: Writing, values: Values) -> Changed:
    """Records a visit or a call: of a pairing, on a day of that pairing, or by somebody who is no Caring Mother."""
    parties = await find_parties(writing, values)
    columns = fill_out(TOLD, values)
    late = columns["visited_on"] < today() - LATE_AFTER
    refuse_if(late and not columns.get("late_reason"), ProblemCode.REQUIRED, "late_reason")
    refuse_unsaid({**parties, **columns})
    if columns["kind"] == VisitKind.HOME and columns["contact_made"] and not columns.get("accompanied_by"):
        before = await writing.fetch_text(VISITED_AT_HOME, [parties["child_id"]])
        refuse_if(not before or not before["visited"], ProblemCode.REQUIRED, "accompanied_by")
    harm = fill_out(HARM, values)
    refuse_unreported(columns, harm)
    needs = fill_out_needs(values.get("needs", []), columns["visited_on"])
    visit = await add(writing, record_of(VISIT), values, {**parties, **columns})
    kept = {"tenant_code": parties["tenant_code"], "child_id": parties["child_id"], "visit_id": visit}
    raised = [await add(writing, record_of(NEED), {}, {**kept, **need}) for need in needs]
    report = await report_harm(writing, columns, harm, parties["child_id"])
    return Changed({"visit": visit, "needs": raised, "incident_report": report})


def refuse_unreported(visit: Values, harm: Values) -> None:
    """Raises Rejected, naming what a report of suspected harm lacks, or that it is told of and not suspected."""
    if not visit.get("harm_suspected"):
        refuse_if(any(harm.values()), ProblemCode.REQUIRED, "harm_suspected")
        return
    lacking = [name for name in HARM if not harm.get(name)] + ([] if visit.get("started_at") else ["started_at"])
    if lacking:
        raise Rejected([Problem(ProblemCode.REQUIRED, (name,)) for name in lacking])


async def report_harm(writing: Writing, visit: Values, harm: Values, child: UUID) -> UUID | None:
    """Reports what was found in the visit as any incident is, in the same transaction."""
    if not visit.get("harm_suspected"):
        return None
    told = {"situation": harm["harm_situation"], "facts": harm["harm_facts"], "discovered_at": visit["started_at"]}
    reported = await report_incident.change(writing, {"child_id": str(child), **told})
    return reported if isinstance(reported, UUID) else None


def fill_out_needs(items: Sequence[Values], visited_on: date) -> list[dict[str, Any]]:
    """The columns of each need, raised on the day of the visit. Raises Rejected with what is wrong with any of them."""
    refuse_if(len(items) > LONGEST_LIST, ProblemCode.TOO_LARGE, "needs")
    filled, problems = [], []
    for place, item in enumerate(items):
        try:
            filled.append({"raised_on": visited_on, **fill_out(FOUND_FORM, item)})
        except Rejected as rejected:
            problems += [problem_of(problem, ("needs", str(place)), frozenset()) for problem in rejected.problems]
    if problems:
        raise Rejected(problems)
    return filled


@updates(VISIT, CORRECTED)
async def update_visit(writing: Writing, values: Values) -> UUID:
    """Corrects what is given."""
    found = await update_visit.find(writing, values)
    columns = fill_out(CORRECTED, values)
    if columns.keys() & DECIDING:
        refuse_unsaid({**found, **columns})
    return await change(writing, record_of(VISIT), found, columns)


async def find_parties(writing: Writing, values: Values) -> dict[str, Any]:
    """The keys of whom it is of. Within a pairing she adds visits herself; outside one a caseworker does."""
    if values.get("pairing_id") is not None:
        refuse_if(values.get("child_id") is not None, ProblemCode.MALFORMED, "child_id")
        found = await record_visit.find_parent(writing, PAIRING, values)
        parties = {name: found[name] for name in ("tenant_code", "child_id", "caring_mother_id")}
        return {**parties, "pairing_id": found["id"]}
    refuse_if(values.get("child_id") is None, ProblemCode.REQUIRED, "pairing_id")
    child = await record_visit.find_parent(writing, CHILD, values)
    return {"tenant_code": child["tenant_code"], "child_id": child["id"], "pairing_id": None}


def refuse_unsaid(visit: Values) -> None:
    """Raises Rejected, naming what has to be said of such a visit, or may not be."""
    paired = visit["pairing_id"] is not None
    capacity = visit.get("capacity", VisitCapacity.CARING_MOTHER)
    met = visit["contact_made"]
    started = visit.get("started_at")
    faults = (
        ("capacity", ProblemCode.MALFORMED, paired and capacity != VisitCapacity.CARING_MOTHER),
        ("capacity", ProblemCode.REQUIRED, not paired and capacity == VisitCapacity.CARING_MOTHER),
        ("visitor", ProblemCode.REQUIRED, not paired and not visit.get("visitor")),
        ("no_contact_reason", ProblemCode.REQUIRED, not met and not visit.get("no_contact_reason")),
        ("no_contact_reason", ProblemCode.MALFORMED, met and visit.get("no_contact_reason")),
        ("started_at", ProblemCode.MALFORMED, started and started.astimezone(SHANGHAI).date() != visit["visited_on"]),
        ("next_on", ProblemCode.OUT_OF_ORDER, visit.get("next_on") and visit["next_on"] <= visit["visited_on"]),
    )
    problems = [Problem(code, (name,)) for name, code, wrong in faults if wrong]
    if problems:
        raise Rejected(problems)


RULES = (record_visit, update_visit)
