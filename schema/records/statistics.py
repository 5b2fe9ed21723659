"""统计: the figures of a tenant and all below it."""

import strawberry

from schema.scalars import Money
from tenants.records.caring_mother.terms import Recruitment, Sector
from tenants.records.child.terms import ChildCategory, Sex
from tenants.records.visit.terms import VisitKind


@strawberry.type(description="How many children of a category.")
class ChildCategoryCount:
    value: ChildCategory
    count: int | None


@strawberry.type(description="How many children of a sex.")
class SexCount:
    value: Sex
    count: int | None


@strawberry.type(description="How many Caring Mothers recruited in a way.")
class RecruitmentCount:
    value: Recruitment
    count: int | None


@strawberry.type(description="How many Caring Mothers of a sector.")
class SectorCount:
    value: Sector
    count: int | None


@strawberry.type(description="How many visits of a kind.")
class VisitKindCount:
    value: VisitKind
    count: int | None


@strawberry.type(
    description="Figures, exact to the last committed write. Stocks are taken at the period's end (now, if it is still "
    "running), flows within it, by the date of the act. A figure of 1 to 4 persons that you may not see is null and "
    "listed in `suppressed`, and so is every figure that would reveal it."
)
class Statistics:
    caring_mothers: int | None = strawberry.field(description="在册爱心妈妈: registrations open. Stock.")
    children: int | None = strawberry.field(description="在档儿童: files open. Stock.")
    children_paired: int | None = strawberry.field(
        description="已结对儿童: open files with at least one open pairing. Stock."
    )
    pairings: int | None = strawberry.field(description="结对数: pairings open. Stock.")
    paired_rate: float | None = strawberry.field(
        description="结对率: childrenPaired / children, to four decimals; null when there are no children."
    )
    visits: int | None = strawberry.field(description="走访次数: visits in which contact was made. Flow.")
    activities: int | None = strawberry.field(description="活动场次: activities held. Flow.")
    people_served: int | None = strawberry.field(description="服务家长儿童: parents and children served. Flow.")
    projects: int | None = strawberry.field(description="在施项目: projects running. Stock.")
    funds_raised: Money | None = strawberry.field(description="筹集善款（元）: donations less reversals. Flow.")
    people_supported: int | None = strawberry.field(
        description="惠及妇女儿童: women and children supported by projects. Flow."
    )
    caring_mothers_by_recruitment: list[RecruitmentCount]
    caring_mothers_by_sector: list[SectorCount]
    children_by_category: list[ChildCategoryCount]
    children_by_sex: list[SexCount]
    visits_by_kind: list[VisitKindCount]
    suppressed: list[str] = strawberry.field(
        description="The fields that are null because their figure is too small to be shown to you or would reveal one "
        "that is; a breakdown is listed if one of its counts is null."
    )
