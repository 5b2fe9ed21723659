"""Three machines of one installation, on loopback: etcd and PostgreSQL under Patroni, by the files of deploy/."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from api import embedded
from api.postgres import hand_over, open_way, program_path
from tests.api.command.conftest import ROOT
from tests.packages import PATH
from tests.processes import children

NAMES = ("one", "two", "three")
# As deploy/patroni.yml has it.
SUPERUSER = "the-superusers"
OWNERS, APPLICATIONS = "the-owners", "the-applications"
PROGRAMS = {"etcd": "etcd-server", "patroni": "patroni"}
# Whatever a machine of a test takes to start a cluster.
PATIENCE_SECONDS = 120
ROLES = (
    f"create role {embedded.OWNER} login createdb password '{OWNERS}'",
    f"create role {embedded.APPLICATION} login password '{APPLICATIONS}'",
    # So that the replicas tell how often they were asked.
    f"alter role {embedded.APPLICATION} set track_functions = 'all'",
    f"create database {embedded.DATABASE} owner {embedded.OWNER}",
)


def missing() -> list[str]:
    """The packages of Debian that have to be installed first; that is left to whoever may: they start services."""
    return [package for program, package in PROGRAMS.items() if shutil.which(program, path=PATH) is None]


@dataclass(eq=False)
class Machine:
    """One of the three, with an address of its own, and its processes while they run."""

    name: str
    address: str
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def write(self, prefix: str) -> None:
        """The files of deploy/ as they stand, but for addresses and folders."""
        self.folder.mkdir(mode=0o700)
        hand_over(self.folder)
        open_way(self.folder)
        changes = {
            "name: one": f"name: {self.name}",
            "10.0.0.0/24": "127.0.0.0/8",
            # Its own; where all three are listed, they stay.
            "http://10.0.0.1:2379\n": f"http://{self.address}:2379\n",
            "urls: http://10.0.0.1:2380\n": f"urls: http://{self.address}:2380\n",
            "10.0.0.1:8008": f"{self.address}:8008",
            "10.0.0.1:5432": f"{self.address}:5432",
            "10.0.0.": prefix,
            "/var/lib/etcd/circle": f"{self.folder}/etcd",
            "/var/lib/postgresql/circle": f"{self.folder}/cluster",
            "/usr/lib/postgresql/17/bin": str(program_path("postgres").parent),
            "/run/postgresql": str(self.folder),
        }
        for file in ("etcd.yml", "patroni.yml"):
            text = (ROOT / "deploy" / file).read_text()
            for old, new in changes.items():
                text = text.replace(old, new)
            (self.folder / file).write_text(text)

    def start(self) -> None:
        account = self.folder.stat()
        how: dict[str, Any] = {"user": account.st_uid, "group": account.st_gid, "extra_groups": []}
        with (self.folder / "said").open("ab") as said:
            for command in (("etcd", "--config-file", "etcd.yml"), ("patroni", "patroni.yml")):
                self.processes.append(
                    subprocess.Popen(  # noqa: S603  # packages of Debian
                        command,
                        cwd=self.folder,
                        env={"PATH": PATH, "LC_ALL": "C.UTF-8"},
                        stdout=said,
                        stderr=said,
                        **(how if os.geteuid() == 0 else {}),
                    )
                )

    def kill(self) -> None:
        """All that runs on it, at once: as its power fails."""
        doomed = [process.pid for process in self.processes]
        with suppress(OSError, ValueError, IndexError):
            postmaster = int((self.folder / "cluster" / "postmaster.pid").read_text().splitlines()[0])
            doomed += [postmaster, *children(postmaster)]
        for process in doomed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for one in self.processes:
            one.wait()
        self.processes.clear()


@dataclass(frozen=True)
class Machines:
    """All three."""

    all: tuple[Machine, ...]

    @property
    def hosts(self) -> str:
        return ",".join(f"{machine.address}:5432" for machine in self.all)

    def url(self, user: str, password: str, database: str = embedded.DATABASE, hosts: str = "") -> str:
        return f"postgresql://{user}:{password}@{hosts or self.hosts}/{database}"

    @property
    def addresses(self) -> embedded.Addresses:
        """Whichever of them can be written to."""
        wish = "?target_session_attrs=read-write"
        return embedded.Addresses(
            self.url(embedded.OWNER, OWNERS) + wish, self.url(embedded.APPLICATION, APPLICATIONS) + wish
        )

    @property
    def replica_urls(self) -> str:
        """Each by itself: which of them leads is not known beforehand."""
        return " ".join(
            self.url(embedded.APPLICATION, APPLICATIONS, hosts=f"{machine.address}:5432") for machine in self.all
        )

    def alive(self) -> list[Machine]:
        return [machine for machine in self.all if machine.processes]

    async def roles(self) -> dict[str, Machine]:
        """As Patroni has them: `leader`, `sync_standby` and `replica`, by those that run. Empty while none answers."""
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            for machine in self.alive():
                with suppress(httpx.HTTPError, ValueError):
                    told = (await client.get(f"http://{machine.address}:8008/cluster")).json()
                    named = {machine.name: machine for machine in self.alive()}
                    return {
                        one["role"]: named[one["name"]]
                        for one in told.get("members", [])
                        if one["state"] in {"running", "streaming"} and one["name"] in named
                    }
        return {}

    async def until_all_follow(self, *roles: str) -> dict[str, Machine]:
        """Until there is one of each role. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not set(roles) <= (found := await self.roles()).keys():  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(0.2)
        return found

    async def order(self, machine: Machine, statement: str, database: str = "postgres") -> Any:  # noqa: ANN401  # a value
        """As the superuser of one of them: the first value of the answer."""
        where = self.url("postgres", SUPERUSER, database, f"{machine.address}:5432")
        connection = await asyncpg.connect(where)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Begun; their addresses are of this process alone."""
    prefix = f"127.{1 + os.getpid() // 256 % 250}.{os.getpid() % 256}."
    made = Machines(tuple(Machine(name, f"{prefix}{n}", folder / name) for n, name in enumerate(NAMES, 1)))
    try:
        for machine in made.all:
            machine.write(prefix)
            machine.start()
        yield made
    finally:
        for machine in made.all:
            machine.kill()
