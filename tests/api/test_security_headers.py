"""What browsers are told on every answer, and which pages of other origins may ask."""

from datetime import timedelta

import asyncpg
import pytest

from tests.api.service import Service, serve
from tests.conftest import ScratchDatabase

TOLD = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
FRONT = "https://front.example"
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/graphql"), ("GET", "/graphql"), ("OPTIONS", "/graphql"), ("GET", "/health/live"), ("GET", "/nowhere")],
)
async def test_every_answer_has_them_once(service: Service, method: str, path: str) -> None:
    response = await service.client.request(method, path, json={"query": "{ __typename }"})
    assert {name: response.headers.get_list(name) for name in TOLD} == {name: [text] for name, text in TOLD.items()}
    assert "strict-transport-security" not in response.headers
    assert "server" not in response.headers


async def test_only_https_from_then_on(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    async with serve(owner, database.application_url, hsts=timedelta(days=2)) as service:
        response = await service.client.get("/health/live")
        assert response.headers["strict-transport-security"] == "max-age=172800; includeSubDomains"


async def test_no_other_origin_may_ask(service: Service) -> None:
    asked = await service.post({"query": "{ __typename }"}, {"origin": FRONT})
    preflight = await service.client.options("/graphql", headers={"origin": FRONT, **PREFLIGHT})
    for response in (asked, preflight):
        assert not [name for name in response.headers if name.startswith("access-control-")]


async def test_the_origins_that_are_set_may_ask(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    async with serve(owner, database.application_url, origins=frozenset({FRONT})) as service:
        preflight = await service.client.options("/graphql", headers={"origin": FRONT, **PREFLIGHT})
        assert preflight.status_code == 200
        assert preflight.headers["access-control-allow-origin"] == FRONT
        assert preflight.headers["access-control-max-age"] == "3600"
        asked = await service.post({"query": "{ __typename }"}, {"origin": FRONT})
        assert asked.headers["access-control-allow-origin"] == FRONT
        assert asked.headers["access-control-expose-headers"] == "X-Request-Id"
        assert "origin" in asked.headers["vary"].lower()
        for origin in ("https://evil.example", "http://front.example", f"{FRONT}.evil.example", "null"):
            for response in (
                await service.client.options("/graphql", headers={"origin": origin, **PREFLIGHT}),
                await service.post({"query": "{ __typename }"}, {"origin": origin}),
            ):
                assert "access-control-allow-origin" not in response.headers
                assert "access-control-allow-credentials" not in response.headers
