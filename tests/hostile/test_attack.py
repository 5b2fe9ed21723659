"""What `make attack` tries gets through nowhere, and shows where something was left open on purpose."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest
from graphql import build_schema

from schema.build import print_sdl
from tenants.administration.operator import start_session
from tenants.audit.seals import Seals
from tests import planted
from tests.api.command.conftest import ROOT
from tests.api.service import serve
from tests.callers import HOUR
from tests.conftest import ScratchDatabase
from tests.hostile.attack import (
    OVER_HTTP,
    ROWS,
    Tried,
    try_attempt,
    try_bodies,
    try_cop,
    try_corpus,
    try_sockets,
    try_streams,
)
from tests.hostile.corpus import CORPUS
from tests.hostile.fuzzing import examples, frames, requests
from tests.hostile.inside import try_inside
from tests.hostile.insiders import try_ended, try_insiders, try_log, try_pairings_elsewhere, try_two_grants
from tests.hostile.over_http import WIDE, over_http
from tests.hostile.process import Process, serving
from tests.hostile.starting import try_owners_password
from tests.hostile.thieves import THEFTS, try_thieves
from tests.isolation.conftest import module_database, module_owner, module_pool, stage, staged
from tests.isolation.stage import Stage
from tests.schema.engine.memory import load
from tests.schema.engine.operations import operations

pytestmark = pytest.mark.long

__all__ = ["module_database", "module_owner", "module_pool", "stage", "staged"]

SEED = int(os.environ.get("SEED", "20261124"))
TRIED = {"SEED": str(SEED), "COUNT": "20"}
OF_LIMITS = [hostile for hostile in CORPUS if hostile.name in ("bomb: aliases", "too large: fields side by side")]
BY_KEY, OUT_OF_SIGHT = OVER_HTTP[0], ROWS[0]
CELLS = [("CASEWORKER", "child")]
# What a function of the database says, and what it would say if it did not prevent the attack of this place.
FORGOTTEN = (
    ("alerts_of(uuid, bytea[])", "and k.trusted", ""),
    ("remember_places(uuid, bytea[], text)", "'NEW_PLACE'", "'SIGNED_IN'"),
    ("knows_device(uuid, bytea)", "COALESCE(", "true OR COALESCE("),
)
# A server that does not look for the owner's password.
BLIND = """
from dataclasses import replace
from api.command import main
from api.settings import Settings
found = Settings.from_environment()
Settings.from_environment = lambda: replace(found, owner_url=None)
main()"""


@pytest.fixture(scope="module")
async def attacked(module_database: ScratchDatabase, stage: Stage) -> AsyncIterator[Process]:  # noqa: ARG001  # set first
    async with serving(module_database.application_url) as process:
        yield process


@pytest.fixture(scope="module")
async def wide(module_database: ScratchDatabase, stage: Stage) -> AsyncIterator[Process]:  # noqa: ARG001  # set first
    """One whose limits were switched off."""
    async with serving(module_database.application_url, WIDE) as process:
        yield process


@pytest.fixture(scope="module")
async def tokens(stage: Stage) -> list[str]:  # the fixture
    """Of a few roles that may do different things."""
    names = [stage.callers[role].session for role in ("CASEWORKER", "DIRECTOR", "ADMINISTRATOR")]
    return [planted.plant(await start_session(stage.owner, one.user_name, HOUR, HOUR)) for one in names if one]


async def test_no_body_does_harm(
    attacked: Process,
    tokens: list[str],
    module_database: ScratchDatabase,
    stage: Stage,  # the fixture
) -> None:
    """Valid operations of the whole schema and broken ones, variables of any type and shape, and bytes."""
    schema = build_schema(print_sdl())
    texts = operations(schema, await load(module_database.owner_url)).map(lambda drawn: drawn.text)
    bodies = requests(schema, texts, [str(one.id) for one in stage.world.kept], writing=True)
    tried = await try_bodies(attacked, [*tokens, None], examples(bodies, SEED, 250))
    assert tried.through == [], f"seed {SEED}"
    assert (await try_streams(attacked, tokens[0], examples(bodies, SEED, 30))).through == [], f"seed {SEED}"
    assert (await try_sockets(attacked, tokens[0], examples(frames(bodies), SEED, 40))).through == [], f"seed {SEED}"


async def test_limits_that_are_switched_off_are_reported(attacked: Process, wide: Process, tokens: list[str]) -> None:
    assert (await try_corpus(attacked, tokens[0], OF_LIMITS)).through == []
    assert len((await try_corpus(wide, tokens[0], OF_LIMITS)).through) >= len(OF_LIMITS)
    assert any("alias_overloading" in one for one in (await try_cop(wide)).through)


async def test_somebody_who_sees_more_than_the_role_is_reported(stage: Stage, wide: Process) -> None:
    async with over_http(stage, wide) as (served, engine):
        assert (await try_attempt(served, BY_KEY, CELLS)).through == []
        assert engine.asked > 20
        caseworker, auditor = (stage.callers[role].session for role in ("CASEWORKER", "AUDITOR"))
        assert caseworker
        assert auditor
        engine.tokens = {**engine.tokens, caseworker.user_id: engine.tokens[auditor.user_id]}
        (through,) = (await try_attempt(served, BY_KEY, CELLS)).through
        assert through.startswith("CASEWORKER child: ")


async def test_row_security_that_is_missing_is_reported(stage: Stage) -> None:
    assert (await try_attempt(stage, OUT_OF_SIGHT, CELLS)).through == []
    await stage.owner.execute("alter table children disable row level security")
    try:
        (through,) = (await try_attempt(stage, OUT_OF_SIGHT, CELLS)).through
    finally:
        await stage.owner.execute("alter table children enable row level security")
    assert through.startswith("CASEWORKER child: AssertionError")


@pytest.mark.parametrize("limits", ["as they are", "switched off"])
async def test_the_command_says_what_got_through(attacked: Process, wide: Process, limits: str) -> None:
    host, port = (attacked if limits == "as they are" else wide).address
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.hostile"),
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "URL": f"http://{host}:{port}/graphql", **TRIED},
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    said = (await process.communicate())[0].decode()
    *_, together = said.splitlines()
    if limits == "as they are":
        assert (process.returncode, together.split()[-1]) == (0, "nothing"), said
    else:
        assert (process.returncode, int(together.split()[-1]) > 0) == (1, True), said
        assert "alias_overloading: is a weakness" in said


def test_what_got_through_is_counted() -> None:
    tried = Tried("this")
    tried.add("a", [])
    tried.add("b", ["took 60 ms", "failed with 500"])
    assert (tried.tries, tried.through) == (2, ["b: took 60 ms", "b: failed with 500"])


async def test_no_insider_gets_further_and_it_would_be_reported(
    module_database: ScratchDatabase, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held as it is; reported with row security, the trigger of grants or the seals out of the way."""
    found = {one.what: one async for one in try_insiders(stage, module_database.application_url)}
    assert [one.through for one in found.values()] == [[]] * 5
    assert min(one.tries for one in found.values()) >= 4
    connection = await asyncpg.connect(module_database.application_url)
    weakened: list[tuple[str, str, Callable[[], Awaitable[Tried]]]] = [
        ("visits", "row level security", lambda: try_ended(connection, stage)),
        ("grants", "trigger admitted", lambda: try_two_grants(stage)),
    ]
    for table, guard, attack in weakened:
        await stage.owner.execute(f"alter table {table} disable {guard}")
        assert (await attack()).through
        await stage.owner.execute(f"alter table {table} enable {guard}")

    async with forgetting(stage.owner, "standard_columns_touched()", "pg_trigger_depth() = 1", "true"):
        assert (await try_pairings_elsewhere(stage)).through

    async def unsealed(_: Seals) -> list[str]:
        return []

    monkeypatch.setattr(Seals, "faults", unsealed)
    assert len((await try_log(connection, stage)).through) > 10
    await connection.close()


