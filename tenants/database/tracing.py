"""What a traced request tells of the database: each statement, and whatever it waits for; nobody is told of others."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from time import perf_counter
from typing import Protocol

import asyncpg


class Trace(Protocol):
    """Of one request. It is given texts of statements, and tells no more of them than their first word."""

    def waiting(self, what: str) -> AbstractContextManager[None]:
        """Tells how long the block waits."""

    def ran(self, text: str, seconds: float, failure: BaseException | None) -> None:
        """Tells of a statement that has just ended."""


# Of the request at hand, where it is traced.
TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)


def waiting(what: str) -> AbstractContextManager[None]:
    trace = TRACE.get()
    return trace.waiting(what) if trace else nullcontext()


@contextmanager
def running(trace: Trace, text: str) -> Iterator[None]:
    """Around what asyncpg itself tells nobody of: a statement that was prepared."""
    began, failure = perf_counter(), None
    try:
        yield
    except BaseException as error:
        failure = error
        raise
    finally:
        trace.ran(text, perf_counter() - began, failure)


async def tell_of_statements(connection: asyncpg.Connection) -> None:
    """For as long as the connection is open."""
    connection.add_query_logger(told)


def told(query: asyncpg.connection.LoggedQuery) -> None:
    """Called in the context of whoever ran the statement."""
    trace = TRACE.get()
    if trace:
        trace.ran(query.query, query.elapsed, query.exception)
