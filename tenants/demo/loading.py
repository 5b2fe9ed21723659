"""Loads the demo into an empty, migrated database, by two connections at once."""

import gc
import sys
from asyncio import wrap_future
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import asyncpg
from sqlalchemy import Table

from tenants.database.owner import owner_session
from tenants.demo.checklists import add_programme_items
from tenants.demo.drawing import CHECKLISTS_FROM, START
from tenants.demo.making import make_parts
from tenants.demo.province import division_lines
from tenants.demo.putting_off import catch_up, do_at_once, put_off, share_out
from tenants.demo.records import COLUMNS, Records
from tenants.encryption.columns import encrypt_columns, sensitive_columns
from tenants.encryption.keys import Keys
from tenants.hierarchy.loading import load_tenants
from tenants.kinds.table import table_of
from tenants.records.attachment.kind import ATTACHMENT
from tenants.records.care_plan.kind import CARE_PLAN
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.checklist_item.defaults import add_default_checklists
from tenants.records.child.kind import CHILD
from tenants.records.guardian.kind import GUARDIAN

# How many parts are made before they are asked for; they wait in half a gigabyte of memory.
AHEAD = 8
# Each of the two has a core.
ALONE = "set jit = off; set max_parallel_workers_per_gather = 0; set max_parallel_maintenance_workers = 0"
# The triggers look up the rows of a part one by one: the tables grow, a part does not.
BY_INDEXES = "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off"
# All rows at once, sorted and hashed in memory; merging would sort millions of texts.
AT_ONCE = """
reset enable_seqscan; reset enable_hashjoin;
set work_mem = '256MB'; set maintenance_work_mem = '256MB'"""
TABLES = """
select oid::regclass::text from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace order by pg_relation_size(oid) desc"""


async def load_demo(owner_url: str, parts: "Parts", *, progress: Callable[[str], None]) -> None:
    """Load Zhejiang's tenants and records with the article's figures; `progress` gets a line for each step.

    Not in one transaction: a database that was not loaded to the end is to be thrown away.
    """
    async with owner_session(owner_url) as one, owner_session(owner_url) as another:
        hands = (one, another)
        async with one.transaction():
            progress("loading 27,036 tenants")
            await load_tenants(one, division_lines(), START)
            kept = await put_off(one)
        for hand in hands:
            await hand.execute(f"{ALONE}; {BY_INDEXES}")
        progress("loading the records")
        await _load_records(hands, parts)
        progress("rolling up the statistics")
        for hand in hands:
            await hand.execute(AT_ONCE)
        await catch_up(hands, kept)
        # What follows from it for each child is worked off by whoever serves.
        await add_default_checklists(one, CHECKLISTS_FROM)
        await add_programme_items(one)
        await share_out(hands, [f"vacuum analyze {table}" for table in await _tables(one)])


class Parts:
    """The demo's parts, made and encrypted in a thread, some ahead of who takes them."""

    def __init__(self, keys: Keys) -> None:
        self._parts = (encrypt(keys, part) for part in make_parts())
        self._thread = ThreadPoolExecutor(1, "making")
        self._made = deque(self._begin() for _ in range(AHEAD))

    async def take(self) -> Records | None:
        """The next one, or None once there is none."""
        self._made.append(self._begin())
        return await wrap_future(self._made.popleft())

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _begin(self) -> Future[Records | None]:
        return self._thread.submit(next, self._parts, None)


@contextmanager
def made_ahead(keys: Keys) -> Iterator[Parts]:
    """Begin to make the parts, so that some are there when whoever loads them has made the tables.

    Of the millions of rows none refers to itself: looking for circles would take a quarter of the time. Who asks the
    database meanwhile waits for the interpreter each time that it answers, and not for long.
    """
    gc.disable()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    parts = Parts(keys)
    try:
        yield parts
    finally:
        parts.close()
        sys.setswitchinterval(usual)
        gc.enable()


async def _load_records(hands: Sequence[asyncpg.Connection], parts: Parts) -> None:
    """Load part after part, each as soon as it is made; what the first has, the others refer to."""

    async def work(hand: asyncpg.Connection) -> None:
        while part := await parts.take():
            await load_part(hand, part)

    if first := await parts.take():
        await load_part(hands[0], first)
    await do_at_once(*map(work, hands))


def encrypt(keys: Keys, part: Records) -> Records:
    encrypted = {
        kind.plural: [
            row._replace(**_encrypted_columns(keys, table_of(kind), row)) for row in getattr(part, kind.plural)
        ]
        for kind in (CARING_MOTHER, CHILD, GUARDIAN, CARE_PLAN, ATTACHMENT)
    }
    return replace(part, **encrypted)


def _encrypted_columns(keys: Keys, table: Table, row: Any) -> dict[str, Any]:  # noqa: ANN401  # a row of the table
    return encrypt_columns(
        keys, table, row.id, {name: getattr(row, name) for name in sensitive_columns(table) if name in row._fields}
    )


async def load_part(connection: asyncpg.Connection, part: Records) -> None:
    """In one transaction, and in no part of it: a row that the same one has made, a trigger need not write again."""
    async with connection.transaction():
        for table, columns in COLUMNS.items():
            rows = getattr(part, table)
            if rows:
                await connection.copy_records_to_table(table, records=rows, columns=columns)


async def _tables(connection: asyncpg.Connection) -> list[str]:
    return [table for (table,) in await connection.fetch(TABLES)]
