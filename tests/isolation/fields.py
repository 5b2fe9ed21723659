"""Every field of every record type: what the summary shows, and what only the full view.

Transcribed by hand from access.md: the summary is that it exists, with masked name, sex, age band, category, tenant,
states; opened is everything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tenants.kinds.field import TENANT
from tenants.kinds.filters import criteria_of
from tenants.kinds.kind import Kind, One
from tenants.reading.names import camel
from tenants.records.kinds import BY_NAME
from tests.isolation.roles import HIDING_CLASSES, class_of
from tests.kinds import WITH_TABLES, all_references, names_of, references
from tests.world import TENANTS, Kept

Join = Callable[[Kept, Kept], bool]


@dataclass(frozen=True, slots=True)
class Relation:
    """A field that leads to other records: their kind, and which they are, whoever looks.

    `single` leads to one; `listed` is a plain list. One that is `named` by the record's row is listed among the
    hidden fields where it is out of sight. The `opened` records' alone is shown to whoever opens the record.
    """

    kind: str
    joins: Join
    single: bool = False
    listed: bool = False
    named: bool = False
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A record type's fields, by the depth each needs; what is `logged` of it is proven in test_access_log.py."""

    type: str
    plural: str
    in_summary: tuple[str, ...]
    in_full: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    relations: Mapping[str, Relation] = field(default_factory=dict)
    logged: tuple[str, ...] = ()
    # Proven in tests/tenants/records or by a test of its own, where what it comes to is counted.
    reckoned: tuple[str, ...] = ()
    # Of these, what only the full view shows.
    reckoned_in_full: tuple[str, ...] = ()


def many(kind: str, column: str) -> Relation:
    """Those whose column names the record."""
    return Relation(kind, lambda record, other: other.row[column] == record.id)


def one(kind: str, column: str, *, named: bool = False) -> Relation:
    """The one that the record's column names."""
    return Relation(kind, lambda record, other: str(record.row[column]) == str(other.id), single=True, named=named)


def is_of_the_sender(transfer: Kept, act: Kept) -> bool:
    """It was done for the child, and is kept by who hands its file over."""
    return all(transfer.row[name] == act.row[name] for name in ("child_id", "tenant_code"))


def kept_below(kind: str) -> Relation:
    return Relation(kind, lambda tenant, other: tenant.row["code"] <= other.row["tenant_code"] < tenant.row["code_end"])


def history(kind: str) -> Relation:
    def joins(record: Kept, change: Kept) -> bool:
        return bool((change.row["kind"], change.row["record_id"]) == (kind.upper(), record.id))

    return Relation("change", joins, opened=True)


def shape(kind: Kind) -> Shape:
    """Of a kind that nobody sees in summary only: all its fields."""
    led = {
        camel(name): one(
            "tenant" if other.kind == TENANT else BY_NAME[other.kind].single, other.column, named=other.hides
        )
        for name, other in all_references(kind).items()
    }
    for name, other in kind.relations.items():
        if isinstance(other.by, str):
            found = many(BY_NAME[other.kind].single, other.by)
            led[camel(name)] = replace(found, single=isinstance(other, One))
    if kind.history:
        led["history"] = history(kind.single)
    reckoned = RECKONED.get(kind.single, ())
    shown = (*STANDARD, *(name for name in names_of(kind) if name not in reckoned))
    return Shape(kind.name, camel(kind.plural), shown, relations={**KEEPER, **led}, reckoned=reckoned)


RECKONED: Mapping[str, tuple[str, ...]] = {
    "target": ("allotted", "achieved", "rate", "forecast", "light"),
    "project_indicator": ("latest", "reached"),
}


def of_child(kind: str, in_full: tuple[str, ...], in_summary: tuple[str, ...] = ()) -> Shape:
    """What belongs to a child's file, and leads to nothing beyond it."""
    said = next(one for one in WITH_TABLES if one.single == kind)
    others = {
        camel(name): one(other.kind.lower(), other.column, named=other.hides)
        for name, other in references(said).items()
    }
    led = {**KEEPER, **others, "history": history(kind)}
    return Shape(said.name, camel(said.plural), (*STANDARD, *in_summary), in_full, relations=led)


def leading_to(shape: Shape, **relations: Relation) -> Shape:
    return replace(shape, relations={**shape.relations, **relations})


STANDARD = ("id", "version", "createdAt", "updatedAt", "hiddenFields")
KEEPER = {"tenant": one("tenant", "tenant_code")}

