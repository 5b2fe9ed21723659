"""What is due in a project and by when: work, an instalment, a report, or telling the public or a donor."""

from sqlalchemy import Boolean

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, computed, day, reference, text
from tenants.kinds.kind import Closing, Criterion, Kind
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.record import Filter, as_it_is
from tenants.records.measure import LATE, is_late
from tenants.records.protections import PROJECT_WORK
from tenants.writing.standing import is_empty


class MilestoneKind(LabelledEnum):
    """What is due."""

    WORK = "WORK", "实施节点", "Work"
    INSTALMENT = "INSTALMENT", "拨款节点", "Instalment"
    REPORT = "REPORT", "报告", "Report"
    DISCLOSURE = "DISCLOSURE", "信息公开", "Disclosure to the public"
    FEEDBACK = "FEEDBACK", "捐赠反馈", "Feedback to a donor"


class MilestoneClosing(LabelledEnum):
    """What became of it."""

    DONE = "DONE", "已完成", "Done"
    DROPPED = "DROPPED", "不再需要", "No longer needed"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


MILESTONE = Kind(
    name="Milestone",
    zh="项目节点",
    noun="milestone",
    nouns="milestones",
    description="What is due in a project, and by when.",
    protection=PROJECT_WORK,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project."),
        "kind": choice("类型", MilestoneKind, required=True, filter=True),
        "name": text("名称", 200, required=True, filter=True),
        "donation": reference(
            "捐赠",
            "Donation",
            "donation_id",
            description="The one of the project whose donor is told: needed of feedback.",
        ),
        "due_on": day("期限", future=True, required=True, filter=True, order=True),
        "evidence": text("佐证材料", 1000, description="Where what proves it is kept, or was made public."),
        "late": computed(
            "逾期", bool, is_late, required=True, description="Whether it was not done by the day on which it was due."
        ),
        "closed_on": day("完成日期"),
        "closed_reason": choice("完成情况", MilestoneClosing),
    },
    filters={"late": Criterion(Filter(lambda row, late: is_late(row) == late, ((Boolean(), as_it_is),)), bool, LATE)},
    closing=Closing(filter=True),
    ordinary=(
        Create(
            "Adds what is due in a project.",
            "What is due in a project.",
            prefix="add",
            standing=(is_empty("ended_on"),),
        ),
        Update(),
        Close("Closes it on a day: done, or no longer needed.", "What became of it."),
    ),
)
