"""Nothing is served as a role that row-level security would not hold: real roles, on a server of their own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import embedded
from api.postgres import run
from migrations.run import MigrationError, upgrade
from tenants.database.plain_role import UnfitRole
from tenants.database.transactions import Database
from tests.api.command.conftest import KEYS as KEYS_SET
from tests.api.command.conftest import run_circle
from tests.keys import KEYS

PASSWORD = "of these tests alone"  # noqa: S105  # it opens nothing else
UNFIT = {
    "a_superuser": ("superuser", "is a superuser"),
    "may_bypass": ("bypassrls", "has BYPASSRLS"),
    "may_become_it": ("noinherit in role may_bypass", "has BYPASSRLS, or is a member"),
    "makes_roles": ("createrole", "has CREATEROLE"),
    "of_the_owner": (f"noinherit in role {embedded.OWNER}", "is a member of the role that owns them"),
    "of_one_of_the_owner": ("in role of_the_owner", "is a member of the role that owns them"),
}


@pytest.fixture(scope="module")
def peopled() -> Iterator[embedded.Addresses]:
    """A server on which there are such roles, as only its superuser makes them."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        data, cluster = Path(folder), Path(folder) / "postgresql"
        with embedded.serving(data, durable=False):
            pass
        made = [f"create role {name} login password '{PASSWORD}' {how}" for name, (how, _) in UNFIT.items()]
        assert "ERROR" not in run(cluster, "postgres", "--single", "postgres", given="\n".join(made) + "\n")
        (cluster / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        with embedded.serving(data, durable=False) as addresses:
            yield addresses


@pytest.fixture(scope="module")
async def migrated(peopled: embedded.Addresses) -> embedded.Addresses:
    await upgrade(peopled.owner_url, embedded.APPLICATION)
    return peopled


def as_role(addresses: embedded.Addresses, name: str) -> str:
    _, at, place = addresses.application_url.partition("@")
    return f"postgresql://{name}:{PASSWORD.replace(' ', '%20')}{at}{place}"


@pytest.mark.parametrize("name", UNFIT)
async def test_a_role_that_passes_row_security_serves_nothing(migrated: embedded.Addresses, name: str) -> None:
    with pytest.raises(UnfitRole, match=f"the role {name} .*{UNFIT[name][1]}.*; it needs a plain role"):
        await Database.connect(as_role(migrated, name), 1, KEYS)


async def test_nor_does_the_owner(migrated: embedded.Addresses) -> None:
    with pytest.raises(UnfitRole, match="owns tables"):
        await Database.connect(migrated.owner_url, 1, KEYS)


async def test_a_plain_role_serves(migrated: embedded.Addresses) -> None:
    database = await Database.connect(migrated.application_url, 1, KEYS)
    await database.check()
    await database.close()


@pytest.mark.parametrize("name", UNFIT)
async def test_none_of_them_is_given_the_applications_rights(migrated: embedded.Addresses, name: str) -> None:
    with pytest.raises(MigrationError, match="it needs a plain role"):
        await upgrade(migrated.owner_url, name)


async def test_the_server_says_so_in_one_line(migrated: embedded.Addresses) -> None:
    done = run_circle("serve", CIRCLE_DATABASE_URL=migrated.owner_url, **KEYS_SET)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"circle: CIRCLE_DATABASE_URL: the role {embedded.OWNER} owns tables, or is a member of the role that owns "
        "them; it needs a plain role\n"
    )
