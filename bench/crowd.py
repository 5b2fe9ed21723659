"""More clients than can be served: who is turned away and how soon, and whether anybody else notices.

Alone: `python -m bench.crowd`, in a minute or two (CROWD= clients, SECONDS=, WORKS=).
"""

import asyncio
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from typer import echo

from bench.alone import serving_alone
from bench.beside import COUNTIES
from bench.client import Connection, raw, summary
from bench.database import Actor, World, sign_in
from bench.parameters import DATA, Parameters
from bench.sides import Request, Server, encoded
from bench.works import Work, variables_of
from tenants.database.owner import owner_connection

# Longer than anybody is made to wait.
LEAST_SECONDS = 15.0
# How often the others ask, who are no part of the crowd.
EACH_SECONDS = 0.2
LIGHT = encoded({"query": '{ tenant(code: "33") { name } }'})
READY = b"GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
WORKS = ("children",)
TURNED_AWAY = re.compile(r"(\d+) requests were turned away")
NOT_ANSWERED = re.compile(r"request \S+ was not answered: (\w+)")


@dataclass
class Asked:
    """What some were answered, by status and how they were told to come again, and the seconds that it took."""

    took: dict[str, list[float]] = field(default_factory=dict)

    async def ask(self, connection: Connection, request: bytes) -> None:
        began = time.perf_counter()
        try:
            head = await connection.head(request)
            kind = head[9:12].decode() + (" with Retry-After" if b"\r\nretry-after:" in head else "")
        except (OSError, EOFError) as error:
            connection.reader = None
            kind = type(error).__name__
        self.took.setdefault(kind, []).append(time.perf_counter() - began)

    def lines(self, whose: str) -> Iterator[str]:
        for kind, took in sorted(self.took.items()):
            found = summary(took, 1, 0)
            longest = 1000 * max(took)
            yield f"{whose} | {kind} | {len(took)} | {found['p50']:.0f} | {found['p99']:.0f} | {longest:.0f}"


async def crowd(world: World, server: Server, names: tuple[str, ...]) -> list[bytes]:
    """What caseworkers of all counties ask, each of her own children."""
    texts = []
    async with owner_connection(world.addresses.owner_url) as owner:
        actors = [await sign_in(owner, row["name"]) for row in await owner.fetch(COUNTIES)]
    for actor in actors:
        for name in names:
            work = Work(name, "county", actor, tuple(await variables_of(name, world, actor)))
            texts += [raw(request) for request in server.side.requests(work)[:4]]
    return texts


async def ask_all(port: int, texts: list[bytes], clients: int, seconds: float) -> Asked:
    """The crowd, each of whom asks again as soon as she is answered."""
    asked, until = Asked(), time.perf_counter() + seconds

    async def ask_again(number: int) -> None:
        connection = Connection(port)
        await asyncio.sleep(number / clients)
        while time.perf_counter() < until:
            await asked.ask(connection, texts[number % len(texts)])
            number += clients
        connection.close()

    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            group.create_task(ask_again(number))
    return asked


async def look(port: int, request: bytes, seconds: float) -> Asked:
    """Now and then, by a connection of its own each time, as whoever comes newly."""
    asked, until = Asked(), time.perf_counter() + seconds
    while time.perf_counter() < until:
        connection = Connection(port)
        await asked.ask(connection, request)
        connection.close()
        await asyncio.sleep(EACH_SECONDS)
    return asked


async def look_at_all(port: int, requests: list[bytes], seconds: float) -> list[Asked]:
    return await asyncio.gather(*(look(port, request, seconds) for request in requests))


def look_meanwhile(port: int, requests: list[bytes], seconds: float) -> list[Asked]:
    return asyncio.run(look_at_all(port, requests, seconds))


def measure(server: Server, texts: list[bytes], light: bytes, clients: int, seconds: float) -> dict[str, Asked]:
    """Who is no part of the crowd asks from another process: what the crowd itself is late by is not hers."""
    with ProcessPoolExecutor(1, get_context("spawn")) as beside:
        looking = beside.submit(look_meanwhile, server.port, [light, READY], seconds)
        asked = asyncio.run(ask_all(server.port, texts, clients, seconds))
        another, ready = looking.result()
    return {"the crowd": asked, "another user": another, "/health/ready": ready}


def logged() -> str:
    """How many the server's log says were refused, by why."""
    text = (DATA / "circle.log").read_text(errors="replace")
    counts = Counter(NOT_ANSWERED.findall(text))
    counts["turned away"] = sum(map(int, TURNED_AWAY.findall(text)))
    return ", ".join(f"{what} {count}" for what, count in counts.items())


def light_of(actor: Actor) -> bytes:
    return raw(Request("/graphql", actor.token, LIGHT))


def main() -> None:
    parameters = Parameters.from_environment()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    seconds = max(parameters.seconds, LEAST_SECONDS)
    many = {"CIRCLE_ADDRESS_CONNECTIONS": str(2 * parameters.crowd)}
    with serving_alone(parameters.scales[0], many) as (world, server):
        texts = asyncio.run(crowd(world, server, parameters.works or WORKS))
        light = light_of(world.users["analyst"])
        asked = measure(server, texts, light, parameters.crowd, seconds)
        time.sleep(2)
    echo("who | answer | how many | p50 ms | p99 ms | longest ms")
    for whose, found in asked.items():
        for line in found.lines(whose):
            echo(line)
    echo(f"The log says of those not answered: {logged()}.")


if __name__ == "__main__":
    main()
