"""The figures: their names in the tallies and for people, whether they are stocks or flows, and their breakdowns."""

from dataclasses import dataclass
from enum import Enum, auto

from tenants.records.caring_mother.terms import Recruitment, Sector
from tenants.records.child.terms import ChildCategory, Sex
from tenants.records.visit.terms import VisitKind
from tenants.terms import Term


class Kind(Enum):
    """A stock is taken at a period's end; a flow within it."""

    STOCK = auto()
    FLOW = auto()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the tallies; if it counts persons, `counts` is the kind of record that it counts them by."""

    name: str
    kind: Kind
    zh: str
    en: str
    counts: str | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure by a dimension: one entry for every possible value, in order, zero if there are none."""

    figure: Figure
    dimension: str
    values: type[Term]

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Of every value the figure and the dimension in the tallies."""
        return tuple((self.figure.name, f"{self.dimension}:{value}") for value in self.values)


CARING_MOTHERS = Figure("caring_mothers", Kind.STOCK, "在册爱心妈妈", "Caring Mothers on the register", "caring_mother")
CHILDREN = Figure("children", Kind.STOCK, "在档儿童", "Children on file", "child")
CHILDREN_PAIRED = Figure("children_paired", Kind.STOCK, "已结对儿童", "Children paired", "child")
PAIRINGS = Figure("pairings", Kind.STOCK, "结对数", "Pairings open", "pairing")
VISITS = Figure("visits", Kind.FLOW, "走访次数", "Visits in which contact was made", "visit")
ACTIVITIES = Figure("activities", Kind.FLOW, "活动场次", "Activities held")
PEOPLE_SERVED = Figure("people_served", Kind.FLOW, "服务家长儿童", "Parents and children served", "activity")
PROJECTS = Figure("projects", Kind.STOCK, "在施项目", "Projects running")
FUNDS_RAISED = Figure("funds_raised", Kind.FLOW, "筹集善款（元）", "Funds raised (yuan)")
PEOPLE_SUPPORTED = Figure("people_supported", Kind.FLOW, "惠及妇女儿童", "Women and children supported", "delivery")

FIGURES = {
    figure.name: figure
    for figure in (
        CARING_MOTHERS,
        CHILDREN,
        CHILDREN_PAIRED,
        PAIRINGS,
        VISITS,
        ACTIVITIES,
        PEOPLE_SERVED,
        PROJECTS,
        FUNDS_RAISED,
        PEOPLE_SUPPORTED,
    )
}

BREAKDOWNS = {
    "caring_mothers_by_recruitment": Breakdown(CARING_MOTHERS, "recruited_through", Recruitment),
    "caring_mothers_by_sector": Breakdown(CARING_MOTHERS, "sector", Sector),
    "children_by_category": Breakdown(CHILDREN, "category", ChildCategory),
    "children_by_sex": Breakdown(CHILDREN, "sex", Sex),
    "visits_by_kind": Breakdown(VISITS, "kind", VisitKind),
}
