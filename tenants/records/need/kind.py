"""What a need is: raised by whoever sees the child, open until a support meets it or a reason ends it."""

from sqlalchemy import Boolean, ColumnElement, FromClause, case, false, func
from sqlalchemy.dialects.postgresql import JSONB

from tenants.access.scope import Verb
from tenants.kinds.field import choice, computed, day, internal, person_name, reference, text
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType, Median
from tenants.kinds.kind import Closing, Criterion, Kind, Many
from tenants.kinds.ordinary import Create, Update
from tenants.reading.json import literal
from tenants.reading.record import Filter, Subject, as_it_is
from tenants.records.erasure import UNERASED
from tenants.records.need.enums import Entitlement, NeedKind, NeedOutcome, Standing, Urgency
from tenants.records.protections import CONTACT

OVERDUE = "True: only what is open behind the day on which it was due; false: only what is not."


def is_overdue(row: FromClause) -> ColumnElement[bool]:
    return row.c.settled_on.is_(None) & func.coalesce(row.c.due_on < func.today(), false())


def standing(row: FromClause) -> ColumnElement[str]:
    return case(
        (func.coalesce(row.c.outcome == literal(NeedOutcome.MET), false()), literal(Standing.DONE)),
        (row.c.settled_on.is_not(None), literal(Standing.NOT_APPLICABLE)),
        (is_overdue(row), literal(Standing.OVERDUE)),
        else_=literal(Standing.DUE),
    )


NEED = Kind(
    name="Need",
    zh="需求",
    noun="need",
    nouns="needs",
    description="One need of one child, until it is met or declined.",
    protection=CONTACT,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "visit": reference(
            "走访", "Visit", "visit_id", in_forms=False, description="The visit in which it was found, if it was."
        ),
        "care_plan": reference(
            "照护计划", "CarePlan", "care_plan_id", hides=True, description="The child's plan by which it is to be met."
        ),
        "kind": choice("需求类型", NeedKind, required=True, in_summary=True, filter=True),
        "detail": text("具体需求", 1000, required=True, erased="'—'"),
        "entitlement": choice("政策享受情况", Entitlement),
        "urgency": choice("紧急程度", Urgency, required=True, default=Urgency.ORDINARY, in_summary=True, filter=True),
        "raised_on": day("提出日期", required=True, in_summary=True, filter=True, order=True),
        "responsible": person_name("责任人"),
        "due_on": day("解决期限", future=True, in_summary=True, filter=True, order=True),
        "standing": computed(
            "办理状态",
            Standing,
            standing,
            required=True,
            in_summary=True,
            description="Where it stands today: met, not applicable any more, overdue or due.",
        ),
        "settled_on": day("办结日期", in_summary=True, filter=True),
        "outcome": choice("办理结果", NeedOutcome, in_summary=True, filter=True),
        "met_by": reference("帮扶", "Support", "met_by_id", in_forms=False, description="The support that met it."),
        "handed_over": internal(JSONB()),
        "outcome_note": text("办理说明", 1000, in_forms=False),
    },
    relations={"supports": Many("Support", "need_id", "What was done to meet it.")},
    filters={
        "overdue": Criterion(
            Filter(lambda row, overdue: is_overdue(row) == overdue, ((Boolean(), as_it_is),)), bool, OVERDUE
        )
    },
    closing=Closing("settled_on", "outcome", after="raised_on", filter=True),
    ordinary=(
        Create(
            "Raises a need of a child in your scope; a Caring Mother, of those she is paired with now.",
            "A need of a child.",
            prefix="raise",
            verb=Verb.ADD,
        ),
        Update(standing=(UNERASED,)),
    ),
    indicators=(
        Indicator(
            "needs_open",
            IndicatorType.STOCK,
            "未解决需求",
            "Needs open",
            "needs raised and not settled",
            persons=True,
            breakdowns=(Breakdown("needs_open_by_kind", "kind", NeedKind, "How many open needs of a kind."),),
        ),
        Indicator(
            "needs_met",
            IndicatorType.FLOW,
            "已解决需求",
            "Needs met",
            "needs met, by the day on which they were",
            persons=True,
            breakdowns=(Breakdown("needs_met_by_kind", "kind", NeedKind, "How many met needs of a kind."),),
            median=Median(
                "days_to_meet", "解决需求天数", "Days to meet a need", "the median of days from a need raised to met"
            ),
        ),
    ),
    descriptions={"kept": "The needs of the children kept here and below."},
)
