"""What an attendance is: of one child on file at one activity; others who come are only counted there."""

from sqlalchemy import ARRAY, BigInteger, Integer

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, derived, internal, reference
from tenants.kinds.indicator import Indicator, IndicatorType
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE


class AttendanceState(LabelledEnum):
    """Where an attendance stands."""

    SIGNED_UP = "SIGNED_UP", "已报名", "Signed up"
    ATTENDED = "ATTENDED", "已参加", "Attended"
    CLOSED = "CLOSED", "已撤销", "Taken back"


class AttendanceClosing(LabelledEnum):
    """Why a child did not take part."""

    WITHDREW = "WITHDREW", "取消报名", "Withdrew"
    DID_NOT_COME = "DID_NOT_COME", "未到场", "Did not come"
    ACTIVITY_CANCELLED = "ACTIVITY_CANCELLED", "活动取消", "The activity was cancelled"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


ATTENDANCE = Kind(
    name="Attendance",
    zh="参加活动",
    noun="attendance",
    nouns="attendances",
    description="A child on file at an activity: signed up for, attended, or both.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "activity": reference(
            "活动", "Activity", "activity_id", required=True, hides=True, description="The activity."
        ),
        "state": derived("状态", AttendanceState, in_summary=True, filter=True),
        "signed_up_on": day("报名日期", description="Empty of a child that came without."),
        "attended_on": day(
            "参加日期",
            in_summary=True,
            filter=True,
            order=True,
            in_forms=False,
            description="The day on which the activity was held, if the child was there.",
        ),
        "closed_on": day("撤销日期", in_summary=True),
        "closed_reason": choice("撤销原因", AttendanceClosing),
        # The spans, in months, in which it is the child's first; 0 is all time.
        "first_of": internal(ARRAY(Integer)),
        # The tenant that kept the file on the day.
        "counted_in": internal(BigInteger()),
    },
    closing=Closing(after="signed_up_on"),
    ordinary=(
        Close(
            "Takes back a sign-up, or an attendance that was entered in error: no figure counts it.",
            "Why a child did not take part.",
            prefix="withdraw",
        ),
    ),
    indicators=(
        Indicator(
            "persons",
            IndicatorType.FLOW,
            "参加活动的在档儿童（人）",
            "Children who took part in activities",
            "children on file who took part in activities, each once in the period asked for, where its file was "
            "kept when it first did",
            persons=True,
            distinct=True,
        ),
    ),
    descriptions={"kept": "The attendances of the children kept here and below."},
)
