"""A world with one user of every role at the county, ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import asyncpg

from schema.build import graphql_schema
from schema.caller import Caller, Language
from schema.engine.engine import Engine
from schema.messages import error_text
from tenants.database.transactions import Database
from tenants.errors import Forbidden
from tests.callers import UNLIMITED, add_caller, ask
from tests.conftest import ScratchDatabase
from tests.isolation.roles import ROLES
from tests.world import OWN, TABLES, World, build_world


@dataclass(frozen=True, slots=True)
class Stage:
    owner: asyncpg.Connection
    database: Database
    engine: Engine
    world: World
    callers: Mapping[str, Caller]

    async def ask(self, role: str, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return await ask(self.engine, self.callers[role], query, variables)

    async def fingerprint(self) -> list[str]:
        """Tells whether anything at all was written: every row of every table, as text."""
        tables = [*TABLES.values(), "tenants", "users", "grants", "statistics_deltas", "statistics_rollups"]
        texts = "select coalesce(string_agg(r::text, E'\\n' order by r::text), '') from {} r"
        return [await self.owner.fetchval(texts.format(table)) for table in tables]


@dataclass(frozen=True, slots=True)
class Staged:
    """A stage, and the database that it was set in."""

    database: ScratchDatabase
    stage: Stage


async def set_stage(owner: asyncpg.Connection, database: Database) -> Stage:
    world = await build_world(owner)
    named = {"organization": world.organization}
    callers = {role: await add_caller(owner, database, role, OWN, world.me, **named) for role in ROLES}
    return Stage(owner, database, Engine(graphql_schema(), UNLIMITED), world, callers)


def on_other_database(stage: Stage, database: Database) -> Stage:
    callers = {role: replace(caller, database=database) for role, caller in stage.callers.items()}
    return replace(stage, database=database, callers=callers)


def is_refusal(refused: Forbidden, role: str, kind: str) -> bool:
    """Whether it says to whom, and of what; as the engine raises it, or in English, as a server tells it."""
    expected = Forbidden(role=role, resource=kind)
    return refused.details == expected.details or str(refused) == error_text(expected, Language.EN)
