"""With nothing but tokens no token learns what only another sees, nothing is written, and a leak is reported."""

from collections.abc import AsyncIterator

import httpx
import pytest
from graphql import build_schema

from schema.build import print_sdl
from tenants.administration.operator import start_session
from tests import planted
from tests.callers import HOUR
from tests.conftest import ScratchDatabase
from tests.hostile.process import Process, serving
from tests.hostile.strangers import (
    Somebody,
    client_of,
    faults_of,
    mutation,
    refused_mutations,
    somebody,
    try_stranger,
    try_strangers,
)
from tests.isolation.conftest import module_database, module_owner, module_pool, stage, staged
from tests.isolation.stage import Stage

pytestmark = pytest.mark.long

__all__ = ["module_database", "module_owner", "module_pool", "stage", "staged"]

ROLES = ("CASEWORKER", "DIRECTOR", "CARING_MOTHER", "PROJECT_MANAGER", "AUDITOR")
SCHEMA = build_schema(print_sdl())
MOST = 1


@pytest.fixture(scope="module")
async def tokens(stage: Stage) -> dict[str, str]:  # the fixture
    sessions = {role: stage.callers[role].session for role in ROLES}
    return {
        role: planted.plant(await start_session(stage.owner, one.user_name, HOUR, HOUR))
        for role, one in sessions.items()
        if one
    }


@pytest.fixture(scope="module")
async def attacked(module_database: ScratchDatabase, stage: Stage) -> AsyncIterator[Process]:  # noqa: ARG001  # set first
    async with serving(module_database.application_url) as process:
        yield process


async def test_what_one_sees_no_other_learns(attacked: Process, tokens: dict[str, str], stage: Stage) -> None:
    """Each may see something of the others', and most of it not."""
    before = await stage.fingerprint()
    all_tried = [tried async for tried in try_strangers(attacked, list(tokens.values()), SCHEMA, MOST)]
    assert [one for tried in all_tried for one in tried.through] == []
    assert len(all_tried) == len(tokens) * (len(tokens) - 1)
    assert min(tried.tries for tried in all_tried if "what AUDITOR" not in tried.what) > len(ROLES)
    assert await stage.fingerprint() == before


async def test_what_is_found_by_its_id_alone_is_reported(attacked: Process, tokens: dict[str, str]) -> None:
    """Whatever is asked by an id is answered to the Caring Mother as if the caseworker had asked."""
    client, other = (client_of(attacked, tokens[role]) for role in ("CARING_MOTHER", "CASEWORKER"))
    async with client, other:
        mother, caseworker = await somebody(client), await somebody(other)
        assert await through_of(mother, caseworker) == []

        async def swap(request: httpx.Request) -> None:
            if b"$id: ID!" in request.content:
                request.headers["authorization"] = f"Bearer {tokens['CASEWORKER']}"

        client.event_hooks = {"request": [swap]}
        through = await through_of(mother, caseworker)
    for way in ("node(id", "child(id", "updateChild("):
        assert any(way in one and one.startswith("child ") for one in through), f"{way} was not seen to leak"


async def test_what_is_written_is_reported(attacked: Process, tokens: dict[str, str], stage: Stage) -> None:
    child = next(one for one in stage.world.of("child") if "own" in one.marks)
    text = mutation("updateChild", f'id: $id, expectedVersion: {child.row["version"]}, school: "another"')
    async with client_of(attacked, tokens["CASEWORKER"]) as client:
        faults = [fault async for fault in faults_of(await somebody(client), "child", str(child.id), [text])]
    assert faults == [f"was written by {text}"]


async def through_of(one: Somebody, other: Somebody) -> list[str]:
    return (await try_stranger(one, other, refused_mutations(SCHEMA), MOST)).through


def test_every_mutation_of_a_record_by_its_id_is_tried() -> None:
    tried = refused_mutations(SCHEMA)
    assert {"Child", "CaringMother", "Pairing", "Visit", "FileOpening", "Activity", "Project", "Delivery"} <= set(tried)
    assert all("expectedVersion: -1" in text or "openChildFile" in text for texts in tried.values() for text in texts)
