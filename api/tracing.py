"""Traces for a collector of OpenTelemetry: a span a request, statement and waiting, with no value of anybody's in any.

The library is the extra `tracing`; this module is imported where traces are asked for, and nowhere else.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import SystemRandom
from time import time_ns

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from api.answer import Answer
from api.sender import Sender
from schema.engine.documents import Documents
from tenants.database.tracing import TRACE
from tenants.errors import Code

SERVICE = Resource({"service.name": "protection-circle"})
# All that is told of a statement: its text may hold a session, or whose range it reads.
FIRST_WORD = re.compile(
    r"\s*(begin|commit|rollback|savepoint|release|set|with|select|insert|update|delete)\b", re.IGNORECASE
)
OURS = {Code.INTERNAL, Code.UNAVAILABLE}
# How long one delivery may take, with all its tries.
DELIVERY_SECONDS = 5

chance = SystemRandom()


class Tracing:
    """Traces so many of a hundred requests, drawn here: no client decides whether it is traced."""

    def __init__(self, exporter: SpanExporter, percent: int, documents: Documents) -> None:
        self.exporter = exporter
        self.percent = percent
        self.documents = documents
        self.provider = TracerProvider(ALWAYS_ON, SERVICE, shutdown_on_exit=False)
        self.provider.add_span_processor(BatchSpanProcessor(exporter))
        self.tracer = self.provider.get_tracer("circle")

    @contextmanager
    def traced(self, answer: Answer, sender: Sender) -> Iterator[None]:
        """Traces the request that is answered in the block, or does not."""
        if chance.randrange(100) >= self.percent:
            yield
            return
        span = self.tracer.start_span("request", parent_of(sender.trace_parent), SpanKind.SERVER)
        before = TRACE.set(RequestTrace(self.tracer, span))
        try:
            yield
        finally:
            TRACE.reset(before)
            self.describe(span, answer)
            span.end()

    def describe(self, span: Span, answer: Answer) -> None:
        result = answer.code or ("PARTLY_DONE" if answer.errors else "OK")
        span.set_attribute("circle.request_id", answer.request_id)
        span.set_attribute("circle.kind", "read" if answer.reads else "other")
        span.set_attribute("circle.result", result)
        if result in OURS:
            span.set_status(StatusCode.ERROR)
        if answer.asked:
            id_, name = self.documents.named(answer.asked.query, answer.asked.operation_name)
            if id_:
                span.set_attribute("graphql.document.id", id_)
            if name:
                span.set_attribute("graphql.operation.name", name)
                span.update_name(name)

    async def close(self) -> None:
        """Delivers what is left, and waits for it no longer than for two deliveries."""
        ending = asyncio.create_task(asyncio.to_thread(self.provider.shutdown))
        await asyncio.wait({ending}, timeout=DELIVERY_SECONDS)
        if not ending.done():
            # It would go on through all that waits, for half a minute.
            self.exporter.shutdown()
        await ending


class RequestTrace:
    """The spans below the one of a request."""

    def __init__(self, tracer: Tracer, span: Span) -> None:
        self.tracer = tracer
        self.within = set_span_in_context(span, Context())

    @contextmanager
    def waiting(self, what: str) -> Iterator[None]:
        span = self.tracer.start_span(f"wait for {what}", self.within)
        try:
            yield
        except BaseException as error:
            fail(span, error)
            raise
        finally:
            span.end()

    def ran(self, text: str, seconds: float, failure: BaseException | None) -> None:
        found, ended = FIRST_WORD.match(text), time_ns()
        word = found[1].lower() if found else "other"
        told = {"db.system.name": "postgresql", "db.operation.name": word}
        span = self.tracer.start_span(word, self.within, SpanKind.CLIENT, told, start_time=ended - int(seconds * 1e9))
        if failure:
            fail(span, failure)
        span.end(ended)


def exporter_to(url: str) -> SpanExporter:
    return OTLPSpanExporter(url, timeout=DELIVERY_SECONDS)


def fail(span: Span, error: BaseException) -> None:
    """By the kind of error: its message may repeat a value."""
    span.set_attribute("error.type", type(error).__name__)
    span.set_status(StatusCode.ERROR)


def parent_of(given: str | None) -> Context:
    """The span that the client names, taken as an id alone; what else it sent along is not read."""
    carrier = {} if given is None else {"traceparent": given}
    return TraceContextTextMapPropagator().extract(carrier, Context())
