"""What a project is to change: from a baseline to a target by a day, and the values that were measured meanwhile."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, FromClause, Integer, func, not_

from tenants.enums import LabelledEnum
from tenants.errors import ProblemCode
from tenants.kinds.field import choice, computed, day, flag, number, reference, text
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.json import literal
from tenants.reading.record import Expression
from tenants.records.project_step.kind import ProjectStage
from tenants.records.protections import PROJECT_WORK
from tenants.writing.standing import Standing, is_empty

MOST = 1_000_000_000


class ProjectIndicatorClosing(LabelledEnum):
    """Why an indicator is no longer one of its project."""

    REPLACED = "REPLACED", "改用其他指标", "Replaced by another"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


class IndicatorValueClosing(LabelledEnum):
    """Why a value was withdrawn."""

    CORRECTED = "CORRECTED", "已更正", "Corrected by another"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def latest_value(row: FromClause) -> ColumnElement[int]:
    return func.latest_value(row.c.id, type_=Integer)


def project_measured(row: FromClause) -> ColumnElement[Any]:
    return func.project_of(row.c.project_indicator_id)


def is_reached(row: FromClause) -> ColumnElement[bool]:
    return func.is_reached(row.c.baseline, row.c.target, latest_value(row), type_=Boolean)


# What a step of the project rests on stays as it is.
def has_not_passed(step: ProjectStage, project: Expression) -> Standing:
    return Standing(
        lambda row: not_(func.has_passed(project(row), literal(step), type_=Boolean)), ProblemCode.ALREADY_DONE
    )


PROJECT_INDICATOR = Kind(
    name="ProjectIndicator",
    zh="项目指标",
    noun="project indicator",
    nouns="project indicators",
    description="What a project is to change: from a baseline to a target, in whole units.",
    protection=PROJECT_WORK,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project."),
        "name": text("指标名称", 100, required=True, filter=True),
        "unit": text("计量单位", 20, required=True),
        "baseline": number("基线值", 0, MOST, required=True),
        "baseline_on": day("基线日期", required=True, description="The day of the baseline."),
        "target": number("目标值", 0, MOST, required=True, description="Above the baseline, or below it."),
        "target_on": day("目标日期", future=True, required=True, filter=True, order=True),
        "latest": computed("最新值", int, latest_value, description="The value that was measured last."),
        "reached": computed(
            "是否达标", bool, is_reached, description="Whether the value that was measured last reaches the target."
        ),
        "closed_on": day("停用日期"),
        "closed_reason": choice("停用原因", ProjectIndicatorClosing),
    },
    relations={"values": Many("IndicatorValue", "project_indicator_id", "What was measured of it.")},
    closing=Closing(filter=True),
    ordinary=(
        Create("Adds what a project is to change, until it is approved.", "What a project is to change.", prefix="add"),
        Update(
            "Changes what is given of it, until the project is approved.",
            standing=(has_not_passed(ProjectStage.APPROVAL, lambda row: row.c.project_id),),
        ),
        Close(
            "Closes it on a day, with a reason, until the project is approved.",
            "Why it is no longer one of the project.",
            standing=(has_not_passed(ProjectStage.APPROVAL, lambda row: row.c.project_id),),
        ),
    ),
)
INDICATOR_VALUE = Kind(
    name="IndicatorValue",
    zh="指标数值",
    noun="indicator value",
    nouns="indicator values",
    description="What was measured of a project's indicator on a day.",
    protection=PROJECT_WORK,
    under="project_indicator",
    fields={
        "project_indicator": reference(
            "项目指标", "ProjectIndicator", "project_indicator_id", required=True, description="The indicator."
        ),
        "measured_on": day("测量日期", required=True, filter=True, order=True),
        "value": number("数值", 0, MOST, required=True),
        "final": flag(
            "终期数据",
            required=True,
            default=False,
            filter=True,
            description="The one that the project is accepted by.",
        ),
        "evidence": text("佐证材料", 500, required=True, description="Where what proves it is kept."),
        "closed_on": day("撤销日期"),
        "closed_reason": choice("撤销原因", IndicatorValueClosing),
    },
    closing=Closing(after="measured_on", filter=True),
    ordinary=(
        Create(
            "Records what was measured, until the project is accepted.",
            "What was measured on a day.",
            prefix="record",
            standing=(is_empty("closed_on"), has_not_passed(ProjectStage.ACCEPTANCE, lambda row: row.c.project_id)),
        ),
        Update(
            "Corrects what is given, until the project is accepted.",
            standing=(has_not_passed(ProjectStage.ACCEPTANCE, project_measured),),
        ),
        Close(
            "Withdraws a value that is wrong, until the project is accepted.",
            "Why a value was withdrawn.",
            prefix="withdraw",
            standing=(has_not_passed(ProjectStage.ACCEPTANCE, project_measured),),
        ),
    ),
)
