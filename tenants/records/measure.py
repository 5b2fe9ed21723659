"""任务: one task of a programme, who answers for it, and by when."""

from sqlalchemy import Boolean, ColumnElement, FromClause, func

from tenants.division import DivisionCode
from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, computed, day, reference, text
from tenants.kinds.kind import Closing, Criterion, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.exposures import in_tenant
from tenants.reading.json import literal
from tenants.reading.record import Filter, as_it_is
from tenants.records.protections import SHARED_WORK
from tenants.writing.standing import is_empty

LATE = "True: only what is overdue or was done late; false: only what is not."


class MeasureClosing(LabelledEnum):
    """What became of a task."""

    DONE = "DONE", "已完成", "Done"
    CANCELLED = "CANCELLED", "已取消", "Cancelled"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def is_late(row: FromClause) -> ColumnElement[bool]:
    """It is open, or was closed, after the day on which it was due; what was entered in error never is."""
    missed: ColumnElement[bool] = row.c.due_on < func.coalesce(row.c.closed_on, func.today())
    return missed & row.c.closed_reason.is_distinct_from(literal(MeasureClosing.ENTERED_IN_ERROR))


MEASURE = Kind(
    name="Measure",
    zh="任务",
    noun="measure",
    nouns="measures",
    description="One task of a programme: who answers for it, and by when; kept with the programme.",
    protection=SHARED_WORK,
    may_be_late=True,
    under="programme",
    fields={
        "programme": reference("项目品牌", "Programme", "programme_id", required=True, description="The programme."),
        "title": text("任务", 200, required=True, filter=True, order=True),
        "description": text("要求", 2000),
        "responsible_tenant": reference(
            "责任组织", "Tenant", "responsible_code", hides=True, description="The branch that answers for it."
        ),
        "responsible_organization": reference(
            "责任单位",
            "Organization",
            "responsible_id",
            hides=True,
            description="The organisation that answers for it.",
        ),
        "due_on": day("完成期限", future=True, required=True, filter=True, order=True),
        "late": computed(
            "逾期", bool, is_late, required=True, description="Whether it was not done by the day on which it was due."
        ),
        "closed_on": day("办结日期"),
        "closed_reason": choice("办结情况", MeasureClosing),
    },
    relations={"entries": Many("ProgressEntry", "measure_id", "What those who answer for it report.")},
    filters={
        "late": Criterion(Filter(lambda row, late: is_late(row) == late, ((Boolean(), as_it_is),)), bool, LATE),
        "responsible_tenant": Criterion(
            in_tenant("responsible_code"), DivisionCode, "That branch, or one below it, answers for it."
        ),
    },
    closing=Closing(filter=True),
    ordinary=(
        Create(
            "Adds a task to a programme.",
            "A task of a programme.",
            prefix="add",
            standing=(is_empty("closed_on"),),
        ),
        Update(),
        Close("Closes it on a day: done, or cancelled.", "What became of a task."),
    ),
    descriptions={"in_scope": "The tasks of your scope, and those that the branches above it have set."},
)
