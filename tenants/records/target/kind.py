"""What a target is, and how far it is met: from the rollups of the statistics, and hidden from whom they are hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, ColumnElement, Float, FromClause, Integer, Text, case, column, func
from sqlalchemy.types import TypeEngine

from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.errors import ProblemCode
from tenants.kinds.field import Field, FilterBy, choice, computed, day, flag, number, reference, text, worked_out
from tenants.kinds.kind import Closing, Kind
from tenants.reading.json import literal
from tenants.reading.selection import Selection
from tenants.records.protections import TARGET_WORK
from tenants.records.target.enums import TargetAnswer, TargetClosing, TargetIndicator, TrafficLight

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

MOST = 2_000_000_000
PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?")
# The kind of record by which an indicator counts persons: who sees neither those nor children sees no small figure.
COUNTED: Mapping[TargetIndicator, str] = {
    TargetIndicator.CARING_MOTHERS: "caring_mother",
    TargetIndicator.CHILDREN: "child",
    TargetIndicator.CHILDREN_PAIRED: "child",
    TargetIndicator.PAIRINGS: "pairing",
    TargetIndicator.VISITS: "visit",
    TargetIndicator.PEOPLE_SERVED: "activity",
    TargetIndicator.PEOPLE_SUPPORTED: "delivery",
    TargetIndicator.SUPPORTS: "support",
    TargetIndicator.WISHES_FULFILLED: "wish",
}

# The indicators that are counted for programmes.
OF_PROGRAMMES = frozenset(
    {
        *(TargetIndicator.ACTIVITIES, TargetIndicator.PEOPLE_SERVED, TargetIndicator.PROJECTS),
        *(TargetIndicator.FUNDS_RAISED, TargetIndicator.PEOPLE_SUPPORTED),
        *(TargetIndicator.SUPPORTS, TargetIndicator.WISHES_FULFILLED),
    }
)

PROGRESS: Mapping[str, TypeEngine[Any]] = {
    "achieved": Integer(),
    "rate": Float(),
    "forecast": Integer(),
    "light": Text(),
}


def check_period(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    """A month, quarter, half-year or year."""
    if not PERIOD.fullmatch(value):
        yield ProblemCode.MALFORMED, {}


def hidden_indicators(role: Role) -> list[str]:
    """The indicators of which the role is shown no small figure."""
    return [indicator.value for indicator, kind in COUNTED.items() if not sees_any(role, "child", kind)]


def sees_any(role: Role, *kinds: str) -> bool:
    verbs = (Verb.VIEW_SUMMARY, Verb.VIEW_FULL)
    return any(Scope.SUBTREE in role.scopes(kind, verb) for kind in kinds for verb in verbs)


def progress(builder: "Builder", row: FromClause) -> FromClause:
    """What the database says of a target's progress."""
    hidden = func.string_to_array(literal(",".join(hidden_indicators(builder.role))), literal(","), type_=ARRAY(Text))
    part = case((row.c.programme_only, row.c.programme_id))
    asked = func.target_progress(row.c.tenant_code, row.c.indicator, row.c.period, row.c.value, hidden, part)
    parts = (column(name, type_) for name, type_ in PROGRESS.items())
    return asked.table_valued(*parts).render_derived().lateral(builder.alias())


def reckoned(zh: str, python_type: Any, part: str, description: str) -> Field:  # noqa: ANN401  # any type
    def build(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
        return builder.once(row, progress).c[part]

    return worked_out(zh, python_type, build, description=description)


def allotted(row: FromClause) -> ColumnElement[int]:
    """What the branches right below have been set of the same, whoever sees their targets."""
    asked = (row.c.tenant_code, row.c.indicator, row.c.period, row.c.programme_id, row.c.programme_only)
    return func.target_allotted(*asked, type_=Integer)


TARGET = Kind(
    name="Target",
    zh="目标",
    noun="target",
    nouns="targets",
    description="What a tenant is to achieve in a period: set by a branch above it, answered by itself.",
    protection=TARGET_WORK,
    may_be_late=True,
    fields={
        "indicator": choice("指标", TargetIndicator, required=True, filter=True),
        "period": replace(
            text(
                "期间",
                7,
                required=True,
                filter=FilterBy.EQUAL,
                description="A month, quarter, half-year or year, such as 2026-H1.",
            ),
            check=check_period,
        ),
        "value": number("目标值", 1, MOST, required=True, order=True, description="Of amounts, in yuan."),
        "programme": reference(
            "项目品牌", "Programme", "programme_id", hides=True, description="The programme that it is set for."
        ),
        "programme_only": flag(
            "仅计该项目",
            required=True,
            default=False,
            description="Met by what is counted for the programme with its parts; else by all of the tenant's figure.",
        ),
        "note": text("说明", 1000),
        "answer": choice("反馈", TargetAnswer, filter=True, in_forms=False, description="The branch's; none yet."),
        "answered_on": day("反馈日期", in_forms=False),
        "answer_reason": text("反馈意见", 1000, in_forms=False),
        "allotted": computed(
            "已分解", int, allotted, required=True, description="What the branches right below have been set of it."
        ),
        "achieved": reckoned(
            "完成数",
            int,
            "achieved",
            "As the statistics of the tenant have it now; null before the period, or where it would point at a person.",
        ),
        "rate": reckoned("完成率", float, "rate", "Achieved / value."),
        "forecast": reckoned("预计完成数", int, "forecast", "At the period's end, at the present pace."),
        "light": reckoned(
            "进度", TrafficLight, "light", "Green if the forecast is the value or more, yellow from 80 % on."
        ),
        "closed_on": day("终止日期"),
        "closed_reason": choice("终止原因", TargetClosing),
    },
    closing=Closing(filter=True),
    descriptions={"kept": "The targets of the tenant and of all below it."},
)
