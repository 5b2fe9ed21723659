"""Generated operations have the same answer, key by key, as in graphql-core's own executor over the same records."""

import json
from dataclasses import dataclass

import orjson
import pytest
from graphql import GraphQLSchema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from tests.schema.engine.asking import ask
from tests.schema.engine.making import CITY, COUNTY, PROVINCE, VILLAGE
from tests.schema.engine.memory import Eyes, Records
from tests.schema.engine.operations import operations
from tests.schema.engine.oracle import Oracle, ordered
from tests.schema.engine.records_world import World

EYES = [
    ("CASEWORKER", COUNTY),
    ("CASEWORKER", VILLAGE),
    ("DIRECTOR", CITY),
    ("DIRECTOR", COUNTY),
    ("DIRECTOR", PROVINCE),
]
EXAMPLES = 80
# Taken as they are: only what is selected of them is in question.
WITHOUT_RECORDS = """{ labels { of value zh en } viewer {
    name grants { id role tenantCode tenantName }
    sessions { id startedAt lastUsedAt address current } events { at kind address } } }"""


@dataclass(frozen=True, slots=True)
class Pair:
    """The engine and the oracle, asked by the same caller over the same records."""

    caller: Caller
    records: Records
    oracle: Oracle


@pytest.fixture(scope="module", params=EYES, ids=str)
async def pair(
    request: pytest.FixtureRequest, world: World, records: Records, engine: Engine, printed_schema: GraphQLSchema
) -> Pair:
    role, code = request.param
    caller = world.caller(role, code)
    others = await ask(engine, caller, WITHOUT_RECORDS)
    return Pair(caller, records, Oracle(printed_schema, Eyes(records, role, code), others))


@settings(
    max_examples=settings().max_examples if settings.get_current_profile_name() == "long" else EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
async def test_an_operation_is_answered_as_graphql_core_answers_it(
    pair: Pair, engine: Engine, data: st.DataObject
) -> None:
    drawn = data.draw(operations(pair.oracle.schema, pair.records))
    expected = pair.oracle.execute(drawn.text, drawn.variables, drawn.name)
    assert expected.errors is None
    answered = await engine.execute(Request(drawn.text, drawn.variables, drawn.name), pair.caller)
    assert ordered(orjson.dumps(answered).decode()) == ordered(json.dumps(expected.data))
