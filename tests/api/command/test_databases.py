"""Which database a command works on, and one line when it is none, unreachable or of another version."""

import socket
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from tests.api.command.conftest import KEYS, Circle, run_circle
from tests.conftest import ScratchDatabase

NOWHERE = "postgresql://circle@127.0.0.1:1/circle"


@pytest.mark.parametrize("arguments", ["users list", "token x", "migrate", "serve", "statistics verify"])
def test_without_a_database_a_command_says_what_to_set(tmp_path: Path, arguments: str) -> None:
    done = run_circle(*arguments.split(), CIRCLE_DATA=str(tmp_path / "none"))
    assert done.returncode == 1
    assert done.stderr.startswith("circle: CIRCLE_")
    assert done.stderr.endswith(f"is not set, and no demo is running in {tmp_path / 'none'}\n")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("arguments", ["users list", "token x", "migrate", "serve", "statistics verify"])
def test_a_database_that_does_not_answer_is_one_line(arguments: str) -> None:
    owner = {} if arguments == "serve" else {"CIRCLE_OWNER_URL": NOWHERE}
    done = run_circle(*arguments.split(), CIRCLE_DATABASE_URL=NOWHERE, **owner, **KEYS)
    assert done.returncode == 1
    assert done.stderr.startswith("circle: the database does not answer: ")
    assert done.stderr.count("\n") == 1


BY_THE_OWNER = [
    "users list",
    "users add x",
    "users enrol x",
    "token x",
    "keys status",
    "statistics roll-up",
    "audit verify",
]


async def test_before_it_was_migrated_a_command_says_so_in_a_line(
    database: ScratchDatabase, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    (tmp_path / "33.csv").write_text("code,name\n33,浙江省\n")
    bare = f"{database.name}_bare"
    await owner.execute(f"create database {bare}")
    urls = {
        "CIRCLE_OWNER_URL": database.owner_url.replace(f"/{database.name}", f"/{bare}"),
        "CIRCLE_DATABASE_URL": database.application_url.replace(f"/{database.name}", f"/{bare}"),
    }
    try:
        for arguments in (*BY_THE_OWNER, f"tenants load {tmp_path / '33.csv'}"):
            done = run_circle(*arguments.split(), **urls, **KEYS)
            said = "circle: the database is older than this program: run `circle migrate`\n"
            assert (done.returncode, done.stdout, done.stderr) == (1, "", said), arguments
    finally:
        await owner.execute(f"drop database {bare}")


def test_another_role_than_the_owners_is_one_line(database: ScratchDatabase) -> None:
    urls = {"CIRCLE_OWNER_URL": database.application_url, "CIRCLE_DATABASE_URL": database.application_url}
    done = run_circle("users", "add", "x", **urls, **KEYS)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("circle: CIRCLE_OWNER_URL names a role that may not do this: permission denied for ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", ["migrate", "serve", "keys status", "keys rotate"])
def test_without_keys_nothing_starts_on_a_database_of_its_own(database: ScratchDatabase, arguments: str) -> None:
    urls = {"CIRCLE_OWNER_URL": database.owner_url, "CIRCLE_DATABASE_URL": database.application_url}
    done = run_circle(*arguments.split(), **urls)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "circle: CIRCLE_KEYS is not set, and no demo is running in .data\n"


def test_a_wrong_setting_is_one_line() -> None:
    done = run_circle("serve", CIRCLE_PORT="http")
    assert (done.returncode, done.stderr) == (1, "circle: CIRCLE_PORT is a whole number from 1 to 65535, not http\n")


def test_a_command_finds_the_running_demo(tmp_path: Path) -> None:
    with embedded.serving(tmp_path / "data", durable=False):
        migrated = run_circle("migrate", CIRCLE_DATA=str(tmp_path / "data"))
        assert migrated.stdout.startswith("The database is at 2")
        assert run_circle("users", "list", CIRCLE_DATA=str(tmp_path / "data")).returncode == 0


async def test_serving_refuses_a_newer_and_an_older_database(circle: Circle, owner: asyncpg.Connection) -> None:
    for revision, word in (("9999", "newer"), ("20261128_01", "older")):
        await owner.execute("update alembic_version set version_num = $1", revision)
        done = circle("serve")
        assert done.returncode == 1
        assert done.stderr.startswith(f"circle: the database is {word} than this program: ")


def test_migrating_again_says_where_it_is(circle: Circle) -> None:
    assert circle("migrate").stdout.startswith("The database is at 2")


def test_serving_on_a_port_in_use_is_one_line(database: ScratchDatabase) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_circle("serve", CIRCLE_PORT=port, CIRCLE_DATABASE_URL=database.application_url, **KEYS)
    assert done.returncode == 1
    assert done.stderr == f"circle: 127.0.0.1 port {port} cannot be served on: Address already in use\n"


def test_serving_refuses_to_hold_the_owners_password(database: ScratchDatabase) -> None:
    urls = {"CIRCLE_OWNER_URL": database.owner_url, "CIRCLE_DATABASE_URL": database.application_url}
    done = run_circle("serve", **urls, **KEYS)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("circle: CIRCLE_OWNER_URL is set: ")
    assert done.stderr.count("\n") == 1
