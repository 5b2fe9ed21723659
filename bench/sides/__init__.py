"""The sides: each a server on a port of its own, told in the same way where the database is."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.database import World, rest
from bench.parameters import DATA, HERE
from bench.works import Work

# All have as many, so that the crowd of one user, who has half of ours at most, need not wait for a connection.
POOL_SIZE = 16
PATIENCE = 60
NODE_FOLDER = HERE / "peers" / "postgraphile"
NODE = NODE_FOLDER / "node_modules" / "node" / "bin" / "node"


class Missing(Exception):
    """A side that cannot be measured here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Request:
    """A POST, ready to be sent any number of times."""

    path: str
    token: str
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}


@dataclass
class Side:
    """One side: how it is started, and how it is asked for a work."""

    name: str
    title: str
    processes: int
    command: tuple[str, ...]
    needs: tuple[Path, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    path: str = "/graphql"
    # Whether a part of the work is done a second after the answer.
    puts_off: bool = False

    def requests(self, work: Work) -> list[Request]:
        return [Request(self.path, work.actor.token, encoded(self.body(work, one))) for one in work.variables]

    def body(self, work: Work, variables: dict[str, Any]) -> dict[str, Any]:
        return {"query": work.document, "variables": variables}


class Floor(Side):
    """A path a work, and its arguments alone."""

    def requests(self, work: Work) -> list[Request]:
        bodies = [encoded(one.get("input", one)) for one in work.variables]
        return [Request(f"/{work.name}", work.actor.token, body) for body in bodies]


class PostGraphile(Side):
    """Documents of its own, whose aliases make the same answer."""

    def body(self, work: Work, variables: dict[str, Any]) -> dict[str, Any]:
        document = (HERE / "works" / "postgraphile" / f"{work.name}.graphql").read_text()
        if work.user in {"county", "village"}:
            # A caseworker sees every child of her scope in full: its name needs no mask.
            document = document.replace("name: maskedName", "name", 1)
        visit = variables.get("input", {})
        given = {
            **variables,
            "low": str(work.actor.low),
            "high": str(work.actor.high),
            "pairing": visit.get("pairingId"),
            "visited": visit.get("visitedOn"),
            "kind": visit.get("kind"),
            "contact": visit.get("contactMade"),
        }
        declared = set(re.findall(r"\$(\w+):", document))
        return {"query": document, "variables": {name: value for name, value in given.items() if name in declared}}


def encoded(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def peer(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bench.peers.serve", name)


CIRCLE = (sys.executable, "-m", "api.command", "serve")
SIDES = (
    Floor("floor", "floor: Starlette + asyncpg", 1, peer("floor")),
    Side("circle", "this project", 1, CIRCLE, puts_off=True),
    Side("circle-2", "this project, 2 workers", 2, CIRCLE, settings={"CIRCLE_WORKERS": "2"}, puts_off=True),
    PostGraphile("postgraphile", "PostGraphile 5", 1, (str(NODE), "server.mjs"), needs=(NODE,)),
    PostGraphile("postgraphile-2", "PostGraphile 5, 2 processes", 2, (str(NODE), "server.mjs"), needs=(NODE,)),
    Side("ordinary", "Strawberry + SQLAlchemy + DataLoaders", 1, peer("ordinary"), path="/graphql/"),
)


class Server:
    """A side while it runs."""

    def __init__(self, side: Side, world: World) -> None:
        for needed in side.needs:
            if not needed.exists():
                raise Missing(f"{needed.relative_to(HERE)} is not there")
        self.side = side
        self.world = world
        self.port = free_port()
        environment = {
            **os.environ,
            "PYTHONPATH": str(HERE.parent),
            "DATABASE_URL": world.addresses.application_url,
            "CIRCLE_DATABASE_URL": world.addresses.application_url,
            "CIRCLE_KEYS": world.keys[0],
            "CIRCLE_SEARCH_KEY": world.keys[1],
            "PORT": str(self.port),
            "CIRCLE_PORT": str(self.port),
            "PROCESSES": str(side.processes),
            "POOL_SIZE": str(POOL_SIZE),
            "CIRCLE_POOL_SIZE": str(POOL_SIZE),
            # A crowd of the bench comes from one address.
            "CIRCLE_ADDRESS_CONNECTIONS": "1000",
            "NODE_ENV": "production",
            "GRAPHILE_ENV": "production",
            **side.settings,
        }
        arguments = [str(self.port)] if "bench.peers.serve" in side.command else []
        folder = NODE_FOLDER if isinstance(side, PostGraphile) else HERE.parent
        DATA.mkdir(exist_ok=True)
        with (DATA / f"{side.name}.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own commands
                [*side.command, *arguments], cwd=folder, env=environment, stdout=log, stderr=log, process_group=0
            )

    def first_answer(self, work: Work) -> float:
        """Seconds until it answers the first request. Raises Missing when it does not."""
        began = time.monotonic()
        request = self.side.requests(work)[0]
        while time.monotonic() - began < PATIENCE and self.process.poll() is None:
            try:
                self.ask(request)
            except OSError:
                time.sleep(0.01)
            else:
                return time.monotonic() - began
        self.stop()
        raise Missing(f"it did not start: see {self.side.name}.log")

    def ask(self, request: Request) -> dict[str, Any]:
        """The data of one answer. Raises OSError (URLError, HTTPError) when there is none."""
        asked = urllib.request.Request(self.url(request), request.body, request.headers)  # noqa: S310  # loopback
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
            given: dict[str, Any] = json.load(answer)
        if given.get("errors"):
            raise OSError(str(given["errors"])[:500])
        data: dict[str, Any] = given["data"]
        return data

    def url(self, request: Request) -> str:
        return f"http://127.0.0.1:{self.port}{request.path}"

    def rest(self) -> None:
        """Leaves nothing of what it put off to fall into the turn of another."""
        if self.side.puts_off:
            asyncio.run(rest(self.world.addresses))

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
