"""One target from the province to a village, part by part, and back as progress at every level."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tenants.clock import today
from tenants.division import end_of
from tests.tenants.initiative.conftest import CITY, TOWNSHIP
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_COUNTY, VILLAGE, Done
from tests.tenants.statistics.targets import Pace, progress
from tests.tenants.year.telling import PROVINCE, Year

PERIOD = f"{today().year}"
GIVEN = {"indicator": "ACTIVITIES", "period": PERIOD}
# Who answers for each, and what it is set: the parts of the city come to more than its own, on purpose.
VALUES = {PROVINCE: 12, CITY: 8, COUNTY: 5, OTHER_COUNTY: 4, TOWNSHIP: 5, VILLAGE: 2, NEXT_VILLAGE: 2}
ALLOTTED = {PROVINCE: 8, CITY: 9, COUNTY: 5, TOWNSHIP: 4}
SEES = {
    "province": VALUES.keys(),
    "analyst": VALUES.keys(),
    "city": VALUES.keys() - {PROVINCE},
    "director": {COUNTY, TOWNSHIP, VILLAGE, NEXT_VILLAGE},
    "township": {TOWNSHIP, VILLAGE, NEXT_VILLAGE},
    "village": {VILLAGE},
    "neighbour": {OTHER_COUNTY},
    "caseworker": {COUNTY},
}
READ = """{ targets(first: 50) { nodes { tenant { code } value answer allotted achieved rate forecast light } } }"""

Held = list[tuple[int, date]]


async def test_a_target_from_the_province_to_a_village_and_back(year: Year) -> None:
    await set_downward(year)
    held: Held = []
    await compare(year, held)
    first, now = date(today().year, 1, 1), today()
    for by, tenant, day in (
        ("village", VILLAGE, first),
        ("next village", NEXT_VILLAGE, now),
        ("village", VILLAGE, now),
    ):
        last = await hold(year, by, tenant, day)
        held.append((int(tenant), day))
        await compare(year, held)
    await hold(year, "neighbour", OTHER_COUNTY, first)
    held.append((int(OTHER_COUNTY), first))
    await compare(year, held)
    # It was in the year before, and counts for nothing in this one.
    earlier = first.replace(year=first.year - 1)
    await year.done("holdActivity", {**last.update, **COUNTS, "heldOn": earlier}, "village")
    held[2] = (int(VILLAGE), earlier)
    await compare(year, held)
    await withdraw(year, held)


COUNTS = {"parentsServed": 3, "childrenServed": 9}


async def hold(year: Year, by: str, tenant: str, day: date) -> Done:
    planned = await year.done("planActivity", {"tenant": tenant, "plannedOn": day}, by)
    return await year.done("holdActivity", {**planned.update, **COUNTS, "heldOn": day}, by)


async def set_downward(year: Year) -> None:
    """Each by the level above it, and agreed to or contested."""
    await year.denied("setTarget", {**GIVEN, "tenant": COUNTY, "value": 5}, "caseworker", "manager", "partner")
    await year.denied("setTarget", {**GIVEN, "tenant": PROVINCE, "value": 12}, "analyst")
    await year.denied("setTarget", {**GIVEN, "tenant": CITY, "value": 8}, "city", "director")
    await year.refused("setTarget", {**GIVEN, "tenant": OTHER_COUNTY, "value": 5}, "NOT_FOUND", "tenant", "director")
    whole = await set_one(year, PROVINCE, "province")
    await year.done("answerTarget", {**whole.update, "answer": "AGREED"}, "province")
    city = await set_one(year, CITY, "province", value=10)
    await contest(year, city)
    for tenant, by, answers in (
        (COUNTY, "city", "director"),
        (OTHER_COUNTY, "city", "neighbour"),
        (TOWNSHIP, "director", "township"),
        (VILLAGE, "township", "village"),
        (NEXT_VILLAGE, "township", "next village"),
    ):
        part = await set_one(year, tenant, by)
        await year.denied("answerTarget", {**part.update, "answer": "AGREED"}, by, "province", "manager")
        await year.done("answerTarget", {**part.update, "answer": "AGREED"}, answers)
    again = {**GIVEN, "tenant": NEXT_VILLAGE, "value": 3}
    await year.refused("setTarget", again, "ALREADY_EXISTS", "indicator", "township")
    await year.refused("answerTarget", {**part.update, "answer": "AGREED"}, "NOT_FOUND", "id", "village")


async def set_one(year: Year, tenant: str, by: str, value: int = 0) -> Done:
    return await year.done("setTarget", {**GIVEN, "tenant": tenant, "value": value or VALUES[tenant]}, by)


async def contest(year: Year, target: Done) -> None:
    """The city finds it too much, the province gives in, and only that is agreed to."""
    contested = {**target.update, "answer": "CONTESTED"}
    await year.refused("answerTarget", contested, "REQUIRED", "answerReason", "city")
    answered = await year.done("answerTarget", {**contested, "answerReason": "去年只办了六场"}, "city")
    assert (await shown(year, "province"))[CITY]["answer"] == "CONTESTED"
    await year.denied("changeTarget", {**answered.update, "value": VALUES[CITY]}, "city")
    changed = await year.done("changeTarget", {**answered.update, "value": VALUES[CITY]}, "province")
    assert (await shown(year, "city"))[CITY]["answer"] is None
    stale = {**answered.update, "answer": "AGREED"}
    await year.refused("answerTarget", stale, "CONFLICT", "expectedVersion", "city")
    await year.done("answerTarget", {**stale, **changed.update}, "city")


async def withdraw(year: Year, held: Held) -> None:
    """What no longer stands is no part of the whole, and is answered by nobody."""
    text = f'{{ tenant(code: "{VILLAGE}") {{ targets(own: true) {{ nodes {{ id version }} }} }} }}'
    (found,) = (await year.read("township", text))["targets"]["nodes"]
    ending = {"id": found["id"], "expectedVersion": found["version"], "closedOn": today(), "closedReason": "WITHDRAWN"}
    await year.denied("withdrawTarget", ending, "village", "manager")
    withdrawn = await year.done("withdrawTarget", ending, "township")
    await year.refused("answerTarget", {**withdrawn.update, "answer": "AGREED"}, "CLOSED", "id", "village")
    await year.refused("changeTarget", {**withdrawn.update, "value": 1}, "CLOSED", "id", "township")
    assert (await shown(year, "township"))[TOWNSHIP]["allotted"] == ALLOTTED[TOWNSHIP] - VALUES[VILLAGE]
    await set_one(year, VILLAGE, "township")
    await compare(year, held, answered=False)


async def shown(year: Year, by: str) -> dict[str, dict[str, Any]]:
    """The targets that stand, by their tenants: what was withdrawn comes before what was set in its place."""
    return {one.pop("tenant")["code"]: one for one in (await year.read(by, READ))["nodes"]}


async def compare(year: Year, held: Held, *, answered: bool = True) -> None:
    """What every level is shown is what the diary says was held below each of the tenants that it sees."""
    for by, tenants in SEES.items():
        found = await shown(year, by)
        assert found.keys() == tenants, by
        for tenant, target in found.items():
            if target.pop("answer") is None:
                assert not answered
            assert target == expected(held, tenant), (by, tenant)


def expected(held: Held, tenant: str) -> Mapping[str, object]:
    def figure(period: str) -> int:
        return sum(int(tenant) <= code < end_of(int(tenant)) for code, day in held if str(day).startswith(period))

    reached = progress(Pace(PERIOD, VALUES[tenant], today()), GIVEN["indicator"], figure)
    return {"value": VALUES[tenant], "allotted": ALLOTTED.get(tenant, 0), **reached}