# What nobody sees in summary only shows all it has.
OPEN = [kind for kind in WITH_TABLES if class_of(kind.single) not in HIDING_CLASSES]
OF_OPEN = {kind.single: shape(kind) for kind in OPEN}
SHAPES: Mapping[str, Shape] = {
    **OF_OPEN,
    "transfer": replace(
        OF_OPEN["transfer"],
        relations={
            **OF_OPEN["transfer"].relations,
            **{
                many_: Relation(one_, is_of_the_sender)
                for many_, one_ in (("visits", "visit"), ("supports", "support"))
            },
        },
    ),
    "tenant": Shape(
        "Tenant",
        "tenants",
        in_summary=("id", "hiddenFields", "code", "name", "level", "openedOn", "closedOn"),
        in_full=("statistics", "statisticsByPeriod"),
        reckoned=("agenda", "compliance"),
        reckoned_in_full=("compliance",),
        relations={
            "parent": one("tenant", "parent_code", named=True),
            "ancestors": Relation("tenant", lambda tenant, other: is_above(other, tenant), listed=True),
            "branches": Relation("tenant", lambda tenant, other: other.row["parent_code"] == tenant.row["code"]),
            **{camel(kind.plural): kept_below(kind.single) for kind in WITH_TABLES},
            "changes": kept_below("change"),
        },
    ),
    "caring_mother": Shape(
        "CaringMother",
        "caringMothers",
        in_summary=(
            *(*STANDARD, "ageBand", "recruitedThrough", "sector", "skills", "capacity", "screeningState"),
            *("screeningUntil", "trainedUntil", "suspendedOn", "registeredOn", "closedOn", "closedReason", "erasedOn"),
        ),
        in_full=(
            *("birthDate", "identityNumber", "phone", "address", "employer", "suspendedReason"),
            *("volunteerNumber", "insurance", "insuredUntil"),
        ),
        masked=("name",),
        relations={
            **KEEPER,
            "serviceArea": one("tenant", "service_code", named=True),
            "recruitingUnit": one("organization", "recruiting_unit_id", named=True),
            "pairings": many("pairing", "caring_mother_id"),
            "visits": many("visit", "caring_mother_id"),
            "screenings": many("screening", "caring_mother_id"),
            "teamMemberships": many("team_member", "caring_mother_id"),
            "clearanceSteps": many("clearance_step", "caring_mother_id"),
            "certificates": many("certificate", "caring_mother_id"),
            "history": history("caring_mother"),
        },
        logged=("accessLog",),
        reckoned=("agenda",),
    ),
    "child": Shape(
        "Child",
        "children",
        in_summary=(
            *(*STANDARD, "sex", "ageBand", "category", "categorySource", "categorySince", "state", "paired"),
            *(
                "pairingTarget",
                "basis",
                "lastVisitedOn",
                "identifiedOn",
                "onFileOn",
                "closedOn",
                "closedReason",
                "erasedOn",
            ),
        ),
        in_full=(
            *("birthDate", "identityNumber", "phone", "address", "school", "health", "parentsWhereabouts"),
            *("riskLevel", "categoryHistory", "deFactoUnattended"),
            *("fileNumber", "formerNames", "ethnicity", "identityKind", "noIdentityReason", "householdRegistered"),
            *("registeredDivision", "residenceDivision", "schooling", "className", "boarding", "teacher"),
            *("teacherPhone", "healthKind", "disability", "incomeSources", "interests", "taboos"),
            "childDirector",
        ),
        masked=("name",),
        relations={
            **KEEPER,
            "pairings": many("pairing", "child_id"),
            "visits": many("visit", "child_id"),
            "needs": many("need", "child_id"),
            "supports": many("support", "child_id"),
            "wishes": many("wish", "child_id"),
            "history": history("child"),
            "fileOpenings": many("file_opening", "child_id"),
            "transfers": many("transfer", "child_id"),
            "incidentReports": many("incident_report", "child_id"),
            "categorizations": many("categorization", "child_id"),
            "parentCircumstances": many("parent_circumstance", "child_id"),
            "assessments": many("assessment", "child_id"),
            "targetDecisions": many("target_decision", "child_id"),
            "guardians": many("guardian", "child_id"),
            "consents": many("consent", "child_id"),
            "attachments": many("attachment", "child_id"),
            "carePlans": many("care_plan", "child_id"),
            "benefits": many("benefit", "child_id"),
            "waivers": many("waiver", "child_id"),
            "enquiries": many("received_enquiry", "child_id"),
            "mergedInto": one("child", "merged_into_id"),
            "mergedFiles": many("child", "merged_into_id"),
            "attendances": many("attendance", "child_id"),
        },
        logged=("accessLog",),
        reckoned=("agenda",),
    ),
    "pairing": Shape(
        "Pairing",
        "pairings",
        in_summary=(*STANDARD, "role", "mode", "fromOn", "untilOn", "endedReason", "agreedUntil"),
        in_full=("handoverNote", "receivedNote", "agreementNumber", "signedBy", "signedOn", "kinshipExcluded"),
        relations={
            **KEEPER,
            "predecessor": one("pairing", "predecessor_id", named=True),
            "team": one("team", "team_id", named=True),
            "child": one("child", "child_id", named=True),
            "caringMother": one("caring_mother", "caring_mother_id", named=True),
            "visits": many("visit", "pairing_id"),
            "history": history("pairing"),
        },
    ),
    "visit": Shape(
        "Visit",
        "visits",
        in_summary=(*STANDARD, "visitedOn", "kind", "contactMade", "capacity"),
        in_full=(
            *("findings", "followUp", "visitor", "accompaniedBy", "startedAt", "minutes", "planned", "noContactReason"),
            *("met", "living", "physicalHealth", "mood", "schooling", "care", "homeSafety", "parentsContactedOn"),
            *("delegationValid", "whatChanged", "harmSuspected", "nextOn", "lateReason"),
        ),
        relations={
            **KEEPER,
            "pairing": one("pairing", "pairing_id", named=True),
            "child": one("child", "child_id", named=True),
            "caringMother": one("caring_mother", "caring_mother_id", named=True),
            "needs": many("need", "visit_id"),
            "attachments": many("attachment", "visit_id"),
            "history": history("visit"),
        },
    ),
    "categorization": of_child(
        "categorization",
        in_summary=("category", "source", "fromOn", "untilOn", "endedReason"),
        in_full=("evidence",),
    ),
    "parent_circumstance": of_child(
        "parent_circumstance",
        in_full=(
            *("parent", "circumstance", "fromOn", "place", "evidence", "expectedEndOn", "untilOn", "endedReason"),
        ),
    ),
    "assessment": of_child(
        "assessment",
        in_summary=("assessedOn", "nextDueOn", "reviewedOn", "withdrawnOn"),
        in_full=("level", "score", "scheme", "urgentSign", "assessor", "reviewer", "withdrawnReason"),
    ),
    "guardian": of_child(
        "guardian",
        in_summary=("fromOn", "untilOn", "endedReason"),
        in_full=(
            *("name", "relation", "legalGuardian", "livesWithChild", "identityNumber", "phone", "address", "capacity"),
            *("delegationReason", "delegatedUntil", "noViolence", "noVice", "noNeglect", "otherwiseFit"),
            *("childOpinion", "schoolToldOn", "villageToldOn", "reviewOn"),
        ),
    ),
    "consent": leading_to(
        of_child(
            "consent",
            in_summary=("purpose", "decision", "byChild", "fromOn", "validUntil", "withdrawnOn"),
            in_full=("textVersion", "method", "story", "withdrawnBy"),
        ),
        attachments=many("attachment", "consent_id"),
    ),
    "attachment": of_child(
        "attachment",
        in_summary=("kind", "takenOn", "closedOn", "closedReason"),
        in_full=("reference", "fileName", "sha256", "mediaType", "size", "usable"),
    ),
    "care_plan": Shape(
        "CarePlan",
        "carePlans",
        in_summary=(*STANDARD, "fromOn", "plannedUntil", "closedOn", "closedReason"),
        in_full=("goals", "services", "responsible"),
        relations={
            **KEEPER,
            "child": one("child", "child_id"),
            "needs": many("need", "care_plan_id"),
            "history": history("care_plan"),
        },
    ),
    "benefit": of_child(
        "benefit",
        in_summary=("kind", "fromOn", "untilOn", "endedReason"),
        in_full=("detail", "grantedUntil"),
    ),
    "attendance": Shape(
        "Attendance",
        "attendances",
        in_summary=(*STANDARD, "state", "attendedOn", "closedOn"),
        in_full=("signedUpOn", "closedReason"),
        relations={
            **KEEPER,
            "child": one("child", "child_id"),
            "activity": one("activity", "activity_id", named=True),
            "history": history("attendance"),
        },
    ),
    "target_decision": of_child(
        "target_decision",
        in_summary=("target", "decidedOn"),
        in_full=("reason", "decidedBy"),
    ),
    "screening": Shape(
        "Screening",
        "screenings",
        in_summary=(*STANDARD, "appliedOn", "state", "decidedOn", "approvedUntil", "lapsedOn"),
        in_full=("statement", "recommendedBy", "opinion", "lapsedReason"),
        relations={
            **KEEPER,
            "caringMother": one("caring_mother", "caring_mother_id"),
            "clearanceSteps": many("clearance_step", "screening_id"),
            "history": history("screening"),
        },
        reckoned=("missingSteps",),
    ),
    "clearance_step": Shape(
        "ClearanceStep",
        "clearanceSteps",
        in_summary=(*STANDARD, "step", "outcome", "doneOn", "validUntil"),
        in_full=("body", "referenceNumber", "interviewers", "hours", "note"),
        relations={
            **KEEPER,
            "caringMother": one("caring_mother", "caring_mother_id"),
            "screening": one("screening", "screening_id"),
            "history": history("clearance_step"),
        },
    ),
    "incident_report": Shape(
        "IncidentReport",
        "incidentReports",
        in_summary=(*STANDARD, "discoveredAt", "situation", "reportedTo", "reportedAt"),
        in_full=("facts", "receiptNumber", "protection"),
        relations={
            **KEEPER,
            "child": one("child", "child_id", named=True),
            "reporter": one("incident_reporter", "reporter_id", named=True),
            "amendments": many("incident_amendment", "incident_report_id"),
            "history": history("incident_report"),
        },
    ),
    "incident_amendment": Shape(
        "IncidentAmendment",
        "incidentAmendments",
        in_summary=(*STANDARD, "reportedTo", "reportedAt", "outcome"),
        in_full=("facts", "receiptNumber", "protection"),
        relations={
            **KEEPER,
            "child": one("child", "child_id", named=True),
            "incidentReport": one("incident_report", "incident_report_id"),
            "history": history("incident_amendment"),
        },
    ),
    "incident_reporter": Shape(
        "IncidentReporter",
        "incidentReporters",
        in_summary=STANDARD,
        in_full=("name", "phone", "capacity"),
        relations={
            **KEEPER,
            "child": one("child", "child_id"),
            "caringMother": one("caring_mother", "caring_mother_id", named=True),
            "history": history("incident_reporter"),
        },
    ),
    "need": Shape(
        "Need",
        "needs",
        in_summary=(*STANDARD, "kind", "urgency", "raisedOn", "dueOn", "standing", "settledOn", "outcome"),
        in_full=("detail", "entitlement", "responsible", "outcomeNote"),
        relations={
            **KEEPER,
            "child": one("child", "child_id", named=True),
            "visit": one("visit", "visit_id"),
            "carePlan": one("care_plan", "care_plan_id", named=True),
            "metBy": one("support", "met_by_id"),
            "supports": many("support", "need_id"),
            "history": history("need"),
        },
    ),
    "support": Shape(
        "Support",
        "supports",
        in_summary=(*STANDARD, "kind", "supportedOn", "closedOn", "closedReason"),
        in_full=("providedBy", "quantity", "value", "fundSource", "receivedBy", "evidence", "note"),
        relations={
            **KEEPER,
            "child": one("child", "child_id", named=True),
            "need": one("need", "need_id"),
            "programme": one("programme", "programme_id", named=True),
            "attachments": many("attachment", "support_id"),
            "history": history("support"),
        },
    ),
    "wish": Shape(
        "Wish",
        "wishes",
        in_summary=(
            *(*STANDARD, "state", "madeOn", "publishedOn", "claimedOn", "fulfilledOn", "thankedOn", "closedOn"),
            "closedReason",
        ),
        in_full=("wish", "publicText", "claimedBy", "thanks"),
        relations={
            **KEEPER,
            "child": one("child", "child_id", named=True),
            "programme": one("programme", "programme_id", named=True),
            "support": one("support", "support_id"),
            "history": history("wish"),
        },
    ),
    "donation": Shape(
        "Donation",
        "donations",
        in_summary=(*STANDARD, "receivedOn", "amount", "kind"),
        in_full=(
            *("donor", "note", "item", "quantity", "valuationBasis", "restriction", "billNumber", "anonymous"),
            *("interest", "interestNote"),
        ),
        relations={
            **KEEPER,
            "fund": one("fund", "fund_id", named=True),
            "project": one("project", "project_id"),
            "donorOrganization": replace(one("organization", "donor_organization_id", named=True), opened=True),
            "milestones": many("milestone", "donation_id"),
            "reverses": one("donation", "reverses_id"),
            "reversedBy": Relation("donation", lambda one, other: other.row["reverses_id"] == one.id, single=True),
            "history": history("donation"),
        },
    ),
    "subsidy": Shape(
        "Subsidy",
        "subsidies",
        in_summary=(
            *(*STANDARD, "hardshipKind", "period", "amount", "requestedOn", "state", "decision", "decidedOn"),
            *("noticeUntil", "paidOn", "reversedOn"),
        ),
        in_full=("reason", "decisionReason", "receivedBy", "reversedReason"),
        relations={
            **KEEPER,
            "child": one("child", "child_id", named=True),
            "fund": one("fund", "fund_id", named=True),
            "history": history("subsidy"),
        },
    ),
    "file_enquiry": Shape(
        "FileEnquiry",
        "fileEnquiries",
        in_summary=(*STANDARD, "askedBy", "askedOn", "answer", "answeredOn"),
        in_full=("identityNumber", "question", "answerNote"),
        relations={**KEEPER, "history": history("file_enquiry")},
    ),
    "received_enquiry": Shape(
        "ReceivedEnquiry",
        "receivedEnquiries",
        in_summary=(*STANDARD, "askedFrom", "branch", "askedBy", "askedOn", "answer", "answeredOn"),
        in_full=("question", "answerNote"),
        relations={**KEEPER, "child": one("child", "child_id"), "history": history("received_enquiry")},
    ),
    "change": Shape(
        "Change",
        "changes",
        in_summary=(
            *("id", "hiddenFields", "at", "kind", "recordId", "version", "deleted", "fields", "userId", "userName"),
            "actingRole",
        ),
        in_full=("values",),
        relations={
            "tenant": one("tenant", "tenant_code", named=True),
            "actingTenant": one("tenant", "acting_code", named=True),
        },
    ),
}
# Filters look at fields of the summary, except these.
OPENED_FILTERS = {
    *(
        ("caring_mother", name)
        for name in ("nameContains", "identityNumber", "phone", "volunteerNumber", "insuredUntil")
    ),
    *(("child", name) for name in ("nameContains", "identityNumber", "phone", "riskLevel", "birthDate")),
    ("assessment", "level"),
}
# Likewise orders, by the names of the fields.
OPENED_ORDERS = {("caring_mother", "name"), ("child", "name"), ("child", "birthDate")}
LOCATED_FILTERS: Mapping[str, set[str]] = {
    **{kind.single: set(map(camel, criteria_of(kind))) for kind in OPEN},
    "tenant": {"level", "closed", "nameContains"},
    "caring_mother": {
        *("tenant", "serves", "recruitedThrough", "sector", "screeningState", "closed", "registeredOn"),
        "screeningUntil",
    },
    "child": {
        *("tenant", "category", "sex", "state", "paired", "pairingTarget", "identifiedOn", "onFileOn", "caringMother"),
        "notVisitedSince",
    },
    "categorization": {"tenant", "category", "source", "fromOn", "closed"},
    "parent_circumstance": {"tenant"},
    "assessment": {"tenant", "assessedOn", "nextDueOn"},
    "guardian": {"tenant"},
    "consent": {"tenant", "purpose", "decision", "fromOn"},
    "attachment": {"tenant", "kind", "takenOn", "closed"},
    "care_plan": {"tenant", "fromOn", "plannedUntil", "closed"},
    "benefit": {"tenant", "kind", "fromOn", "closed"},
    "target_decision": {"tenant", "target"},
    "attendance": {"tenant", "state", "attendedOn"},
    "screening": {"tenant", "appliedOn", "state", "approvedUntil"},
    "clearance_step": {"tenant", "step", "outcome", "doneOn"},
    "incident_report": {"tenant", "discoveredAt", "situation"},
    "incident_amendment": {"tenant", "outcome"},
    "incident_reporter": {"tenant"},
    "pairing": {"tenant", "role", "open", "fromOn", "untilOn", "agreedUntil"},
    "visit": {"tenant", "kind", "contactMade", "capacity", "visitedOn", "child"},
    "need": {"tenant", "kind", "urgency", "raisedOn", "dueOn", "settledOn", "outcome", "closed", "overdue"},
    "support": {"tenant", "kind", "supportedOn", "closed"},
    "wish": {"tenant", "state", "madeOn", "fulfilledOn"},
    "donation": {"tenant", "receivedOn", "amount", "kind"},
    "subsidy": {"tenant", "hardshipKind", "amount", "requestedOn", "state", "paidOn"},
    "file_enquiry": {"tenant", "askedOn", "answer", "closed"},
    "received_enquiry": {"tenant", "askedOn", "answer", "closed"},
    "change": {"tenant", "kind", "record", "user", "day"},
}
# Of these some see a summary only.
HIDING = {kind.single for kind in WITH_TABLES if class_of(kind.single) in HIDING_CLASSES}


def is_above(tenant: Kept, other: Kept) -> bool:
    code, end = tenant.row["code"], tenant.row["code_end"]
    return bool(code < other.row["code"] < end and code in TENANTS)
