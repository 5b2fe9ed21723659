"""Several server processes behind one socket: watched, started again when they end, replaced one by one on SIGUSR1.

Uvicorn's own parent kills a worker that does not answer within five seconds while it still imports, says that it serves
before any of them does, and ends with the first that cannot start.
"""

import asyncio
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType

import uvicorn
from prometheus_client.multiprocess import mark_process_dead

from api.command.letting_in import LettingIn

SPAWNING = get_context("spawn")
# What a worker sends: first that it answers, then that its event loop still turns.
READY, TURNING = "ready", "turning"
BEAT_SECONDS = 1
# How long an event loop may stand still; a worker that starts may take as long as it takes.
HUNG_SECONDS = 30
LEAST_PAUSE_SECONDS, MOST_PAUSE_SECONDS = 0.5, 30
# A worker that answered for so long did not fail because of how it was started.
WELL_SECONDS = 60
# A request under way has ended by then.
ENDING_SECONDS = 60

# Serves on the socket until a signal; calls what it is given once it answers, and again every second; whether it did.
Serve = Callable[[socket.socket, Callable[[str], None]], bool]
log = logging.getLogger("circle.workers")


@dataclass(slots=True)
class Worker:
    """One process, from its start to its end."""

    number: int
    process: SpawnProcess = field(repr=False)
    hearing: Connection = field(repr=False)
    heard_at: float = field(default_factory=time.monotonic)
    ready_at: float | None = None
    told_to_end_at: float | None = None

    @classmethod
    def start(cls, number: int, serve: Serve, listening: socket.socket) -> "Worker":
        hearing, telling = Pipe()
        process = SPAWNING.Process(target=work, args=(serve, listening, telling), name=f"worker {number}")
        process.start()
        telling.close()
        return cls(number, process, hearing)

    def hear(self) -> None:
        with suppress(EOFError, OSError):
            while self.hearing.poll():
                self.hearing.recv()
                self.heard_at = time.monotonic()
                self.ready_at = self.ready_at or self.heard_at

    def end(self) -> None:
        self.told_to_end_at = time.monotonic()
        self.process.terminate()

    @property
    def is_late(self) -> bool:
        """Whether it does not come to itself, or to its end, in time."""
        now = time.monotonic()
        if self.told_to_end_at:
            return now - self.told_to_end_at > ENDING_SECONDS
        return self.ready_at is not None and now - self.heard_at > HUNG_SECONDS

    def close(self) -> None:
        self.process.join()
        self.hearing.close()


def work(serve: Serve, listening: socket.socket, telling: Connection) -> None:
    """What a worker's process does. It ends with its parent, however that ends."""
    threading.Thread(target=end_with_parent, args=(telling,), daemon=True).start()

    def tell(said: str) -> None:
        with suppress(OSError):
            telling.send(said)

    with suppress(KeyboardInterrupt):
        serve(listening, tell)


def end_with_parent(telling: Connection) -> None:
    """The parent says nothing; its end closes the pipe."""
    with suppress(EOFError, OSError):
        telling.recv()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ENDING_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


