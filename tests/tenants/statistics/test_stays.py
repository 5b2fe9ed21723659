"""Which tenant kept a file on which days: past figures stay where they were, whatever happens to the file later."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from tests.conftest import ScratchDatabase

PROVINCE, TENANTS = 330000000000, (330101000000, 330102000000, 330201000000)
BEGINNING, DAYS = date(2024, 1, 1), 240
CHILD = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
        identified_on, on_file_on)
    values (gen_random_uuid(), $1, 'c', 'MALE', '2015-01-01', 'OTHER', 'FEDERATION', '2020-01-01', '2020-01-01', $2)
    returning id"""
OVER = """insert into transfers (id, tenant_code, child_id, receiver_code, reason, state, decided_on, pairings_continue)
    select gen_random_uuid(), c.tenant_code, c.id, $2, 'r', 'ACCEPTED', $3, true from children c where c.id = $1"""
AGAIN = """update children set closed_reason = null,
    stays = stays || jsonb_build_object('tenant', $2::bigint, 'since', $3::date, 'until', null) where id = $1"""
CLOSED = "update children set closed_on = $2, closed_reason = 'MOVED_OUT' where id = $1"
# What the figures give for the files of each tenant itself at the end of each month.
FIGURES = """select tenant_code, month, sum(amount)::integer as amount from (
        select r.* from children c, shares_of(c) r where figure = 'children' and dimension = '') shares
    group by tenant_code, month"""

VOLUNTEER = f"""insert into caring_mothers (id, tenant_code, service_code, name, recruited_through, sector,
        registered_on, screening_state, screening_until)
    values (gen_random_uuid(), {PROVINCE}, $1, 'm', 'OFFICIAL', 'OTHER', '2024-01-01', 'APPROVED', '2099-01-01')
    returning id"""
PAIR = """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on)
    values (gen_random_uuid(), $1, $2, $3, 'COMPANION', $4) returning id"""
RAISED = """insert into needs (id, tenant_code, child_id, kind, detail, raised_on)
    values (gen_random_uuid(), $1, $2, 'OTHER', 'n', $3) returning id"""
ENDING = {
    "pairings": "update pairings set until_on = $2, ended_reason = 'COMPLETED' where id = $1",
    "needs_open": "update needs set settled_on = $2, outcome = 'NO_LONGER_NEEDED' where id = $1",
}
# Of a Caring Mother who does not serve where the child moved to on the day.
LOCAL = f"""select p.id from pairings p join caring_mothers m on m.id = p.caring_mother_id
    where p.child_id = $1 and p.until_on = $2 and p.ended_reason = 'MOVED' and m.service_code <> {PROVINCE}"""
GOING_ON = ("children", "pairings", "needs_open")
ALL_FIGURES = """select figure, tenant_code, month, sum(amount)::integer as amount from (
        select r.* from children c, shares_of(c) r where figure = 'children'
        union all select r.* from pairings p, shares_of(p) r
        union all select r.* from needs n, shares_of(n) r) shares
    where dimension = '' group by figure, tenant_code, month"""

Stay = tuple[int, date, date | None]


@pytest.fixture(autouse=True)
async def tree(owner: asyncpg.Connection) -> None:
    await owner.execute(
        "insert into tenants (code, name, level, parent_code) select code, code::text, "
        "case code when $1 then 'PROVINCE' else 'COUNTY' end, nullif($1, code) from unnest($2::bigint[]) code",
        *(PROVINCE, [PROVINCE, *TENANTS]),
    )


