"""The migrated database and the tables the code composes its statements from are the same."""

from importlib import import_module
from pkgutil import walk_packages

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import tenants
from tenants.metadata import metadata
from tests.conftest import ScratchDatabase

# Reached through functions of the database alone, so that no statement the code composes can name them.
UNNAMED = {
    *("users", "grants", "sessions", "account_events", "administration_events", "sign_in_attempts", "known_places"),
    *("family_versions", "statistics_batches", "recovery_codes", "sign_in_challenges"),
    *("identities", "identity_codes", "sign_in_proofs", "acknowledged_alerts", "actor_key"),
    *("calendars", "calendar_windows", "duties", "duty_deltas", "duty_rollups", "duty_backlog"),
    *("record_columns", "record_kinds", "record_ids", "record_views", "applied_sql"),
    *("key_fingerprints", "creations", "answered_requests", "wish_listings", "successions"),
    "proposed_successions",
    *("numbers_told", "enquiry_links"),
    *(
        "access_log_unchained",
        "access_log_chain",
        "access_log_days",
        "access_log_retired",
        "access_log_seals",
        "person_requests",
    ),
}


@pytest.fixture(autouse=True, scope="module")
def every_table_known() -> None:
    for module in walk_packages(tenants.__path__, "tenants."):
        import_module(module.name)


# SQLAlchemy hands on what it reads of a constraint that is NOT VALID as an option that it does not know.
@pytest.mark.filterwarnings("ignore:Can't validate argument 'dialect_options'")
async def test_tables_columns_types_and_nullability_agree(database: ScratchDatabase) -> None:
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(database.owner_url), poolclass=NullPool
    )
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_only_what_no_statement_names_has_no_table_here(owner: asyncpg.Connection) -> None:
    names = await owner.fetch(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') "
        "and not relispartition"
    )
    assert {row["relname"] for row in names} - set(metadata.tables) == {*UNNAMED, "alembic_version"}


def _differences(connection: Connection) -> list[object]:
    """Compare tables and columns; indexes, keys and defaults are the migrations' alone."""
    context = MigrationContext.configure(
        connection,
        opts={
            "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
            "include_object": lambda _object, _name, kind, _reflected, _other: kind in {"table", "column"},
        },
    )
    return list(compare_metadata(context, metadata))
