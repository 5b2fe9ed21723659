"""Attendances: which children on file were at a county's activities, and who is signed up for those to come."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, draw_day, draw_identity, happens
from tenants.demo.tables import Activity, Attendance, Child
from tenants.division import end_of

# Of how many activities it is said who was there, and how many children on file there are in one at most.
TOLD, MOST = 0.3, 6


def attendances(chance: Random, children: Sequence[Child], activities: Sequence[Activity]) -> Iterator[Any]:
    """Among the children whom each activity says it served; the county's own is for all of its villages."""
    for activity in activities:
        if activity.cancelled_on or not happens(chance, TOLD):
            continue
        day = activity.held_on or END - timedelta(1)
        end = end_of(activity.tenant_code)
        near = [one for one in children if activity.tenant_code <= one.tenant_code < end]
        on_file = [one for one in near if is_on_file(one, day)]
        most = MOST if activity.held_on is None else min(MOST, activity.children_served)
        for child in chance.sample(on_file, min(len(on_file), chance.randint(0, most))):
            yield _attendance(chance, activity, child)


def is_on_file(child: Child, day: date) -> bool:
    return child.on_file_on is not None and child.on_file_on <= day and (not child.closed_on or day < child.closed_on)


def _attendance(chance: Random, activity: Activity, child: Child) -> Any:  # noqa: ANN401  # a row of the table
    signed_up_on = draw_day(chance, END - timedelta(14), END) if activity.held_on is None else None
    record_id, created_at = draw_identity(chance, signed_up_on or activity.held_on or END)
    return Attendance(
        record_id,
        child.tenant_code,
        created_at,
        child_id=child.id,
        activity_id=activity.id,
        signed_up_on=signed_up_on,
        attended_on=activity.held_on,
    )
