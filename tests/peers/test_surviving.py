"""Live queries of the real clients go on while tokens lapse and are renewed, in Node and in a browser."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import orjson
import pytest
from playwright.async_api import async_playwright

from tests.api.explorer import browser
from tests.api.service import PASSWORDS_ALONE, Service, settle
from tests.api.sockets import Served, serve_for_real
from tests.conftest import ScratchDatabase
from tests.peers import node

LASTS = timedelta(seconds=2)
UMD = node.FOLDER / "node_modules" / "graphql-ws" / "umd" / "graphql-ws.min.js"
TERMINATED, FORBIDDEN = 4499, 4403


@pytest.fixture
async def served(owner: asyncpg.Connection, database: ScratchDatabase) -> AsyncIterator[Served]:
    await settle(owner)
    async with serve_for_real(owner, database, sign_in=replace(PASSWORDS_ALONE, access=LASTS)) as made:
        yield made


async def given(served: Served) -> dict[str, Any]:
    """A fresh session, and how long to wait until its token has lapsed."""
    tokens = await Service.sign_in(served)
    names = ("accessToken", "refreshToken")
    return {"host": served.host, "seconds": LASTS.total_seconds() + 0.5, **{name: tokens[name] for name in names}}


async def test_clients_in_node_survive_three_refreshes(served: Served) -> None:
    came = await node.run("surviving_in_node.mjs", orjson.dumps(await given(served)).decode())
    assert_survived(came, ["graphql-ws", "graphql-sse"])


async def test_a_client_in_a_browser_survives_three_refreshes(served: Served) -> None:
    script = (node.FOLDER / "surviving.mjs").read_text().replace("export async function", "async function")
    async with async_playwright() as playwright:
        opened = await browser.launch(playwright)
        page = await (await opened.new_context(bypass_csp=True)).new_page()
        await page.goto(f"http://{served.host}/health/live")
        await page.add_script_tag(path=UMD)
        came = await page.evaluate(
            f"(given) => {{ {script}; return surviving({{ ...given, overSocket: graphqlWs.createClient }}); }}",
            await given(served),
        )
        await opened.close()
    assert_survived(came, ["graphql-ws"])


def assert_survived(came: dict[str, Any], clients: list[str]) -> None:
    """Each showed what was written after each refresh, on the connection that it began with.

    Cut off, the socket was refused with the lapsed token, and then went on with another.
    """
    assert set(came["shown"]) == set(clients)
    for shown in (*came["shown"].values(), [came["again"]]):
        assert [projects(answer) for answer in shown] == list(range(4))[-len(shown) :]
    assert came["lapsed"] is None
    assert came["closed"] == [TERMINATED, FORBIDDEN]


def projects(answer: dict[str, Any]) -> int:
    count: int = answer["data"]["tenant"]["statistics"]["projects"]
    return count