class Workers:
    """As many workers as asked for; `first_ready` is called once, when the first of them answers.

    In the folder `metrics`, each keeps its numbers.
    """

    def __init__(
        self, count: int, serve: Serve, listening: socket.socket, first_ready: Callable[[], None], metrics: str
    ) -> None:
        self._serve, self._listening, self._first_ready = serve, listening, first_ready
        self._metrics = metrics
        self._current: dict[int, Worker | None] = dict.fromkeys(range(1, count + 1))
        self._start_at: dict[int, float] = dict.fromkeys(self._current, 0.0)
        self._failures = dict.fromkeys(self._current, 0)
        self._ending: list[Worker] = []
        self._to_replace: list[int] = []
        self._replacing: Worker | None = None
        self._stops = False
        self._answered = False

    def run(self) -> bool:
        """Until SIGTERM, SIGINT or SIGHUP; whether anything was answered."""
        with self._signals():
            while not self._stops:
                self._start_missing()
                self._wait()
                self._mourn()
                self._replace()
                if not self._answered and all(self._failures.values()):
                    break
            self._end_all()
        return self._answered

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(_: int, __: FrameType | None) -> None:
            self._stops = True

        def replace(_: int, __: FrameType | None) -> None:
            self._to_replace = list(self._current)

        handlers = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGHUP: stop, signal.SIGUSR1: replace}
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _start(self, number: int) -> Worker:
        return Worker.start(number, self._serve, self._listening)

    def _start_missing(self) -> None:
        for number, worker in self._current.items():
            if worker is None and time.monotonic() >= self._start_at[number]:
                self._current[number] = self._start(number)

    def _wait(self) -> None:
        """Until a worker says something or ends, but not for long: a signal or a pause may be over."""
        workers = self._all()
        wait([end for worker in workers for end in (worker.hearing, worker.process.sentinel)], BEAT_SECONDS / 5)
        for worker in workers:
            worker.hear()
            if worker.ready_at and not self._answered:
                self._answered = True
                self._first_ready()

    def _mourn(self) -> None:
        for worker in self._all():
            if worker.is_late:
                log.error("%s (process %s) does not move: it is killed", worker.process.name, worker.process.pid)
                worker.process.kill()
                worker.process.join()
            if worker.process.is_alive():
                continue
            worker.close()
            mark_process_dead(worker.process.pid, self._metrics)  # type: ignore[no-untyped-call]  # of the library
            if worker in self._ending:
                self._ending.remove(worker)
            elif worker is self._replacing:
                self._replacing = None
                self._to_replace = []
                log.error("%s did not start anew: those that serve go on", worker.process.name)
            else:
                self._plan_anew(worker)

    def _plan_anew(self, worker: Worker) -> None:
        """The pause doubles each time one fails soon after its start."""
        number = worker.number
        went_well = worker.ready_at is not None and time.monotonic() - worker.ready_at > WELL_SECONDS
        self._failures[number] = 0 if went_well else self._failures[number] + 1
        pause = min(MOST_PAUSE_SECONDS, LEAST_PAUSE_SECONDS * 2 ** min(self._failures[number], 10))
        self._current[number], self._start_at[number] = None, time.monotonic() + pause
        ended = (worker.process.name, worker.process.pid, worker.process.exitcode, pause)
        log.error("%s (process %s) ended with %s: another starts in %.1f s", *ended)

    def _replace(self) -> None:
        """One at a time: an old one is told to end once its successor answers."""
        if self._replacing is None and self._to_replace:
            self._replacing = self._start(self._to_replace[0])
        elif self._replacing and self._replacing.ready_at:
            number = self._to_replace.pop(0)
            if old := self._current[number]:
                old.end()
                self._ending.append(old)
            self._current[number], self._replacing = self._replacing, None

    def _end_all(self) -> None:
        self._stops = True
        for worker in self._all():
            if not worker.told_to_end_at:
                worker.end()
        for worker in self._all():
            worker.process.join(ENDING_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
            worker.close()

    def _all(self) -> list[Worker]:
        serving = [worker for worker in self._current.values() if worker]
        return [*serving, *self._ending, *([self._replacing] if self._replacing else [])]


class Telling(uvicorn.Server):
    """A server that tells when it answers, and every second after that that its event loop turns."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = tell
        self._letting_in: list[LettingIn] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Uvicorn itself is given none to listen at."""
        await super().startup([])
        if self.started:
            self._letting_in = [LettingIn(one, self.new_protocol) for one in sockets or []]
            self._tell(READY)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for one in self._letting_in:
            await one.end()
        await super().shutdown(sockets)

    def new_protocol(self) -> asyncio.Protocol:
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]  # as uvicorn makes one
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made

    async def on_tick(self, counter: int) -> bool:
        if counter % (10 * BEAT_SECONDS) == 0:
            self._tell(TURNING)
        return await super().on_tick(counter)
