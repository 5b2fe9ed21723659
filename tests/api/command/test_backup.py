"""The drill: a backup restored into an empty cluster is the same database, and of no use without its keys."""

import tempfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from api import embedded
from tenants.audit.chaining import chain
from tenants.statistics.rolling_up import roll_up
from tests.api.command.conftest import KEYS, Circle, free_port, run_circle
from tests.api.service import serve, settle
from tests.conftest import ScratchDatabase
from tests.planted import CHILD

REGISTER = """mutation ($input: RegisterChildInput!) {
    registerChild(input: $input) { child { id } userErrors { code field } } }"""
GIVEN = {
    "id": "019a0000-0000-7000-8000-000000000001",
    "tenant": "330127100201",
    "name": "小明",
    "sex": "MALE",
    "birthDate": "2015-05-05",
    "category": "OTHER",
    "categorySource": "FEDERATION",
    "identifiedOn": "2024-01-01",
    **CHILD,
}
SEARCHED = "query ($phone: String) { children(filter: { phone: $phone }) { nodes { phone } } }"
OTHER = b64encode(b"a key that has nothing to do her").decode()
WHO_MAY = """select relname, acl::text from pg_class, unnest(relacl) acl where relnamespace = 'public'::regnamespace
    union all select proname, acl::text from pg_proc, unnest(proacl) acl where pronamespace = 'public'::regnamespace
    order by 1, 2"""
TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname"
VERIFIED = (("statistics", "verify"), ("audit", "verify"), ("keys", "status"))


@pytest.fixture
def empty() -> Iterator[embedded.Addresses]:
    """Another machine's cluster, with the two roles and nothing else."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder, embedded.serving(Path(folder), durable=False) as made:
        yield made


@pytest.fixture
async def registered(database: ScratchDatabase, owner: asyncpg.Connection) -> ScratchDatabase:
    """With a child whose file was opened, and with figures."""
    await settle(owner)
    async with serve(owner, database.application_url) as service:
        token = await service.token()
        done = await service.ask(REGISTER, token, input=GIVEN)
        assert done.json()["data"]["registerChild"]["userErrors"] == []
        found = await service.ask(SEARCHED, token, phone=CHILD["phone"])
        assert found.json()["data"]["children"]["nodes"] == [{"phone": CHILD["phone"]}]
        await roll_up(service.app.state.database)
        await chain(service.app.state.database)
    return database


def environment(addresses: embedded.Addresses | ScratchDatabase, **more: str) -> Mapping[str, str]:
    return {
        "CIRCLE_OWNER_URL": addresses.owner_url,
        "CIRCLE_DATABASE_URL": addresses.application_url,
        "CIRCLE_PORT": free_port(),
        **KEYS,
        **more,
    }


def half_made(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def everything(url: str) -> Mapping[str, Any]:
    """Every row of every table, and what the application may do with each."""
    connection = await asyncpg.connect(url)
    rows = {
        name: await connection.fetchval(f"select string_agg(r::text, E'\\n' order by r::text) from {name} r")
        for (name,) in await connection.fetch(TABLES)
    }
    may = [tuple(row) for row in await connection.fetch(WHO_MAY)]
    await connection.close()
    return {**rows, "who may": may}


async def test_what_is_restored_is_what_was_backed_up(
    registered: ScratchDatabase, empty: embedded.Addresses, tmp_path: Path
) -> None:
    file = tmp_path / "circle.dump"
    for command in VERIFIED:
        assert run_circle(*command, **environment(registered)).returncode == 0
    done = run_circle("backup", str(file), **environment(registered))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600

    done = run_circle("restore", str(file), **environment(empty))
    assert done.returncode == 0, done.stderr
    before, after = await everything(registered.owner_url), await everything(empty.owner_url)
    assert len(before) > 20
    assert before["children"]
    assert before["access_log_chain"]
    for name, value in before.items():
        assert after[name] == value, name
    for command in VERIFIED:
        again = run_circle(*command, **environment(empty))
        assert (again.returncode, again.stdout) == (0, run_circle(*command, **environment(registered)).stdout)

    owner = await asyncpg.connect(empty.owner_url)
    async with serve(owner, empty.application_url) as service:
        found = await service.ask(SEARCHED, await service.token(), phone=CHILD["phone"])
        assert found.json()["data"]["children"]["nodes"] == [{"phone": CHILD["phone"]}]
    await owner.close()


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({"CIRCLE_SEARCH_KEY": OTHER}, "CIRCLE_SEARCH_KEY is not the key"),
        ({"CIRCLE_KEYS": f"tests:{OTHER}"}, "the key tests of CIRCLE_KEYS is not"),
        ({"CIRCLE_KEYS": f"new:{OTHER}"}, "CIRCLE_KEYS lacks tests"),
    ],
    ids=["wrong search key", "wrong key", "lost key"],
)
async def test_without_its_keys_nothing_is_served(
    registered: ScratchDatabase, empty: embedded.Addresses, tmp_path: Path, keys: Mapping[str, str], named: str
) -> None:
    file = tmp_path / "circle.dump"
    assert run_circle("backup", str(file), **environment(registered)).returncode == 0
    given = environment(empty, **keys)
    served = {name: value for name, value in given.items() if name != "CIRCLE_OWNER_URL"}
    for command, told in ((("restore", str(file)), given), (("serve",), served)):
        done = run_circle(*command, **told)
        assert (done.returncode, named in done.stderr) == (1, True), done.stderr
        assert done.stderr.count("\n") == 1


def test_a_backup_is_never_written_over_nor_restored_over_a_database(circle: Circle, tmp_path: Path) -> None:
    file = tmp_path / "circle.dump"
    assert circle("backup", str(file)).returncode == 0
    assert circle("backup", str(file)).stderr == f"circle: {file} exists already\n"
    assert circle("restore", str(file)).stderr.startswith("circle: the database is not empty")


async def test_a_backup_that_would_not_be_whole_is_refused(
    circle: Circle, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    await owner.execute("create policy narrowed on children as restrictive for select using (sex = 'MALE')")
    done = circle("backup", str(tmp_path / "circle.dump"))
    assert "does not see every row of children" in done.stderr
    assert not half_made(tmp_path)
