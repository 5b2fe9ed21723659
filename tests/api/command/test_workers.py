"""Several workers: ready when they answer, started again, replaced without losing a request, gone with their parent."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncpg
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.api.command.conftest import KEYS, ROOT, free_port
from tests.api.service import settle
from tests.api.sockets import PATIENCE_SECONDS
from tests.api.sockets import until as hold
from tests.conftest import ScratchDatabase
from tests.processes import children, command_line

pytestmark = pytest.mark.long

# Longer than the five seconds after which uvicorn's own parent gives a worker up.
SLOW_IMPORT = """import sys, time
if any("spawn_main" in word for word in sys.orig_argv):
    time.sleep(7)
"""


METRICS = "a-token-of-the-operator"
# Processes start slowly where many do.
STARTING_SECONDS = 4 * PATIENCE_SECONDS
until = partial(hold, seconds=STARTING_SECONDS)


@dataclass
class Running:
    """`circle serve`, and what it says."""

    process: asyncio.subprocess.Process
    url: str
    said: list[str]

    @property
    def workers(self) -> set[int]:
        """The processes that it started and that run; multiprocessing's own tracker is none of them."""
        return {pid for pid in children(self.process.pid) if b"spawn_main" in command_line(pid)}

    def has_said(self, words: str) -> bool:
        return any(words in line for line in self.said)

    async def answering(self) -> bool:
        with suppress(httpx.TransportError):
            async with httpx.AsyncClient() as client:
                return (await client.get(f"{self.url}/health/ready")).status_code == 200
        return False

    async def answered_by_all(self) -> int:
        """How many operations all workers have answered, this one included, whichever is asked."""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            await client.post(f"{self.url}/graphql", json={"query": "{ viewer { name } }"})
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            told = await client.get(f"{self.url}/metrics", headers={"authorization": f"Bearer {METRICS}"})
        families = {one.name: one for one in text_string_to_metric_families(told.text)}
        return int(sum(one.value for one in families["circle_operations"].samples if one.name.endswith("_total")))

    async def answers_again(self) -> None:
        """A connection waits in the socket's queue until a worker takes it."""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            assert (await client.get(f"{self.url}/health/ready")).status_code == 200


@asynccontextmanager
async def serving(database: ScratchDatabase, path: str = "", **more: str) -> AsyncIterator[Running]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.command", "serve"),
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": f"{ROOT}:{path}",
            **KEYS,
            "CIRCLE_DATABASE_URL": database.application_url,
            "CIRCLE_PORT": port,
            "CIRCLE_WORKERS": "2",
            **more,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Running(process, f"http://127.0.0.1:{port}", [])
    listening = asyncio.create_task(listen(process, running.said))
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
        await listening


async def listen(process: asyncio.subprocess.Process, said: list[str]) -> None:
    assert process.stdout
    while line := await process.stdout.readline():
        said.append(line.decode())


async def test_workers_that_import_slowly_come_to_serve(
    database: ScratchDatabase, owner: asyncpg.Connection, tmp_path: Path
) -> None:
    """And nothing is said to answer before it does."""
    await settle(owner)
    (tmp_path / "sitecustomize.py").write_text(SLOW_IMPORT)
    async with serving(database, path=str(tmp_path)) as running:
        await until(lambda: bool(running.said))
        assert running.has_said("answers at")
        assert await running.answering()
        assert len(running.workers) == 2
        assert running.process.returncode is None


async def test_a_worker_that_is_killed_is_started_again(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serving(database, CIRCLE_LOG_FORMAT="json", CIRCLE_METRICS_TOKEN=METRICS) as running:
        await until(lambda: running.has_said("answers at"))
        await until(lambda: len(running.workers) == 2)
        assert [await running.answered_by_all() for _ in range(8)] == [*range(1, 9)]
        before = running.workers
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        await until(lambda: len(running.workers) == 2 and not running.workers & before)
        assert await running.answered_by_all() == 9
        told = next(json.loads(line) for line in running.said if line.startswith("{"))
        assert (told["level"], told["logger"]) == ("ERROR", "circle.workers")
        assert told["message"].endswith("ended with -9: another starts in 1.0 s")
        await until(lambda: sum("ended with" in line for line in running.said) == 2)
        await running.answers_again()


async def test_killed_parents_leave_no_orphans(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serving(database) as running:
        await until(lambda: running.has_said("answers at"))
        workers = running.workers
        running.process.kill()
        await until(lambda: not any(b"spawn_main" in command_line(pid) for pid in workers))
        assert not await running.answering()


async def test_replacing_every_worker_loses_no_request(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serving(database) as running:
        await until(lambda: running.has_said("answers at"))
        before, done, answered = running.workers, asyncio.Event(), 0

        async def ask() -> None:
            nonlocal answered
            async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
                while not done.is_set():
                    response = await client.post(f"{running.url}/graphql", json={"query": "{ __typename }"})
                    assert response.json()["data"] == {"__typename": "Query"}
                    answered += 1

        asking = [asyncio.create_task(ask()) for _ in range(4)]
        running.process.send_signal(signal.SIGUSR1)
        await until(lambda: len(running.workers) == 2 and not running.workers & before)
        done.set()
        await asyncio.gather(*asking)
        assert answered > 20


async def test_where_no_worker_can_start_it_ends_and_says_so(database: ScratchDatabase, tmp_path: Path) -> None:
    broken = SLOW_IMPORT.replace("time.sleep(7)", "sys.exit(3)")
    (tmp_path / "sitecustomize.py").write_text(broken)
    async with serving(database, path=str(tmp_path)) as running:
        await asyncio.wait_for(running.process.wait(), STARTING_SECONDS)
        await until(lambda: running.has_said("did not start"))
    assert running.process.returncode == 1
    assert not running.has_said("answers at")
