"""What a collector of traces is told: a span a request, statement and waiting, and nothing of anybody."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from api import settings, tracing
from api.answer import Answer
from api.sender import Sender
from api.settings import Settings
from api.variables import SettingsError
from schema.caller import Language
from schema.engine.documents import hash_text
from tests import planted
from tests.api.service import NAME, Service, code_of, serve, settle
from tests.conftest import ScratchDatabase
from tests.planted import CHILD

TRUSTED = 'query CountyName { tenant(code: "330127") { name } }'
# A client of its own makes what it likes a name.
NAMED = f"query _{CHILD['identityNumber']} {{ children {{ totalCount }} }}"
FIND = """query Find($number: String!) { children(filter: {identityNumber: $number}) { totalCount } }"""
REGISTER = """mutation Register($input: RegisterChildInput!) {
    registerChild(input: $input) { child { id } userErrors { code } } }"""
GIVEN = {
    "tenant": "330127100201",
    "name": "小明明明",
    "sex": "MALE",
    "birthDate": "2015-05-05",
    "category": "OTHER",
    "categorySource": "FEDERATION",
    "identifiedOn": "2024-01-01",
    **CHILD,
}
CHILD_ID = "019a0000-0000-7000-8000-000000000001"
TRACE_ID, SPAN_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
# The client asks not to be traced, and sends more along.
FROM_OUTSIDE = {
    "traceparent": f"00-{TRACE_ID}-{SPAN_ID}-00",
    "tracestate": f"who={CHILD['phone']}",
    "baggage": f"number={CHILD['identityNumber']}",
}
# All that a span may say beside request ids.
WORDS = {
    *("protection-circle", "circle", "request", "CountyName", hash_text(TRUSTED), "read", "other", "postgresql"),
    *("OK", "BAD_REQUEST", "UNAVAILABLE", "TimeoutError", "InvalidTextRepresentationError", "wait for a connection"),
    *("wait for the server to connect", "begin", "commit", "rollback", "set", "with", "select", "insert", "update"),
    *("savepoint", "release"),
}
QUEUE = timedelta(seconds=0.5)


@dataclass
class Collector:
    """An end of OTLP over HTTP: what it was sent, as it came."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            assert line.startswith(b"POST /v1/traces ")
            length = 0
            while (header := await reader.readline()).strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            self.bodies.append(await reader.readexactly(length))
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()
        writer.close()

    @property
    def spans(self) -> list[Span]:
        return [
            span
            for body in self.bodies
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def request(self, request_id: str) -> tuple[Span, list[Span]]:
        """The one span of a request, and those below it as they began."""
        (found,) = (span for span in self.spans if attributes(span).get("circle.request_id") == request_id)
        below = [span for span in self.spans if span.parent_span_id == found.span_id]
        return found, sorted(below, key=lambda span: span.start_time_unix_nano)


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    made = Collector()
    server = await asyncio.start_server(made.take, "127.0.0.1")
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1/traces"
    yield made
    server.close()


def attributes(span: Span) -> dict[str, str]:
    return {one.key: one.value.string_value for one in span.attributes}


def texts(message: Any) -> Iterator[str]:  # noqa: ANN401  # of protobuf
    """Every text in a message that is no attribute's key, however deep."""
    for descriptor, value in message.ListFields():
        for one in value if descriptor.is_repeated else [value]:
            if isinstance(one, str) and descriptor.name != "key":
                yield one
            elif descriptor.message_type:
                yield from texts(one)


async def fail(service: Service) -> None:
    """With a value in the statement, and in what the server says of it."""
    answering, database = service.app.state.graphql.answering, service.app.state.database
    with pytest.raises(asyncpg.DataError), answering.traced(Answer(Language.EN), Sender(None)):
        async with database.connection() as connection:
            await connection.fetchval("select '某某某的地址'::int")


@asynccontextmanager
async def serve_traced(
    owner: asyncpg.Connection, database: ScratchDatabase, url: str, folder: Path
) -> AsyncIterator[Service]:
    await settle(owner)
    manifest = folder / "documents.json"
    manifest.write_bytes(orjson.dumps({f"sha256:{hash_text(TRUSTED)}": TRUSTED}))
    how = {"pool_size": 1, "queue_timeout": QUEUE, "documents": manifest, "traces_url": url}
    async with serve(owner, database.application_url, **how) as service:
        yield service


async def test_a_request_is_told_by_what_it_waited_for_and_by_nothing_of_anybody(
    owner: asyncpg.Connection, database: ScratchDatabase, collector: Collector, tmp_path: Path
) -> None:
    async with serve_traced(owner, database, collector.url, tmp_path) as service:
        token = await service.token()
        as_her = {"authorization": f"Bearer {token}", **FROM_OUTSIDE}
        by_id = await service.post({"documentId": f"sha256:{hash_text(TRUSTED)}"}, as_her)
        named = await service.ask(NAMED, token)
        found = await service.ask(FIND, token, number=CHILD["identityNumber"])
        written = await service.ask(REGISTER, token, input={"id": CHILD_ID, **GIVEN})
        wrong = await service.ask(f"{{ {CHILD['address'].encode().hex()} }}", token)
        connections = service.app.state.database.connections
        held = await connections.take()
        refused = await service.ask(TRUSTED, token)
        connections.give_back(held)
        await fail(service)
        service.app.state.graphql.answering.traced.__self__.percent = 0
        untraced = await service.post({"query": TRUSTED}, {**as_her, "traceparent": f"00-{TRACE_ID}-{SPAN_ID}-01"})
    answered = [by_id, named, found, written, wrong, refused]
    ids = {one.headers["x-request-id"] for one in answered}
    assert written.json()["data"]["registerChild"] == {"child": {"id": CHILD_ID}, "userErrors": []}

    span, below = collector.request(by_id.headers["x-request-id"])
    assert (span.trace_id.hex(), span.parent_span_id.hex(), span.trace_state) == (TRACE_ID, SPAN_ID, "")
    assert (span.name, attributes(span)["graphql.document.id"]) == ("CountyName", hash_text(TRUSTED))
    assert attributes(span)["circle.result"] == "OK"
    assert below, "nothing of it"
    assert {one.trace_id.hex() for one in below} == {TRACE_ID}

    span, below = collector.request(named.headers["x-request-id"])
    assert (span.name, len(span.parent_span_id)) == ("request", 0)
    assert not {"graphql.document.id", "graphql.operation.name"} & set(attributes(span))

    _, below = collector.request(written.headers["x-request-id"])
    # What goes on beside requests may have held the only connection.
    below = [one for one in below if not one.name.startswith("wait")]
    assert (below[0].name, below[-1].name) == ("begin", "commit")
    assert attributes(below[-1]) == {"db.system.name": "postgresql", "db.operation.name": "commit"}

    span, below = collector.request(refused.headers["x-request-id"])
    assert (code_of(refused), attributes(span)["circle.result"]) == ("UNAVAILABLE", "UNAVAILABLE")
    assert [one.name for one in below] == ["wait for a connection"]
    assert {one.status.code for one in (span, *below)} == {Status.STATUS_CODE_ERROR}
    assert below[0].end_time_unix_nano - below[0].start_time_unix_nano >= QUEUE / timedelta(microseconds=2) * 1000

    told = {attributes(one).get("circle.request_id") for one in collector.spans} - {None}
    assert told > ids, "signing in, too"
    assert untraced.headers["x-request-id"] not in told
    assert "InvalidTextRepresentationError" in {attributes(one).get("error.type") for one in collector.spans}
    for body in collector.bodies:
        said = {text for text in texts(ExportTraceServiceRequest.FromString(body)) if text not in told}
        assert said <= WORDS, said - WORDS
        planted.search("a trace", body.decode(errors="replace"))
        assert NAME.encode() not in body


@pytest.mark.parametrize("how", ["away", "silent"])
async def test_without_its_collector_it_serves_and_ends(
    owner: asyncpg.Connection, database: ScratchDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(tracing, "DELIVERY_SECONDS", 0.2)
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    if how == "away":
        server.close()
    async with serve_traced(owner, database, f"http://127.0.0.1:{port}/v1/traces", tmp_path) as service:
        assert "errors" not in (await service.ask(TRUSTED, await service.token())).json()
    server.close()


def test_what_is_missing_or_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "http://127.0.0.1:4318/v1/traces"
    read = Settings.from_environment({"CIRCLE_TRACES_URL": url, "CIRCLE_TRACES_PERCENT": "5"})
    assert (read.traces_url, read.traces_percent) == (url, 5)
    for wrong in ("127.0.0.1:4318", "http://127.0.0.1:4318", "http://who:secret@host/v1/traces", "ftp://host/x"):
        with pytest.raises(SettingsError, match="CIRCLE_TRACES_URL is an address such as ") as raised:
            Settings.from_environment({"CIRCLE_TRACES_URL": wrong})
        assert "secret" not in str(raised.value)
    monkeypatch.setattr(settings, "can_trace", lambda: False)
    with pytest.raises(SettingsError, match=r"CIRCLE_TRACES_URL needs the extra `tracing`"):
        Settings.from_environment({"CIRCLE_TRACES_URL": url})
