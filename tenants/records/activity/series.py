"""Activities that take place again and again: each is a record of its own, and knows the first of its series."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice, takewhile
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import FromClause, bindparam, exists, func, not_, or_, select

from tenants.access.scope import Verb
from tenants.clock import months_after
from tenants.database.compiling import compile_statement
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.field import choice, day
from tenants.kinds.kind import Fields, Kind
from tenants.kinds.mutation import ends, fill_out
from tenants.kinds.table import table_of
from tenants.records.activity.enums import Repetition
from tenants.records.activity.kind import ACTIVITY
from tenants.records.activity.rules import CANCELLING
from tenants.records.activity_partner import ACTIVITY_PARTNER
from tenants.records.programme import PROGRAMME
from tenants.records.venue import VENUE
from tenants.writing.changes import add, change, find, refuse_if
from tenants.writing.rule import Changed, PayloadField, Values
from tenants.writing.standing import Standing, is_empty

REPEATING: Fields = {
    "every": choice("频次", Repetition, required=True),
    "until_on": day("截止日期", future=True, required=True, hint="The last day on which it may take place."),
}
# What each takes from the one that is repeated.
COPIED = ("name", "kind", "focus", "season", "programme_id", "partners", "venue_id", "places", "other_places")
MOST = 100
FRIDAY = 4
STEPS = {Repetition.DAY: 1, Repetition.MONDAY_TO_FRIDAY: 1, Repetition.WEEK: 7, Repetition.TWO_WEEKS: 14}
ACTIVITIES = table_of(ACTIVITY)
OF_SERIES = or_(ACTIVITIES.c.id == bindparam("first"), ACTIVITIES.c.repeats_id == bindparam("first"))
DAYS = compile_statement(select(func.array_agg(ACTIVITIES.c.planned_on).label("days")).where(OF_SERIES))
LATER = compile_statement(
    select(func.array_agg(ACTIVITIES.c.id).label("ids")).where(
        OF_SERIES,
        ACTIVITIES.c.planned_on > bindparam("since"),
        ACTIVITIES.c.held_on.is_(None),
        ACTIVITIES.c.cancelled_on.is_(None),
    )
)
PARTNERS = "select partner_id, duty, from_on from activity_partners where activity_id = $1 and until_on is null"
ADDED = PayloadField("activities", "Activity", "The activities that it planned, by the day.", most=MOST)
CANCELLED = PayloadField("activities", "Activity", "The later ones that it cancelled, by the day.", most=MOST)


def is_open(kind: Kind, column: str) -> Standing:
    """What it takes place in, or under, is not closed."""

    def holds(row: FromClause) -> Any:  # noqa: ANN401  # a condition
        other = table_of(kind).alias()
        closed = (other.c.id == row.c[column]) & other.c.closed_on.is_not(None)
        return not_(exists(select(other.c.id).where(closed).correlate_except(other)))

    return Standing(holds, ProblemCode.CLOSED)


@ends(
    ACTIVITY,
    REPEATING,
    "An activity, and how often it takes place again.",
    Verb.MANAGE,
    ADDED,
    standing=(is_empty("cancelled_on"), is_open(VENUE, "venue_id"), is_open(PROGRAMME, "programme_id")),
    zh="重复举办",
)
async def repeat_activity(writing: Writing, values: Values) -> Changed:
    """Plans the same activity on later days, as far as none of its series is planned there yet."""
    found = await repeat_activity.find(writing, values)
    told = fill_out(REPEATING, values)
    refuse_if(told["until_on"] <= found["planned_on"], ProblemCode.OUT_OF_ORDER, "until_on")
    first = found["repeats_id"] or found["id"]
    series = await writing.fetch_compiled(DAYS, {"first": first})
    known = set(series["days"]) if series else set()
    days = set(islice(days_after(found["planned_on"], told["every"], told["until_on"]), MOST))
    if len(days | known) > MOST:
        raise Rejected([Problem(ProblemCode.TOO_LARGE, ("until_on",), {"most": MOST})])
    kept = {"tenant_code": found["tenant_code"], "repeats_id": first, **{name: found[name] for name in COPIED}}
    partners = await writing.connection.fetch(PARTNERS, found["id"])
    added = []
    for planned in sorted(days - known):
        added.append(await add(writing, record_of(ACTIVITY), {}, {**kept, "planned_on": planned}))
        for partner in partners:
            of = {"tenant_code": found["tenant_code"], "activity_id": added[-1], **partner}
            await add(writing, record_of(ACTIVITY_PARTNER), {}, of)
    return Changed({"activity": found["id"], "activities": added})


@ends(
    ACTIVITY,
    CANCELLING,
    "The first that will not take place.",
    Verb.MANAGE,
    CANCELLED,
    standing=(is_empty("cancelled_on"), is_empty("held_on")),
    zh="取消本场及以后各场",
)
async def cancel_series(writing: Writing, values: Values) -> Changed:
    """Cancels an activity and all of its series that are planned later and were not held."""
    found = await cancel_series.find(writing, values)
    columns = fill_out(CANCELLING, values)
    await change(writing, record_of(ACTIVITY), found, columns)
    of_series = {"first": found["repeats_id"] or found["id"], "since": found["planned_on"]}
    later = await writing.fetch_compiled(LATER, of_series)
    rows = [await find_one(writing, key) for key in (later and later["ids"]) or ()]
    by_day = sorted(rows, key=lambda row: (row["planned_on"], row["id"]))
    return Changed(
        {
            "activity": found["id"],
            "activities": [await change(writing, record_of(ACTIVITY), row, columns) for row in by_day],
        }
    )


async def find_one(writing: Writing, key: UUID) -> asyncpg.Record:
    scopes = writing.actor.grant.role.scopes(ACTIVITY.single, Verb.MANAGE)
    return await find(writing, record_of(ACTIVITY), key, "id", scopes)


def days_after(first: date, every: Repetition, until: date) -> Iterator[date]:
    """The days after the first on which it takes place again, the last day among them."""
    if every is Repetition.MONTH:
        days = (months_after(first, number) for number in count(1))
    else:
        days = (first + timedelta(STEPS[every] * number) for number in count(1))
    found = takewhile(lambda one: one <= until, days)
    if every is Repetition.MONDAY_TO_FRIDAY:
        return filter(lambda one: one.weekday() <= FRIDAY, found)
    return found


RULES = (repeat_activity, cancel_series)
