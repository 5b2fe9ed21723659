"""Generated operations have the same answer, key by key, as in graphql-core's own executor over the same records."""

import json

import orjson
import pytest
from graphql import GraphQLSchema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from tests.schema.engine.memory import Eyes, Records
from tests.schema.engine.operations import Drawn, operations
from tests.schema.engine.oracle import Oracle, ordered
from tests.schema.engine.records_world import CITY, COUNTY, PROVINCE, VILLAGE, World

EYES = [("CASEWORKER", COUNTY), ("CASEWORKER", VILLAGE), ("DIRECTOR", CITY), ("DIRECTOR", COUNTY), ("DIRECTOR", PROVINCE)]
EXAMPLES = max(60, settings.default.max_examples if settings.get_current_profile_name() == "long" else 0)  # type: ignore[union-attr]


async def answer(engine: Engine, drawn: Drawn, caller: Caller) -> str:
    data = await engine.execute(Request(drawn.text, drawn.variables, drawn.name), caller)
    return orjson.dumps(data).decode()


async def make_oracle(engine: Engine, schema: GraphQLSchema, records: Records, caller: Caller) -> Oracle:
    """The root fields that read no record are taken as they are: only what is selected of them is in question."""
    others = await answer(engine, Drawn("{ labels { of value zh en } viewer { name grants { id role tenantCode tenantName } } }", {}, None), caller)
    grant = caller.acting.grant
    return Oracle(schema, Eyes(records, grant.role_name, grant.low), json.loads(others))


@pytest.mark.parametrize(("role", "code"), EYES)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_an_operation_is_answered_as_graphql_core_answers_it(
    world: World, records: Records, engine: Engine, printed_schema: GraphQLSchema, role: str, code: int, data: st.DataObject
) -> None:
    caller = world.caller(role, code)
    oracle = await make_oracle(engine, printed_schema, records, caller)
    drawn = data.draw(operations(printed_schema, records))
    expected = oracle.execute(drawn.text, drawn.variables, drawn.name)
    assert expected.errors is None
    assert ordered(await answer(engine, drawn, caller)) == ordered(json.dumps(expected.data))
