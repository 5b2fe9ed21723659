"""清单完成情况: what was owed of an item, and what became of it."""

import strawberry


@strawberry.type(
    description="What was due of an item, in all its versions, as it stands now: obliged = waived + fulfilled + "
    "missed + overdue + open. Acts count on their day, whenever they were entered; what was missed stays missed."
)
class ItemCompliance:
    code: str = strawberry.field(description="The code of the item, the same in all versions.")
    name: str = strawberry.field(description="What is asked, in Chinese.")
    name_en: str = strawberry.field(description="The same in English.")
    obliged: int = strawberry.field(description="应做: how often it was owed.")
    waived: int = strawberry.field(description="免除: of these, waived with a reason.")
    fulfilled: int = strawberry.field(description="已做: done, in time or late.")
    late: int = strawberry.field(description="迟做: of the fulfilled, after the day they were due.")
    missed: int = strawberry.field(description="漏做: not done, and can no longer be.")
    overdue: int = strawberry.field(description="逾期: not done in time, and can still be, or be entered.")
    open: int = strawberry.field(description="待做: not yet due.")
    rate: float | None = strawberry.field(
        description="完成率: fulfilled / (obliged - waived), to four decimals; null when there is nothing to do."
    )
