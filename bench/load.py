"""Puts a server under load: a closed loop by wrk, or by our own client where there is no wrk."""

import asyncio
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import client
from bench.sides import Request, Server

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a load generator saw: times in milliseconds."""

    answers: int
    seconds: float
    p50: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


@cache
def generator() -> str:
    """Which generator there is, with its version."""
    if shutil.which("wrk") is None:
        return "our own asyncio client (wrk is not installed)"
    said = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)  # noqa: S607
    return " ".join((said.stdout + said.stderr).split()[:2])


def closed_loop(server: Server, requests: list[Request], connections: int, seconds: float) -> Measured:
    """So many connections, each of which asks again as soon as it is answered."""
    if not generator().startswith("wrk"):
        return Measured(**asyncio.run(client.closed_loop(server.port, requests, connections, seconds)))
    with tempfile.NamedTemporaryFile("wb", suffix=".json") as bodies:
        bodies.write(b"\n".join(request.body for request in requests) + b"\n")
        bodies.flush()
        headers = [f"-H{name}: {value}" for name, value in requests[0].headers.items()]
        size = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "30s"]
        url = server.url(requests[0])
        said = subprocess.run(  # noqa: S603
            ["wrk", *size, *headers, "-s", SCRIPT, url, "--", bodies.name],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
    return Measured(**json.loads(said.stdout.partition("RESULT ")[2]))


def open_loop(server: Server, requests: list[Request], rate: float, seconds: float) -> Measured:
    """So many requests a second whatever the answers do; times are from when each was due."""
    return Measured(**asyncio.run(client.open_loop(server.port, requests, rate, seconds)))
