"""The attacks, as a test and `make attack` run them: what was tried, how often, and what got through."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api.negotiation import EVENT_STREAM
from tests.api.sockets import PATIENCE_SECONDS, PROTOCOL
from tests.hostile.cop import COP
from tests.hostile.corpus import CORPUS, Hostile
from tests.hostile.judging import INSIDE, MOST_SECONDS, TRIES, faults_of, measure
from tests.hostile.process import Process
from tests.hostile.wire import JSON_HEADERS, Message
from tests.isolation import test_access_log, test_reading, test_row_security, test_subscribing, test_writing
from tests.isolation.fields import OPENED_FILTERS, SHAPES
from tests.isolation.mutations import MUTATIONS
from tests.isolation.operations import page
from tests.isolation.roles import FIGURES, ROLES, SIGHTS, lists, may_list
from tests.isolation.stage import Stage

# Weighing a password takes long on purpose.
WEIGHED = (b"signIn", b"changePassword", b"acceptInvitation", b"refreshSession")
STREAM_SECONDS = 1
INTERNAL_CLOSE = 1011
# What the attacks say themselves, which may be a planted secret, is not let out by the server.
QUIET = logging.getLogger("attacks")
QUIET.setLevel(logging.INFO)
Cells = Sequence[tuple[Any, ...]]


@dataclass(slots=True)
class Tried:
    """One line of the report; `through` says what got through, and how."""

    what: str
    tries: int = 0
    through: list[str] = field(default_factory=list)

    def add(self, name: object, faults: Iterable[str]) -> None:
        self.tries += 1
        self.through += [f"{name}: {fault}" for fault in faults]


async def try_corpus(server: Process, token: str | None, corpus: Iterable[Hostile] = CORPUS) -> Tried:
    """Without a token, only what is anybody's."""
    tried = Tried("hostile requests")
    for hostile in corpus:
        if token or not hostile.signed_in:
            tried.add(hostile, (await measure(server, hostile, token or "")).faults(hostile.wanted))
    return tried


async def try_cop(server: Process) -> Tried:
    tried = Tried("graphql-cop")
    for hostile, weakness in COP:
        measured = await measure(server, hostile, "")
        weak = ["is a weakness"] if weakness(measured.answer) else []
        tried.add(hostile, [*measured.faults(hostile.wanted), *weak])
    return tried


async def try_bodies(server: Process, tokens: Sequence[str | None], bodies: Iterable[bytes]) -> Tried:
    """Each is sent by one of the tokens, and is answered somehow, soon and without a fault."""
    tried = Tried("bodies")
    for number, body in enumerate(bodies):
        sent = Hostile("", "", Message(body), signed_in=True)
        token = tokens[number % len(tokens)] or ""
        weighed = any(name in body for name in WEIGHED)
        measured = await measure(server, sent, token, tries=1 if weighed else TRIES)
        slow = measured.seconds > MOST_SECONDS and not weighed
        tried.add(
            shown(body), faults_of(measured.answer) + ([f"took {measured.seconds * 1000:.0f} ms"] if slow else [])
        )
    return tried


async def try_streams(server: Process, token: str | None, bodies: Iterable[bytes]) -> Tried:
    tried = Tried("event streams")
    for body in bodies:
        tried.add(shown(body), faults_of_text(await first_of_stream(server, token, body)))
    return tried


async def first_of_stream(server: Process, token: str | None, body: bytes) -> bytes:
    """What comes within a second: a subscription has no end."""
    reader, writer = await asyncio.open_connection(*server.address)
    writer.write(Message(body, {**JSON_HEADERS, "accept": EVENT_STREAM}).encoded(token))
    heard = b""
    try:
        async with asyncio.timeout(STREAM_SECONDS):
            while more := await reader.read(65_536):
                heard += more
    except TimeoutError:
        pass
    finally:
        writer.close()
    return heard


async def try_sockets(server: Process, token: str | None, many: Iterable[Sequence[str | bytes]]) -> Tried:
    tried = Tried("sockets")
    for frames in many:
        tried.add(shown(repr(frames).encode()), await faults_of_socket(server, token, frames))
    return tried


