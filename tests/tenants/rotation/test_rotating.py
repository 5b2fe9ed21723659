"""Rotation: nothing is lost, nothing is missed, nobody has to wait or notices, and it may be broken off."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine.engine import Engine
from tenants.accounts.totp import make_secret
from tenants.database.transactions import Database
from tenants.encryption.columns import associated_data
from tenants.encryption.keys import Keys
from tenants.hierarchy.loading import load_tenants
from tenants.rotation import rotating, stored
from tests.callers import add_caller, ask
from tests.conftest import ScratchDatabase
from tests.keys import encrypted
from tests.tenants.records.office import BEFORE, COUNTY, VILLAGE

OLD, NEW = b"the key that seals in the tests.", b"the key that is to seal from now"
SEARCH, OTHER_SEARCH = b"the key that finds in the tests.", b"another key that finds from now."
ROTATING = Keys({"new": NEW, "tests": OLD}, SEARCH)
CHILDREN = 120
UPDATE = "mutation ($input: UpdateChildInput!) { updateChild(input: $input) { child { version } userErrors { code } } }"


@dataclass(frozen=True)
class Register:
    """Children whose values the former key encrypted, and a caseworker of a server that has the new one, too."""

    url: str
    owner: asyncpg.Connection
    caller: Caller
    children: Mapping[UUID, Mapping[str, Any]]

    async def rows(self) -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await self.owner.fetch("select * from children order by id")
        return rows

    async def phones(self, keys: Keys) -> dict[UUID, str]:
        rows = await self.rows()
        return {row["id"]: keys.decrypt(associated_data("children", "phone", row["id"]), row["phone"]) for row in rows}

    @property
    def first_phones(self) -> dict[UUID, str]:
        return {key: one["phone"] for key, one in self.children.items()}


@pytest.fixture
async def register(database: ScratchDatabase, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Register]:
    monkeypatch.setattr(rotating, "BATCH", 7)
    owner = await asyncpg.connect(database.owner_url)
    await load_tenants(owner, BEFORE, date(2020, 1, 1))
    children = {uuid7(): {"phone": f"154{n:08}", "address": f"{n}号", "health": None} for n in range(CHILDREN)}
    for key, secrets in children.items():
        row = encrypted("children", {"id": key, "tenant_code": int(VILLAGE), **secrets})
        names = ", ".join(row)
        await owner.execute(
            f"""insert into children (name, sex, birth_date, category, category_source, category_since, identified_on,
                on_file_on, created_at, updated_at, {names})
            values ('张', 'MALE', '2015-01-01', 'ORPHAN', 'FEDERATION', '2024-01-01', '2024-01-01', '2024-01-01',
                '2024-02-03', '2024-02-03', {", ".join(f"${n}" for n in range(1, len(row) + 1))})""",
            *row.values(),
        )
    pool = await Database.connect(database.application_url, 4, ROTATING)
    yield Register(database.owner_url, owner, await add_caller(owner, pool, "CASEWORKER", int(COUNTY)), children)
    await pool.close()
    await owner.close()


async def test_all_is_under_the_new_key_and_nothing_shows_it(register: Register) -> None:
    before = await register.rows()
    deltas = await register.owner.fetchval("select count(*) from statistics_deltas")
    assert await stored.count_by_key(register.owner) == {"tests": 2 * CHILDREN}
    assert (await rotating.rotate(register.url, ROTATING)).records == CHILDREN
    assert await stored.count_by_key(register.owner) == {"new": 2 * CHILDREN}
    unseen = {"phone", "address"}
    for one, other in zip(before, await register.rows(), strict=True):
        assert {name for name, value in one.items() if value != other[name]} == unseen
    assert await register.owner.fetchval("select count(*) from statistics_deltas") == deltas
    assert await register.phones(Keys({"new": NEW}, SEARCH)) == register.first_phones
    assert (await rotating.rotate(register.url, ROTATING)).records == 0


async def test_what_is_written_meanwhile_is_kept(register: Register) -> None:
    """Writers change the children in random order, as often as they can, while their values are encrypted anew."""
    engine, written = Engine(graphql_schema()), register.first_phones
    rotation = asyncio.create_task(rotating.rotate(register.url, ROTATING))

    async def write(keys: list[UUID], numbers: Random) -> int:
        versions = dict.fromkeys(keys, 1)
        count = 0
        while not rotation.done() or count < len(keys):
            key = numbers.choice(keys)
            phone = f"155{numbers.randrange(10**8):08}"
            given = {"id": str(key), "expectedVersion": versions[key], "phone": phone}
            payload = (await ask(engine, register.caller, UPDATE, {"input": given}))["updateChild"]
            assert payload["userErrors"] == []
            written[key], versions[key] = phone, payload["child"]["version"]
            count += 1
        return count

    keys = list(register.children)
    counts = await asyncio.gather(*(write(keys[n::3], Random(n)) for n in range(3)))  # noqa: S311  # repeats
    await rotation
    assert min(counts) > 0
    # The values before and after each change are counted with the others.
    assert (await stored.count_by_key(register.owner)).keys() == {"new"}
    assert await register.phones(ROTATING) == written


async def test_second_factors_are_sealed_anew_in_their_places(register: Register) -> None:
    """One that counts and one that is being added: neither is lost."""
    user = register.caller.signed_in.user_id
    secrets = {uuid7(): make_secret() for _ in range(2)}
    for number, (key, secret) in enumerate(secrets.items()):
        old = Keys({"tests": OLD}, SEARCH).encrypt(associated_data("second_factors", "secret", key), secret)
        confirmed = "insert into second_factors values ($1, $2, $3, now(), case when $4 > 0 then now() end)"
        await register.owner.execute(confirmed, key, user, old, number)
    assert (await stored.count_by_key(register.owner))["tests"] == 2 * CHILDREN + 2
    assert (await rotating.rotate(register.url, ROTATING)).records == CHILDREN + 2
    rows = await register.owner.fetch("select id, secret from second_factors")
    only_new = Keys({"new": NEW}, SEARCH)
    opened = {
        row["id"]: only_new.decrypt(associated_data("second_factors", "secret", row["id"]), row["secret"])
        for row in rows
    }
    assert opened == secrets


async def test_who_holds_a_record_is_waited_for(register: Register) -> None:
    key = next(iter(register.children))
    async with register.owner.transaction():
        await register.owner.execute("update children set name = '王' where id = $1", key)
        rotation = asyncio.create_task(rotating.rotate(register.url, ROTATING))
        await asyncio.sleep(0.5)
        assert not rotation.done()
    assert (await rotation).records == CHILDREN
    assert await stored.count_by_key(register.owner) == {"new": 2 * CHILDREN}


async def test_broken_off_it_goes_on_where_it_stopped(register: Register) -> None:
    async with register.owner.transaction():
        # It does not come to its end before it is broken off.
        await register.owner.fetch("select from children where id = $1 for update", max(register.children))
        rotation = asyncio.create_task(rotating.rotate(register.url, ROTATING))
        while "new" not in await stored.count_by_key(register.owner):
            pass
        rotation.cancel()
        with suppress(asyncio.CancelledError):
            await rotation
    halfway = await stored.count_by_key(register.owner)
    assert 0 < halfway["new"] < 2 * CHILDREN
    assert await register.phones(ROTATING) == register.first_phones
    assert (await rotating.rotate(register.url, ROTATING)).records == CHILDREN - halfway["new"] // 2


async def test_what_no_key_opens_is_named_and_left_as_it_is(register: Register) -> None:
    one, other = list(register.children)[:2]
    await register.owner.execute(
        "update children c set phone = o.phone from children o where c.id = $1 and o.id = $2", one, other
    )
    done = await rotating.rotate(register.url, ROTATING)
    assert list(done.broken) == [associated_data("children", "phone", one)]
    # In the record, and in the history that tells how it came there; what was there before is encrypted anew.
    assert await stored.count_by_key(register.owner) == {"new": 2 * CHILDREN, "tests": 2}


async def test_hashes_are_made_anew_with_the_search_key(register: Register) -> None:
    other = Keys({"new": NEW, "tests": OLD}, OTHER_SEARCH)
    await rotating.rotate(register.url, other)
    caller = replace(register.caller, database=Database(register.caller.database.connections, other))
    key, one = next(iter(register.children.items()))
    query = "query ($phone: String) { children(filter: { phone: $phone }) { nodes { id } } }"
    engine = Engine(graphql_schema())
    assert (await ask(engine, caller, query, {"phone": one["phone"]}))["children"]["nodes"] == [{"id": str(key)}]
    assert (await ask(engine, register.caller, query, {"phone": one["phone"]}))["children"]["nodes"] == []


async def test_nobody_but_the_owner_writes_unseen(register: Register, database: ScratchDatabase) -> None:
    """Who asks for it as the application is written down all the same."""
    application = await asyncpg.connect(database.application_url)
    async with application.transaction():
        actor = register.caller.actor
        await application.execute(actor.settings_statement)
        await application.execute("set local circle.unrecorded = 'on'")
        touched = await application.fetchval("update children set name = '王' returning updated_by")
    await application.close()
    assert touched == actor.session.user_id