class Files:
    """The files as the database keeps them, and beside them what was done, each stay by itself."""

    def __init__(self, owner: asyncpg.Connection, random: Random) -> None:
        self.owner, self.random = owner, random
        self.kept: dict[UUID, list[Stay]] = {}

    def day(self, since: date = BEGINNING) -> date:
        return since + timedelta(self.random.randrange(DAYS - (since - BEGINNING).days))

    async def open(self) -> None:
        tenant, day = self.random.choice(TENANTS), self.day()
        self.kept[await self.owner.fetchval(CHILD, tenant, day)] = [(tenant, day, None)]

    async def hand_over(self, child: UUID) -> None:
        tenant, since, until = self.kept[child][-1]
        if until is None:
            to, day = self.random.choice([one for one in TENANTS if one != tenant]), self.day(since)
            await self.owner.execute(OVER, child, to, day)
            self.kept[child][-1:] = [(tenant, since, day), (to, day, None)]

    async def close(self, child: UUID) -> None:
        tenant, since, until = self.kept[child][-1]
        if until is None:
            day = self.day(since)
            await self.owner.execute(CLOSED, child, day)
            self.kept[child][-1] = (tenant, since, day)

    async def open_again(self, child: UUID) -> None:
        if (until := self.kept[child][-1][2]) is not None:
            to, day = self.random.choice(TENANTS), self.day(until)
            await self.owner.execute(AGAIN, child, to, day)
            self.kept[child].append((to, day, None))

    async def correct_beginning(self, child: UUID) -> None:
        tenant, since, until = self.kept[child][0]
        day = since - timedelta(self.random.randrange(40))
        await self.owner.execute("update children set on_file_on = $2 where id = $1", child, day)
        self.kept[child][0] = (tenant, day, until)

    async def correct_end(self, child: UUID) -> None:
        tenant, since, until = self.kept[child][-1]
        if until is not None:
            day = self.day(since)
            await self.owner.execute("update children set closed_on = $2 where id = $1", child, day)
            self.kept[child][-1] = (tenant, since, day)

    async def correct_tenant(self, child: UUID) -> None:
        _, since, until = self.kept[child][-1]
        to = self.random.choice(TENANTS)
        await self.owner.execute("update children set tenant_code = $2 where id = $1", child, to)
        self.kept[child][-1] = (to, since, until)

    @property
    def acts(self) -> list[Callable[[UUID], Any]]:
        corrections = (self.correct_beginning, self.correct_end, self.correct_tenant)
        return [self.hand_over, self.hand_over, self.close, self.open_again, self.open_again, *corrections]

    def on(self, tenant: int, day: date) -> int:
        """How many files the tenant keeps on a day: day by day, child by child."""
        return sum(
            any(at == tenant and since <= day and (until is None or day < until) for at, since, until in stays)
            for stays in self.kept.values()
        )


async def figures(owner: asyncpg.Connection) -> dict[tuple[int, date], int]:
    """What each tenant kept at the end of each month, by its figures."""
    rows = await owner.fetch(FIGURES)
    return {
        (tenant, end): sum(row["amount"] for row in rows if row["tenant_code"] == tenant and row["month"] < end)
        for tenant in TENANTS
        for end in ends()
    }


