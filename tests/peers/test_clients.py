"""The clients of npm that front ends are built with, against the application as it is served."""

from typing import Any

import asyncpg
import pytest

from tests.api.service import NAME, settle
from tests.api.sockets import serve_for_real
from tests.conftest import ScratchDatabase
from tests.peers import node
from tests.planted import PASSWORD

CLIENTS = ("graphql-sse", "graphql-ws")


@pytest.fixture
async def came(owner: asyncpg.Connection, database: ScratchDatabase) -> dict[str, dict[str, Any]]:
    """What each client, signed in, was answered; one tries after the other."""
    await settle(owner)
    async with serve_for_real(owner, database) as served:
        answered: dict[str, dict[str, Any]] = await node.run("clients.mjs", served.host, NAME, PASSWORD)
        return answered


def projects(answer: dict[str, Any]) -> int:
    count: int = answer["data"]["tenant"]["statistics"]["projects"]
    return count


async def test_clients_ask_and_fail_and_watch_what_is_written(came: dict[str, dict[str, Any]]) -> None:
    assert set(came) == set(CLIENTS)
    for written, client in enumerate(CLIENTS):
        (query,), (wrong,), (mutation,) = (came[client][each] for each in ("query", "wrong", "mutation"))
        assert query["data"] == {"tenant": {"name": "淳安县"}}
        assert [error["extensions"]["code"] for error in wrong["errors"]] == ["BAD_REQUEST"]
        assert mutation["data"] == {"createProject": {"userErrors": []}}
        assert [projects(answer) for answer in came[client]["board"]] == [written, written + 1]
