"""What a process does beside answering requests, for as long as it lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NoReturn

from api.failures import without_values
from tenants.errors import Unavailable

log = logging.getLogger("circle.beside")


async def again_and_again(name: str, work: Callable[[], Awaitable[object]], pause: timedelta) -> NoReturn:
    """Does the work after each pause; whatever it fails with is logged, and it is tried again."""
    while True:
        await asyncio.sleep(pause.total_seconds())
        try:
            await work()
        except Unavailable:
            log.warning("%s: the database does not answer", name)
        except Exception as error:  # noqa: BLE001  # what is wrong now may be put right while it serves
            log.error("%s failed: %s", name, without_values(error))  # noqa: TRY400  # no message of it