async def faults_of_socket(server: Process, token: str | None, frames: Sequence[str | bytes]) -> list[str]:
    """Says the frames; the socket has to live on, or be closed for what was said."""
    host, port = server.address
    given: Any = {"subprotocols": [PROTOCOL], "proxy": None, "open_timeout": PATIENCE_SECONDS, "logger": QUIET}
    heard = b""
    try:
        async with connect(f"ws://{host}:{port}/graphql", **given) as socket, asyncio.timeout(PATIENCE_SECONDS):
            first = {"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}
            for frame in (json.dumps(first), *frames, json.dumps({"type": "ping"})):
                await socket.send(frame)
            while b'"pong"' not in heard:
                heard += str(await socket.recv()).encode()
    except ConnectionClosed as closed:
        if closed.rcvd is None or closed.rcvd.code == INTERNAL_CLOSE:
            return [f"closed by {closed.rcvd}", *faults_of_text(heard)]
    except (TimeoutError, InvalidStatus) as error:
        return [f"ended by {error!r}", *faults_of_text(heard)]
    return faults_of_text(heard)


def faults_of_text(heard: bytes) -> list[str]:
    inside = INSIDE.search(heard)
    failed = ["failed with INTERNAL"] if b'"INTERNAL"' in heard or b" 500 " in heard[:20] else []
    return failed + ([f"tells of the inside: {inside[0]!r}"] if inside else [])


def shown(sent: bytes) -> str:
    return repr(sent[:300])


@dataclass(frozen=True, slots=True)
class Attempt:
    """A test of the isolation tests, given another stage: what it asserts is what must not get through."""

    what: str
    attack: Callable[..., Awaitable[None]]
    cells: Cells


async def no_order_that_is_not_theirs(stage: Stage, role: str, name: str) -> None:
    order = MUTATIONS[name]
    before = await stage.fingerprint()
    for named in stage.world.of(order.names):
        wanted = test_writing.expected_outcome(role, order, named)
        if order.fits(stage.world, named) and wanted is not test_writing.Outcome.DONE:
            came = await test_writing.outcome(stage, role, name, order.input(stage.world, named))
            assert came is wanted, f"{role} {name} {named}"
    assert await stage.fingerprint() == before, f"{role} {name} wrote something"


async def no_cursor_of_somebody_else_leads_further(stage: Stage, role: str, kind: str) -> None:
    listed = SHAPES[kind].plural
    for other in ROLES:
        if may_list(other, kind):
            text = f"{{ all: {listed}(first: 200) {{ edges {{ cursor }} }} }}"
            for edge in (await stage.ask(other, text))["all"]["edges"]:
                for bound in ("after", "before"):
                    found = page(f'first: 200, {bound}: "{edge["cursor"]}"', "id")
                    shown = (await stage.ask(role, f"{{ all: {listed}{found} }}"))["all"]["nodes"]
                    allowed = {str(one.id) for one in stage.world.of(kind) if lists(role, one)}
                    assert {one["id"] for one in shown} <= allowed, f"{role} was led further in {listed}"


SEEN = test_reading.SEEN
LISTED = test_reading.LISTED
OF_TENANTS = [(role, kind) for role, kind in LISTED if kind != "tenant"]
FILTERED = [(role, *by) for role, by in product(("DIRECTOR", "CASEWORKER", "CARING_MOTHER"), sorted(OPENED_FILTERS))]
SUBSCRIBED = [(role,) for role in ROLES if "tenant" in SIGHTS[role]]
OVER_HTTP = (
    Attempt(
        "records by key and id, and telling that one exists",
        test_reading.test_a_record_is_opened_located_or_as_if_it_did_not_exist,
        SEEN,
    ),
    Attempt(
        "forbidden kinds",
        test_reading.test_a_forbidden_kind_is_forbidden_whichever_the_record,
        test_reading.FORBIDDEN,
    ),
    Attempt("orders and directions", test_reading.test_every_order_and_direction_shows_the_same, LISTED),
    Attempt("lists of a tenant", test_reading.test_a_list_of_a_tenant_shows_what_is_kept_there_and_visible, OF_TENANTS),
    Attempt("lists below a tenant", test_reading.test_what_a_tenant_itself_keeps_is_listed_where_visible, OF_TENANTS),
    Attempt("searching for what is hidden", test_reading.test_a_filter_finds_nothing_by_what_is_hidden, FILTERED),
    Attempt(
        "searching by the complement",
        test_access_log.test_whoever_is_absent_from_a_search_is_logged,
        FILTERED,
    ),
    Attempt(
        "figures",
        test_reading.test_figures_are_forbidden_to_a_role_without_them,
        [(role,) for role in sorted(set(ROLES) - FIGURES)],
    ),
    Attempt("cursors of others", no_cursor_of_somebody_else_leads_further, LISTED),
    Attempt("subscriptions", test_subscribing.test_a_subscription_shows_what_the_query_shows, SUBSCRIBED),
    Attempt("orders that are not theirs", no_order_that_is_not_theirs, list(product(ROLES, MUTATIONS))),
)
# With the policy opened wide, in this process, on the server's database.
ROWS = (
    Attempt("rows out of sight", test_row_security.test_no_row_out_of_sight_is_read, list(product(ROLES, SHAPES))),
    Attempt(
        "relations out of sight", test_row_security.test_no_relation_leads_out_of_sight, list(product(ROLES, SHAPES))
    ),
    Attempt("rows out of reach", test_row_security.test_no_row_out_of_reach_is_written, [(role,) for role in ROLES]),
)


async def try_attempt(stage: Stage, attempt: Attempt, cells: Cells | None = None) -> Tried:
    tried = Tried(attempt.what)
    for cell in attempt.cells if cells is None else cells:
        through = []
        try:
            await attempt.attack(stage, *cell)
        except (Exception, pytest.fail.Exception) as failed:  # noqa: BLE001  # whatever it is, it is no refusal
            said = str(failed).splitlines() or [""]
            through.append(f"{type(failed).__name__} {said[0]}")
        tried.add(" ".join(map(str, cell)), through)
    return tried
