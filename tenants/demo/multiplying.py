"""Multiplies a loaded province: its records again and again under other ids, what is sensitive encrypted anew."""

from asyncio import to_thread
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from tenants.database.owner import owner_session
from tenants.demo.people import with_check_digit
from tenants.demo.putting_off import PutOff, bring_back, do_at_once, share_out, take_away
from tenants.encryption.columns import associated_data, encrypt_columns, sensitive_columns
from tenants.encryption.keys import Keys
from tenants.kinds.table import table_of
from tenants.records.kinds import KINDS

# What there is one of, however many children there are; and certificates, whose numbers nobody else has.
ONCE: Final = (
    "certificates",
    "checklist_items",
    "clearance_requirements",
    "funds",
    "measures",
    "memberships",
    "organizations",
    "participations",
    "programmes",
    "progress_entries",
    "targets",
)
OF_ONE: Final = f"'{{{','.join(ONCE)}}}'"
# What is kept beside each record, and what adds up.
BESIDE: Final = ("duties", "record_ids", "wish_listings")
SUMS: Final = ("statistics_rollups", "duty_rollups")

ALL_AT_ONCE: Final = """
set jit = off; set max_parallel_workers_per_gather = 0; set max_parallel_maintenance_workers = 0;
set work_mem = '512MB'; set maintenance_work_mem = '1GB'"""
# The 8th byte of an id is random: with another there, it is another id of the same moment.
ORIGINALS: Final = """
create schema originals;
create function originals.copied(id uuid, part integer) returns uuid language sql immutable
return encode(set_byte(uuid_send(id), 7, get_byte(uuid_send(id), 7) # part), 'hex')::uuid"""
BITS_BEHIND: Final = 64
TABLES: Final = """
select record_table::text from record_kinds
where record_table::text <> all ($1) and pg_relation_size(record_table) > 0
order by pg_relation_size(record_table) desc"""
# A user stays who she is, and an item what it is; so does what there is one of.
COLUMNS: Final = """
select quote_ident(a.attname), a.atttypid = 'uuid'::regtype
    and a.attname <> all ('{created_by,updated_by,item_id}') and not exists (
        select from pg_constraint c
        where c.contype = 'f' and c.conrelid = a.attrelid and a.attnum = any (c.conkey)
            and c.confrelid::regclass::text = any ($2))
from pg_attribute a
where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
order by a.attnum"""
FORCED: Final = """
select c.oid::regclass::text from pg_class c where c.relforcerowsecurity and c.oid::regclass::text = any ($1)"""
TRIGGERS: Final = """
select t.tgrelid::regclass::text, quote_ident(t.tgname) from pg_trigger t
where t.tgrelid::regclass::text = any ($1) and t.tgenabled = 'O' and not t.tgisinternal"""
CONSTRAINTS: Final = """
select c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid), c.contype = 'f'
from pg_constraint c
where c.contype = 'f' and (c.conrelid::regclass::text = any ($1) or c.confrelid::regclass::text = any ($1))
   or c.contype in ('p', 'u', 'x') and c.conrelid::regclass::text = any ($1)
order by c.contype = 'f', pg_relation_size(c.conrelid) desc, 2"""
INDEXES: Final = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
where i.indrelid::regclass::text = any ($1)
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
order by pg_relation_size(i.indrelid) desc, 1"""
# Of the ids that are kept, those of what is copied.
ORIGINAL: Final = {
    "record_ids": "select i.* from record_ids i join record_kinds k using (kind)"  # noqa: S608  # names of ours
    f" where k.record_table::text <> all ({OF_ONE})"
}
# A figure of what there is one of stays; that of a single record is copied with it; all others are of so many more.
MULTIPLY: Final = (
    """
insert into statistics_rollups (tenant_code, figure, dimension, month, amount)
with figure as materialized (
    select r.*, case when exists (select from originals.record_ids i where i.id::text = r.dimension)
                     then r.dimension::uuid end as record
    from originals.statistics_rollups r
)
select tenant_code, figure, dimension, month, amount * case when figure = 'organizations' then 1 else {scale} end
from figure where record is null
union all
select tenant_code, figure, originals.copied(record, part)::text, month, amount
from figure, generate_series(0, {scale} - 1) part where record is not null
order by 1, 2, 3, 4""",
    """
