"""Encrypts values anew, under a new key, while others read and write."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from tenants.audit.noting import Opened, note
from tenants.database.owner import owner_session
from tenants.encryption.columns import associated_data, encrypt_columns, hash_column, sensitive_columns
from tenants.encryption.keys import DecryptionError, Keys
from tenants.kinds.table import table_of
from tenants.reading.disclosure import Disclosure
from tenants.reading.names import camel
from tenants.records.kinds import KINDS
from tenants.rotation.history import rotate_history
from tenants.rotation.key_changes import begin_rotation, retire_unused
from tenants.rotation.seals import rotate_seals
from tenants.rotation.stored import TABLES

BATCH = 500
OPERATOR = "operator"
PERSONS = ("CHILD", "CARING_MOTHER")
A_MOMENT = 0.05  # seconds, after which a record may no longer be locked


@dataclass(slots=True)
class RotationReport:
    """How many records and changes of them were encrypted anew, and what no key decrypts, by its associated data."""

    records: int = 0
    changes: int = 0
    broken: dict[str, UUID] = field(default_factory=dict)


async def rotate(url: str, keys: Keys) -> RotationReport:
    """Encrypts under the first key whatever is encrypted under another, and recomputes its hashes.

    It can be interrupted and run again, and others may write meanwhile: a batch is one short transaction, and locked
    records are retried. No change is recorded. Raises WrongKeys where a key is not the database's.
    """
    done = RotationReport()
    behind = f"not starts_with({{}}, '{keys.first}:')"
    async with owner_session(url) as owner:
        async with owner.transaction():
            await begin_rotation(owner, keys)
            await note(owner, keys, OPERATOR, "circle keys rotate", [Opened(one) for one in disclosures()])
        for table in TABLES:
            await TableRotation(table, keys, behind, keys.decrypt).run(owner, done)
        done.changes = await rotate_history(owner, keys, behind, keys.decrypt, done.broken)
        await rotate_seals(owner, keys)
        await retire_unused(owner, keys)
    return done


def disclosures() -> Iterator[Disclosure]:
    """What is decrypted of every file, though nobody is shown it."""
    for person in PERSONS:
        kinds = [kind for kind in KINDS if kind.about and kind.about.kind == person]
        fields = {
            camel(name) if kind.code == person else f"{camel(kind.single)}.{camel(name)}"
            for kind in kinds
            for name in sensitive_columns(table_of(kind))
        }
        yield Disclosure(person, tuple(sorted(fields)))


@dataclass(frozen=True, slots=True)
class TableRotation:
    """Encrypts the values of a table anew that meet the condition; `decrypt` opens them."""

    table: Table
    keys: Keys
    condition: str
    decrypt: Callable[[str, str], str]

    async def run(self, owner: asyncpg.Connection, done: RotationReport) -> None:
        """Goes through the table until nothing is left but what cannot be decrypted."""
        left = f"select exists (select from {self.table} where {self.wanted} and id <> all ($1))"  # noqa: S608
        while await owner.fetchval(left, list(done.broken.values())):
            before, last = done.records, await self.next_batch(owner, done, UUID(int=0))
            while last:
                last = await self.next_batch(owner, done, last)
            if done.records == before:
                await asyncio.sleep(A_MOMENT)

    async def next_batch(self, owner: asyncpg.Connection, done: RotationReport, after: UUID) -> UUID | None:
        """Encrypts the next records after an id anew; returns the last one's id, or None at the end."""
        names = ", ".join(self.columns)
        batch = f"""select id, {names} from {self.table} where {self.wanted} and id > $1
            order by id limit {BATCH} for no key update skip locked"""  # noqa: S608
        async with owner.transaction():
            await owner.execute("set local circle.unrecorded = 'on'")
            rows = await owner.fetch(batch, after)
            encrypted = [{**row, **self.encrypt_row(row, done)} for row in rows]
            await owner.execute(self.change, *([row[name] for row in encrypted] for name in ("id", *self.columns)))
        done.records += len(rows)
        return rows[-1]["id"] if rows else None

    def encrypt_row(self, row: asyncpg.Record, done: RotationReport) -> dict[str, Any]:
        """A row's columns encrypted anew, without those that cannot be decrypted."""
        opened = {}
        for name in sensitive_columns(self.table):
            data = associated_data(self.table.name, name, row["id"])
            try:
                opened[name] = row[name] and self.decrypt(data, row[name])
            except DecryptionError:
                done.broken[data] = row["id"]
        return encrypt_columns(self.keys, self.table, row["id"], opened)

    @property
    def wanted(self) -> str:
        return f"({' or '.join(self.condition.format(name) for name in sensitive_columns(self.table))})"

    @property
    def columns(self) -> list[str]:
        """The encrypted columns and their hashes."""
        names = sensitive_columns(self.table)
        return [*names, *(hash_column(name) for name in names if hash_column(name) in self.table.columns)]

    @property
    def change(self) -> str:
        types = ("uuid", *("bytea" if name.endswith(hash_column("")) else "text" for name in self.columns))
        arrays = ", ".join(f"${data}::{type_}[]" for data, type_ in enumerate(types, 1))
        changed = ", ".join(f"{name} = anew.{name}" for name in self.columns)
        return f"""update {self.table} kept set {changed}
            from unnest({arrays}) anew (id, {", ".join(self.columns)}) where kept.id = anew.id"""  # noqa: S608
