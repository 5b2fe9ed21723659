"""Work that a process does in the background, between and beside requests, for as long as it serves."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from api.failures import without_values
from tenants.errors import Unavailable

log = logging.getLogger("circle.background")


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is done again and again, with a pause before each time; the name is for the log."""

    name: str
    work: Callable[[], Awaitable[object]]
    pause: timedelta

    async def repeat(self) -> NoReturn:
        """Whatever the work fails with is logged, and it is tried again."""
        while True:
            await asyncio.sleep(self.pause.total_seconds())
            try:
                await self.work()
            except Unavailable:
                log.warning("%s: the database does not answer", self.name)
            except Exception as error:  # noqa: BLE001  # what is wrong now may be put right while it serves
                log.error("%s failed: %s", self.name, without_values(error))  # noqa: TRY400  # no message of it


@asynccontextmanager
async def running(*jobs: Job) -> AsyncIterator[None]:
    """Runs the jobs for as long as the block lasts."""
    tasks = [asyncio.create_task(job.repeat()) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
