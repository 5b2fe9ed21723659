"""What is wrong with an answer, whatever was asked: it may refuse, and never fails or tells of the inside."""

import gc
import json
import re
import time
from dataclasses import dataclass

from graphql import build_schema, parse, validate

from tests.hostile.corpus import ANEW, Hostile
from tests.hostile.process import Process
from tests.hostile.wire import Answer, send

MOST_SECONDS = 0.05
# Processor time is told as on a machine that takes so long to validate this: others, and busy ones, are slower.
PLAIN, PLAIN_SECONDS = build_schema("type Query { a: Query b: Int }"), 0.022
FRAGMENTS = "".join(f"fragment F{n} on Query {{ b a {{ b ...F{n + 1} }} }} " for n in range(40))
PLAIN_TEXT = f"{{ ...F0 }} {FRAGMENTS} fragment F40 on Query {{ b }}"
# Other work on the machine makes some slow, and never all.
TRIES = 20
ANSWERED = (200, 400, 401, 403, 429)
# What is no HTTP at all is answered by the server in front of the application.
UNREADABLE = b"Invalid HTTP request received."
MEDIA_TYPES = ("application/json; charset=utf-8", "application/graphql-response+json; charset=utf-8")
# Ours and PostgreSQL's words; a table, a statement, a place in the code.
INSIDE = re.compile(
    rb"Traceback|File \"|\.py\b|/site-packages/|asyncpg|PostgresError|psycopg|sqlalchemy|SQLSTATE"
    rb"|current_setting|tenant_code|access_hash|select .{1,200} from |insert into |syntax error at or near"
    rb"|violates .{1,40} constraint|Did you mean '\w+[^ \w]",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The answer to the last try, and the least processor time that one took."""

    answer: Answer
    seconds: float

    def faults(self, wanted: str) -> list[str]:
        """Wrong are another outcome than the wanted one, any fault of the answer itself, and too much time."""
        outcome = self.answer.outcome
        other = [] if f"{outcome} ".startswith(f"{wanted} ") else [f"answered {outcome}, not {wanted}"]
        slow = [f"took {self.seconds * 1000:.0f} ms"] if self.seconds > MOST_SECONDS else []
        return other + slow + faults_of(self.answer)


def faults_of(answer: Answer) -> list[str]:
    found = []
    if answer.status >= 500:
        found.append(f"failed with {answer.status}")
    if any(error.get("extensions", {}).get("code") == "INTERNAL" for error in answer.errors):
        found.append("failed with INTERNAL")
    # What answers a HEAD tells of a body and has none.
    is_head = not answer.body and int(answer.headers.get("content-length", 0)) > 0
    is_json = answer.headers.get("content-type") in MEDIA_TYPES and not is_head
    if is_json and (not isinstance(answer.json, dict) or not answer.json.keys() & {"data", "errors"}):
        found.append("is no answer of GraphQL")
    if answer.status in ANSWERED and not is_json and answer.body != UNREADABLE:
        found.append(f"is of type {answer.headers.get('content-type')}")
    if is_json and "x-request-id" not in answer.headers:
        found.append("has no request id")
    # What is answered is the client's own: its keys may be any words.
    inside = INSIDE.search(json.dumps(answer.errors).encode() if is_json else answer.body)
    return [*found, *([f"tells of the inside: {inside[0]!r}"] if inside else [])]


def slowness() -> float:
    """How many times slower than that machine this one is now; 1 at the least."""
    # What the tests keep has nothing to do with it.
    gc.disable()
    began = time.process_time()
    errors = validate(PLAIN, parse(PLAIN_TEXT))
    seconds = time.process_time() - began
    gc.enable()
    assert not errors
    return max(1.0, seconds / PLAIN_SECONDS)


async def measure(server: Process, hostile: Hostile, token: str, tries: int = TRIES) -> Measured:
    """Sends it, each time anew, until the server's process has done little enough for it once."""
    encoded = hostile.message.encoded(token if hostile.signed_in else None)
    answer, least = Answer(), float("inf")
    for number in range(tries):
        data = encoded.replace(ANEW.encode(), b"%04d" % (id(hostile) // 16 % 1000 + number))
        before = server.cpu()
        answer = await send(server.address, data)
        least = min(least, (server.cpu() - before) / slowness())
        if least <= MOST_SECONDS:
            break
    return Measured(answer, least)
