"""Pages of users and of what was done to them, forward and backward, against slices of the whole list."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.caller import Caller
from tenants.database.connecting import skip_reset
from tenants.database.connections import Connections
from tenants.database.transactions import Database
from tenants.errors import BadRequest
from tests.callers import ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.schema.administration.bureau import Bureau

FIELDS = {
    "users": ("province administrator", "name"),
    "administrationEvents": ("auditor", "user at"),
    "accountEvents": ("auditor", "user at"),
}
SIZES = st.integers(1, 9)
PLACES = st.none() | st.integers(0, 12)


async def page_of(bureau: Bureau, caller: Caller, field: str, **given: object) -> dict[str, Any]:
    _, fields = FIELDS[field]
    text = f"""query ($first: Int, $after: String, $last: Int, $before: String) {{
        {field}(first: $first, after: $after, last: $last, before: $before) {{
            totalCount nodes {{ {fields} }} edges {{ cursor node {{ {fields} }} }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
    found: dict[str, Any] = (await ask(bureau.engine, caller, text, given))[field]
    return found


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=SIZES, backward=st.booleans(), bounds=st.tuples(PLACES, PLACES))
async def test_a_page_is_a_slice_of_the_whole(
    bureau: Bureau, field: str, *, size: int, backward: bool, bounds: tuple[int | None, int | None]
) -> None:
    caller = await bureau.caller(FIELDS[field][0])
    whole = await page_of(bureau, caller, field, first=200)
    edges = whole["edges"]
    assert len(edges) == whole["totalCount"] > size
    after, before = (place if place is None or place < len(edges) else None for place in bounds)
    cursors = {name: edges[n]["cursor"] for name, n in (("after", after), ("before", before)) if n is not None}
    within = edges[0 if after is None else after + 1 : before]
    wanted = within[-size:] if backward else within[:size]
    page = await page_of(bureau, caller, field, **{"last" if backward else "first": size}, **cursors)
    assert page["edges"] == wanted
    assert page["nodes"] == [edge["node"] for edge in wanted]
    assert page["totalCount"] == whole["totalCount"]
    info, cut = page["pageInfo"], len(within) > size
    ahead, behind = (before is not None, cut) if backward else (cut, after is not None)
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (ahead, behind)
    ends = (wanted[0]["cursor"], wanted[-1]["cursor"]) if wanted else (None, None)
    assert (info["startCursor"], info["endCursor"]) == ends


@pytest.mark.parametrize("field", FIELDS)
async def test_all_are_counted_only_when_asked(bureau: Bureau, module_database: ScratchDatabase, field: str) -> None:
    statements: list[str] = []

    async def listen(connection: asyncpg.Connection) -> None:
        connection.add_query_logger(lambda logged: statements.append(logged.query))

    url = module_database.application_url
    pool = await asyncpg.create_pool(url, min_size=0, max_size=1, reset=skip_reset, init=listen)
    database = Database(Connections(pool), KEYS)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        caller = replace(await bureau.caller(FIELDS[field][0]), database=database)
        for asked, counts in (("pageInfo { hasNextPage }", 0), ("totalCount", 1)):
            statements.clear()
            await ask(bureau.engine, caller, f"{{ {field}(last: 1) {{ {asked} }} }}")
            await database.wait_for_endings()
            # The driver tells of a statement in the loop's next turn.
            await asyncio.sleep(0)
            assert sum("count(*)" in statement for statement in statements) == counts


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "arguments",
    [
        {"first": 1, "last": 1},
        {"last": 0},
        {"last": 201},
        {"before": "x"},
        {"after": "WyJOQU1FX0FTQyIsICJcdTAwMDAiXQ=="},
        {"before": "WyJOQU1FX0FTQyIsICJcdWQ4MDAiXQ=="},
    ],
    ids=str,
)
async def test_what_means_nothing_is_refused(bureau: Bureau, field: str, arguments: dict[str, object]) -> None:
    """The last two are names with characters that no text of the database holds."""
    with pytest.raises(BadRequest):
        await page_of(bureau, await bureau.caller(FIELDS[field][0]), field, **arguments)
