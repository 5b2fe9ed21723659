"""Interleaved rounds: every side in turn under the same load, round after round."""

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import cycle

from bench.load import Measured, closed_loop
from bench.processes import cpu_seconds, resident_megabytes
from bench.sides import PostGraphile, Request, Server
from bench.works import Work

SLOW = 0.15
# As long as anything is put off: after it, what a turn puts off and what it has to make up for are alike, as between
# sides they have to be.
LEAD_IN_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """One side under load in one round. Times in milliseconds, memory in megabytes, of its largest process."""

    scale: int
    work: str
    user: str
    connections: int
    side: str
    round: int
    rate: float
    p50: float
    p99: float
    errors: int
    cpu: float
    database_cpu: float
    memory: float

    def plain(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Bench:
    """Servers on one database, and how long each is measured."""

    scale: int
    servers: list[Server]
    postmaster: int
    rounds: int
    seconds: float
    warm: float

    def warm_up(self, works: Iterable[Work]) -> None:
        """Some seconds of load on every side; more of it where a compiler learns while it runs."""
        for work in works:
            for server in self.servers:
                longer = 5 if isinstance(server.side, PostGraphile) else 1
                closed_loop(server, server.side.requests(work), 8, longer * max(1, 2 * self.warm))
                server.rest()

    def measure(self, work: Work, connections: Iterable[int], only: frozenset[str] = frozenset()) -> list[Sample]:
        """All sides, or the named ones, at each number of connections; a slow one, one request after the other."""
        asked = [(one, one.side.requests(work)) for one in self.servers if not only or one.side.name in only]
        slow = {server.side.name for server, requests in asked if warm_up(server, requests, self.warm) > SLOW}
        return [
            self.sample(work, number, turn, server, requests, slow=server.side.name in slow, lead_in=len(asked) > 1)
            for number in connections
            for turn in range(self.rounds)
            for server, requests in asked
            if number == 1 or server.side.name not in slow
        ]

    def sample(  # noqa: PLR0913  # what a sample is of
        self,
        work: Work,
        connections: int,
        turn: int,
        server: Server,
        requests: list[Request],
        *,
        slow: bool,
        lead_in: bool,
    ) -> Sample:
        own, database = server.process.pid, self.postmaster
        if lead_in and server.side.puts_off:
            closed_loop(server, requests, connections, LEAD_IN_SECONDS)
            wait_behind(server, requests)
        before = cpu_seconds(own), cpu_seconds(database)
        seen = one_by_one(server, requests) if slow else closed_loop(server, requests, connections, self.seconds)
        each = 1000 / max(1, seen.answers)
        used = cpu_seconds(own) - before[0], cpu_seconds(database) - before[1]
        wait_behind(server, requests)
        server.rest()
        return Sample(
            scale=self.scale,
            work=work.name,
            user=work.user,
            connections=connections,
            side=server.side.name,
            round=turn,
            rate=seen.rate,
            p50=seen.p50,
            p99=seen.p99,
            errors=seen.errors,
            cpu=used[0] * each,
            database_cpu=used[1] * each,
            memory=resident_megabytes(own),
        )


def warm_up(server: Server, requests: list[Request], seconds: float) -> float:
    """Asks for a while, twice at least; gives the seconds of the fastest answer."""
    began, took = time.perf_counter(), []
    for request in cycle(requests):
        asked = time.perf_counter()
        server.ask(request)
        now = time.perf_counter()
        took.append(now - asked)
        if now - began > seconds and len(took) > 1:
            break
    server.rest()
    return min(took)


def wait_behind(server: Server, requests: list[Request]) -> None:
    """Asks behind what a load left unanswered as it ended, of which as many as its connections may be."""
    server.ask(requests[0])


def one_by_one(server: Server, requests: list[Request]) -> Measured:
    """One answer, for a side too slow to be counted by the second."""
    began = time.perf_counter()
    server.ask(requests[0])
    took = time.perf_counter() - began
    return Measured(answers=1, seconds=took, p50=1000 * took, p99=1000 * took, errors=0)
