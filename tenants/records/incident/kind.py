"""What an incident report is, who told it, what is added to it later, and which are still open."""

from sqlalchemy import ColumnElement, FromClause, func, select

from tenants.access.scope import Scope
from tenants.kinds.field import choice, flag, moment, phone, reference, text
from tenants.kinds.kind import Kind, Many
from tenants.kinds.protection import ScopeConditions
from tenants.reading.record import Subject
from tenants.records.incident.enums import Authority, IncidentOutcome, ReporterCapacity, Situation
from tenants.records.protections import INCIDENT, OPEN_INCIDENTS, REPORTER, one_of

REPORTED = select(func.actor_reports().label("reports")).cte("reported")


def reported_by_herself(column: str) -> ScopeConditions:
    """A Caring Mother sees what she reported, also when her pairing has ended."""

    def is_reported(row: FromClause) -> ColumnElement[bool]:
        return one_of(REPORTED, row.c[column])

    return {Scope.SELF: is_reported}


INCIDENT_REPORTER = Kind(
    name="IncidentReporter",
    zh="强制报告人",
    noun="incident reporter",
    nouns="incident reporters",
    description="Who reported an incident: told to nobody below the director.",
    protection=REPORTER,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "name": text("报告人", 50, sensitive=True),
        "phone": phone("联系电话"),
        "capacity": choice("报告人身份", ReporterCapacity),
        "caring_mother": reference(
            "爱心妈妈", "CaringMother", "caring_mother_id", hides=True, description="Where she reported it herself."
        ),
    },
    withheld=True,
)
REPORTS = {
    "reported_to": choice("报告对象", Authority, in_summary=True),
    "reported_at": moment("报告时间", past=True, in_summary=True),
    "receipt_number": text("受理编号", 50),
    "protection": text("临时保护措施", 2000, sensitive=True, description="What was done at once to protect the child."),
}
INCIDENT_REPORT = Kind(
    name="IncidentReport",
    zh="强制报告",
    noun="incident report",
    nouns="incident reports",
    description="Suspected harm of a child. It is never changed: what comes later is added to it.",
    protection=INCIDENT,
    about=Subject("CHILD", "child_id"),
    scopes=reported_by_herself("id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "discovered_at": moment(
            "发现时间", past=True, required=True, in_summary=True, filter=True, order=True, description="To the minute."
        ),
        "situation": choice("情形", Situation, required=True, in_summary=True, filter=True),
        "facts": text("事实经过", 4000, sensitive=True),
        **REPORTS,
        "reporter": reference("报告人", "IncidentReporter", "reporter_id", required=True, hides=True),
    },
    relations={"amendments": Many("IncidentAmendment", "incident_report_id", "What was added, the first first.")},
)
INCIDENT_AMENDMENT = Kind(
    name="IncidentAmendment",
    zh="强制报告补充",
    noun="incident amendment",
    nouns="incident amendments",
    description="What was added to an incident report: whom it was reported to, the receipt, the outcome.",
    protection=INCIDENT,
    about=Subject("CHILD", "child_id"),
    scopes=reported_by_herself("incident_report_id"),
    under="incident_report",
    fields={
        "incident_report": reference(
            "强制报告", "IncidentReport", "incident_report_id", required=True, description="The report."
        ),
        "child": reference(
            "儿童", "Child", "child_id", required=True, hides=True, in_forms=False, description="The child."
        ),
        **REPORTS,
        "outcome": choice("处理结果", IncidentOutcome, in_summary=True, filter=True),
        "facts": text("补充事实", 4000, sensitive=True),
    },
)
OPEN_INCIDENT = Kind(
    name="OpenIncident",
    zh="未办结强制报告",
    noun="open incident",
    nouns="open incidents",
    description="An incident report whose receipt number or outcome is still to be given.",
    protection=OPEN_INCIDENTS,
    fields={
        "incident_report": reference(
            "强制报告", "IncidentReport", "incident_report_id", required=True, description="The report."
        ),
        "situation": choice("情形", Situation, required=True, filter=True),
        "discovered_at": moment("发现时间", required=True, filter=True, order=True),
        "lacks_receipt": flag("缺受理编号", required=True, filter=True),
        "lacks_outcome": flag("缺处理结果", required=True, filter=True),
    },
    history=False,
    read_only=True,
    descriptions={"tenant": "The tenant that keeps the child's file."},
)
