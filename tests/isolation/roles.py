"""What access.md says each role may see and do, transcribed by hand: never read from the policy it checks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

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


class Depth(Enum):
    """How far a role sees one record; FORBIDDEN where it has no business with the kind at all."""

    OPENED = auto()
    LOCATED = auto()
    ABSENT = auto()
    FORBIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Sight:
    """The marks of the records of a kind that a role opens, and of those that it only locates."""

    opened: Marks = NOWHERE
    located: Marks = NOWHERE


RANGE = Sight(SUBTREE, LINE)
# A record's changes are seen by who opens the record (`depth_of`); only an auditor lists them, without their values.
OF_OPENED = {"change": Sight()}
READ_PROJECTS = {"activity": Sight(SUBTREE), "project": Sight(SUBTREE), "delivery": Sight(SUBTREE)}

# A kind that is not named here is forbidden to the role.
SIGHTS: Mapping[str, Mapping[str, Sight]] = {
    "ANALYST": {"tenant": RANGE, **READ_PROJECTS, "donation": Sight(located=SUBTREE), **OF_OPENED},
    "DIRECTOR": {
        "tenant": Sight(SUBTREE, LINE | TIED),
        "caring_mother": Sight(OWN, SUBTREE | SERVING | TIED),
        "child": Sight(OWN, SUBTREE),
        "pairing": Sight(OWN, SUBTREE),
        "visit": Sight(OWN, SUBTREE),
        "file_opening": Sight(OWN),
        **READ_PROJECTS,
        "donation": Sight(located=SUBTREE),
        **OF_OPENED,
    },
    "CASEWORKER": {
        "tenant": Sight(SUBTREE, LINE | TIED),
        "caring_mother": Sight(SUBTREE, SERVING | TIED),
        "child": Sight(SUBTREE),
        "pairing": Sight(SUBTREE),
        "visit": Sight(SUBTREE),
        "file_opening": Sight(SUBTREE),
        "activity": Sight(OWN),
        "project": Sight(OWN),
        "delivery": Sight(OWN),
        "donation": Sight(located=OWN),
        **OF_OPENED,
    },
    "PROJECT_MANAGER": {"tenant": RANGE, **READ_PROJECTS, "donation": Sight(SUBTREE), **OF_OPENED},
    "CARING_MOTHER": {
        "tenant": Sight(located=OWN | LINE | MINE),
        "caring_mother": Sight(MYSELF),
        "child": Sight(MINE),
        "pairing": Sight(MINE),
        "visit": Sight(MINE),
        "activity": Sight(OWN),
    },
    "PARTNER": {"tenant": Sight(located=OWN | LINE)},
    "AUDITOR": {"tenant": RANGE, "change": Sight(located=SUBTREE)},
    "ADMINISTRATOR": {"tenant": RANGE},
}
ROLES = tuple(SIGHTS)
FIGURES = {"ANALYST", "DIRECTOR", "CASEWORKER", "PROJECT_MANAGER", "AUDITOR"}
# These see no child, so no figure that points at one.
SMALL_HIDDEN = {"ANALYST", "PROJECT_MANAGER", "AUDITOR"}

MANAGE_OWN_PROJECTS = {"activity": {"manage": OWN}, "project": {"manage": OWN}, "delivery": {"manage": OWN}}

# Role, kind, verb: the marks of the records it may write, or of the tenants it may add them to.
WRITES: Mapping[str, Mapping[str, Mapping[str, Marks]]] = {
    "ANALYST": {},
    "DIRECTOR": {
        "caring_mother": {"approve": OWN},
        # Her own openings only, none of which is in the world.
        "file_opening": {"add": SUBTREE - OWN, "manage": NOWHERE},
        **MANAGE_OWN_PROJECTS,
    },
    "CASEWORKER": {
        "caring_mother": {"manage": SUBTREE},
        "child": {"manage": SUBTREE},
        "pairing": {"manage": SUBTREE},
        "visit": {"add": SUBTREE, "manage": SUBTREE},
        "file_opening": {"manage": SUBTREE},
        **MANAGE_OWN_PROJECTS,
    },
    "PROJECT_MANAGER": {**MANAGE_OWN_PROJECTS, "donation": {"enter": OWN}},
    "CARING_MOTHER": {"visit": {"add": MINE}},
    "PARTNER": {},
    "AUDITOR": {},
    "ADMINISTRATOR": {},
}


def depth_of(role: str, record: Kept) -> Depth:
    sight = SIGHTS[role].get(record.kind)
    if sight is None:
        return Depth.FORBIDDEN
    if SIGHTS[role].get(record.kind) is OF_OPENED.get(record.kind):
        changed = replace(record, kind=record.row["kind"].lower())
        return Depth.OPENED if depth_of(role, changed) is Depth.OPENED else Depth.ABSENT
    if record.marks & sight.opened:
        return Depth.OPENED
    return Depth.LOCATED if record.marks & sight.located else Depth.ABSENT


def sees(role: str, record: Kept) -> bool:
    return depth_of(role, record) in (Depth.OPENED, Depth.LOCATED)


def lists(role: str, record: Kept) -> bool:
    """Whether lists show the record: a tie alone makes nobody a member of a register, and no branch one's own."""
    sight = SIGHTS[role].get(record.kind, Sight())
    tie = TIED | (MINE if record.kind == "tenant" else NOWHERE)
    return bool(record.marks & (sight.opened | sight.located) - tie)


def may_write(role: str, kind: str, verb: str) -> Marks | None:
    """The marks of what a verb reaches, None where the role does not have it at all."""
    return WRITES[role].get(kind, {}).get(verb)
