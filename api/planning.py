"""Plans of new operations, made beside the event loop: one at a time, one of each user, for so long a minute."""

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from math import ceil

from cachetools import TTLCache

from api.garbage import collect_young
from schema.caller import Caller
from schema.engine.engine import Engine, Prepared, Request, Unplanned
from tenants.database.turns import Shares
from tenants.errors import TooMany

# Of the processor, on plans for one user in so many seconds. A screen takes some hundredths of a second, once.
MOST_SECONDS, WITHIN_SECONDS = 10.0, 60.0
REMEMBERED_USERS = 10_000


class Planner:
    """Prepares operations: known ones at once, others in a thread, while requests of others are answered."""

    def __init__(self, engine: Engine, queue_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.engine = engine
        self.most_seconds = MOST_SECONDS
        self.turns = Shares(1, queue_seconds)
        self.clock = clock
        # By user and minute.
        self.spent: TTLCache[Hashable, float] = TTLCache(REMEMBERED_USERS, WITHIN_SECONDS, clock)
        self.thread = ThreadPoolExecutor(1, "planner")

    async def prepare(self, request: Request, caller: Caller, whose: Hashable) -> Prepared:
        """Raises InvalidOperation or a CircleError."""
        try:
            return self.engine.prepare(request, caller, at_once=True)
        except Unplanned:
            pass
        async with self.turns.of(whose):
            now = whose, self.clock() // WITHIN_SECONDS
            if self.spent.get(now, 0.0) > self.most_seconds:
                raise TooMany(retry_after=ceil(WITHIN_SECONDS))
            prepared, seconds = await asyncio.get_running_loop().run_in_executor(
                self.thread, self.prepare_anew, request, caller
            )
            self.spent[now] = self.spent.get(now, 0.0) + seconds
        if isinstance(prepared, Exception):
            raise prepared
        return prepared

    def prepare_anew(self, request: Request, caller: Caller) -> tuple[Prepared | Exception, float]:
        """The operation prepared, or why it is not; and the seconds of the processor that it took."""
        began = time.thread_time()
        try:
            return self.engine.prepare(request, caller), time.thread_time() - began
        except Exception as error:  # noqa: BLE001  # raised again where it is waited for
            return error, time.thread_time() - began
        finally:
            collect_young()

    def close(self) -> None:
        self.thread.shutdown(cancel_futures=True)
