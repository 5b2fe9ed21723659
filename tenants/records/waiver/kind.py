"""What a waiver is."""

from tenants.kinds.field import day, reference, text
from tenants.kinds.kind import Kind
from tenants.reading.record import Subject
from tenants.records.protections import DUTY

WAIVER = Kind(
    name="Waiver",
    zh="清单免除",
    noun="waiver",
    nouns="waivers",
    description="An item of a checklist that does not apply to a child, for what is due on these days.",
    protection=DUTY,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "item": reference(
            "清单事项",
            "ChecklistItem",
            "item_id",
            required=True,
            description="The item, in all its versions.",
        ),
        "from_on": day("起始日期", future=True, required=True, filter=True, order=True),
        "until_on": day(
            "截止日期",
            after="from_on",
            future=True,
            filter=True,
            description="The first day on which it applies again.",
        ),
        "reason": text("理由", 500, required=True, erased="'—'"),
    },
    descriptions={
        "kept": "The waivers of the children kept here and below.",
        "kept_there": "The child is on file there or below.",
    },
)
