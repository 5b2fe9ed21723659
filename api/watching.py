"""Says in the log what holds requests up: those that were turned away, and who waits for whom in the database."""

import logging

from tenants.database.blocking import blockers
from tenants.database.transactions import Database

log = logging.getLogger("circle.load")


class Watch:
    """What is said is what happened since it was said last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._said = 0

    async def __call__(self) -> None:
        turned_away = self._database.turned_away
        if turned_away > self._said:
            log.warning("%d requests were turned away: every connection is in use", turned_away - self._said)
            self._said = turned_away
        async with self._database.own_connection() as connection:
            for blocker in await blockers(connection):
                log.warning("%s", blocker)
