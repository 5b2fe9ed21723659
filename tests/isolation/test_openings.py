"""A file opened with a reason: to whom, under which grant, how long, and only while its keeper is in her range."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from schema.caller import Caller, Language
from tenants.administration.operator import NewGrant, grant_role
from tests.callers import RULES, add_caller, ask, sign_on
from tests.conftest import ScratchDatabase
from tests.isolation.stage import Stage
from tests.world import OWN, PARENT, SIBLING, Kept

CHILD = """query ($id: ID!) { child(id: $id) { name phone history { nodes { values { after } } }
    pairings { nodes { handoverNote visits { nodes { findings } } } } } }"""
END = "mutation ($id: ID!) { done: endFileOpening(input: {id: $id, expectedVersion: 1}) { userErrors { code } } }"
INSERT = """insert into file_openings (id, tenant_code, child_id, reason, created_by, opened_by, opened_as, opened_from,
        expires_at, closed_at)
    values ($1, $2, $3, $4, $5, 'somebody', 'DIRECTOR', $6,
        now() + $7::integer * interval '1 hour', case when $8 then now() end)"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose opening it is, under a grant at which tenant, and whether it has expired or was ended."""

    by: str
    at: int
    expired: bool
    ended: bool

    @property
    def reason(self) -> str:
        return f"opened by {self}"

    def holds(self, name: str, at: int) -> bool:
        return (self.by, self.at) == (name, at) and not self.expired and not self.ended


OPENINGS = [Opening(*each) for each in product(("she", "colleague"), (OWN, PARENT), (False, True), (False, True))]

HERS = Opening("she", OWN, expired=False, ended=False)


@pytest.fixture(scope="module")
async def directors(stage: Stage) -> Mapping[tuple[str, int], Caller]:
    """Two directors of the county, who are directors of the city above it, too."""
    found = {}
    for name in ("she", "colleague"):
        session = (await add_caller(stage.owner, stage.database, "DIRECTOR", OWN)).session
        assert session
        await grant_role(stage.owner, session.user_name, NewGrant("DIRECTOR", PARENT))
        session = await sign_on(stage.owner, stage.database, session.user_name)
        for grant in session.grants:
            found[name, grant.low] = Caller(stage.database, RULES, session, grant.id, Language.EN)
    return found


def child_below(stage: Stage) -> Kept:
    """One kept below the county, in a pairing with visits."""
    paired = {pairing.row["child_id"] for pairing in stage.world.of("pairing")}
    return next(one for one in stage.world.of("child") if "branch" in one.marks and one.id in paired)


async def keep(
    stage: Stage, child: Kept, opening: Opening, directors: Mapping[tuple[str, int], Caller], reason: str | None = None
) -> None:
    by = directors[opening.by, opening.at].session
    assert by
    hours = -1 if opening.expired else 1
    kept = (uuid7(), child.row["tenant_code"], child.id)
    await stage.owner.execute(INSERT, *kept, reason or opening.reason, by.user_id, opening.at, hours, opening.ended)


async def logged(stage: Stage) -> set[tuple[UUID, int, str]]:
    """By whom, from where and why files were opened since it was last looked at."""
    await stage.owner.execute("select chain_access_log()")
    rows = await stage.owner.fetch("select user_id, tenant_code, reason from access_log")
    await stage.owner.execute("delete from access_log")
    return {tuple(row) for row in rows}


def is_shown(child: dict[str, Any]) -> set[bool]:
    """Whether each of what only an opened file shows is shown."""
    pairings = child["pairings"]["nodes"]
    told = [child["phone"], child["history"], *(one["handoverNote"] for one in pairings)]
    told += [visit["findings"] for one in pairings for visit in one["visits"]["nodes"]]
    return {not child["name"].endswith("*"), *(value is not None for value in told)}


@pytest.mark.parametrize("opening", OPENINGS, ids=str)
async def test_a_file_is_open_to_who_opened_it_under_that_grant_while_it_holds(
    guarded: Stage, directors: Mapping[tuple[str, int], Caller], opening: Opening
) -> None:
    child = child_below(guarded)
    await logged(guarded)
    await keep(guarded, child, opening, directors)
    try:
        for (name, at), director in directors.items():
            caller = replace(director, database=guarded.database)
            answer = await ask(guarded.engine, caller, CHILD, {"id": str(child.id)})
            assert is_shown(answer["child"]) == {opening.holds(name, at)}, f"{name} at {at}"
    finally:
        entries = await logged(guarded)
        await guarded.owner.execute("delete from file_openings where reason = $1", opening.reason)
    holder = directors[opening.by, opening.at].session
    assert holder
    wanted = {(holder.user_id, opening.at, opening.reason)} if opening.holds(opening.by, opening.at) else set()
    assert entries == wanted


