"""Many write at once, at every isolation level, others roll up and read: nothing is lost and no rule passed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from random import Random
from typing import Any

import asyncpg
import pytest

from tests.callers import ask
from tests.tenants.statistics.acts import ACTS
from tests.tenants.statistics.history import BEGINNING, Circle, chosen, numbers

LEVELS = ("read_committed", "repeatable_read", "serializable")
# What a writer may be told: a rule is broken, or another was faster.
REFUSED = (asyncpg.IntegrityConstraintViolationError, asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
# Whoever an act was done by, the next one of the transaction is the owner's again.
NOBODY = "select set_config(actor_setting(), '', true)"
PERSON = """insert into caring_mothers (id, tenant_code, name, recruited_through, sector, capacity, service_code,
    screening_state, screening_until, registered_on)
    values ($1, 330100000000, 'm', 'OFFICIAL', 'OTHER', $2, 330000000000, 'APPROVED', '2099-01-01', '2024-01-01')"""
# Her capacity is a part of what was approved (decision 0029): entered with the approval of it.
ROOM = "update caring_mothers set capacity = 20, screening_state = 'APPROVED', screening_until = '2098-01-01'"
FILE = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
    identified_on, on_file_on)
    values ($1, 330127100201, 'c', 'FEMALE', '2015-01-01', 'OTHER', 'FEDERATION', '2024-01-01', '2024-01-01',
            '2024-01-01')"""
PAIR = """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on)
    values (gen_random_uuid(), 330127100201, $1, $2, 'COMPANION', $3::text::date)"""
END = """update pairings set until_on = $3::text::date, ended_reason = 'COMPLETED'
    where child_id = $1 and caring_mother_id = $2 and until_on is null"""
CLOSE = "update caring_mothers set closed_on = '2024-06-01', closed_reason = 'WITHDREW' where id = $1"
VISIT = """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
    select gen_random_uuid(), tenant_code, id, child_id, caring_mother_id, $3::text::date, 'HOME', true from pairings
    where child_id = $1 and caring_mother_id = $2 and until_on is null"""
BROKEN = {
    "more than her capacity": """select m.id from caring_mothers m join pairings p on p.caring_mother_id = m.id
        where p.until_on is null group by m.id having count(*) > m.capacity""",
    "the same pair twice": """select child_id from pairings where until_on is null
        group by child_id, caring_mother_id having count(*) > 1""",
    "closed with an open pairing": """select m.id from caring_mothers m join pairings p on p.caring_mother_id = m.id
        where m.closed_on is not null and p.until_on is null""",
    "paired days forgotten": """select c.id from children c where c.paired_on <> coalesce((
        select range_agg(daterange(p.from_on, p.until_on)) from pairings p where p.child_id = c.id), '{}')""",
    "her paired days forgotten": """select m.id from caring_mothers m where m.paired_on <> coalesce((
        select range_agg(daterange(p.from_on, p.until_on)) from pairings p where p.caring_mother_id = m.id), '{}')""",
}
SUMS = """{ tenants(first: 200, filter: {level: [PROVINCE, CITY]}) { nodes { code parent { code }
    statistics { children childrenPaired pairings visits activities peopleServed caringMothers projects
            peopleSupported } } } }"""

Act = tuple[str, tuple[object, ...]]


def numbered(kind: int, number: int) -> str:
    return f"00000000-0000-7000-8000-{kind:04x}{number:08x}"


CHILDREN = [numbered(1, number) for number in range(8)]
MOTHERS = [numbered(2, number) for number in range(4)]


@pytest.fixture
async def connections(circle: Circle) -> AsyncIterator[list[asyncpg.Connection]]:
    """Eight writers, in a tree with a few children and Caring Mothers, each with one place."""
    await circle.owner.executemany(FILE, [(key,) for key in CHILDREN])
    await circle.owner.executemany(PERSON, [(key, 1) for key in MOTHERS])
    opened = [await asyncpg.connect(circle.database.owner_url) for _ in range(8)]
    yield opened
    for connection in opened:
        await connection.close()


async def attempt(connection: asyncpg.Connection, level: str, *acts: Act) -> bool:
    """One transaction of the acts; False where it was refused."""
    try:
        async with connection.transaction(isolation=level):
            for sql, arguments in acts:
                await connection.execute(sql, *arguments)
                await asyncio.sleep(0)
    except REFUSED:
        return False
    return True


async def assert_sound(circle: Circle) -> None:
    broken = {name: await circle.owner.fetch(sql) for name, sql in BROKEN.items()}
    assert {name for name, rows in broken.items() if rows} == set()
    await circle.assert_right()


@pytest.mark.parametrize("level", LEVELS)
async def test_her_last_place_is_taken_once(circle: Circle, connections: list[asyncpg.Connection], level: str) -> None:
    for mother in MOTHERS:
        tries = [
            attempt(connection, level, (PAIR, (child, mother, "2024-02-02")))
            for connection, child in zip(connections, CHILDREN, strict=True)
        ]
        assert sum(await asyncio.gather(*tries)) == 1
    await assert_sound(circle)


@pytest.mark.parametrize("level", LEVELS)
async def test_two_are_paired_once(circle: Circle, connections: list[asyncpg.Connection], level: str) -> None:
    await circle.owner.execute(ROOM)
    tries = [attempt(one, level, (PAIR, (CHILDREN[0], MOTHERS[0], "2024-02-02"))) for one in connections]
    assert sum(await asyncio.gather(*tries)) == 1
    await assert_sound(circle)


