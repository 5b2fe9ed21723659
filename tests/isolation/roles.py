"""What access.md says each role may see and do, transcribed by hand: never read from the policy it checks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeVar

from tests.world import Kept

Marks = frozenset[str]

NOWHERE: Marks = frozenset()
OWN: Marks = frozenset({"own"})
SUBTREE: Marks = OWN | {"branch"}
LINE: Marks = frozenset({"parent", "province"})
SERVING: Marks = frozenset({"serving"})
TIED: Marks = frozenset({"tied"})
MINE: Marks = frozenset({"mine"})
MYSELF: Marks = frozenset({"self"})
# Of the organisation that the partner's grant names, and the open requests of the range.
OURS: Marks = frozenset({"ours"})
ASKED: Marks = frozenset({"asked"})
# Of transfers: the file is to go to the tenant itself, or to one below it.
RECEIVING_OWN: Marks = frozenset({"receiving"})
RECEIVING: Marks = RECEIVING_OWN | {"receiving_below"}


class View(Enum):
    """How far a role sees one record; FORBIDDEN where it has no business with the kind at all."""

    FULL = auto()
    SUMMARY = auto()
    ABSENT = auto()
    FORBIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Sight:
    """The marks of the records of a kind that a role sees in full, and of those that it sees in summary only."""

    in_full: Marks = NOWHERE
    in_summary: Marks = NOWHERE


RANGE = Sight(SUBTREE, LINE)
# A record's changes are seen by who opens the record (`depth_of`); only an auditor lists them, without their values.
OF_OPENED = {"change": Sight()}

# The kinds of record by their class of protection.
CLASSES: Mapping[str, tuple[str, ...]] = {
    "register": ("caring_mother",),
    "screening_file": ("screening",),
    "clearance": ("clearance_step",),
    "clearance_rules": ("clearance_requirement",),
    "certification": ("certificate",),
    "child_file": (
        *("child", "categorization", "parent_circumstance", "assessment", "target_decision"),
        *("guardian", "consent", "attachment", "care_plan", "benefit"),
        "attendance",
    ),
    "team_work": ("team", "team_member"),
    "episode": ("pairing",),
    "transfer_file": ("transfer",),
    "contact": ("visit", "need", "support", "wish"),
    "appeal": ("published_wish",),
    "incident": ("incident_report", "incident_amendment"),
    "reporter": ("incident_reporter",),
    "open_incidents": ("open_incident",),
    "file_decisions": ("file_decision", "register_decision"),
    "opening": ("file_opening",),
    "enquiry": ("file_enquiry",),
    "answering": ("received_enquiry",),
    "duty": ("waiver",),
    "checklist": ("checklist_item",),
    "branch_work": ("venue",),
    "joint_work": ("activity",),
    "project_work": ("delivery", "progress_entry", "milestone", "project_indicator", "indicator_value"),
    "partnered_work": ("project", "activity_partner"),
    "programme_work": ("programme",),
    "organization_work": ("organization",),
    "shared_work": ("membership", "participation", "measure", "fund"),
    "supply": ("service_offer",),
    "demand": ("service_request",),
    "agreement": ("service_agreement",),
    "target_work": ("target",),
    "spending": ("disbursement", "project_step", "budget_line", "budget_change", "remainder_transfer"),
    "subsidy_file": ("subsidy",),
    "publicity": ("story",),
    "ledger": ("donation",),
}
# Of these some locate what they do not open.
HIDING_CLASSES = {
    *("register", "clearance", "child_file", "episode", "contact", "incident", "reporter", "ledger", "subsidy_file"),
    *("enquiry", "answering", "screening_file"),
}
SHARED = {name: Sight(SUBTREE | LINE) for name in ("programme_work", "shared_work", "organization_work", "supply")}
WORK_OF_SUBTREE = {
    "appeal": Sight(SUBTREE),
    "branch_work": Sight(SUBTREE),
    "joint_work": Sight(SUBTREE),
    "project_work": Sight(SUBTREE),
    "partnered_work": Sight(SUBTREE),
    "ledger": Sight(in_summary=SUBTREE),
    **SHARED,
    "demand": Sight(SUBTREE),
    "agreement": Sight(SUBTREE),
    "target_work": Sight(SUBTREE),
    "spending": Sight(SUBTREE),
    "publicity": Sight(SUBTREE),
}

# A class that is not named here is forbidden to the role.
SIGHTS_OF_CLASSES: Mapping[str, Mapping[str, Sight]] = {
    "ANALYST": WORK_OF_SUBTREE,
    "DIRECTOR": {
        "register": Sight(OWN, SUBTREE | SERVING | TIED),
        "screening_file": Sight(OWN, SUBTREE),
        "clearance": Sight(OWN, SUBTREE),
        "certification": Sight(OWN),
        "clearance_rules": Sight(SUBTREE | LINE),
        "team_work": Sight(SUBTREE | LINE),
        "child_file": Sight(OWN, SUBTREE),
        "episode": Sight(OWN, SUBTREE),
        "transfer_file": Sight(OWN | RECEIVING_OWN),
        "contact": Sight(OWN, SUBTREE),
        "subsidy_file": Sight(OWN, SUBTREE),
        "incident": Sight(OWN, SUBTREE),
        "reporter": Sight(OWN, SUBTREE),
        "duty": Sight(OWN),
        "checklist": Sight(SUBTREE | LINE),
        "opening": Sight(OWN),
        "enquiry": Sight(OWN),
        "answering": Sight(OWN),
        **WORK_OF_SUBTREE,
    },
    "CASEWORKER": {
        "register": Sight(SUBTREE, SERVING | TIED),
        "screening_file": Sight(SUBTREE),
        "clearance": Sight(SUBTREE),
        "certification": Sight(SUBTREE),
        "clearance_rules": Sight(SUBTREE | LINE),
        "team_work": Sight(SUBTREE | LINE),
        "child_file": Sight(SUBTREE),
        "episode": Sight(SUBTREE),
        "transfer_file": Sight(SUBTREE | RECEIVING),
        "contact": Sight(SUBTREE),
        "incident": Sight(SUBTREE),
        "duty": Sight(SUBTREE),
        "checklist": Sight(SUBTREE | LINE),
        "appeal": Sight(SUBTREE),
        "opening": Sight(SUBTREE),
        "enquiry": Sight(SUBTREE),
        "answering": Sight(SUBTREE),
        "branch_work": Sight(OWN),
        "joint_work": Sight(OWN),
        "project_work": Sight(OWN),
        "partnered_work": Sight(OWN),
        "ledger": Sight(in_summary=OWN),
        "programme_work": Sight(OWN | LINE),
        "shared_work": Sight(OWN | LINE),
        "organization_work": Sight(OWN | LINE),
        "supply": Sight(OWN | LINE),
        "demand": Sight(OWN),
        "agreement": Sight(OWN),
        "target_work": Sight(OWN),
        "spending": Sight(OWN),
        "publicity": Sight(OWN),
        "subsidy_file": Sight(SUBTREE),
    },
    "PROJECT_MANAGER": {**WORK_OF_SUBTREE, "ledger": Sight(SUBTREE)},
    "CARING_MOTHER": {
        "register": Sight(MYSELF),
        "child_file": Sight(MINE),
        "episode": Sight(MINE),
        "contact": Sight(MINE),
        "screening_file": Sight(in_summary=MYSELF),
        "clearance": Sight(in_summary=MYSELF),
        "certification": Sight(MYSELF),
        "incident": Sight(in_summary=MYSELF),
        "duty": Sight(MINE),
        "checklist": Sight(MINE),
        "branch_work": Sight(OWN),
        "joint_work": Sight(OWN),
        "programme_work": Sight(OWN | LINE),
    },
    "PARTNER": {
        "appeal": Sight(SUBTREE),
        "programme_work": Sight(SUBTREE | LINE),
        "organization_work": Sight(OURS),
        "joint_work": Sight(OURS),
        "partnered_work": Sight(OURS),
        "supply": Sight(OURS),
        "demand": Sight(ASKED),
        "agreement": Sight(OURS),
    },
    "AUDITOR": {},
    "ADMINISTRATOR": {},
}
OTHER_SIGHTS: Mapping[str, Mapping[str, Sight]] = {
    "ANALYST": {"tenant": RANGE, **OF_OPENED},
    "DIRECTOR": {"tenant": Sight(SUBTREE, LINE | TIED), **OF_OPENED},
    "CASEWORKER": {"tenant": Sight(SUBTREE, LINE | TIED), **OF_OPENED},
    "PROJECT_MANAGER": {"tenant": RANGE, **OF_OPENED},
    "CARING_MOTHER": {"tenant": Sight(in_summary=OWN | LINE | MINE)},
    "PARTNER": {"tenant": Sight(in_summary=SUBTREE | LINE)},
    "AUDITOR": {"tenant": RANGE, "change": Sight(in_summary=SUBTREE)},
    "ADMINISTRATOR": {"tenant": RANGE},
}
T = TypeVar("T")


def class_of(kind: str) -> str:
    (found,) = (name for name, kinds in CLASSES.items() if kind in kinds)
    return found


def of_kinds(of_classes: Mapping[str, T]) -> Mapping[str, T]:
    return {kind: found for name, found in of_classes.items() for kind in CLASSES[name]}


SIGHTS = {role: {**of_kinds(SIGHTS_OF_CLASSES[role]), **others} for role, others in OTHER_SIGHTS.items()}
ROLES = tuple(SIGHTS)
FIGURES = {"ANALYST", "DIRECTOR", "CASEWORKER", "PROJECT_MANAGER", "AUDITOR"}
# These see no child, so no figure that points at one.
SMALL_HIDDEN = {"ANALYST", "PROJECT_MANAGER", "AUDITOR"}

MANAGE_OWN_WORK = {name: {"manage": OWN} for name in ("branch_work", "joint_work", "project_work", "partnered_work")}
MANAGE_OWN_SHARED = {name: {"manage": OWN} for name in ("programme_work", "shared_work", "organization_work", "supply")}
AGREE_FOR_OWN = {"agreement": {"manage": OWN, "enter": OWN}}

# Role, class, verb: the marks of the records it may write, or of the tenants it may add them to.
WRITES_OF_CLASSES: Mapping[str, Mapping[str, Mapping[str, Marks]]] = {
    "ANALYST": {},
    "DIRECTOR": {
        "register": {"approve": OWN},
        "screening_file": {"approve": OWN},
        "certification": {"approve": OWN},
        "transfer_file": {"approve": RECEIVING_OWN},
        "clearance_rules": {"manage": OWN},
        "incident": {"add": OWN},
        "reporter": {"add": OWN},
        # Her own openings only, none of which is in the world.
        "opening": {"add": SUBTREE - OWN, "manage": NOWHERE},
        "checklist": {"manage": OWN},
        **MANAGE_OWN_WORK,
        **MANAGE_OWN_SHARED,
        **AGREE_FOR_OWN,
        # Set for those below, answered for one's own.
        "target_work": {"manage": SUBTREE - OWN, "approve": OWN},
        "spending": {"approve": OWN},
        # Of the world's, each comes from a fund of the tenant that keeps the child: she decides of her own money.
        "subsidy_file": {"approve": OWN},
        "publicity": {"approve": SUBTREE, "manage": SUBTREE},
    },
    "CASEWORKER": {
        "register": {"manage": SUBTREE},
        "screening_file": {"manage": SUBTREE},
        "clearance": {"add": SUBTREE},
        "team_work": {"manage": SUBTREE},
        "certification": {"add": SUBTREE},
        "child_file": {"manage": SUBTREE},
        "episode": {"manage": SUBTREE},
        "transfer_file": {"manage": SUBTREE},
        "contact": {"add": SUBTREE, "manage": SUBTREE},
        "incident": {"add": SUBTREE},
        "reporter": {"add": SUBTREE},
        "duty": {"manage": SUBTREE},
        "appeal": {"manage": SUBTREE},
        "opening": {"manage": SUBTREE},
        "enquiry": {"add": SUBTREE},
        "answering": {"manage": SUBTREE},
        "subsidy_file": {"manage": SUBTREE},
        "publicity": {"enter": OWN, "manage": OWN},
        "demand": {"manage": OWN},
        **AGREE_FOR_OWN,
        **MANAGE_OWN_WORK,
    },
    "PROJECT_MANAGER": {
        **MANAGE_OWN_WORK,
        **MANAGE_OWN_SHARED,
        **AGREE_FOR_OWN,
        "ledger": {"enter": OWN},
        "spending": {"enter": OWN},
    },
    "CARING_MOTHER": {"contact": {"add": MINE}, "incident": {"add": MINE}, "reporter": {"add": MINE}},
    "PARTNER": {
        "appeal": {"manage": SUBTREE},
        "supply": {"manage": OURS},
        "agreement": {"add": OURS, "enter": OURS},
    },
    "AUDITOR": {},
    "ADMINISTRATOR": {},
}
WRITES = {role: of_kinds(of_classes) for role, of_classes in WRITES_OF_CLASSES.items()}


def view_of(role: str, record: Kept) -> View:
    sight = SIGHTS[role].get(record.kind)
    if sight is None:
        return View.FORBIDDEN
    if SIGHTS[role].get(record.kind) is OF_OPENED.get(record.kind):
        changed = replace(record, kind=record.row["kind"].lower())
        return View.FULL if view_of(role, changed) is View.FULL else View.ABSENT
    if record.marks & sight.in_full:
        return View.FULL
    return View.SUMMARY if record.marks & sight.in_summary else View.ABSENT


def may_list(role: str, kind: str) -> bool:
    """Who has nothing but ties to records of the kind has no business with its lists."""
    return kind in SIGHTS[role] and SIGHTS[role][kind] is not OF_OPENED.get(kind)


def sees(role: str, record: Kept) -> bool:
    return view_of(role, record) in (View.FULL, View.SUMMARY)


def lists(role: str, record: Kept) -> bool:
    """Whether lists show the record: a tie alone makes nobody a member of a register, and no branch one's own."""
    sight = SIGHTS[role].get(record.kind, Sight())
    tie = TIED | (MINE if record.kind == "tenant" else NOWHERE)
    return bool(record.marks & (sight.in_full | sight.in_summary) - tie)


def may_write(role: str, kind: str, verb: str) -> Marks | None:
    """The marks of what a verb reaches, None where the role does not have it at all."""
    return WRITES[role].get(kind, {}).get(verb)
