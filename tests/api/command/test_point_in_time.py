"""The drill of docs/operations.md: back to a moment by a base backup and the archive, as it stands there."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from api.postgres import EmbeddedError, hand_over, open_way, program_path, run
from migrations.run import upgrade
from tenants.audit.chaining import chain
from tenants.statistics.rolling_up import roll_up
from tests.api.command.conftest import KEYS, ROOT, free_port
from tests.api.command.test_backup import GIVEN, REGISTER, SEARCHED, everything
from tests.api.service import Service, serve, settle
from tests.api.sockets import PATIENCE_SECONDS, until
from tests.planted import CHILD

SECTION = (ROOT / "docs" / "operations.md").read_text().partition("### To a moment\n")[2].partition("\n## ")[0]
ARCHIVING, BACKING_UP, RESTORING, CHECKING = re.findall(r"^```sh\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
LATER = {
    **{name: value for name, value in GIVEN.items() if name != "identityNumber"},
    "id": "019a0000-0000-7000-8000-000000000002",
    "name": "小红",
    "birthDate": "2014-04-04",
    "phone": "13800000002",
}
# The superuser alone backs up; and what README asks of an administrator.
LET_IN = "local all,replication postgres trust\n"
AS_IN_README = "log_parameter_max_length = 0\nlog_error_verbosity = terse\n"


@dataclass(frozen=True)
class Place:
    """A server with its archive, its base backup and the place of what is restored, all of the server's user."""

    folder: Path
    port: str

    @property
    def cluster(self) -> Path:
        return self.folder / "data" / "postgresql"

    @property
    def restored(self) -> Path:
        return self.folder / "restored"

    def of(self, url: str) -> str:
        """The URL of the original, for the restored server."""
        return f"{url.partition('?')[0]}?host=/tmp&port={self.port}"

    def follow(self, steps: str, **more: str) -> None:
        """As the server's system user, with its programs in the path."""
        account = self.cluster.stat()
        identity = {"user": account.st_uid, "group": account.st_gid, "extra_groups": []} if not os.geteuid() else {}
        given = {
            "PATH": f"{program_path('psql').parent}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "PGUSER": "postgres",
            "PGDATA": str(self.cluster),
            "PGHOST": str(self.cluster),
            "ARCHIVE": str(self.folder / "archive"),
            "BACKUP": str(self.folder / "backups" / "monday"),
            "RESTORED": str(self.restored),
        }
        done = subprocess.run(  # noqa: S603
            ["/bin/sh", "-eu", "-c", steps],
            cwd="/",
            env=given | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=10 * PATIENCE_SECONDS,
            **identity,  # type: ignore[call-overload]
        )
        log = self.restored / "server.log"
        assert done.returncode == 0, done.stdout + (log.read_text() if log.exists() else "")


@contextmanager
def place_of_its_own() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="circle-") as made:
        place = Place(Path(made), free_port())
        # Made, and ended again, to be set up as an administrator's.
        with embedded.serving(place.folder / "data"):
            pass
        for name in ("archive", "backups"):
            (place.folder / name).mkdir(mode=0o700)
            hand_over(place.folder / name)
        hand_over(place.folder)
        open_way(place.cluster)
        with (place.cluster / "pg_hba.conf").open("a") as rules:
            rules.write(LET_IN)
        with (place.cluster / "postgresql.conf").open("a") as settings:
            settings.write(AS_IN_README)
        yield place


@pytest.fixture
async def place() -> AsyncIterator[tuple[Place, embedded.Addresses]]:
    with place_of_its_own() as made:
        made.follow(ARCHIVING)
        with embedded.serving(made.folder / "data") as addresses:
            await upgrade(addresses.owner_url, embedded.APPLICATION)
            owner = await asyncpg.connect(addresses.owner_url)
            await settle(owner)
            await owner.close()
            try:
                yield made, addresses
            finally:
                with suppress(EmbeddedError, FileNotFoundError):
                    run(made.restored, "pg_ctl", "stop", "-w", "-m", "immediate")


async def work(service: Service, given: dict[str, str]) -> None:
    """A child is registered and searched for, counted, and who saw it logged for good."""
    token = await service.token()
    done = (await service.ask(REGISTER, token, input=given)).json()
    assert done["data"]["registerChild"]["userErrors"] == []
    assert len(await found(service, given["phone"])) == 1
    await roll_up(service.app.state.database)
    await chain(service.app.state.database)


async def found(service: Service, phone: str) -> list[object]:
    answer = (await service.ask(SEARCHED, await service.token(), phone=phone)).json()
    return list(answer["data"]["children"]["nodes"])


def checked(tmp_path: Path, owner_url: str, application_url: str) -> list[str]:
    """What the last commands say of a database, but that it is well; where one finds a fault, the test fails."""
    command = tmp_path / "circle"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m api.command "$@"\n')
    command.chmod(0o755)
    urls = {"CIRCLE_OWNER_URL": owner_url, "CIRCLE_DATABASE_URL": application_url}
    given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), **urls, **KEYS}
    done = subprocess.run(["/bin/sh", "-eu", "-c", CHECKING], env=given, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if not line.startswith("ok ")]


async def archive_the_rest(place: Place) -> None:
    superuser = await asyncpg.connect(user="postgres", database="postgres", host=str(place.cluster))
    last = await superuser.fetchval("select pg_walfile_name(pg_switch_wal())")
    await superuser.close()
    await until((place.folder / "archive" / last).exists)


async def test_back_to_a_moment(place: tuple[Place, embedded.Addresses], tmp_path: Path) -> None:
    """What was written before it is there, and nothing of what was written after it; figures and log agree."""
    made, addresses = place
    owner = await asyncpg.connect(addresses.owner_url)
    made.follow(BACKING_UP)
    async with serve(owner, addresses.application_url) as service:
        await work(service, GIVEN)
    then = await everything(addresses.owner_url)
    said = checked(tmp_path, addresses.owner_url, addresses.application_url)
    moment = str(await owner.fetchval("select clock_timestamp()"))
    async with serve(owner, addresses.application_url) as service:
        await work(service, LATER)
    await owner.close()
    assert await everything(addresses.owner_url) != then
    await archive_the_rest(made)

    made.follow(RESTORING, MOMENT=moment, PGHOST="/tmp", PGPORT=made.port)  # noqa: S108  # where it is by itself
    urls = made.of(addresses.owner_url), made.of(addresses.application_url)
    again = await everything(urls[0])
    assert again["children"]
    for name, value in then.items():
        assert again[name] == value, name
    assert checked(tmp_path, *urls) == said
    owner = await asyncpg.connect(urls[0])
    async with serve(owner, urls[1]) as service:
        assert await found(service, CHILD["phone"]) == [{"phone": CHILD["phone"]}]
        assert await found(service, LATER["phone"]) == []
    await owner.close()
