"""What a tired operator is told of a slow statement: which operation, how long, how it runs, and nobody's data."""

import logging
from datetime import timedelta

import asyncpg
import pytest

from tenants.database.transactions import Database
from tests.api.service import Service, serve, settle
from tests.conftest import ScratchDatabase

NAMED = "王小明明明"
BY_NAME = """query ByName($name: String!) { children(filter: {nameContains: $name}) { nodes { id name } } }"""
AT_ONCE = timedelta(microseconds=1)


async def explain(service: Service) -> None:
    database: Database = service.app.state.database
    await database.slow.explain(database.own_connection)


async def test_a_slow_statement_is_told_with_its_plan_and_without_values(
    owner: asyncpg.Connection, database: ScratchDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    """Each time that it is slow, and its plan once."""
    await settle(owner)
    caplog.set_level(logging.WARNING, "circle.slow")
    async with serve(owner, database.application_url, slow_after=AT_ONCE) as service:
        token = await service.token()
        for _ in range(2):
            assert "errors" not in (await service.ask(BY_NAME, token, name=NAMED)).json()
            await explain(service)
    told = [record.getMessage() for record in caplog.records if "ByName" in record.getMessage()]
    plans = [record.getMessage() for record in caplog.records if "(cost=" in record.getMessage()]
    assert len(told) == 2
    name = told[0].split()[1]
    assert [plan.split()[1].rstrip(":") for plan in plans].count(name) == 1
    assert "children" in next(plan for plan in plans if name in plan)
    assert NAMED not in caplog.text
    assert token not in caplog.text


async def test_what_is_not_slow_is_not_told(
    owner: asyncpg.Connection, database: ScratchDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    await settle(owner)
    async with serve(owner, database.application_url, slow_after=timedelta(minutes=1)) as service:
        assert "errors" not in (await service.ask(BY_NAME, await service.token(), name=NAMED)).json()
        await explain(service)
    assert not [record for record in caplog.records if record.name == "circle.slow"]
