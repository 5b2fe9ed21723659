"""What a care plan is."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, choices, day, person_name, reference, text
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE
from tenants.records.support import SupportKind


class CarePlanClosing(LabelledEnum):
    """Why a plan is no longer followed."""

    GOALS_REACHED = "GOALS_REACHED", "目标达成", "Its goals were reached"
    PERIOD_ENDED = "PERIOD_ENDED", "计划期满", "Its period ended"
    REPLACED = "REPLACED", "另订计划", "Replaced by another plan"
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED", "已不需要", "No longer needed"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


CARE_PLAN = Kind(
    name="CarePlan",
    zh="照护计划",
    noun="care plan",
    nouns="care plans",
    description="What is to be reached for a child in a period, by which services, and who answers for it.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "from_on": day("起始日期", required=True, in_summary=True, filter=True, order=True),
        "planned_until": day(
            "计划期至", after="from_on", future=True, required=True, in_summary=True, filter=True, order=True
        ),
        "goals": text("照护目标", 2000, sensitive=True),
        "services": choices("服务内容", SupportKind),
        "responsible": person_name("责任人", required=True, erased="'—'"),
        "closed_on": day("终止日期", in_summary=True),
        "closed_reason": choice("终止原因", CarePlanClosing, in_summary=True),
    },
    relations={"needs": Many("Need", "care_plan_id", "The needs that it is to meet, settled or not.")},
    closing=Closing(after="from_on", filter=True),
    ordinary=(Close("Ends a plan on a day, for a reason.", "The end of a care plan."),),
)
