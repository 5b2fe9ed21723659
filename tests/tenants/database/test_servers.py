"""Which servers a URL names, as PostgreSQL's own library reads it; and who is asked in which order."""

import socket
import subprocess
import time
from urllib.parse import quote, urlsplit

import asyncpg
import pytest

from api.postgres import program_path
from tenants.database.servers import Servers, connect
from tests.conftest import ScratchDatabase

WHO = "postgresql://who:a%40b@"
# Nobody listens there.
AWAY = "127.0.0.1:1"


@pytest.mark.parametrize(
    ("url", "places"),
    [
        (f"{WHO}one/circle", [("one", None)]),
        (f"{WHO}one:1,two:2/circle", [("one", 1), ("two", 2)]),
        (f"{WHO}one,two:2,/circle", [("one", None), ("two", 2), (None, None)]),
        (f"{WHO}[::1]:1,two,[fe80::2]/circle", [("::1", 1), ("two", None), ("fe80::2", None)]),
        (f"{WHO}%2Frun%2Fa,%2Frun%2Fb/circle", [("/run/a", None), ("/run/b", None)]),
        (f"{WHO}/circle?host=one,/run/b&port=1,2", [("one", 1), ("/run/b", 2)]),
        (f"{WHO}/circle?host=one,two&port=7", [("one", 7), ("two", 7)]),
        (f"{WHO}other:9/circle?host=::1", [("::1", None)]),
        (f"{WHO}/circle", [(None, None)]),
    ],
)
def test_every_form_is_read(url: str, places: list[tuple[str | None, int | None]]) -> None:
    servers = Servers.read(url)
    assert (list(servers.places), servers.user) == (places, "who")
    assert "a%40b" not in repr(servers)


def test_what_is_said_to_each_is_kept_apart() -> None:
    servers = Servers.read(f"{WHO}a,b/circle?sslmode=require&target_session_attrs=prefer-standby&connect_timeout=2")
    assert servers.url == f"{WHO}/circle?sslmode=require"
    assert (servers.wishes(to_write=True), servers.seconds) == (("standby", "any"), 2)
    assert Servers.read(f"{WHO}a/circle").wishes(to_write=False) == ("any",)
    assert Servers.read(f"{WHO}a/circle").wishes(to_write=True) == ("read-write",)
    assert Servers.read(f"{WHO}a,b/circle").wishes(to_write=False) == ("read-write",)


@pytest.mark.parametrize(
    "place",
    ["one:0,two/c", "one:x,two/c", "one:1:2/c", "one,[::1/c", "/c?host=a,b&port=1,2,3", "a/c?target_session_attrs=x"],
)
def test_what_means_nothing_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match=r"mean|more ports") as raised:
        Servers.read(f"{WHO}{place}")
    assert "a%40b" not in str(raised.value)


async def test_postgresqls_own_library_reads_them_alike(module_database: ScratchDatabase) -> None:
    """The first of two hosts is away, in each form; both come to the second."""
    parts = urlsplit(module_database.application_url)
    who, name = f"{parts.username}:{parts.password}", parts.path.strip("/")
    folder = parts.query.partition("=")[2].replace("%2F", "/")
    for place in (
        f"{AWAY},{quote(folder, safe='')}/{name}",
        f"{quote(folder, safe='')},[::1]:1/{name}",
        f"/{name}?host=127.0.0.1,{folder}&port=1,5432",
        f"{AWAY},{quote(folder, safe='')}:5432/{name}?target_session_attrs=read-write&connect_timeout=5",
    ):
        url = f"postgresql://{who}@{place}"
        connection = await connect(url)
        await connection.close()
        command = [str(program_path("psql")), "--no-psqlrc", "--no-password", "-Atc", "select 1", url]
        assert subprocess.run(command, capture_output=True, check=False).stdout == b"1\n", place  # noqa: ASYNC221, S603


async def test_one_that_says_nothing_is_not_waited_for_long(module_database: ScratchDatabase) -> None:
    """It takes connections, as a machine does whose server stands still."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        url, _, folder = module_database.application_url.partition("?host=")
        began = time.monotonic()
        connection = await connect(url.replace("@/", f"@{host},{quote(folder, safe='')}/"))
        assert 2 < time.monotonic() - began < 10
        await connection.close()
        with pytest.raises(TimeoutError):
            await connect(f"{WHO}{host}/circle?connect_timeout=1")


async def test_a_wrong_password_is_not_tried_elsewhere(module_database: ScratchDatabase) -> None:
    parts = urlsplit(module_database.application_url)
    folder = quote(parts.query.partition("=")[2], safe="")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await connect(f"postgresql://{parts.username}:wrong@{folder},{AWAY}{parts.path}")
