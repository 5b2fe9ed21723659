"""What is held on a person is exported whole, and erased whole, in whatever kind of record it stands."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from tenants.person.erasing import erase_person
from tenants.person.exporting import export_person
from tenants.person.request import Request
from tests.isolation.stage import Stage
from tests.keys import KEYS, opened
from tests.world import TABLES

# Asked of the database, which knows of each table whom its rows name, whatever a kind says of itself.
NAMING = """select distinct c.conrelid::regclass::text as name, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = $1::regclass and c.conrelid <> c.confrelid
      and a.atttypid = 'uuid'::regtype"""
# Each is of one record alone: `findings<17>`.
SECRET = re.compile(r"[a-z_ ]+<\d+>")
# Who reported harm is told to nobody, and a team is not its lead's alone.
WITHHELD = {"incident_reporters"}
OF_MANY = {"teams"}
# Who asked for a branch whether a child is on file is no part of its file.
KEPT = re.compile(r"(branch|asked_by)<")
OF = {"CHILD": "children", "CARING_MOTHER": "caring_mothers"}
CLOSED = {"CHILD": "MOVED_OUT", "CARING_MOTHER": "WITHDREW"}


@dataclass(frozen=True)
class Held:
    """The rows of a table that name a person."""

    table: str
    rows: tuple[Mapping[str, Any], ...]

    def secrets(self) -> set[str]:
        found = {secret for row in self.rows for value in row.values() for secret in SECRET.findall(str(value))}
        return {secret for secret in found if not KEPT.match(secret)}


async def naming(owner: asyncpg.Connection, person: str) -> Mapping[str, str]:
    """The tables of records whose rows name one, and the column that does; without what is a child's."""
    rows = {row["name"]: row["column"] for row in await owner.fetch(NAMING, OF[person])}
    others = {row["name"] for row in await owner.fetch(NAMING, "children")} if person == "CARING_MOTHER" else set[str]()
    own = set(TABLES.values()) - others - OF_MANY
    return {name: column for name, column in rows.items() if name in own}


async def held(owner: asyncpg.Connection, person: str, key: UUID) -> list[Held]:
    found = []
    for name, column in {**await naming(owner, person), OF[person]: "id"}.items():
        rows = await owner.fetch(f"select * from {name} where {column} = $1", key)
        found.append(Held(name, tuple(opened(name, row) for row in rows)))
    return found


def people(stage: Stage, person: str) -> Iterator[UUID]:
    for one in stage.world.of(person.lower()):
        if "own" in one.marks or "branch" in one.marks:
            assert isinstance(one.id, UUID)
            yield one.id


@pytest.mark.parametrize("person", OF)
async def test_every_kind_of_a_persons_records_is_exported_and_erased(stage: Stage, person: str) -> None:
    owner, seen = stage.owner, set[str]()
    for key in people(stage, person):
        before = await held(owner, person, key)
        seen |= {one.table for one in before if one.rows}
        told = await export_person(owner, Request(person, key, "操作员"), KEYS)
        for one in before:
            missing = {secret for secret in one.secrets() if secret not in told}
            assert missing == (one.secrets() if one.table in WITHHELD else set()), one.table
        ids = [row["id"] for one in before for row in one.rows]
        await close(owner, person, key)
        async with owner.transaction():
            await erase_person(owner, Request(person, key, "操作员", "asked to"))
        for one in await held(owner, person, key):
            assert one.secrets() == set(), one.table
        remembered = await owner.fetchval("select count(*) from change_values where record_id = any ($1)", ids)
        assert (remembered, bool(json.loads(told)["file"])) == (0, True)
    assert seen == {*await naming(owner, person), OF[person]}


async def close(owner: asyncpg.Connection, person: str, key: UUID) -> None:
    column = {"CHILD": "child_id", "CARING_MOTHER": "caring_mother_id"}[person]
    ended = "until_on = today(), ended_reason = 'COMPLETED'"
    await owner.execute(f"update pairings set {ended} where {column} = $1 and until_on is null", key)
    closing = f"update {OF[person]} set closed_on = today(), closed_reason = $2 where id = $1 and closed_on is null"
    await owner.execute(closing, key, CLOSED[person])
