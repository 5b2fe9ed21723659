"""One activity that takes place again and again: a record for each day, and the rest of them cancelled together."""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.errors import Forbidden
from tenants.records.activity.enums import Repetition
from tenants.records.activity.series import days_after
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, Done, Office

CANCELLED = {"cancelledOn": "2024-07-05", "cancelledReason": "高温"}
SUMMER = """query ($code: DivisionCode!) { tenant(code: $code) {
    activities(filter: {season: SUMMER_BREAK, state: PLANNED}) { totalCount } } }"""
OURS = """{ activities { nodes { plannedOn childrenServed activityPartners { nodes { duty partner { name } } } } } }"""


async def send(office: Office, mutation: str, activity: Done, **given: object) -> tuple[Any, set[tuple[str, str]]]:
    name = mutation[0].upper() + mutation[1:]
    text = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{ activity {{ id }}
        activities {{ id version name season plannedOn state places repeats {{ id }} venue {{ name }} }}
        userErrors {{ code field message }} }} }}"""
    done = (await ask(office.engine, office.callers["manager"], text, {"input": {**activity.update, **given}}))[
        mutation
    ]
    return done["activities"], {(error["code"], ".".join(error["field"])) for error in done["userErrors"]}


def days_of(activities: Iterable[Any]) -> list[str]:
    return [one["plannedOn"] for one in activities]


async def test_a_class_of_the_summer_break(office: Office) -> None:
    opened = {"tenant": COUNTY, "name": "儿童之家", "kind": "CHILDRENS_HOME", "openedOn": "2024-01-01"}
    run = {"area": 80, "openingHours": "周一至周五 8:30—17:00", "staff": 2}
    venue = await office.done("createVenue", {**opened, **run}, "manager")
    of = {"season": "SUMMER_BREAK", "places": 20, "venueId": venue.update["id"], "plannedOn": "2024-07-01"}
    first = await office.done("planActivity", of, "manager")
    none, problems = await send(office, "repeatActivity", first, every="WEEK", untilOn="2024-07-01")
    assert (none, problems) == (None, {("OUT_OF_ORDER", "input.untilOn")})
    none, problems = await send(office, "repeatActivity", first, every="DAY", untilOn="2024-10-09")
    assert (none, problems) == (None, {("TOO_LARGE", "input.untilOn")})

    planned, problems = await send(office, "repeatActivity", first, every="WEEK", untilOn="2024-07-22")
    assert (days_of(planned), problems) == (["2024-07-08", "2024-07-15", "2024-07-22"], set())
    told = {(one["name"], one["season"], one["state"], one["places"], one["venue"]["name"]) for one in planned}
    assert told == {("防溺水讲座", "SUMMER_BREAK", "PLANNED", 20, "儿童之家")}
    assert {one["repeats"]["id"] for one in planned} == {first.update["id"]}
    assert planned[0]["version"] == 1
    second, *_ = (Done(one, []) for one in planned)
    # Those that are there already are not planned twice, and whichever is repeated, the series is one.
    more, _ = await send(office, "repeatActivity", second, every="TWO_WEEKS", untilOn="2024-08-05")
    assert days_of(more) == ["2024-08-05"]
    assert {one["repeats"]["id"] for one in more} == {first.update["id"]}
    twice = {**second.update, "plannedOn": "2024-07-15"}
    assert (await office.do("updateActivity", twice, "manager")).problems == {("ALREADY_EXISTS", "input.plannedOn")}

    # Any of them is held and cancelled by itself.
    served = {"heldOn": "2024-07-22", "parentsServed": 0, "childrenServed": 12}
    await office.done("holdActivity", {**Done(planned[2], []).update, **served}, "manager")
    gone, problems = await send(office, "cancelSeries", second, **CANCELLED)
    assert (days_of(gone), problems) == (["2024-07-15", "2024-08-05"], set())
    assert {one["state"] for one in gone} == {"CANCELLED"}
    left = await office.owner.fetch(
        "select planned_on, state from activities where $1 in (id, repeats_id) order by 1", first.update["id"]
    )
    assert [row["state"] for row in left] == ["PLANNED", "CANCELLED", "CANCELLED", "HELD", "CANCELLED"]
    assert (await ask(office.engine, office.callers["manager"], SUMMER, {"code": COUNTY}))["tenant"]["activities"] == {
        "totalCount": 1
    }
    _, problems = await send(office, "cancelSeries", Done(planned[2], []), **CANCELLED)
    assert problems == {("CONFLICT", "input.expectedVersion")}
    # A day that was cancelled stays so, and nothing is planned where it is closed.
    more, _ = await send(office, "repeatActivity", first, every="WEEK", untilOn="2024-07-29")
    assert days_of(more) == ["2024-07-29"]
    await office.done("closeVenue", {**venue.update, "closedOn": "2024-08-01", "closedReason": "MOVED"}, "manager")
    _, problems = await send(office, "repeatActivity", first, every="WEEK", untilOn="2024-09-30")
    assert problems == {("CLOSED", "input.id")}


@given(first=st.dates(date(2024, 1, 1), date(2028, 12, 31)), length=st.integers(1, 100))
def test_the_days_of_each_repetition(first: date, length: int) -> None:
    until = first + timedelta(length)
    after = [first + timedelta(number) for number in range(1, length + 1)]
    assert list(days_after(first, Repetition.DAY, until)) == after
    assert list(days_after(first, Repetition.MONDAY_TO_FRIDAY, until)) == [day for day in after if day.isoweekday() < 6]
    assert list(days_after(first, Repetition.WEEK, until)) == after[6::7]
    assert list(days_after(first, Repetition.TWO_WEEKS, until)) == after[13::14]
    months = list(days_after(first, Repetition.MONTH, until))
    assert months == [day for day in after if day.day == first.day or (day.day < first.day and is_last(day))]


def is_last(day: date) -> bool:
    return (day + timedelta(1)).day == 1


@pytest.mark.parametrize("every", Repetition)
def test_nothing_after_the_last_day(every: Repetition) -> None:
    assert list(days_after(date(2024, 7, 1), every, date(2024, 7, 1))) == []


async def test_an_activity_takes_place_while_its_venue_is_open(office: Office) -> None:
    opened = {"tenant": COUNTY, "name": "家长学校", "kind": "PARENT_SCHOOL", "openedOn": "2024-03-01"}
    venue = await office.done("createVenue", opened, "manager")
    early = {"venueId": venue.update["id"], "plannedOn": "2024-02-29"}
    refused = await office.do("planActivity", early, "manager")
    assert refused.problems == {("OUT_OF_ORDER", "input.plannedOn")}
    first, last, later = [
        await office.done("planActivity", {**early, "plannedOn": day}, "manager")
        for day in ("2024-03-01", "2024-05-01", "2024-07-01")
    ]
    counts = {"parentsServed": 3, "childrenServed": 9}
    before = await office.do("holdActivity", {**first.update, **counts, "heldOn": "2024-02-29"}, "manager")
    assert before.problems == {("OUT_OF_ORDER", "input.heldOn")}
    for activity, day in ((first, "2024-03-02"), (last, "2024-05-01")):
        await office.done("holdActivity", {**activity.update, **counts, "heldOn": day}, "manager")
    late = await office.do("updateVenue", {**venue.update, "openedOn": "2024-03-03"}, "manager")
    assert late.problems == {("OUT_OF_ORDER", "input.openedOn")}
    moved = await office.done("updateVenue", {**venue.update, "openedOn": "2024-03-02"}, "manager")
    closing = {**moved.update, "closedReason": "MOVED"}
    soon = await office.do("closeVenue", {**closing, "closedOn": "2024-05-01"}, "manager")
    assert soon.problems == {("OUT_OF_ORDER", "input.closedOn")}
    await office.done("closeVenue", {**closing, "closedOn": "2024-05-02"}, "manager")
    # What was only planned there is not held there any more; it may be cancelled.
    after = await office.do("holdActivity", {**later.update, **counts, "heldOn": "2024-07-01"}, "manager")
    assert after.problems == {("OUT_OF_ORDER", "input.heldOn")}
    await office.done("cancelActivity", {**later.update, **CANCELLED}, "manager")


async def test_who_runs_an_activity_with_a_branch_sees_that_and_no_child(office: Office) -> None:
    """An organisation's people see what it has a part in, as long as it has; what is repeated is run by both."""
    body = {"tenant": COUNTY, "name": "县图书馆", "kind": "CULTURAL_INSTITUTION", "registeredOn": "2024-01-01"}
    library, museum = [
        await office.done("createOrganization", {**body, "name": one}, "manager") for one in ("馆", "院")
    ]
    activity = await office.done("planActivity", {"plannedOn": "2024-09-02"}, "manager")
    other = await office.done("planActivity", {"plannedOn": "2024-09-03"}, "manager")
    part = {"activityId": activity.update["id"], "partnerId": library.update["id"], "fromOn": "2024-05-01"}
    joined = await office.done("addActivityPartner", {**part, "duty": "提供场地"}, "manager")
    twice = await office.do("addActivityPartner", part, "manager")
    assert twice.problems == {("ALREADY_EXISTS", "input.partnerId")}
    nobody = await office.do("addActivityPartner", {**part, "partnerId": activity.update["id"]}, "manager")
    assert nobody.problems == {("NOT_FOUND", "input.partnerId")}
    await office.done("cancelActivity", {**other.update, **CANCELLED}, "manager")
    late = await office.do("addActivityPartner", {**part, "activityId": other.update["id"]}, "manager")
    assert late.problems == {("CLOSED", "input.activityId")}

    ours, theirs = [
        await add_caller(
            office.owner, office.database, "PARTNER", int(COUNTY), organization=UUID(str(one.update["id"]))
        )
        for one in (library, museum)
    ]
    shown = (await ask(office.engine, ours, OURS))["activities"]["nodes"]
    assert [one["activityPartners"]["nodes"] for one in shown] == [[{"duty": "提供场地", "partner": {"name": "馆"}}]]
    assert (await ask(office.engine, theirs, OURS))["activities"]["nodes"] == []
    for refused in ("{ activities { nodes { attendances { nodes { id } } } } }", "{ children { nodes { id } } }"):
        with pytest.raises(Forbidden):
            await ask(office.engine, ours, refused)
    for by in (ours, "neighbour"):
        with pytest.raises(Forbidden) if by is ours else nullcontext():
            done = await office.do("addActivityPartner", {**part, "partnerId": museum.update["id"]}, by)
            assert done.problems == {("NOT_FOUND", "input.activityId")}

    planned, _ = await send(office, "repeatActivity", activity, every="WEEK", untilOn="2024-09-09")
    assert len(planned) == 1
    assert len((await ask(office.engine, ours, OURS))["activities"]["nodes"]) == 2
    left = {**joined.update, "untilOn": "2024-06-01", "endedReason": "LEFT"}
    await office.done("endActivityPartner", left, "manager")
    (shown,) = (await ask(office.engine, ours, OURS))["activities"]["nodes"]
    assert shown["plannedOn"] == "2024-09-09"
