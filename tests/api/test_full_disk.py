"""A full disk: what cannot be kept is refused, nothing acknowledged is lost, and with room all goes on by itself.

PostgreSQL refuses a row that it has no room for, and goes down where it has none for its write-ahead log.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from api.postgres import EmbeddedError, run
from migrations.run import upgrade
from tests.api.command.conftest import KEYS, run_circle
from tests.api.service import COUNTY_NAME, Service, code_of, serve, settle
from tests.api.sockets import until
from tests.api.test_failover import REGISTER
from tests.small_disk import small_disk

MEGABYTE = 1024 * 1024
SIZE, LEFT = 400 * MEGABYTE, 64 * 1024
# More than there is room for in pages that are there already.
MOST, REFUSALS = 2000, 10
FILL_LOG = f"select pg_logical_emit_message(false, 'filler', repeat('x', {MEGABYTE}))"


@dataclass
class Disk:
    """A service whose database is on a small disk, and which children it has said that it keeps."""

    service: Service
    folder: Path
    addresses: embedded.Addresses
    token: str
    acknowledged: set[str] = field(default_factory=set)
    asked: int = 0

    @property
    def cluster(self) -> Path:
        return self.folder / "postgresql"

    async def registers(self) -> bool:
        """Whether one more child was registered; where not, that is said as it should be."""
        self.asked += 1
        one = f"019a0000-0000-7000-8000-{self.asked:012d}"
        answer = await self.service.ask(REGISTER, self.token, id=one, name=f"小{self.asked}")
        if answer.status_code == 200:
            assert answer.json()["data"]["registerChild"]["userErrors"] == []
            self.acknowledged.add(one)
            return True
        assert (answer.status_code, code_of(answer), answer.headers["retry-after"]) == (503, "UNAVAILABLE", "2")
        return False

    async def kept(self) -> set[str]:
        owner = await asyncpg.connect(self.addresses.owner_url)
        found = {str(one["id"]) for one in await owner.fetch("select id from children")}
        await owner.close()
        return found


@pytest.fixture
async def disk() -> AsyncIterator[Disk]:
    with small_disk(SIZE) as folder, embedded.serving(folder) as addresses:
        await upgrade(addresses.owner_url, embedded.APPLICATION)
        owner = await asyncpg.connect(addresses.owner_url)
        await settle(owner)
        async with serve(owner, addresses.application_url) as service:
            yield Disk(service, folder, addresses, await service.token())
        await owner.close()


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """But for what a few pages need."""
    filler = folder / "filler"
    room = os.statvfs(folder)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - LEFT)
    try:
        yield
    finally:
        filler.unlink()


async def fill_log(disk: Disk) -> None:
    owner = await asyncpg.connect(disk.addresses.owner_url)
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        while True:
            await owner.execute(FILL_LOG)
    owner.terminate()


def is_down(cluster: Path) -> bool:
    try:
        run(cluster, "pg_ctl", "status")
    except EmbeddedError:
        return True
    return False


async def assert_all_agrees(disk: Disk) -> None:
    assert disk.acknowledged <= await disk.kept()
    urls = {"CIRCLE_OWNER_URL": disk.addresses.owner_url, "CIRCLE_DATABASE_URL": disk.addresses.application_url}
    for command in (("statistics", "verify"), ("audit", "verify")):
        done = run_circle(*command, **urls, **KEYS)
        assert done.returncode == 0, done.stdout + done.stderr


async def test_no_room_for_rows(disk: Disk) -> None:
    assert await disk.registers()
    with filled(disk.folder):
        while disk.asked < MOST and await disk.registers():
            pass
        assert [await disk.registers() for _ in range(REFUSALS)] == [False] * REFUSALS
        assert "errors" not in (await disk.service.ask(COUNTY_NAME, disk.token)).json()
        assert (await disk.service.client.get("/health/ready")).status_code == 200
    assert await disk.registers()
    await assert_all_agrees(disk)


async def test_no_room_for_the_log(disk: Disk) -> None:
    """PostgreSQL is down until there is room and whoever minds it starts it again; this program is not."""
    assert await disk.registers()
    with filled(disk.folder):
        await fill_log(disk)
        await until(lambda: is_down(disk.cluster))
        for _ in range(REFUSALS):
            assert not await disk.registers()
        for answer in (
            await disk.service.ask(COUNTY_NAME, disk.token),
            await disk.service.client.get("/health/ready"),
        ):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    run(disk.cluster, "pg_ctl", "restart", "-w", "-l", str(disk.cluster / "server.log"))
    assert (await disk.service.client.get("/health/ready")).status_code == 200
    assert await disk.registers()
    await assert_all_agrees(disk)
