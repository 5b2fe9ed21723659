"""What the database is lost by, and how whoever asks is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from tenants.errors import Stale, Unavailable

STALE_ACTOR = "CA001"
READ_ONLY = "READ_ONLY"
LOST = (
    OSError,
    asyncpg.InterfaceError,
    # asyncpg, when the server's farewell has come and the connection is not closed yet.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    # A migration changed what a kept statement reads; the connection is given up with it.
    asyncpg.InvalidCachedStatementError,
    asyncpg.OutdatedSchemaCacheError,
)


@contextmanager
def name_lost_connections() -> Iterator[None]:
    """Turns a lost or refused connection into Unavailable, and a proof that failed into Stale."""
    try:
        yield
    except asyncpg.QueryCanceledError:
        raise Unavailable("TIMEOUT") from None
    except asyncpg.TargetServerAttributeNotMatched as error:
        raise Unavailable(READ_ONLY) from error
    except LOST as error:
        raise Unavailable(type(error).__name__) from error
    except asyncpg.PostgresError as error:
        if error.sqlstate == STALE_ACTOR:
            raise Stale from None
        raise