async def test_nobody_inside_gets_further_and_it_would_be_reported(
    module_database: ScratchDatabase, stage: Stage
) -> None:
    """Held as it is; with the owner's word given away, or an approval that nothing ends, reported."""
    url = module_database.application_url
    assert [one.through async for one in try_inside(stage, url)] == [[]] * 3
    weakened = {
        1: ("grant select on users to circle_application", "revoke select on users from circle_application"),
        2: (
            "alter table caring_mothers disable trigger approval_kept",
            "alter table caring_mothers enable trigger approval_kept",
        ),
    }
    for place, (weaken, mend) in weakened.items():
        await stage.owner.execute(weaken)
        found = [one.through async for one in try_inside(stage, url)]
        await stage.owner.execute(mend)
        assert [bool(through) for through in found] == [n == place for n in range(3)]


async def test_no_thief_goes_unnoticed_and_it_would_be_reported(module_database: ScratchDatabase, stage: Stage) -> None:
    """Held as it is; with what prevents one of them forgotten, that one is reported."""
    url = module_database.application_url
    assert [(one.through, one.tries > 1) async for one in try_thieves(stage, url)] == [([], True)] * len(FORGOTTEN)
    async with serve(stage.owner, url) as service:
        for attack, forgotten in zip(THEFTS, FORGOTTEN, strict=True):
            async with forgetting(stage.owner, *forgotten):
                assert (await attack(service)).through, forgotten


@asynccontextmanager
async def forgetting(owner: asyncpg.Connection, function: str, said: str, instead: str) -> AsyncIterator[None]:
    """A function of the database that says something else within the block."""
    text = await owner.fetchval("select pg_get_functiondef($1::text::regprocedure)", function)
    assert said in text
    await owner.execute(text.replace(said, instead))
    yield
    await owner.execute(text)


async def test_serving_with_the_owners_password_is_reported(module_database: ScratchDatabase) -> None:
    urls = module_database.application_url, module_database.owner_url
    assert (await try_owners_password(*urls)).through == []
    blind = await try_owners_password(*urls, serve=("-c", BLIND, "serve"), ways={"blindly": {}})
    assert blind.through == ["blindly: answers"]
