"""阵地: a place where a branch works with children and their families."""

from sqlalchemy.dialects.postgresql import JSONB

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, internal, number, text
from tenants.kinds.indicator import Breakdown, Grain, Indicator, IndicatorType
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.records.protections import BRANCH_WORK


class VenueKind(LabelledEnum):
    """What a venue is."""

    WORKSTATION = "WORKSTATION", "爱心妈妈工作站", "Caring Mothers' workstation"
    CENTER = "CENTER", "妇女儿童活动中心", "Women and children's center"
    CHILDRENS_HOME = "CHILDRENS_HOME", "儿童之家", "Children's home"
    PARENT_SCHOOL = "PARENT_SCHOOL", "家长学校", "Parents' school"
    OTHER = "OTHER", "其他", "Other"


class VenueClosing(LabelledEnum):
    """Why a venue was closed."""

    MOVED = "MOVED", "迁址", "Moved"
    MERGED = "MERGED", "合并", "Merged"
    UNUSED = "UNUSED", "停用", "No longer used"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


VENUE = Kind(
    name="Venue",
    zh="阵地",
    noun="venue",
    nouns="venues",
    description="A place where a branch works with children and their families.",
    protection=BRANCH_WORK,
    fields={
        "name": text("名称", 100, required=True, filter=True, order=True),
        "kind": choice("类型", VenueKind, required=True, filter=True),
        "address": text("地址", 200),
        "places": number(
            "可容纳人数", 1, 10_000, filter=True, order=True, description="For how many people there is room."
        ),
        "area": number("面积（平方米）", 1, 1_000_000),
        "opening_hours": text("开放时间", 200),
        "staff": number("工作人员数", 0, 1_000),
        "opened_on": day("启用日期", required=True, filter=True, order=True),
        "closed_on": day("停用日期"),
        "closed_reason": choice("停用原因", VenueClosing),
        "handed_over": internal(JSONB()),
    },
    relations={"activities": Many("Activity", "venue_id", "What was planned and held there.")},
    closing=Closing(after="opened_on", filter=True),
    indicators=(
        Indicator(
            "venues",
            IndicatorType.STOCK,
            "在用阵地",
            "Venues open",
            "venues open",
            grain=Grain.DAY,
            breakdowns=(Breakdown("venues_by_kind", "kind", VenueKind, "How many venues of a kind."),),
        ),
    ),
    ordinary=(
        Create("Adds a venue to the tenant.", "A venue of a tenant."),
        Update(),
        Close("Closes it on a day, with a reason.", "The closing of a venue."),
    ),
)
