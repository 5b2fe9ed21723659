"""统计: the figures of a tenant and all below it."""

from functools import cache
from typing import Any

import strawberry

from schema.connection import First, list_of, make_resolver, related_field
from schema.kinds.objects import make_class
from schema.scalars import Money
from tenants.kinds.indicator import Breakdown, Grain
from tenants.records.kinds import BY_NAME
from tenants.statistics.indicators import BREAKDOWNS, BY_RECORD, INDICATORS, IndicatorByRecord

# Beside the figures that the kinds of record say: what follows from two of them, and stands behind another.
RATE = {
    "pairings": (
        "paired_rate",
        float | None,
        "结对率: of pairingTargets those paired, to four decimals; null when there are none.",
    ),
    "children_paired": (
        "coverage",
        float | None,
        "覆盖率: childrenPaired / children, to four decimals; null when there are none.",
    ),
    "management_spent": (
        "management_rate",
        float | None,
        "管理费用占比: managementSpent / fundsSpent, to four decimals; null when nothing was spent.",
    ),
}
# Of years alone.
SPENDING = {
    "spending_rate": (
        "慈善活动支出比例: fundsSpent less managementSpent, by fundsRaised of the year before. Of a year; null if "
        "nothing was raised."
    ),
    "spending_rate_of_three_years": (
        "慈善活动支出比例（前三年平均）: the same, by the average of the three years before."
    ),
}
SUPPRESSED = (
    "The fields that are null because their figure is too small to be shown to you or would reveal one that is; a "
    "breakdown is listed if one of its counts is null."
)

LARGEST_FIRST = (
    "The largest first, of equal ones the one with the first id; none that has nothing, or that you may not see."
)
LARGEST_WITH_PARTS_FIRST = (
    "The largest with its parts first, of equal ones the one with the first id; none that has nothing, nor a part that "
    "has, and none that you may not see."
)
WITH_PARTS = "The same of the {0} and of all that are part of it, or of these, as they are now."
HOW_MANY = "How many; null, with an error, if that is too large to be said."
REST = "What is counted for none of these: for no {0}, for one behind the page, or for one that you may not see."


def statistics_type() -> type:
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for name, indicator in INDICATORS.items():
        by_day = " Also of a day." if indicator.grain is Grain.DAY else ""
        said = f"{indicator.zh}: {indicator.definition}. {indicator.type.name.capitalize()}.{by_day}"
        own = (name, Money | None if indicator.money else int | None, said)
        beside = [RATE[name]] if name in RATE else []
        if one := indicator.median:
            beside.append((one.name, float | None, f"{one.zh}: {one.definition}; null when there are none."))
        for field, type_, description in (own, *beside):
            annotations[field], fields[field] = type_, strawberry.field(description=description)
    for name, said in SPENDING.items():
        annotations[name], fields[name] = float | None, strawberry.field(description=said)
    for name, breakdown in BREAKDOWNS.items():
        annotations[name] = list[count_type(breakdown.breakdown)]  # type: ignore[misc]  # made at run time
        fields[name] = strawberry.field(description=breakdown.breakdown.description)
    for name, by in BY_RECORD.items():
        fields[name] = by_record_field(by)
    annotations["suppressed"], fields["suppressed"] = list[str], strawberry.field(description=SUPPRESSED)
    return strawberry.type(
        make_class("Statistics", (), annotations, fields),
        description="Figures, exact to the last committed write. Stocks are taken at the period's end (now, if it is "
        "still running), flows within it, by the date of the act. A figure of 1 to 4 persons that you may not see is "
        "null and listed in `suppressed`, and so is every figure that would reveal it.",
    )


def count_type(by: Breakdown) -> type:
    annotations = {"value": by.values, "count": int | None}
    fields = {
        "value": strawberry.field(description="Of what."),
        "count": strawberry.field(description="How many; null if that is too small to be shown to you."),
    }
    made = make_class(f"{by.values.__name__}Count", (), annotations, fields)
    return strawberry.type(made, description=by.description)


def by_record_field(by: IndicatorByRecord) -> Any:  # noqa: ANN401  # a field
    """The records that a figure is counted for; null where that may be hidden."""
    counts = counts_type(by.kind.name, money=by.indicator.money, nests=by.nests)
    return strawberry.field(
        resolver=make_resolver(
            {"first": First}, {"first": strawberry.UNSET}, counts | None if by.indicator.persons else counts
        ),
        description=f"{by.indicator.zh}: {by.indicator.definition}, by {by.kind.noun}.",
    )


@cache
def counts_type(name: str, *, money: bool, nests: bool) -> type:
    """A list of records of a kind, each with its amount."""
    kind = BY_NAME[name]
    amount, type_, said = ("amount", Money, "Yuan.") if money else ("count", int | None, HOW_MANY)
    fields = {amount: strawberry.field(description=said), kind.single: related_field(name, f"The {kind.noun}.")}
    annotations: dict[str, Any] = {amount: type_}
    if nests:
        annotations["with_parts"] = type_
        fields["with_parts"] = strawberry.field(description=WITH_PARTS.format(kind.noun))
    item = strawberry.type(
        make_class(f"{name}{amount.capitalize()}", (), annotations, fields),
        description=f"A {kind.noun}, and its part of a figure.",
    )
    lists = {
        "nodes": strawberry.field(description=LARGEST_WITH_PARTS_FIRST if nests else LARGEST_FIRST),
        "rest": strawberry.field(description=REST.format(kind.noun)),
    }
    return strawberry.type(
        make_class(f"{name}{amount.capitalize()}s", (), {"nodes": list_of(item), "rest": type_}, lists),
        description=f"A figure by {kind.noun}.",
    )


Statistics = statistics_type()
