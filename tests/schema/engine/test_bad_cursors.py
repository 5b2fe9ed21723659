"""Whatever a client sends as a cursor is a place in its own order, or refused: nothing else comes out of the engine."""

import base64
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.caller import Caller
from schema.engine.engine import Engine
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.conditions import cursor_of
from tests.schema.engine.drawing import COUNTY
from tests.schema.engine.memory import Records
from tests.schema.engine.records_world import World

ID = "00000000-0000-7000-8000-000000000000"


def forged(parts: object) -> str:
    return encoded(json.dumps(parts).encode())


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


CURSORS = {
    "nothing": "",
    "no base64": "cursor",
    "Chinese": "游标",
    "a NUL": "\0",
    "half a surrogate pair": "\ud800",
    "no JSON": encoded(b"["),
    "no UTF-8": encoded(b"\xff\xfe"),
    "too deep": encoded(b"[" * 200_000),
    "huge": "A" * 900_000,
    "a number": forged(5),
    "an object": forged({"IDENTIFIED_ON_ASC": 1, "2024-01-01": 2, ID: 3}),
    "an empty list": forged([]),
    "no order": forged([["IDENTIFIED_ON_ASC"], "2024-01-01", ID]),
    "another order": forged(["ID_ASC", ID]),
    "the order turned round": forged(["IDENTIFIED_ON_DESC", "2024-01-01", ID]),
    "too short": forged(["IDENTIFIED_ON_ASC", "2024-01-01"]),
    "too long": forged(["IDENTIFIED_ON_ASC", "2024-01-01", ID, ID]),
    "no date": forged(["IDENTIFIED_ON_ASC", "infinity", ID]),
    "a number for a date": forged(["IDENTIFIED_ON_ASC", 20240101, ID]),
    "null for a date": forged(["IDENTIFIED_ON_ASC", None, ID]),
    "no id": forged(["IDENTIFIED_ON_ASC", "2024-01-01", "x"]),
}


@pytest.mark.parametrize("argument", ["after", "before"])
@pytest.mark.parametrize("cursor", CURSORS.values(), ids=CURSORS.keys())
async def test_a_cursor_that_none_was_handed_out_as(
    engine: Engine, caseworker: Caller, cursor: str, argument: str
) -> None:
    text = f"query($c: String) {{ children(order: IDENTIFIED_ON_ASC, {argument}: $c) {{ nodes {{ id }} }} }}"
    assert await refusal(engine, caseworker, text, {"c": cursor}) == "BAD_CURSOR"


NULLABLE = {
    "null for an id": ["ON_FILE_ON_ASC", "2024-01-01", None],
    "nothing at all": ["ON_FILE_ON_ASC", None, None],
    "what stands for null": ["ON_FILE_ON_ASC", "infinity", ID],
    "a list": ["ON_FILE_ON_ASC", ["2024-01-01"], ID],
}


@pytest.mark.parametrize("parts", NULLABLE.values(), ids=NULLABLE.keys())
async def test_a_cursor_of_what_may_be_empty(engine: Engine, caseworker: Caller, parts: list[object]) -> None:
    text = "query($c: String) { children(order: ON_FILE_ON_ASC, after: $c) { nodes { id } } }"
    assert await ask(engine, caseworker, text, {"c": forged(["ON_FILE_ON_ASC", None, ID])})
    assert await refusal(engine, caseworker, text, {"c": forged(parts)}) == "BAD_CURSOR"


@pytest.mark.parametrize("number", ["2147483648", "9" * 30, "1.5", "x", "NaN"])
async def test_a_cursor_of_a_number_that_the_database_cannot_hold(
    engine: Engine, caseworker: Caller, number: str
) -> None:
    text = "query($c: String) { venues(order: PLACES_ASC, after: $c) { nodes { id } } }"
    assert await refusal(engine, caseworker, text, {"c": forged(["PLACES_ASC", number, ID])}) == "BAD_CURSOR"


@pytest.mark.parametrize("code", ["9" * 30, "9" * 5000, "-5", "x", "٣٣٠٠٠٠٠٠٠٠٠٠"])
async def test_a_tenants_cursor_holds_a_code(engine: Engine, caseworker: Caller, code: str) -> None:
    text = "query($c: String) { tenants(after: $c) { nodes { id } } }"
    assert await refusal(engine, caseworker, text, {"c": forged(["ID_ASC", code])}) == "BAD_CURSOR"


@pytest.mark.parametrize(("name", "reason"), [("a\0", "NUL"), ("\ud800", "NOT_UNICODE")])
async def test_a_cursor_of_a_text_that_the_database_cannot_hold(
    engine: Engine, caseworker: Caller, name: str, reason: str
) -> None:
    text = "query($c: String) { projects(order: NAME_ASC, after: $c) { nodes { id } } }"
    assert await refusal(engine, caseworker, text, {"c": forged(["NAME_ASC", name, ID])}) == reason


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    cursor=st.text()
    | st.binary().map(encoded)
    | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(forged)
)
async def test_no_cursor_gets_through(engine: Engine, world: World, cursor: str) -> None:
    text = "query($c: String) { visits(after: $c) { totalCount nodes { id } } }"
    assert await refusal(engine, world.caller("CASEWORKER", COUNTY), text, {"c": cursor}) == "BAD_CURSOR"


async def test_a_cursor_of_a_record_that_is_not_seen_is_only_a_place(
    engine: Engine, caseworker: Caller, records: Records
) -> None:
    """It tells nothing of the record, not even whether there is one."""
    text = "query($c: String) { children(after: $c) { totalCount nodes { tenant { code } } } }"
    foreign = next(child for child in records["Child"] if child.code >= 340000000000)
    answer = await ask(engine, caseworker, text, {"c": cursor_of(foreign, "ID_ASC")})
    beside = foreign.key[:-1] + ("0" if foreign.key[-1] != "0" else "1")
    assert answer == await ask(engine, caseworker, text, {"c": forged(["ID_ASC", beside])})
