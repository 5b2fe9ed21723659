"""The rules of attendances: children are signed up for an activity, and recorded as having been there, many at once."""

from uuid import UUID

from sqlalchemy import bindparam, select

from tenants.access.scope import Verb
from tenants.database.compiling import compile_statement
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import Input, InputKind, each, fill_out
from tenants.kinds.table import table_of
from tenants.records.activity.kind import ACTIVITY
from tenants.records.attendance.kind import ATTENDANCE
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.writing.changes import add, change, find, find_named, refuse_if
from tenants.writing.rule import Values

OF_ACTIVITY: Fields = ATTENDANCE.form("activity")
SIGNING_UP: Fields = {**OF_ACTIVITY, **ATTENDANCE.form("signed_up_on", required=True)}
CHILDREN = Input(InputKind.NAMED, ATTENDANCE.form("child"), "A child on file in your scope.")
ATTENDANCES = table_of(ATTENDANCE)
OPEN = compile_statement(
    select(ATTENDANCES.c.id).where(
        ATTENDANCES.c.activity_id == bindparam("activity"),
        ATTENDANCES.c.child_id == bindparam("child"),
        ATTENDANCES.c.closed_on.is_(None),
    )
)


@each(
    ATTENDANCE,
    CHILDREN,
    "An activity that is ahead, and children who are to come.",
    SIGNING_UP,
    standing=OPEN_FILE,
    zh="活动报名",
)
async def sign_up_for_activity(writing: Writing, values: Values) -> UUID:
    """Signs up children for an activity, as long as there are places: each is done or refused by itself."""
    file = await find_file(writing, sign_up_for_activity, values)
    activity = await find_named(writing, record_of(ACTIVITY), values, "activity_id")
    refuse_if(activity["cancelled_on"] or activity["held_on"], ProblemCode.CLOSED, "activity_id")
    columns = {**file, "activity_id": activity["id"], **fill_out(SIGNING_UP, values)}
    return await add(writing, record_of(ATTENDANCE), {}, columns)


@each(
    ATTENDANCE,
    CHILDREN,
    "An activity that was held, and children who were there.",
    OF_ACTIVITY,
    standing=OPEN_FILE,
    zh="登记出席",
)
async def record_attendance(writing: Writing, values: Values) -> UUID:
    """Records which children on file were at an activity, signed up or not: each is done or refused by itself.

    They are among the children that the activity says it served; who else came is only counted there.
    """
    file = await find_file(writing, record_attendance, values)
    activity = await find_named(writing, record_of(ACTIVITY), values, "activity_id")
    refuse_if(activity["cancelled_on"], ProblemCode.CLOSED, "activity_id")
    refuse_if(activity["held_on"] is None, ProblemCode.NOT_HELD, "activity_id")
    attended = {"attended_on": activity["held_on"]}
    known = await writing.fetch_compiled(OPEN, {"activity": activity["id"], "child": file["child_id"]})
    if known is None:
        return await add(writing, record_of(ATTENDANCE), {}, {**file, "activity_id": activity["id"], **attended})
    scopes = writing.actor.grant.role.scopes(ATTENDANCE.single, Verb.MANAGE)
    found = await find(writing, record_of(ATTENDANCE), known["id"], "child_id", scopes)
    return await change(writing, record_of(ATTENDANCE), found, attended)


RULES = (sign_up_for_activity, record_attendance)
