"""应结对认定: whether a child is to be paired, as somebody decided on a day; without a decision it is."""

from tenants.kinds.field import day, flag, reference, text
from tenants.kinds.kind import Kind
from tenants.kinds.ordinary import Create, Update
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE

TARGET_DECISION = Kind(
    name="TargetDecision",
    zh="应结对认定",
    noun="target decision",
    nouns="target decisions",
    description="Whether a child is to be paired, as somebody decided on a day; the latest one stands.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "target": flag("应结对", required=True, in_summary=True, filter=True),
        "reason": text("理由", 500),
        "decided_by": text("认定人", 50),
        "decided_on": day("认定日期", required=True, in_summary=True),
    },
    ordinary=(
        Create("Decides whether a child is to be paired.", "Whether a child is to be paired, and why.", prefix="add"),
        Update("Corrects what is given."),
    ),
)
