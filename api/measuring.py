"""The numbers of this process that its operator watches; nothing in them names anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from api.answer import Answer

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)

numbers = CollectorRegistry()
answered = Counter("circle_operations", "Operations answered.", ("kind", "result"), registry=numbers)
took = Histogram("circle_operation_seconds", "The time that they took.", ("kind",), registry=numbers, buckets=SECONDS)


def make_gauge(name: str, what: str) -> Gauge:
    return Gauge(name, what, registry=numbers, multiprocess_mode="livesum")


turned_away = make_gauge("circle_turned_away", "Requests that waited too long for a connection to the database.")
lent = make_gauge("circle_connections_in_use", "Connections to the database in use.")
live = make_gauge("circle_live_connections", "Sockets and event streams that are open.")


@contextmanager
def measured(answer: Answer) -> Iterator[None]:
    """Counts the answer that is found in the block."""
    began = perf_counter()
    try:
        yield
    finally:
        kind = "read" if answer.reads else "other"
        counter_of(kind, answer.code or ("PARTLY_DONE" if answer.errors else "OK")).inc()
        duration_of(kind).observe(perf_counter() - began)


@cache
def counter_of(kind: str, result: str) -> Counter:
    return answered.labels(kind, result)


@cache
def duration_of(kind: str) -> Histogram:
    return took.labels(kind)
