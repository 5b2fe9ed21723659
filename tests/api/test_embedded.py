"""The embedded PostgreSQL: its life, what it survives, and one clear line for what it cannot do."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from api.embedded import HASTY
from api.postgres import EmbeddedError


@pytest.fixture(scope="module")
def spare() -> Iterator[Path]:
    """Make a data folder with a stopped server, in a place whose name is too long for a socket's."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        deep = Path(folder) / "a folder, deep" / ("deep" * 20)
        with embedded.serving(deep, durable=False):
            pass
        yield deep


async def test_both_roles_reach_the_database_and_nobody_else_does(server: embedded.Addresses) -> None:
    for url in (server.owner_url, server.application_url):
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("select current_database()") == embedded.DATABASE
        assert not await connection.fetchval("select usesuper from pg_user where usename = current_user")
        assert await connection.fetchval("select current_setting('listen_addresses')") == ""
        await connection.close()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(server.owner_url, password="wrong")  # noqa: S106 - it is wrong
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await asyncpg.connect(server.owner_url, user="postgres")


async def test_what_was_kept_is_there_after_a_restart_however_deep_the_folder(spare: Path) -> None:
    with embedded.serving(spare, durable=False) as first:
        connection = await asyncpg.connect(first.owner_url)
        await connection.execute("create table kept (); comment on table kept is '爱心妈妈'")
        await connection.close()
        assert embedded.running(spare) == first
    assert embedded.running(spare) is None
    with embedded.serving(spare, durable=False) as second:
        connection = await asyncpg.connect(second.owner_url)
        assert await connection.fetchval("select obj_description('kept'::regclass)") == "爱心妈妈"
        await connection.close()


async def test_a_crashed_server_recovers(spare: Path) -> None:
    with embedded.serving(spare) as addresses:
        connection = await asyncpg.connect(addresses.owner_url)
        await connection.execute("create table crashed as select generate_series(1, 1000)")
        os.kill(int((spare / "postgresql" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        connection.terminate()
    with embedded.serving(spare, durable=False) as addresses:
        connection = await asyncpg.connect(addresses.owner_url)
        assert await connection.fetchval("select count(*) from crashed") == 1000
        await connection.close()


def test_the_socket_of_a_deep_folder_is_elsewhere_and_goes_with_the_server(spare: Path) -> None:
    with embedded.serving(spare, durable=False) as addresses:
        sockets = Path(addresses.owner_url.partition("?host=")[2])
        assert list(sockets.iterdir())
    assert not sockets.exists()


def test_a_relative_folder_keeps_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        with embedded.serving(Path("data"), durable=False):
            pass
        assert Path("data/postgresql/PG_VERSION").exists()


def test_a_server_left_running_is_taken_over(spare: Path) -> None:
    if os.fork() == 0:
        with embedded.serving(spare, durable=False):
            os._exit(0)
    os.wait()
    left = embedded.running(spare)
    assert left is not None
    with embedded.serving(spare) as addresses:
        assert addresses == left
    assert embedded.running(spare) is None


async def test_a_cluster_is_there_when_it_is_whole(tmp_path: Path) -> None:
    _die(tmp_path)
    assert not embedded.is_made(tmp_path)
    assert embedded.running(tmp_path) is None
    with embedded.making(tmp_path) as addresses:
        owner = await asyncpg.connect(addresses.owner_url)
        await owner.execute("create table made as select generate_series(1, 1000)")
        await owner.close()
        assert not embedded.is_made(tmp_path)
    with embedded.serving(tmp_path) as addresses:
        owner = await asyncpg.connect(addresses.owner_url)
        assert await owner.fetchval("select count(*) from made") == 1000
        hasty = {name: await owner.fetchval("select current_setting($1)", name) for name in HASTY}
        assert {name for name, value in hasty.items() if value == HASTY[name]} == set()
        await owner.close()


def _die(data: Path) -> None:
    """Leave a server running, of a cluster that is not whole."""
    if os.fork() == 0:
        with embedded.making(data):
            os._exit(0)
    os.wait()


def test_a_making_that_fails_leaves_no_cluster(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), embedded.making(tmp_path):
        raise FileNotFoundError
    assert not embedded.is_made(tmp_path)


def test_a_folder_serves_one_process_at_a_time(spare: Path) -> None:
    with (
        embedded.serving(spare, durable=False),
        pytest.raises(EmbeddedError, match="in use by another `circle demo`"),
        embedded.serving(spare),
    ):
        pass


def test_a_folder_of_another_version_is_named(spare: Path) -> None:
    made = spare / "postgresql" / "PG_VERSION"
    kept = made.read_text()
    made.write_text("17\n")
    with pytest.raises(EmbeddedError, match="is of PostgreSQL 17, the embedded server is "), embedded.serving(spare):
        pass
    made.write_text(kept)


def test_a_damaged_server_says_why_it_does_not_start(spare: Path) -> None:
    control = spare / "postgresql" / "global" / "pg_control"
    control.rename(control.with_suffix(".kept"))
    with pytest.raises(EmbeddedError, match="PostgreSQL did not start: "), embedded.serving(spare):
        pass
    control.with_suffix(".kept").rename(control)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    unusable = tmp_path / "file" / "data"
    with pytest.raises(EmbeddedError, match="cannot be used: Not a directory"), embedded.serving(unusable):
        pass


def test_errors_of_the_block_are_its_own(spare: Path) -> None:
    with pytest.raises(FileNotFoundError), embedded.serving(spare, durable=False):
        raise FileNotFoundError
    assert embedded.running(spare) is None


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = embedded.kept_secret(tmp_path / "x.password")
    assert len(first) == 32
    assert embedded.kept_secret(tmp_path / "x.password") == first
    assert (tmp_path / "x.password").stat().st_mode & 0o777 == 0o600
    assert embedded.kept_secret(tmp_path / "y.password") != first