@pytest.mark.parametrize("level", LEVELS)
async def test_pairings_of_one_child_at_once(circle: Circle, connections: list[asyncpg.Connection], level: str) -> None:
    child = CHILDREN[0]
    for mother in MOTHERS[:2]:
        await circle.owner.execute(PAIR, child, mother, "2024-02-02")
    acts: list[Act] = [
        (END, (child, MOTHERS[0], "2024-03-03")),
        (END, (child, MOTHERS[1], "2024-04-04")),
        (PAIR, (child, MOTHERS[2], "2024-03-05")),
        (PAIR, (child, MOTHERS[3], "2024-05-05")),
        ("select roll_up_statistics()", ()),
    ]
    await asyncio.gather(*(attempt(one, level, act) for one, act in zip(connections, acts, strict=False)))
    await assert_sound(circle)


@asynccontextmanager
async def begun(connection: asyncpg.Connection, level: str) -> AsyncIterator[None]:
    """A transaction whose snapshot, where it has one for good, is taken now; it may be refused, also at its end."""
    with suppress(*REFUSED):
        async with connection.transaction(isolation=level):
            await connection.fetchval("select count(*) from pairings")
            yield


# What another does meanwhile, and what the later one then does with its older snapshot.
MEANWHILE: dict[str, tuple[Act, Act]] = {
    "ends the only pairing it sees": (
        (PAIR, (CHILDREN[0], MOTHERS[1], "2024-03-03")),
        (END, (CHILDREN[0], MOTHERS[0], "2024-04-04")),
    ),
    "ends the second pairing": (
        (END, (CHILDREN[0], MOTHERS[0], "2024-04-04")),
        (PAIR, (CHILDREN[0], MOTHERS[1], "2024-03-03")),
    ),
    "takes the last place": (
        (PAIR, (CHILDREN[1], MOTHERS[1], "2024-03-03")),
        (PAIR, (CHILDREN[2], MOTHERS[1], "2024-03-03")),
    ),
    "closes her": (
        (PAIR, (CHILDREN[1], MOTHERS[1], "2024-03-03")),
        (CLOSE, (MOTHERS[1],)),
    ),
    "pairs her": (
        (CLOSE, (MOTHERS[1],)),
        (PAIR, (CHILDREN[1], MOTHERS[1], "2024-03-03")),
    ),
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("case", MEANWHILE)
async def test_an_older_snapshot_does_not_count_without_what_came_since(
    circle: Circle, connections: list[asyncpg.Connection], case: str, level: str
) -> None:
    earlier, later = MEANWHILE[case]
    await circle.owner.execute(PAIR, CHILDREN[0], MOTHERS[0], "2024-02-02")
    async with begun(connections[0], level):
        await connections[1].execute(earlier[0], *earlier[1])
        await connections[0].execute(later[0], *later[1])
    await assert_sound(circle)


async def test_a_visit_and_the_end_before_it_do_not_both_stand(
    circle: Circle, connections: list[asyncpg.Connection]
) -> None:
    parties = (CHILDREN[0], MOTHERS[0])
    await circle.owner.execute(PAIR, *parties, "2024-02-02")
    visiting, ending = connections[:2]
    transaction = visiting.transaction()
    await transaction.start()
    await visiting.execute(VISIT, *parties, "2024-05-05")
    ended = asyncio.create_task(attempt(ending, "read_committed", (END, (*parties, "2024-04-04"))))
    await asyncio.sleep(0.1)
    assert not ended.done()
    await transaction.commit()
    assert not await ended


def moments(random: Random, until: float) -> Iterator[float]:
    loop = asyncio.get_running_loop()
    end = loop.time() + until
    while loop.time() < end:
        yield random.random() / 100


async def write(connection: asyncpg.Connection, random: Random, until: float) -> int:
    """Transactions of a few random acts each, at a random level, one in four rolled back; how many were kept."""
    kept = 0
    for pause in moments(random, until):
        with suppress(*REFUSED):
            transaction = connection.transaction(isolation=random.choice(LEVELS))
            await transaction.start()
            try:
                await act(connection, random)
            except BaseException:
                await transaction.rollback()
                raise
            await (transaction.rollback() if random.random() < 1 / 4 else transaction.commit())
            kept += 1
        await asyncio.sleep(pause)
    return kept


async def act(connection: asyncpg.Connection, random: Random) -> None:
    for name in random.choices(list(ACTS), k=random.randint(1, 4)):
        await connection.execute(chosen(ACTS[name], numbers(random)))
        await connection.execute(NOBODY)


async def look(circle: Circle, random: Random, until: float) -> int:
    """Reads, again and again, the province and its cities in one query; how often."""
    looked = 0
    for pause in moments(random, until):
        nodes = (await ask(circle.engine, circle.directors[0], SUMS))["tenants"]["nodes"]
        of_province = next(node["statistics"] for node in nodes if node["parent"] is None)
        cities = [node["statistics"] for node in nodes if node["parent"]]
        assert len(cities) == 2
        assert of_province == {figure: sum(city[figure] for city in cities) for figure in of_province}
        looked += 1
        await asyncio.sleep(pause)
    return looked


async def test_a_storm(circle: Circle, connections: list[asyncpg.Connection]) -> None:
    await circle.live([(name, (n, n, n, n)) for n, name in enumerate(BEGINNING * 3)])
    writing = [write(connection, Random(seed), 8) for seed, connection in enumerate(connections)]  # noqa: S311
    looking = [look(circle, Random(seed), 8) for seed in range(2)]  # noqa: S311
    done: list[Any] = await asyncio.gather(*writing, *looking)
    assert min(done) > 0
    await assert_sound(circle)
