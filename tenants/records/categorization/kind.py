"""What a categorization is."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close
from tenants.reading.record import Subject
from tenants.records.child.enums import CategorySource, ChildCategory
from tenants.records.protections import CHILD_FILE


class CategoryEnding(LabelledEnum):
    """Why a child is no longer of a category."""

    AGED_OUT = "AGED_OUT", "超龄", "Too old for it"
    PARENTS_RETURNED = "PARENTS_RETURNED", "父母返回", "The parents returned"
    CIRCUMSTANCES_CHANGED = "CIRCUMSTANCES_CHANGED", "情况变化", "Circumstances changed"
    RECLASSIFIED = "RECLASSIFIED", "重新认定", "Reclassified"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


CATEGORIZATION = Kind(
    name="Categorization",
    zh="类别认定",
    noun="categorization",
    nouns="categorizations",
    description="That a child is of a category, from one day until another, and who found so by what.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "category": choice("类别", ChildCategory, required=True, in_summary=True, filter=True),
        "source": choice("认定部门", CategorySource, required=True, in_summary=True, filter=True),
        "evidence": text("依据", 500),
        "from_on": day("认定日期", required=True, in_summary=True, filter=True, order=True),
        "until_on": day("终止日期", in_summary=True, description="The first day on which it no longer held."),
        "ended_reason": choice("终止原因", CategoryEnding, in_summary=True),
    },
    closing=Closing("until_on", "ended_reason", after="from_on", filter=True),
    ordinary=(
        Close(
            "Ends a category from a day on. Left behind and migrant end at 16, the others at 18.",
            "The end of a category.",
            prefix="end",
        ),
    ),
)
