"""Who connects is let in with others, few turns of the event loop later; later where no file may be opened."""

import asyncio
import resource
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack

import pytest
import uvicorn
import uvloop
from starlette.types import Receive, Scope, Send

from api.command.serve import listen
from api.command.workers import Telling
from tests.api.sockets import PATIENCE_SECONDS, until

MANY = 96


async def serving(meanwhile: Callable[[Telling, socket.socket], Awaitable[int]]) -> int:
    listening = listen("127.0.0.1", 0)
    server = Telling(uvicorn.Config(answer_nothing, lifespan="off", log_level="warning"), lambda _: None)
    served = asyncio.create_task(server.serve(sockets=[listening]))
    await until(lambda: server.started)
    found = await meanwhile(server, listening)
    server.should_exit = True
    await served
    return found


async def answer_nothing(_: Scope, __: Receive, ___: Send) -> None:
    pass


async def turns_until_many_are_in(server: Telling, listening: socket.socket) -> int:
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(socket.create_connection(listening.getsockname()))
        count = 0
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(server.server_state.connections) < MANY:
                await asyncio.sleep(0)
                count += 1
    return count


async def let_in_after_all(server: Telling, listening: socket.socket) -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket() as client:
        resource.setrlimit(resource.RLIMIT_NOFILE, (client.fileno() + 1, hard))
        try:
            client.connect(listening.getsockname())
            await asyncio.sleep(0.1)
            meanwhile = len(server.server_state.connections)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        await until(lambda: len(server.server_state.connections) == 1)
    return meanwhile


def test_many_who_connect_at_once_are_let_in_together() -> None:
    assert uvloop.run(serving(turns_until_many_are_in)) < MANY / 4


def test_where_no_file_may_be_opened_they_wait(caplog: pytest.LogCaptureFixture) -> None:
    assert uvloop.run(serving(let_in_after_all)) == 0
    said = [record.getMessage() for record in caplog.records if record.name == "circle.load"]
    assert said == ["nobody is let in for 1 s: Too many open files"]
