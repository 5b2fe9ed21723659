"""Attendances: many in one call, as many as there are places, and each child counted once however often it comes."""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg

from schema.caller import Caller
from tests.callers import ask
from tests.tenants.records.office import COUNTY, OTHER_COUNTY, VILLAGE, Done, Office

SIGN_UP, ATTEND = "signUpForActivity", "recordAttendance"
FIGURES = """query ($code: DivisionCode!) { tenant(code: $code) {
    march: statistics(period: "2024-03") { persons peopleServed } quarter: statistics(period: "2024-Q1") { persons }
    half: statistics(period: "2024-H1") { persons peopleServed } year: statistics(period: "2024") { persons }
    all: statistics { persons } } }"""
MARCH, APRIL = "2024-03-20", "2024-04-20"


async def send(
    office: Office, mutation: str, activity: Done, children: Sequence[Done], by: str | Caller = "caseworker"
) -> tuple[list[Any], set[tuple[str, str]]]:
    """What comes of each child, and the problems by code and path."""
    name = mutation[0].upper() + mutation[1:]
    text = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
        attendances {{ id version state signedUpOn attendedOn }} userErrors {{ code field }} }} }}"""
    of = {"activityId": activity.update["id"], "attendances": [{"childId": one.update["id"]} for one in children]}
    given = {**of, **({"signedUpOn": "2024-02-20"} if mutation == SIGN_UP else {})}
    caller = office.callers[by] if isinstance(by, str) else by
    done = (await ask(office.engine, caller, text, {"input": given}))[mutation]
    return done["attendances"], {(error["code"], ".".join(error["field"])) for error in done["userErrors"]}


async def figures(office: Office, code: str = COUNTY) -> list[int]:
    found = (await ask(office.engine, office.callers["caseworker"], FIGURES, {"code": code}))["tenant"]
    return [found[name]["persons"] for name in ("march", "quarter", "half", "year", "all")]


async def served(office: Office) -> int:
    found = (await ask(office.engine, office.callers["caseworker"], FIGURES, {"code": COUNTY}))["tenant"]
    return int(found["half"]["peopleServed"])


async def hold(office: Office, activity: Done, day: str, children: int) -> Done:
    counted = {"heldOn": day, "parentsServed": 3, "childrenServed": children}
    return await office.done("holdActivity", {**activity.update, **counted})


async def state_of(office: Office, attendance: str) -> str:
    return str(await office.owner.fetchval("select state from attendances where id = $1", attendance))


async def test_from_signing_up_to_having_been_there(office: Office) -> None:
    activity = await office.done("planActivity", {"places": 2})
    one, two, three = [await office.child() for _ in range(3)]
    identified = await office.child(onFileOn=None)
    foreign = await office.done("registerChild", {"tenant": "330128100201"}, "neighbour")
    signed, problems = await send(office, SIGN_UP, activity, [one, foreign, identified, one, two, three])
    assert [bool(at) for at in signed] == [True, False, False, False, True, False]
    assert problems == {
        ("NOT_FOUND", "input.attendances.1.childId"),
        ("NOT_ON_FILE", "input.attendances.2.childId"),
        ("ALREADY_EXISTS", "input.attendances.3.childId"),
        ("NO_PLACES", "input.activityId"),
    }
    withdrawing = {"id": signed[0]["id"], "expectedVersion": 1, "closedOn": "2024-02-25", "closedReason": "WITHDREW"}
    await office.done("withdrawAttendance", withdrawing)
    again, problems = await send(office, SIGN_UP, activity, [three])
    assert problems == set()
    village = await office.worker(VILLAGE)
    assert (await send(office, ATTEND, activity, [one], village))[1] == {("NOT_FOUND", "input.activityId")}
    assert (await send(office, ATTEND, activity, [one]))[1] == {("NOT_HELD", "input.activityId")}

    start, heads = await figures(office), await served(office)
    activity = await hold(office, activity, MARCH, 2)
    there, problems = await send(office, ATTEND, activity, [two, one, three])
    assert problems == {("FEWER_SERVED", "input.activityId")}
    assert [at and (at["state"], at["attendedOn"]) for at in there] == [("ATTENDED", MARCH)] * 2 + [None]
    assert [at and at["signedUpOn"] for at in there] == ["2024-02-20", None, None]
    # Who are among those served is one thing, how many were served another.
    assert await figures(office) == [n + 2 for n in start]
    assert await served(office) == heads + 5
    activity = await hold(office, activity, MARCH, 30)
    assert (await send(office, ATTEND, activity, [two, one, three]))[1] == set()
    assert (await send(office, ATTEND, activity, [two, one, three]))[0][0] == there[0]
    assert await figures(office) == [n + 3 for n in start]
    assert await state_of(office, again[0]["id"]) == "ATTENDED"
    too_few = {"heldOn": MARCH, "parentsServed": 0, "childrenServed": 2}
    assert (await office.do("holdActivity", {**activity.update, **too_few})).problems == {
        ("FEWER_SERVED", "input.childrenServed")
    }


async def test_a_child_counts_once_in_each_span_whatever_is_corrected(office: Office) -> None:
    """Months do not add up to their quarter: in April two of three come again, and one of another village."""
    early = {"identifiedOn": "2023-05-01", "onFileOn": "2023-06-01"}
    one, two, three = [await office.child(**early) for _ in range(3)]
    four = await office.child(tenant="330127100203", **early)
    start, of_village = await figures(office), await figures(office, VILLAGE)
    march = await hold(office, await office.done("planActivity", {}), MARCH, 9)
    april = await hold(office, await office.done("planActivity", {}), APRIL, 9)
    later, _ = await send(office, ATTEND, april, [one, two, four])
    assert moved(start, await figures(office)) == [0, 0, 3, 3, 3]
    await send(office, ATTEND, march, [one, two, three])
    assert moved(start, await figures(office)) == [3, 3, 4, 4, 4]
    assert moved(of_village, await figures(office, VILLAGE)) == [3, 3, 3, 3, 3]
    # It was in another year: who came in April was there for the first time in the half-year then.
    march = await hold(office, march, "2023-12-20", 9)
    assert moved(start, await figures(office)) == [0, 0, 3, 3, 4]
    marched = await hold(office, march, MARCH, 9)
    assert moved(start, await figures(office)) == [3, 3, 4, 4, 4]
    taking_back = {"id": later[2]["id"], "expectedVersion": 1, "closedOn": "2024-05-01"}
    refused = await office.do("withdrawAttendance", {**taking_back, "closedReason": "DID_NOT_COME"})
    assert refused.problems == {("ALREADY_DONE", "input.closedReason")}
    await office.done("withdrawAttendance", {**taking_back, "closedReason": "ENTERED_IN_ERROR"})
    assert moved(start, await figures(office)) == [3, 3, 3, 3, 3]
    assert marched.record


async def test_a_cancelled_activity_takes_its_sign_ups_with_it(office: Office) -> None:
    activity = await office.done("planActivity", {"otherPlaces": 3, "othersSignedUp": 3})
    crowd = await office.do("updateActivity", {**activity.update, "othersSignedUp": 4})
    assert crowd.problems == {("NO_PLACES", "input.othersSignedUp")}
    signed, _ = await send(office, SIGN_UP, activity, [await office.child()])
    cancelling = {**activity.update, "cancelledOn": "2024-02-10", "cancelledReason": "台风"}
    # A director has no hand in the children's files, and what she cancels is cancelled there, too.
    await office.done("cancelActivity", cancelling, "director")
    assert await state_of(office, signed[0]["id"]) == "CLOSED"
    assert (await send(office, SIGN_UP, activity, [await office.child()]))[1] == {("CLOSED", "input.activityId")}
    assert (await send(office, ATTEND, activity, [await office.child()]))[1] == {("CLOSED", "input.activityId")}


async def test_many_at_once_take_no_place_twice_and_count_no_child_twice(office: Office) -> None:
    """Each over a connection of its own: three places for eight, and one child at eight activities."""
    start = await figures(office)
    child = await office.child()
    held = [await hold(office, await office.done("planActivity", {}), MARCH, 9) for _ in range(8)]
    came = [send(office, ATTEND, activity, [child]) for activity in held]
    assert [problems for _, problems in await asyncio.gather(*came)] == [set()] * 8
    assert moved(start, await figures(office)) == [1, 1, 1, 1, 1]
    activity = await office.done("planActivity", {"places": 3})
    children = [await office.child() for _ in range(8)]
    signed = await asyncio.gather(*(send(office, SIGN_UP, activity, [one]) for one in children))
    assert sum(problems == {("NO_PLACES", "input.activityId")} for _, problems in signed) == 5


async def test_whoever_writes_holds_what_the_rules_hold(office: Office) -> None:
    """SQL of one's own signs nobody up elsewhere, and says of no day that it was the activity's."""
    child, activity = await office.child(), await office.done("planActivity", {})
    held = await hold(office, activity, MARCH, 9)
    add = """insert into attendances (id, tenant_code, child_id, activity_id, attended_on)
             values (gen_random_uuid(), $1, $2, $3, '2024-01-05') returning attended_on::text"""
    ids = (child.update["id"], held.update["id"])
    assert await office.owner.fetchval(add, int(VILLAGE), *ids) == MARCH
    for tenant, wrong in ((OTHER_COUNTY, "attendances_child_id_fkey"), (VILLAGE, "attendances_child_id_key")):
        try:
            await office.owner.execute(add, int(tenant), *ids)
        except asyncpg.IntegrityConstraintViolationError as error:
            assert error.constraint_name in (wrong, "attendances_child_id_key")  # noqa: PT017  # of two, either
        else:
            raise AssertionError(wrong)


def moved(before: Sequence[int], now: Sequence[int]) -> list[int]:
    return [after - earlier for earlier, after in zip(before, now, strict=True)]
