"""JSON as PostgreSQL makes it of expressions: keys in their order, large numbers and money as text."""

import json
from decimal import Decimal

import asyncpg
import pytest
from sqlalchemy import BigInteger, Integer, Numeric, literal_column, select

from tenants.database.compiling import compile_statement
from tenants.reading.json import EMPTY_LIST, NULL, Members, json_object, json_value, literal, number
from tests.conftest import ScratchDatabase

MEMBERS: Members = [
    ("b", literal('it\'s "b"')),
    ("a", number(1)),
    ("code", literal_column("330127100201", BigInteger)),
    ("money", literal_column("12.50", Numeric)),
    ("list", EMPTY_LIST),
    ("none", NULL),
    ("select", literal_column("null", Integer)),
]
EXPECTED = '{"b":"it\'s \\"b\\"","a":1,"code":"330127100201","money":"12.50","list":[],"none":null,"select":null}'


@pytest.mark.parametrize("length", [4, 63, 64, 500])
async def test_an_object_keeps_its_keys_and_their_order(module_database: ScratchDatabase, length: int) -> None:
    """Longer keys than an identifier take another form of the statement, and come to the same."""
    key = "k" * length
    members = [*MEMBERS, (key, number(2))]
    statement = compile_statement(select(json_object(members, "r$1")))
    connection = await asyncpg.connect(module_database.application_url)
    answer = await connection.fetchval(statement.text)
    await connection.close()
    assert list(json.loads(answer).items()) == [*json.loads(EXPECTED).items(), (key, 2)]


def test_an_object_of_nothing() -> None:
    assert compile_statement(json_object([], "r$1")).text == "'{}'::json"


def test_numbers_that_a_client_would_round_are_text() -> None:
    assert compile_statement(json_value(literal_column("1", BigInteger))).text == "CAST(1 AS TEXT)"
    assert compile_statement(json_value(literal_column(str(Decimal("1.5")), Numeric))).text == "CAST(1.5 AS TEXT)"
    assert compile_statement(json_value(number(1))).text == "1"
