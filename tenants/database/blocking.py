"""Who waits for whom in the database, for the log: processes and roles, and no statement, which might hold a value."""

from dataclasses import dataclass
from typing import Final

import asyncpg

# One process tells of it, however many serve. Who waits for one that waits itself, waits for the last of the line.
# The role of the application sees of others' processes no more than that they are there.
BLOCKED: Final = """
    with recursive waiting as (
        select w.pid, unnest(pg_blocking_pids(w.pid)) as blocking,
               extract(epoch from clock_timestamp() - w.query_start)::float8 as since
        from pg_stat_activity w
        where w.datname = current_database() and w.wait_event_type = 'Lock' and pg_try_advisory_xact_lock(4715226035)
    ), line as (
        select * from waiting
        union select line.pid, waiting.blocking, line.since from line join waiting on waiting.pid = line.blocking
    )
    select b.pid, coalesce(b.usename, 'the server'), count(distinct line.pid) as waiting, max(line.since)
    from line join pg_stat_activity b on b.pid = line.blocking
    where b.pid not in (select pid from waiting)
    group by b.pid, b.usename order by waiting desc limit 5"""


@dataclass(frozen=True, slots=True)
class Blocker:
    """A process of the database that others wait for, and how long the first of them has."""

    process: int
    role: str
    waiting: int
    longest: float

    def __str__(self) -> str:
        return (
            f"process {self.process} of the database ({self.role}) holds a lock that {self.waiting} wait for, "
            f"the first for {self.longest:.1f} s"
        )


async def blockers(connection: asyncpg.Connection) -> list[Blocker]:
    """Those that most others wait for at this moment."""
    return [Blocker(*row) for row in await connection.fetch(BLOCKED)]
