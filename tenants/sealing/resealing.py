"""Seals values anew, under a new key, while others read and write."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from tenants.history.resealing import reseal_history
from tenants.owner import owner_session
from tenants.sealing.columns import hash_of, place_of, seal, sensitive_columns
from tenants.sealing.kept import TABLES
from tenants.sealing.key_changes import begin_rotation, retire_unused
from tenants.sealing.keys import BrokenSeal, Keys

BATCH = 500
A_MOMENT = 0.05  # seconds, after which a record may no longer be locked


@dataclass(slots=True)
class Resealed:
    """How many records and changes of their history were sealed anew, and what no key opens, by its place."""

    records: int = 0
    changes: int = 0
    broken: dict[str, UUID] = field(default_factory=dict)


async def rotate(url: str, keys: Keys) -> Resealed:
    """Seals under the first key whatever is sealed under another, and recomputes its hashes.

    It can be interrupted and run again, and others may write meanwhile: a batch is one short transaction, and locked
    records are retried. No change is recorded. Raises WrongKeys where a key is not the database's.
    """
    done = Resealed()
    behind = f"not starts_with({{}}, '{keys.first}:')"
    async with owner_session(url) as owner:
        async with owner.transaction():
            await begin_rotation(owner, keys)
        for table in TABLES:
            await Resealing(table, keys, behind, keys.open).run(owner, done)
        done.changes = await reseal_history(owner, keys, behind, keys.open, done.broken)
        await retire_unused(owner, keys)
    return done


@dataclass(frozen=True, slots=True)
class Resealing:
    """Seals the values of a table anew that meet the condition; `open` opens them."""

    table: Table
    keys: Keys
    condition: str
    open: Callable[[str, str], str]

    async def run(self, owner: asyncpg.Connection, done: Resealed) -> None:
        """Goes through the table until nothing is left but what does not open."""
        left = f"select exists (select from {self.table} where {self.wanted} and id <> all ($1))"  # noqa: S608
        while await owner.fetchval(left, list(done.broken.values())):
            before, last = done.records, await self.next_batch(owner, done, UUID(int=0))
            while last:
                last = await self.next_batch(owner, done, last)
            if done.records == before:
                await asyncio.sleep(A_MOMENT)

    async def next_batch(self, owner: asyncpg.Connection, done: Resealed, after: UUID) -> UUID | None:
        """Seals the next records after an id anew; returns the last one's id, or None at the end."""
        names = ", ".join(self.columns)
        batch = f"""select id, {names} from {self.table} where {self.wanted} and id > $1
            order by id limit {BATCH} for no key update skip locked"""  # noqa: S608
        async with owner.transaction():
            await owner.execute("set local circle.unrecorded = 'on'")
            rows = await owner.fetch(batch, after)
            sealed = [{**row, **self.sealed(row, done)} for row in rows]
            await owner.execute(self.change, *([row[name] for row in sealed] for name in ("id", *self.columns)))
        done.records += len(rows)
        return rows[-1]["id"] if rows else None

    def sealed(self, row: asyncpg.Record, done: Resealed) -> dict[str, Any]:
        """A row's columns sealed anew, without those that do not open."""
        opened = {}
        for name in sensitive_columns(self.table):
            place = place_of(self.table.name, name, row["id"])
            try:
                opened[name] = row[name] and self.open(place, row[name])
            except BrokenSeal:
                done.broken[place] = row["id"]
        return seal(self.keys, self.table, row["id"], opened)

    @property
    def wanted(self) -> str:
        return f"({' or '.join(self.condition.format(name) for name in sensitive_columns(self.table))})"

    @property
    def columns(self) -> list[str]:
        """The sealed columns and their hashes."""
        names = sensitive_columns(self.table)
        return [*names, *(hash_of(name) for name in names if hash_of(name) in self.table.columns)]

    @property
    def change(self) -> str:
        types = ("uuid", *("bytea" if name.endswith(hash_of("")) else "text" for name in self.columns))
        arrays = ", ".join(f"${place}::{type_}[]" for place, type_ in enumerate(types, 1))
        changed = ", ".join(f"{name} = anew.{name}" for name in self.columns)
        return f"""update {self.table} kept set {changed}
            from unnest({arrays}) anew (id, {", ".join(self.columns)}) where kept.id = anew.id"""  # noqa: S608
