"""A year of the log is handed out whole, from one snapshot, in memory that does not grow with it, and on record."""

import json
import tracemalloc
from datetime import date

import asyncpg

from tenants.audit.exporting import Exported, export_year, note_export
from tests.keys import KEYS
from tests.tenants.audit.entries import log

TENANT = "insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')"


async def export(owner: asyncpg.Connection, year: int) -> tuple[list[dict[str, object]], Exported]:
    lines: list[str] = []
    async with owner.transaction():
        exported = await export_year(owner, year, KEYS, lines.append)
    return [json.loads(line) for line in lines], exported


async def test_a_year_is_exported_and_counted(owner: asyncpg.Connection) -> None:
    for day in (
        "date '2023-12-31'",
        "date '2024-01-01'",
        "date '2024-01-02'",
        "date '2024-12-31'",
        "date '2025-01-01'",
    ):
        await log(owner, day)
    lines, exported = await export(owner, 2024)
    assert exported.entries == len(lines) == 15
    assert exported.counts == {
        "perMonth": {"2024-01": 10, "2024-12": 5},
        "perRole": {"OPERATOR": 15},
        "perKind": {"CHILD": 15},
        "perOperation": {"": 15},
    }
    days = [date(2024, 1, 1), date(2024, 1, 2), date(2024, 12, 31)]
    assert [one.day for one in exported.verdict.days] == days
    assert exported.verdict.faults == []
    rows = await owner.fetch("select id from access_log where extract(year from day) = 2024 order by id")
    assert [line["id"] for line in lines] == [str(row["id"]) for row in rows]


async def test_an_export_tells_that_the_log_was_changed(owner: asyncpg.Connection) -> None:
    await log(owner, "date '2024-01-01'")
    await owner.execute("delete from access_log where id = (select max(id::text)::uuid from access_log)")
    _, exported = await export(owner, 2024)
    chained, sealed = exported.verdict.faults
    assert (chained.partition(" ")[0], sealed.endswith(" is about was removed")) == ("2024-01-01", True)


async def test_an_export_is_on_record_itself(owner: asyncpg.Connection) -> None:
    await owner.execute(TENANT)
    await note_export(owner, "李", 2024, KEYS)
    await owner.fetchval("select chain_access_log()")
    year = await owner.fetchval("select extract(year from today())::integer")
    (line,), exported = await export(owner, year)
    noted = [line[name] for name in ("userName", "kind", "operation", "tenantCode")]
    assert noted == ["李", "ACCESS_LOG", "circle audit export --year 2024", "330000000000"]
    assert exported.verdict.faults == []


async def test_it_hands_out_no_more_than_is_said(owner: asyncpg.Connection) -> None:
    """Every column but the salt, and nothing that stands elsewhere."""
    await log(owner, "date '2024-01-01'")
    (line, *_), _ = await export(owner, 2024)
    assert set(line) == {
        *("id", "at", "userId", "userName", "grantId", "role", "tenantCode", "tenantName", "kind", "recordIds"),
        *(
            "recordTenantCodes",
            "fields",
            "operation",
            "openingId",
            "reason",
            "requestId",
            "address",
            "statementId",
            "searched",
        ),
    }


async def test_memory_does_not_grow_with_the_log(owner: asyncpg.Connection) -> None:
    await log(owner, "date '2024-05-01'", 40_000)
    written = 0

    def write(text: str) -> None:
        nonlocal written
        written += len(text)

    tracemalloc.start()
    async with owner.transaction():
        exported = await export_year(owner, 2024, KEYS, write)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert exported.entries == 40_000
    assert peak < 3_000_000 < written / 4
