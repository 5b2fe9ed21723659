"""Chaining takes time by what was logged: its plan is kept, and may have been made while nothing was."""

import json
import re
from collections.abc import Iterator
from typing import Any

import asyncpg

from tenants.audit.chaining import PORTION, chain
from tests.tenants.audit.entries import faults, log_only
from tests.tenants.records.office import Office

SOURCE = "select prosrc from pg_proc where proname = 'chain_access_log'"
GIVEN = {"at_most": "25", "last.day": "today()", "last.entries": "0", "last.head": "''::bytea", " into chained": ""}
IN_TIME = """
    select l.at < lag(l.at) over (order by c.position)
    from access_log_chain c join access_log l on l.id = c.entry_id where c.day = today()
"""
ROWS_READ = """
    select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'access_log_unchained'
"""


async def test_nothing_that_was_logged_is_gone_through_for_each_of_the_others(owner: asyncpg.Connection) -> None:
    await owner.execute("vacuum analyze access_log_unchained")
    found = re.search(r"with taken as .*?;", await owner.fetchval(SOURCE), re.DOTALL)
    assert found
    statement = found[0]
    for variable, value in GIVEN.items():
        statement = statement.replace(variable, value)
    (explained,) = json.loads(await owner.fetchval(f"explain (format json) {statement}"))
    nodes = [*below(explained["Plan"])]
    assert sum(node["Node Type"] == "CTE Scan" for node in nodes) > 2
    again = [inner for node in nodes if node["Node Type"] == "Nested Loop" for inner in below(node["Plans"][1])]
    assert again
    assert not [node for node in again if node["Node Type"] == "CTE Scan"]


async def test_a_portion_reads_only_what_it_takes(office: Office) -> None:
    await log_only(office.owner, number=10 * PORTION)
    async with office.owner.transaction():
        before = await office.owner.fetchval(ROWS_READ)
        assert await office.owner.fetchval("select chain_access_log($1)", PORTION) == PORTION
        assert await office.owner.fetchval(ROWS_READ) - before <= 3 * PORTION


async def test_what_is_chained_in_portions_stands_in_time(office: Office) -> None:
    number = 2 * PORTION + 1
    await log_only(office.owner, number=number)
    assert await office.owner.fetchval("select chain_access_log($1)", PORTION) == PORTION
    assert await chain(office.database) == number - PORTION
    assert await chain(office.database) == 0
    earlier = [later for (later,) in await office.owner.fetch(IN_TIME)]
    assert earlier == [None, *[False] * (number - 1)]
    assert await faults(office.owner) == []


def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The node of a plan, and all that it takes rows from."""
    yield node
    for one in node.get("Plans", ()):
        yield from below(one)