insert into duty_rollups (tenant_code, item_id, starts, owed, waived, fulfilled, late)
select tenant_code, item_id, starts, owed * {scale}, waived * {scale}, fulfilled * {scale}, late * {scale}
from originals.duty_rollups order by 1, 2, 3""",
)

# The columns of a table, each with whether it has the id of a record that is copied.
Columns = Mapping[str, bool]


async def multiply(owner_url: str, keys: Keys, scale: int) -> None:
    """Make `scale` times the records of a province that is at rest: no figure pending, duties all kept or none.

    Every figure is multiplied, or copied with its record. Not in one transaction, as the loading.
    """
    async with owner_session(owner_url) as one, owner_session(owner_url) as another, owner_session(owner_url) as third:
        hands = (one, another)
        for hand in (*hands, third):
            await hand.execute(ALL_AT_ONCE)
        columns = await _columns(one)
        tables = [*columns, *SUMS]
        kept = await _take_away(one, tables)
        await one.execute(ORIGINALS)
        await share_out(
            hands, [f"create table originals.{table} as {ORIGINAL.get(table, f'table {table}')}" for table in tables]
        )
        await one.execute(f"truncate {', '.join(SUMS)}")
        parts = range(1, scale)
        secret = [table for table in map(table_of, KINDS) if table.name in columns and sensitive_columns(table)]
        plain = columns.keys() - {table.name for table in secret}
        await do_at_once(
            share_out(hands, [_copying(table, columns[table], part) for part, table in product(parts, sorted(plain))]),
            _copy_secret(third, keys, {table: columns[table.name] for table in secret}, parts),
        )
        await share_out(hands, [statement.format(scale=scale) for statement in MULTIPLY])
        await one.execute("drop schema originals cascade")
        await bring_back(hands, kept)
        await share_out(hands, [f"vacuum analyze {table}" for table in tables])


async def _columns(connection: asyncpg.Connection) -> Mapping[str, Columns]:
    """The tables that are copied, the largest of the kinds' first."""
    of_kinds = [table for (table,) in await connection.fetch(TABLES, ONCE)]
    return {table: dict(await connection.fetch(COLUMNS, table, ONCE)) for table in (*of_kinds, *BESIDE)}


async def _take_away(connection: asyncpg.Connection, tables: Sequence[str]) -> PutOff:
    """All that is looked at or kept beside each row: what is copied was looked at when it was loaded."""
    return await take_away(
        connection,
        forced=await connection.fetch(FORCED, tables),
        triggers=await connection.fetch(TRIGGERS, tables),
        constraints=await connection.fetch(CONSTRAINTS, tables),
        indexes=await connection.fetch(INDEXES, tables),
    )


def _copying(table: str, columns: Columns, part: int) -> str:
    values = (f"originals.copied({name}, {part})" if is_copied else name for name, is_copied in columns.items())
    return f"insert into {table} ({', '.join(columns)}) select {', '.join(values)} from originals.{table}"  # noqa: S608  # names of ours


async def _copy_secret(
    hand: asyncpg.Connection, keys: Keys, tables: Mapping[Table, Columns], parts: Sequence[int]
) -> None:
    for table, columns in tables.items():
        rows = await hand.fetch(f"select {', '.join(columns)} from originals.{table.name}")  # noqa: S608  # names of ours
        opened = await to_thread(_decrypt, keys, table, rows)
        for part in parts:
            records = await to_thread(_copy, keys, table, columns, opened, part)
            await hand.copy_records_to_table(table.name, records=records, columns=list(columns))


def _decrypt(keys: Keys, table: Table, rows: Sequence[asyncpg.Record]) -> Sequence[Mapping[str, Any]]:
    def opened(row: asyncpg.Record) -> Iterator[tuple[str, str]]:
        for name in sensitive_columns(table):
            if row[name] is not None:
                yield name, keys.decrypt(associated_data(table.name, name, row["id"]), row[name])

    return [{**row, **dict(opened(row))} for row in rows]


def _copy(
    keys: Keys, table: Table, columns: Columns, rows: Sequence[Mapping[str, Any]], part: int
) -> Sequence[Sequence[Any]]:
    def copied(name: str, value: Any) -> Any:  # noqa: ANN401  # of any column
        if value is not None and columns[name]:
            return UUID(int=value.int ^ part << BITS_BEHIND)
        return of_another(value, part) if value and name == "identity_number" else value

    copies = ({name: copied(name, value) for name, value in row.items()} for row in rows)
    return [[*encrypt_columns(keys, table, copy["id"], copy).values()] for copy in copies]


def of_another(number: str, part: int) -> str:
    """The identity number of somebody else of the same place, day and sex."""
    return with_check_digit(f"{number[:14]}{(int(number[14:17]) + 2 * part) % 1000:03d}")
