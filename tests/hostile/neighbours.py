"""One user against the others: who asks much at once, what is new without end, and who never reads the answers."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress

from tests.hostile.attack import Tried
from tests.hostile.corpus import graphql
from tests.hostile.process import Process
from tests.hostile.wire import PATIENCE_SECONDS, Answer, Message, send

# What a light query of somebody else may take meanwhile, on a machine that does other things, too.
NEXT_SECONDS = 3.0
# A client has to take something in the first of them, and is left in the next at the latest.
UNREAD_SECONDS = 45.0
MOST_GROWTH = 30_000_000
LIGHT, HEAVY = "{ viewer { name } }", "{ children(first: 200) { totalCount nodes { id } } }"
FIELDS = ("id", "name", "sex", "state", "version", "createdAt", "updatedAt", "hiddenFields")
# Some hundred thousand bytes, to anybody.
LARGE = "{ labels { of value zh en } }"
PIPELINED = 100


def new(number: int) -> str:
    """An operation that nobody has asked, of those that one may ask."""
    fields = " ".join(name for place, name in enumerate(FIELDS) if number >> place & 1)
    lists = (f"a{number}_{n}: children(first: 2) {{ nodes {{ __typename {fields} }} }}" for n in range(6))
    return f"{{ {' '.join(lists)} }}"


async def ask(server: Process, text: str, token: str) -> Answer:
    return await send(server.address, graphql(text).encoded(token))


async def try_neighbours(server: Process, tokens: Sequence[str], *, each: int) -> Tried:
    """One asks what is large, and what is new, as often as she can; another is answered meanwhile."""
    tried = Tried("one user against the others")
    one, other = tokens[:2]
    asked = [text for number in range(each) for text in (f"{HEAVY} # {number}", new(number))]
    under_way = [asyncio.create_task(ask(server, text, one)) for text in asked]
    while not all(task.done() for task in under_way):
        began = time.monotonic()
        answer = await ask(server, LIGHT, other)
        waited = time.monotonic() - began
        slow = [f"waited {waited:.1f} s"] if waited > NEXT_SECONDS else []
        tried.add("somebody else", [*slow, *([] if answer.status == 200 else [f"was answered {answer.outcome}"])])
    for task in under_way:
        status = (await task).status
        tried.add("she", [] if status in (200, 400, 429, 503) else [f"was answered {status}"])
    return tried


async def try_memory(server: Process, tokens: Sequence[str], *, count: int) -> Tried:
    """Operations of which no two are alike: what is kept of the second half takes the place of the first."""
    tried = Tried("operations without end")
    sizes = []
    for half in (range(count), range(count, 2 * count)):
        for number in half:
            answer = await ask(server, new(number), tokens[number % len(tokens)])
            tried.add(number, [] if answer.status in (200, 400, 429) else [f"was answered {answer.outcome}"])
        sizes.append(server.memory())
    grown = sizes[1] - sizes[0]
    tried.add("memory", [f"grew by {grown:,} bytes"] if grown > MOST_GROWTH else [])
    return tried


async def try_unread(server: Process, patience: float = UNREAD_SECONDS, *, each: int) -> Tried:
    """Many that ask for much and take none of it: each is left in time, and others are answered."""
    tried = Tried("whoever never reads")
    held = [asyncio.create_task(answers_left(server, patience)) for _ in range(each)]
    await asyncio.sleep(1)
    answer = await send(server.address, Message(method="GET", path="/health/live").encoded(None))
    tried.add("somebody else", [] if answer.status == 200 else [f"was answered {answer.outcome}"])
    for one in held:
        tried.add("who never reads", ["is still answered"] if await one else [])
    return tried


async def answers_left(server: Process, patience: float) -> bool:
    """Whether all answers are there for whoever takes them after so long."""
    reader, writer = await asyncio.open_connection(*server.address, limit=1024)
    request = graphql(LARGE).encoded(None).replace(b"connection: close", b"connection: keep-alive")
    heard, asked = 0, 0
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(patience):
            for _ in range(PIPELINED):
                writer.write(request)
                asked += 1
                await writer.drain()
            await asyncio.Event().wait()
    last = b""
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while more := await reader.read(65_536):
                heard += (last + more).count(b"HTTP/1.1 ")
                last = more[-8:]
                if heard >= asked:
                    break
    writer.close()
    return heard >= asked
