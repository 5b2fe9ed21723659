"""What an activity is: it names no child, so whoever may read it reads all of it."""

from sqlalchemy import BigInteger

from tenants.access.scope import Scope
from tenants.kinds.field import choice, day, derived, internal, number, reference, text, texts
from tenants.kinds.indicator import Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Kind, Many
from tenants.kinds.ordinary import Create, Update
from tenants.records.activity.enums import ActivityFocus, ActivityKind, ActivityState, Season
from tenants.records.protections import JOINED, JOINT_WORK, is_within_range, one_of

ACTIVITY = Kind(
    name="Activity",
    zh="活动",
    noun="activity",
    nouns="activities",
    description="A group event.",
    protection=JOINT_WORK,
    scopes={Scope.SELF: lambda row: is_within_range(row) & one_of(JOINED, row.c.id)},
    fields={
        "name": text("名称", 100, required=True, filter=True, order=True),
        "kind": choice("类型", ActivityKind, required=True, filter=True),
        "focus": choice("主题", ActivityFocus, required=True, filter=True),
        "season": choice("寒暑假", Season, filter=True),
        "programme": reference(
            "项目品牌", "Programme", "programme_id", hides=True, description="The programme that it is run under."
        ),
        "partners": texts("合作单位", 100, description="In words, those that are on no register."),
        "venue": reference("阵地", "Venue", "venue_id", hides=True, description="Where it takes place."),
        "state": derived("状态", ActivityState, filter=True),
        "places": number("名额", 1, 100_000, description="How many children on file may sign up; any number if empty."),
        "other_places": number("其他名额", 1, 100_000, description="How many others may sign up; any number if empty."),
        "others_signed_up": number("其他报名人数", 0, 100_000, description="Others who have signed up."),
        "repeats": reference(
            "首场活动",
            "Activity",
            "repeats_id",
            in_forms=False,
            hides=True,
            description="The first of the series that it is one of; the first itself has none.",
        ),
        "planned_on": day("计划日期", future=True, required=True, filter=True, order=True),
        "held_on": day("举办日期", filter=True, order=True, in_forms=False),
        "parents_served": number("服务家长数", 0, 1_000_000, required=True, in_forms=False),
        "children_served": number(
            "服务儿童数",
            0,
            1_000_000,
            required=True,
            in_forms=False,
            description="Children served, those on file among them.",
        ),
        "cancelled_on": day("取消日期", in_forms=False),
        "cancelled_reason": text("取消原因", 500, in_forms=False),
        "counted_in": internal(BigInteger(), required=False),
    },
    relations={
        "attendances": Many("Attendance", "activity_id", "The children on file who sign up, or were there."),
        "activity_partners": Many("ActivityPartner", "activity_id", "The organisations that run it with the branch."),
        "repetitions": Many("Activity", "repeats_id", "The others of the series that it is the first of."),
    },
    ordinary=(Create("Plans an activity of the tenant.", "An activity to be held.", prefix="plan"), Update()),
    indicators=(
        Indicator(
            "activities",
            IndicatorType.FLOW,
            "活动场次",
            "Activities held",
            "activities held",
            by_record=(
                RecordBreakdown("activities_by_venue", "venue"),
                RecordBreakdown("activities_by_programme", "programme"),
            ),
        ),
        Indicator(
            "people_served",
            IndicatorType.FLOW,
            "服务家长儿童",
            "Parents and children served",
            "parents and children served",
            persons=True,
            by_record=(
                RecordBreakdown("people_served_by_venue", "venue"),
                RecordBreakdown("people_served_by_programme", "programme"),
            ),
        ),
    ),
)
