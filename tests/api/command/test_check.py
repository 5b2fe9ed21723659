"""`circle check`: exit 0 where all is well, else 1 and each thing that is wrong with what to do about it."""

from base64 import b64encode

import asyncpg

from tests.api.command.conftest import Circle, run_circle
from tests.api.command.test_backup import environment
from tests.conftest import ScratchDatabase
from tests.pooler import pooling

OTHER = b64encode(b"a key that has nothing to do her").decode()


def test_where_all_is_well(circle: Circle) -> None:
    done = circle("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert {line[:6] for line in done.stdout.splitlines()} == {"ok    "}
    assert len(done.stdout.splitlines()) < 25


async def test_what_is_wrong_is_said_with_what_to_do(circle: Circle, owner: asyncpg.Connection) -> None:
    await owner.execute("insert into key_fingerprints values ('lost', sha256(''))")
    done = circle("check", CIRCLE_WORKERS="50")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    wrong = {line: lines[place + 1].strip() for place, line in enumerate(lines) if line.startswith("WRONG")}
    assert [line for line in wrong if "CIRCLE_KEYS lacks lost" in line]
    assert wrong["WRONG 605 connections may be needed of 100"].startswith("raise max_connections")
    await owner.execute("update alembic_version set version_num = '9999'")
    assert "install the program's newer version" in circle("check").stdout


async def test_it_keeps_no_key_in_mind(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    done = run_circle("check", **environment(database, CIRCLE_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"))
    assert (done.returncode, done.stdout.splitlines()[0][:35]) == (1, "WRONG the database does not answer:")
    assert run_circle("check", **environment(database)).returncode == 0
    assert await owner.fetchval("select count(*) from key_fingerprints") == 0


def test_an_owner_is_not_to_serve(database: ScratchDatabase) -> None:
    said = run_circle("check", **environment(database, CIRCLE_DATABASE_URL=database.owner_url)).stdout
    assert "WRONG CIRCLE_DATABASE_URL: the role circle_owner owns tables" in said


def test_what_is_no_replica_is_told_of(database: ScratchDatabase) -> None:
    away = "postgresql://nobody@127.0.0.1:1/none"
    replicas = f"{database.application_url} {away} {database.owner_url}"
    done = run_circle("check", **environment(database, CIRCLE_REPLICA_URLS=replicas))
    assert (done.returncode, done.stderr) == (1, "")
    assert "WRONG replica 1 is no replica, it can be written to" in done.stdout
    assert "WRONG replica 2 does not answer" in done.stdout
    assert "WRONG replica 3 is not read from: the role circle_owner owns tables" in done.stdout


def test_a_pooler_is_told_of(database: ScratchDatabase) -> None:
    with pooling(database) as pooled:
        said = run_circle("check", **environment(pooled)).stdout
    assert "WRONG connections come by a pooler" in said
    assert "set CIRCLE_LISTEN_URL" in said