def ends() -> Iterator[date]:
    yield from (date(2023 + n // 12, n % 12 + 1, 1) for n in range(6, 24))


@pytest.mark.parametrize("seed", range(3))
async def test_each_tenant_has_the_days_that_were_its_own(owner: asyncpg.Connection, seed: int) -> None:
    files = Files(owner, Random(seed))  # noqa: S311  # repeatable
    for _ in range(8):
        await files.open()
    for step in range(150):
        await files.random.choice(files.acts)(files.random.choice(list(files.kept)))
        if step % 10 == 0:
            wanted = {(tenant, end): files.on(tenant, end - timedelta(1)) for tenant in TENANTS for end in ends()}
            assert await figures(owner) == wanted
    for child, stays in files.kept.items():
        row = await owner.fetchrow("select * from children where id = $1", child)
        told = [(one["tenant"], one["since"], one["until"]) for one in orjson.loads(row["stays"])]
        assert told == [(tenant, str(since), until and str(until)) for tenant, since, until in stays]
        assert (row["tenant_code"], row["on_file_on"], row["closed_on"]) == (stays[-1][0], stays[0][1], stays[-1][2])
    assert await owner.fetch("select * from statistics_differences()") == []


@pytest.mark.parametrize(("act", "before"), [(OVER, ()), (AGAIN, (CLOSED,))])
async def test_what_ended_before_does_not_move(owner: asyncpg.Connection, act: str, before: tuple[str, ...]) -> None:
    here, there, day = TENANTS[0], TENANTS[2], date(2024, 6, 15)
    child = await owner.fetchval(CHILD, here, date(2024, 1, 10))
    for statement in before:
        await owner.execute(statement, child, date(2024, 4, 20))
    past = {key: amount for key, amount in (await figures(owner)).items() if key[1] <= day}
    await owner.execute(act, child, there, day)
    after = await figures(owner)
    assert {key: after[key] for key in past} == past
    assert (after[here, date(2024, 7, 1)], after[there, date(2024, 7, 1)]) == (0, 1)


async def test_stays_do_not_overlap(owner: asyncpg.Connection) -> None:
    child = await owner.fetchval(CHILD, TENANTS[0], date(2024, 3, 1))
    with pytest.raises(asyncpg.CheckViolationError, match="children_stays_apart"):
        await owner.execute(OVER, child, TENANTS[1], date(2024, 2, 1))
    with pytest.raises(asyncpg.CheckViolationError, match="children_stays_apart"):
        await owner.execute(AGAIN, child, TENANTS[1], date(2024, 6, 1))
    await owner.execute(OVER, child, TENANTS[1], date(2024, 6, 1))
    with pytest.raises(asyncpg.CheckViolationError, match="children_stays_apart"):
        await owner.execute("update children set on_file_on = '2024-07-01' where id = $1", child)
    with pytest.raises(asyncpg.CheckViolationError, match="transfers_decided_on_not_future"):
        await owner.execute(OVER, child, TENANTS[2], date(2099, 6, 1))


async def test_the_columns_tell_of_the_stays_even_without_the_trigger(owner: asyncpg.Connection) -> None:
    child = await owner.fetchval(CHILD, TENANTS[0], date(2024, 3, 1))
    await owner.execute("alter table children disable trigger stays_kept")
    for change in ("on_file_on = '2024-02-01'", f"tenant_code = {TENANTS[1]}", "stays = '[]'"):
        with pytest.raises(asyncpg.CheckViolationError, match="children_stays_told"):
            await owner.execute(f"update children set {change} where id = $1", child)


async def test_the_application_makes_no_stay(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    """Whatever it writes, a stay is the one of the file's own columns: no figure is given to another tenant."""
    child = await owner.fetchval(CHILD, TENANTS[0], date(2024, 3, 1))
    kept = await owner.fetchval("select stays from children where id = $1", child)
    forged = orjson.dumps([{"tenant": TENANTS[2], "since": "2024-01-01", "until": None}]).decode()
    application = await asyncpg.connect(database.application_url)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute("update children set stays = $2 where id = $1", child, forged)
    finally:
        await application.close()
    assert await owner.fetchval("select stays from children where id = $1", child) == kept


class Lives:
    """Children who move, with pairings and needs that go on or are over: by figure, each tenant's days of each."""

    def __init__(self, owner: asyncpg.Connection, random: Random) -> None:
        self.owner, self.random = owner, random
        self.days: dict[UUID, date] = {}
        self.spans: dict[tuple[str, UUID], list[Stay]] = {}
        self.of_child: dict[tuple[str, UUID], UUID] = {}

    def next_day(self, child: UUID) -> date:
        self.days[child] += timedelta(self.random.randrange(1, 9))
        return self.days[child]

    def going_on(self, child: UUID) -> list[tuple[str, UUID]]:
        return [key for key, of in self.of_child.items() if of == child and self.spans[key][-1][2] is None]

    def begin(self, figure: str, key: UUID, child: UUID, day: date) -> None:
        keeper = self.spans["children", child][-1][0] if figure != "children" else TENANTS[0]
        self.spans[figure, key], self.of_child[figure, key] = [(keeper, day, None)], child

    def end(self, key: tuple[str, UUID], day: date) -> None:
        tenant, since, _ = self.spans[key][-1]
        self.spans[key][-1] = (tenant, since, day)

    async def open(self) -> UUID:
        day = BEGINNING + timedelta(self.random.randrange(60))
        child: UUID = await self.owner.fetchval(CHILD, TENANTS[0], day)
        self.days[child] = day
        self.begin("children", child, child, day)
        return child

    async def pair(self, child: UUID) -> None:
        day, serves = self.next_day(child), self.random.choice((PROVINCE, self.spans["children", child][-1][0]))
        mother = await self.owner.fetchval(VOLUNTEER, serves)
        pairing = await self.owner.fetchval(PAIR, self.spans["children", child][-1][0], child, mother, day)
        self.begin("pairings", pairing, child, day)

    async def need(self, child: UUID) -> None:
        day = self.next_day(child)
        need = await self.owner.fetchval(RAISED, self.spans["children", child][-1][0], child, day)
        self.begin("needs_open", need, child, day)

    async def end_one(self, child: UUID) -> None:
        going_on = [key for key in self.going_on(child) if key[0] != "children"]
        if going_on:
            key, day = self.random.choice(going_on), self.next_day(child)
            await self.owner.execute(ENDING[key[0]], key[1], day)
            self.end(key, day)

    async def move(self, child: UUID) -> None:
        """What goes on is the receiver's from then on; what the Caring Mother does not serve there is over."""
        day, here = self.next_day(child), self.spans["children", child][-1][0]
        to = self.random.choice([one for one in TENANTS if one != here])
        past = {key: amount for key, amount in (await self.figures()).items() if key[2] <= day}
        await self.owner.execute(OVER, child, to, day)
        now = await self.figures()
        assert {key: now[key] for key in past} == past
        over = {row["id"] for row in await self.owner.fetch(LOCAL, child, day)}
        for key in self.going_on(child):
            self.end(key, day)
            if key[1] not in over:
                self.spans[key].append((to, day, None))

    async def figures(self) -> dict[tuple[str, int, date], int]:
        rows = await self.owner.fetch(ALL_FIGURES)
        keys = [(figure, tenant, end) for figure in GOING_ON for tenant in TENANTS for end in ends()]
        return {
            (figure, tenant, end): sum(
                row["amount"]
                for row in rows
                if (row["figure"], row["tenant_code"]) == (figure, tenant) and row["month"] < end
            )
            for figure, tenant, end in keys
        }

    def on(self, figure: str, tenant: int, day: date) -> int:
        return sum(
            at == tenant and since <= day and (until is None or day < until)
            for (of, _), spans in self.spans.items()
            for at, since, until in spans
            if of == figure
        )


@pytest.mark.parametrize("seed", range(2))
async def test_what_goes_on_is_each_tenants_for_its_days(owner: asyncpg.Connection, seed: int) -> None:
    """Pairings and needs of files that are handed over again and again, day by day against what was done."""
    lives = Lives(owner, Random(seed))  # noqa: S311  # repeatable
    children = [await lives.open() for _ in range(4)]
    acts = (lives.pair, lives.need, lives.end_one, lives.move)
    for step in range(80):
        child = lives.random.choice(children)
        if lives.days[child] < BEGINNING + timedelta(DAYS):
            await lives.random.choice(acts)(child)
        if step % 20 == 0:
            found = await lives.figures()
            wanted = {key: lives.on(key[0], key[1], key[2] - timedelta(1)) for key in found}
            assert found == wanted
    assert {figure for figure, _ in lives.spans} == set(GOING_ON)
    assert max(map(len, lives.spans.values())) > 2
    assert await owner.fetch("select * from statistics_differences()") == []


async def test_a_pairing_goes_on_with_the_file_and_its_visits_stay(owner: asyncpg.Connection) -> None:
    """It is made nowhere else than where the file is."""
    child = await owner.fetchval(CHILD, TENANTS[0], date(2024, 1, 10))
    mother = await owner.fetchval(VOLUNTEER, PROVINCE)
    pair = """insert into pairings (id, tenant_code, child_id, caring_mother_id, from_on)
        values (gen_random_uuid(), $1, $2, $3, '2024-02-01') returning id"""
    with pytest.raises(asyncpg.ForeignKeyViolationError, match="child_id_of_another_tenant"):
        await owner.execute(pair, TENANTS[1], child, mother)
    pairing = await owner.fetchval(pair, TENANTS[0], child, mother)
    await owner.execute(
        """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
        values (gen_random_uuid(), $1, $2, $3, $4, '2024-03-01', 'HOME', true)""",
        *(TENANTS[0], pairing, child, mother),
    )
    with pytest.raises(asyncpg.ForeignKeyViolationError, match="child_id_of_another_tenant"):
        await owner.execute("update pairings set tenant_code = $1", TENANTS[1])
    await owner.execute(OVER, child, TENANTS[2], date(2024, 6, 15))
    for table, keeper in (("pairings", TENANTS[2]), ("visits", TENANTS[0])):
        assert await owner.fetchval(f"select array_agg(tenant_code) from {table}") == [keeper]
    assert await owner.fetch("select * from statistics_differences()") == []