async def test_an_opening_is_seen_and_ended_under_its_own_grant_alone(
    guarded: Stage, directors: Mapping[tuple[str, int], Caller]
) -> None:
    """Under the other, though its range is wider, and once the file has moved out of the range."""
    child = child_below(guarded)
    move = "update children set tenant_code = $2 where id = $1"
    await keep(guarded, child, HERS, directors)
    key = await guarded.owner.fetchval("select id from file_openings where reason = $1", HERS.reason)
    listed = "{ fileOpenings { nodes { id tenant { code } child { id } } } }"
    try:
        for moved in (False, True):
            if moved:
                await guarded.owner.execute(move, child.id, SIBLING)
            for (name, at), director in directors.items():
                caller, hers = replace(director, database=guarded.database), (name, at, moved) == ("she", OWN, False)
                nodes = (await ask(guarded.engine, caller, listed))["fileOpenings"]["nodes"]
                assert (str(key) in [node["id"] for node in nodes]) is hers
                found = await ask(guarded.engine, caller, "query ($id: ID!) { node(id: $id) { id } }", {"id": str(key)})
                assert (found["node"] is not None) is hers
                if not hers:
                    done = (await ask(guarded.engine, caller, END, {"id": str(key)}))["done"]
                    assert [error["code"] for error in done["userErrors"]] == ["NOT_FOUND"]
    finally:
        await guarded.owner.execute(move, child.id, child.row["tenant_code"])
        await guarded.owner.execute("delete from file_openings where reason = $1", HERS.reason)


async def test_each_of_two_openings_is_logged_with_its_own_reason(
    stage: Stage, directors: Mapping[tuple[str, int], Caller]
) -> None:
    child = child_below(stage)
    held = [one for one in OPENINGS if not one.expired and not one.ended]
    await logged(stage)
    for opening in OPENINGS:
        await keep(stage, child, opening, directors)
    for opening in held:
        await ask(stage.engine, directors[opening.by, opening.at], CHILD, {"id": str(child.id)})
    entries = await logged(stage)
    await stage.owner.execute("delete from file_openings where reason like 'opened by %'")
    users = {name: caller.session.user_id for (name, _), caller in directors.items() if caller.session}
    assert entries == {(users[one.by], one.at, one.reason) for one in held}


async def test_each_file_rests_on_its_own_opening(stage: Stage, directors: Mapping[tuple[str, int], Caller]) -> None:
    children = [one for one in stage.world.of("child") if "branch" in one.marks][:2]
    reasons = {child.id: f"opened for {child.id}" for child in children}
    await logged(stage)
    for child in children:
        await keep(stage, child, HERS, directors, reasons[child.id])
    await ask(stage.engine, directors["she", OWN], "{ children(first: 200) { nodes { name } } }")
    await stage.owner.execute("select chain_access_log()")
    rows = await stage.owner.fetch("select unnest(record_ids), reason from access_log where reason is not null")
    await stage.owner.execute("delete from file_openings where reason like 'opened for %'")
    assert len(rows) == len(children) == 2
    assert dict(map(tuple, rows)) == reasons


async def test_an_opening_ends_when_the_file_moves_out_of_range(
    module_database: ScratchDatabase, stage: Stage, directors: Mapping[tuple[str, int], Caller]
) -> None:
    child = child_below(stage)
    she, move = directors["she", OWN], "update children set tenant_code = $2 where id = $1"
    await keep(stage, child, HERS, directors)
    application = await asyncpg.connect(module_database.application_url)
    try:
        async with application.transaction():
            await application.execute(she.actor.settings_statement)
            seen = "select exists (select from change_values where record_id = $1)"
            assert await application.fetchval(seen, child.id)
            await stage.owner.execute(move, child.id, SIBLING)
            assert not await application.fetchval(seen, child.id)
            assert await application.fetchval("select actor_openings()") == []
        answer = await ask(stage.engine, she, CHILD, {"id": str(child.id)})
        assert answer == {"child": None}
    finally:
        await application.close()
        await stage.owner.execute(move, child.id, child.row["tenant_code"])
        await stage.owner.execute("delete from file_openings where reason = $1", HERS.reason)
