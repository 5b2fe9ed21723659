"""Chaining takes time by what was logged: its plan is kept, and may have been made while nothing was."""

import json
import re
from collections.abc import Iterator
from typing import Any

import asyncpg

SOURCE = "select prosrc from pg_proc where proname = 'chain_access_log'"
WITHOUT_A_LAST_DAY = {"last.day": "today()", "last.entries": "0", "last.head": "''::bytea", " into chained": ""}


async def test_nothing_that_was_logged_is_gone_through_for_each_of_the_others(owner: asyncpg.Connection) -> None:
    await owner.execute("vacuum analyze access_log_unchained")
    found = re.search(r"with taken as .*?;", await owner.fetchval(SOURCE), re.DOTALL)
    assert found
    statement = found[0]
    for variable, value in WITHOUT_A_LAST_DAY.items():
        statement = statement.replace(variable, value)
    (explained,) = json.loads(await owner.fetchval(f"explain (format json) {statement}"))
    nodes = [*below(explained["Plan"])]
    assert sum(node["Node Type"] == "CTE Scan" for node in nodes) > 2
    again = [inner for node in nodes if node["Node Type"] == "Nested Loop" for inner in below(node["Plans"][1])]
    assert again
    assert not [node for node in again if node["Node Type"] == "CTE Scan"]


def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The node of a plan, and all that it takes rows from."""
    yield node
    for one in node.get("Plans", ()):
        yield from below(one)
