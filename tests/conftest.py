"""The databases of the tests: one embedded server, one migrated database, and copies of it to spoil."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from api import embedded
from migrations.run import upgrade
from tests import planted
from tests.planted import pytest_runtest_makereport

__all__ = ["pytest_runtest_makereport"]

# How long an example takes says more of the machine than of us. The same examples each time, so that what fails was
# changed; `--hypothesis-profile=long` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no worker is left alone with it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


# The addresses of a server that `make mutants` keeps, so that the tests of each mutant begin at once.
RUNNING = "CIRCLE_TESTS_SERVER"


@pytest.fixture(scope="session", autouse=True)
def _hashed_for_less() -> Iterator[None]:
    """Passwords are hashed at a thousandth of the cost; by the commands and servers of the tests, at the whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tenants.accounts.passwords._hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@dataclass(frozen=True)
class ScratchDatabase:
    """A database of one test or one module, migrated and otherwise empty."""

    owner_url: str
    application_url: str

    @property
    def name(self) -> str:
        return urlsplit(self.owner_url).path.strip("/")


@pytest.fixture(scope="session")
def server() -> Iterator[embedded.Addresses]:
    """Start a PostgreSQL of this run alone, removed with its folder at the end; or use one that is there."""
    if RUNNING in os.environ:
        yield embedded.Addresses(*os.environ[RUNNING].split())
        return
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        with embedded.serving(Path(folder), durable=False) as addresses:
            yield addresses
        planted.search("server.log", (Path(folder) / "postgresql" / "server.log").read_text(errors="replace"))


@pytest.fixture(scope="session")
async def template(server: embedded.Addresses) -> embedded.Addresses:
    """Migrate the server's own database, which the others are copied from."""
    await upgrade(server.owner_url, embedded.APPLICATION)
    await _assert_unprivileged(server.application_url)
    return server


@pytest.fixture
async def database(template: embedded.Addresses) -> AsyncIterator[ScratchDatabase]:
    """Make a fresh database for the test."""
    async with scratch(template) as made:
        yield made


@pytest.fixture(scope="module")
async def module_database(template: embedded.Addresses) -> AsyncIterator[ScratchDatabase]:
    """Make a fresh database for the tests of one module to share."""
    async with scratch(template) as made:
        yield made


@pytest.fixture
async def owner(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    """Connect to the test's database as its owner."""
    connection = await asyncpg.connect(database.owner_url)
    yield connection
    await connection.close()


_numbers = count(1)


@asynccontextmanager
async def scratch(template: embedded.Addresses, copied: str = embedded.DATABASE) -> AsyncIterator[ScratchDatabase]:
    name = f"scratch_{os.getpid()}_{next(_numbers)}"
    administrator = await asyncpg.connect(template.owner_url, database="postgres")
    # Copied file by file it costs half of what it does block by block.
    await administrator.execute(f"create database {name} template {copied} strategy file_copy")
    yield ScratchDatabase(
        *(url.replace(f"/{embedded.DATABASE}?", f"/{name}?") for url in (template.owner_url, template.application_url))
    )
    # A connection that a test forgot to close makes this fail, as it should.
    await administrator.execute(f"drop database {name}")
    await administrator.close()


async def _assert_unprivileged(application_url: str) -> None:
    """Row-level security is proven only for a role that can neither bypass it nor own what it guards."""
    connection = await asyncpg.connect(application_url)
    role = await connection.fetchrow(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
    )
    memberships = await connection.fetchval("select count(*) from pg_auth_members where member = current_user::regrole")
    owned = await connection.fetchval("select count(*) from pg_class where relowner = current_user::regrole")
    await connection.close()
    assert role is not None
    assert not any(role.values())
    assert (memberships, owned) == (0, 0)
