"""Paging while others write: what was there throughout is met once, whichever way one goes."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.engine.engine import Engine
from tests.conftest import ScratchDatabase
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import COUNTY
from tests.schema.engine.records_world import World, open_world

PAGE = """query($order: ActivityOrder, $first: Int, $after: String, $last: Int, $before: String) {
    activities(order: $order, first: $first, after: $after, last: $last, before: $before) {
        nodes { id plannedOn heldOn name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
}"""
ORDERS = tuple(f"{name}_{way}" for name in ("ID", "PLANNED_ON", "HELD_ON", "NAME") for way in ("ASC", "DESC"))
ADD = """insert into activities (id, tenant_code, name, kind, focus, planned_on, held_on)
    values ($1, $2, $3, 'LECTURE', 'SAFETY', $4, $5)"""
# In the order of pinyin, which is not that of their code points.
NAMES = ("Art", "单", "李", "欧阳", "王芳", "张", "赵")


@pytest.fixture(scope="module")
async def spoiled(module_database: ScratchDatabase) -> AsyncIterator[World]:
    """A world that these tests change."""
    world = await open_world(module_database.owner_url, module_database.application_url, pool_size=1)
    yield world
    await world.database.close()


class Writer:
    """Somebody else at work on the activities of the county: adds, changes and takes away, but not what is kept."""

    def __init__(self, owner: asyncpg.Connection, seed: int) -> None:
        self.owner = owner
        self.random = Random(seed)  # noqa: S311  # a history, not a secret
        self.kept: set[str] = set()

    async def fill(self, count: int) -> None:
        await self.owner.execute("delete from attachments; delete from consents where publication_id is not null")
        await self.owner.execute("delete from stories")
        await self.owner.execute("delete from attendances; delete from activity_partners; delete from activities")
        for _ in range(count):
            self.kept.add(str(await self.add()))

    async def add(self) -> UUID:
        key = UUID(int=self.random.getrandbits(128), version=4)
        day = date(2024, 1, 1) + timedelta(days=self.random.randrange(5))
        held_on = self.random.choice((None, day))
        await self.owner.execute(ADD, key, COUNTY, self.random.choice(NAMES), day, held_on)
        return key

    async def work(self) -> None:
        for _ in range(self.random.randrange(4)):
            await self.add()
        passing = "id in (select id from activities where not id = any($1::uuid[]) order by id limit 2)"
        kept = list(self.kept)
        moved = "planned_on = planned_on + 2, held_on = nullif(held_on, planned_on), name = '赵'"
        await self.owner.execute(f"update activities set {moved} where {passing}", kept)
        if self.random.randrange(2):
            await self.owner.execute(f"delete from activities where {passing}", kept)
        # What is kept is changed, too; only its place stays.
        await self.owner.execute(
            "update activities set partners = partners || '{!}', version = version + 1 where id = $1", UUID(kept[0])
        )


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    walk=st.tuples(st.sampled_from(ORDERS), st.booleans(), st.integers(1, 7)),
    seed=st.integers(0, 10**6),
)
async def test_what_stays_is_met_exactly_once_in_order(
    spoiled: World, engine: Engine, walk: tuple[str, bool, int], seed: int
) -> None:
    order, backward, size = walk
    caller = spoiled.caller("CASEWORKER", COUNTY)
    owner = await asyncpg.connect(spoiled.owner_url)
    writer = Writer(owner, seed)
    await writer.fill(15)
    met: list[dict[str, Any]] = []
    cursor, more = None, True
    while more:
        paging = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
        page = (await ask(engine, caller, PAGE, {"order": order, **paging}))["activities"]
        info = page["pageInfo"]
        if writer.kept.intersection(one["id"] for one in met):
            assert info["hasNextPage" if backward else "hasPreviousPage"]
        met = page["nodes"] + met if backward else met + page["nodes"]
        cursor, more = (
            (info["startCursor"], info["hasPreviousPage"]) if backward else (info["endCursor"], info["hasNextPage"])
        )
        # So that it ends: who only adds behind us is met for ever.
        if len(met) < 40:
            await writer.work()
    await owner.close()
    kept = [one["id"] for one in met if one["id"] in writer.kept]
    assert sorted(kept) == sorted(writer.kept)
    places = [place(one, order) for one in met]
    assert places == sorted(set(places), reverse=order.endswith("_DESC"))


def place(one: dict[str, Any], order: str) -> tuple[Any, ...]:
    """What the order goes by; what is not there comes last, also where all is turned round."""
    by, _, way = order.rpartition("_")
    value = {
        "ID": 0,
        "PLANNED_ON": one["plannedOn"],
        "HELD_ON": one["heldOn"],
        "NAME": NAMES.index(one["name"]),
    }[by]
    return ((value is None) == (way == "ASC"), value or 0, one["id"])


@pytest.mark.parametrize("order", ["ID_ASC", "PLANNED_ON_DESC", "HELD_ON_ASC", "HELD_ON_DESC", "NAME_DESC"])
async def test_back_and_forth_meets_the_same_pages(spoiled: World, engine: Engine, order: str) -> None:
    caller = spoiled.caller("CASEWORKER", COUNTY)
    owner = await asyncpg.connect(spoiled.owner_url)
    await Writer(owner, 1).fill(10)
    await owner.close()

    async def page(**paging: Any) -> Any:  # noqa: ANN401  # any JSON
        return (await ask(engine, caller, PAGE, {"order": order, **paging}))["activities"]

    first = await page(first=4)
    second = await page(first=4, after=first["pageInfo"]["endCursor"])
    back = await page(last=4, before=second["pageInfo"]["startCursor"])
    assert back["nodes"] == first["nodes"]
    assert (first["pageInfo"]["hasPreviousPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert (back["pageInfo"]["hasPreviousPage"], back["pageInfo"]["hasNextPage"]) == (False, True)
    between = await page(first=9, after=first["pageInfo"]["startCursor"], before=second["pageInfo"]["endCursor"])
    assert between["nodes"] == (first["nodes"] + second["nodes"])[1:-1]


async def test_a_cursor_outlives_its_record(spoiled: World, engine: Engine) -> None:
    caller = spoiled.caller("CASEWORKER", COUNTY)
    owner = await asyncpg.connect(spoiled.owner_url)
    await Writer(owner, 2).fill(6)
    first = (await ask(engine, caller, PAGE, {"first": 3}))["activities"]
    rest = await ask(engine, caller, PAGE, {"after": first["pageInfo"]["endCursor"]})
    await owner.execute("delete from activities where id = $1", UUID(first["nodes"][2]["id"]))
    await owner.close()
    assert await ask(engine, caller, PAGE, {"after": first["pageInfo"]["endCursor"]}) == rest
