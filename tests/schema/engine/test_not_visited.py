"""Children not visited since a day: those of whom no visit is known that day or later, whatever calls there were."""

from datetime import date, timedelta

import pytest

from schema.engine.engine import Engine
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import CITY, COUNTY
from tests.schema.engine.memory import Eyes, Records
from tests.schema.engine.records_world import World

TEXT = """query ($since: Date!) { children(first: 200, filter: { notVisitedSince: $since }) {
    totalCount nodes { id } } }"""


@pytest.mark.parametrize(("role", "code"), [("CASEWORKER", COUNTY), ("DIRECTOR", CITY)])
async def test_children_not_visited_since(world: World, engine: Engine, records: Records, role: str, code: int) -> None:
    eyes = Eyes(records, role, code)
    children = [one for one in records["Child"] if eyes.lists(one)]
    visited = {
        (one["child_id"], one["visited_on"])
        for one in records["Visit"]
        if one["contact_made"] and one["kind"] in ("HOME", "SCHOOL")
    }
    days = sorted({on for _, on in visited})
    told = []
    for day in [days[0], days[len(days) // 2], days[-1], days[-1] + timedelta(1), date(1900, 1, 1)]:
        since = {child for child, on in visited if on >= day}
        expected = [one.key for one in children if one["id"] not in since]
        found = (await ask(engine, world.caller(role, code), TEXT, {"since": str(day)}))["children"]
        assert found["totalCount"] == len(expected)
        assert [one["id"] for one in found["nodes"]] == sorted(expected)[:200]
        told.append(len(expected))
    assert told[0] < told[2] < told[3] == len(children)


ORDERED = """query ($order: ChildOrder!, $after: String) { children(first: 7, after: $after, order: $order) {
    nodes { id lastVisitedOn } pageInfo { hasNextPage endCursor } } }"""


@pytest.mark.parametrize("order", ["LAST_VISITED_ON_ASC", "LAST_VISITED_ON_DESC"])
@pytest.mark.parametrize("who", [("CASEWORKER", COUNTY), ("DIRECTOR", CITY)], ids=str)
async def test_children_by_their_last_visit(
    world: World, engine: Engine, records: Records, who: tuple[str, int], order: str
) -> None:
    """Who was never visited comes first of those who wait, page by page."""
    role, code = who
    eyes = Eyes(records, role, code)
    last = {
        child.key: max(
            (
                str(one["visited_on"])
                for one in records["Visit"]
                if one["child_id"] == child["id"] and one["contact_made"] and one["kind"] in ("HOME", "SCHOOL")
            ),
            default=None,
        )
        for child in records["Child"]
        if eyes.lists(child)
    }
    expected = sorted(last.items(), key=lambda one: (one[1] or "", one[0]), reverse=order.endswith("_DESC"))
    assert {None} < set(last.values())
    found: list[tuple[str, str | None]] = []
    cursor: str | None = None
    while cursor is not None or not found:
        asked = {"order": order, "after": cursor}
        page = (await ask(engine, world.caller(role, code), ORDERED, asked))["children"]
        found += [(one["id"], one["lastVisitedOn"]) for one in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
    assert found == expected
