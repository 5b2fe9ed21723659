"""Generated operations have the same answer, key by key, as in graphql-core's own executor over the same records."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import orjson
import pytest
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from tests.callers import UNLIMITED
from tests.schema.engine.asking import ask, ordered
from tests.schema.engine.drawing import CITY, COUNTY, PROVINCE, VILLAGE
from tests.schema.engine.memory import KINDS, Eyes, Records
from tests.schema.engine.operations import ELSEWHERE, Drawing, operations
from tests.schema.engine.oracle import LISTS, Oracle
from tests.schema.engine.records_world import World
from tests.schema.engine.recount import recount

pytestmark = pytest.mark.long

Asking = tuple[str, int]
EYES: list[Asking] = [
    ("CASEWORKER", COUNTY),
    ("CASEWORKER", VILLAGE),
    ("DIRECTOR", CITY),
    ("DIRECTOR", COUNTY),
    ("DIRECTOR", PROVINCE),
]
EXAMPLES = 80
# Taken as they are: only what is selected of them is in question.
WITHOUT_RECORDS = ("labels", "forms", "viewer")
# What fields cannot be asked without.
REQUIRED = {"statisticsByPeriod": '(periods: ["2023", "2024-Q2", "2024-01"])'}


@dataclass(frozen=True, slots=True)
class Pair:
    """The engine and the oracle, asked by the same caller over the same records."""

    caller: Caller
    records: Records
    oracle: Oracle


def without_records(schema: GraphQLSchema) -> str:
    assert schema.query_type is not None
    return whole({name: schema.query_type.fields[name] for name in WITHOUT_RECORDS})


def whole(fields: Mapping[str, GraphQLField], end: Collection[str] = ()) -> str:
    """A selection of all that the fields have, as far as the types where it ends."""

    def inside(of: GraphQLNamedType) -> str:
        if of.name in end or is_abstract_type(of):
            return "{ __typename }"
        return whole(of.fields, end) if isinstance(of, GraphQLObjectType) else ""

    asked = {name: one for name, one in fields.items() if name not in ELSEWHERE}
    inner = {name + REQUIRED.get(name, ""): inside(get_named_type(one.type)) for name, one in asked.items()}
    return "{ " + " ".join(map(" ".join, inner.items())) + " }"


@pytest.fixture(scope="module")
async def pairs(world: World, records: Records, engine: Engine, printed_schema: GraphQLSchema) -> dict[Asking, Pair]:
    """One for each of the eyes."""
    made = {}
    for role, code in EYES:
        caller = world.caller(role, code)
        others = await ask(engine, caller, without_records(printed_schema))
        made[role, code] = Pair(caller, records, Oracle(printed_schema, Eyes(records, role, code), others))
    return made


@pytest.fixture
def pair(pairs: dict[Asking, Pair], eyes: Asking) -> Pair:
    return pairs[eyes]


@pytest.fixture(scope="module")
def unlimited(engine: Engine) -> Engine:
    """It remembers the plan that those of a role share, who ask one after the other."""
    return Engine(engine.schema, UNLIMITED)


@settings(
    max_examples=settings().max_examples if settings.get_current_profile_name() == "long" else EXAMPLES,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
@pytest.mark.parametrize("eyes", EYES, ids=str)
async def test_an_operation_is_answered_as_graphql_core_answers_it(
    pair: Pair, unlimited: Engine, data: st.DataObject
) -> None:
    drawn = data.draw(operations(pair.oracle.schema, pair.records))
    expected = pair.oracle.execute(drawn.text, drawn.variables, drawn.name)
    assert expected.errors is None
    answered = await unlimited.execute(Request(drawn.text, drawn.variables, drawn.name), pair.caller)
    assert ordered(orjson.dumps(answered).decode()) == ordered(json.dumps(expected.data))


@pytest.mark.parametrize("eyes", EYES, ids=str)
@pytest.mark.parametrize("listed", sorted(LISTS.keys() - {"branches", "changes", "history"}))
async def test_each_field_of_each_record_is_answered_as_graphql_core_answers_it(
    pair: Pair, unlimited: Engine, listed: str
) -> None:
    """Whatever the generated operations happen to ask for: a new field without an oracle is red."""
    of = pair.oracle.schema.type_map[LISTS[listed]]
    assert isinstance(of, GraphQLObjectType)
    fields = {name: one for name, one in of.fields.items() if name not in ELSEWHERE}
    text = f"{{ {listed}(first: 200) {{ nodes {whole(fields, KINDS.keys() - {'Change'})} }} }}"
    expected = pair.oracle.execute(text, {})
    assert expected.errors is None
    answered = await unlimited.execute(Request(text), pair.caller)
    assert ordered(orjson.dumps(answered).decode()) == ordered(json.dumps(expected.data))


@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("eyes", [("DIRECTOR", COUNTY)], ids=str)
@pytest.mark.parametrize("listed", sorted(LISTS.keys() - {"branches", "changes", "history"}))
async def test_each_condition_of_each_list_is_met_as_in_memory(
    pair: Pair, unlimited: Engine, listed: str, data: st.DataObject
) -> None:
    """Whatever the generated operations happen to ask for: a new condition without an oracle is red."""
    assert pair.oracle.schema.query_type
    drawing = Drawing(data.draw, pair.oracle.schema, pair.records, 0)
    conditions = drawing.conditions(listed, pair.oracle.schema.query_type.fields[listed])
    given_type = get_named_type(pair.oracle.schema.query_type.fields[listed].args["filter"].type).name
    declared = ", ".join(f"${name}: {given_type}" for name in conditions)
    asked = (f"{name}: {listed}(filter: ${name}, first: 3) {{ totalCount nodes {{ id }} }}" for name in conditions)
    text = f"query ({declared}) {{ {' '.join(asked)} }}"
    expected = pair.oracle.execute(text, conditions)
    assert expected.errors is None
    answered = await unlimited.execute(Request(text, conditions), pair.caller)
    assert ordered(orjson.dumps(answered).decode()) == ordered(json.dumps(expected.data))


def test_every_figure_is_recounted(records: Records, printed_schema: GraphQLSchema) -> None:
    statistics = printed_schema.type_map["Statistics"]
    assert isinstance(statistics, GraphQLObjectType)
    assert recount(Eyes(records, "DIRECTOR", COUNTY), COUNTY, None).keys() == statistics.fields.keys()


def test_a_difference_is_reported_as_what_it_is(records: Records) -> None:
    @settings(database=None)
    @given(number=st.integers())
    def differs(records: Records, number: int) -> None:
        assert number > len(records)

    with pytest.raises(AssertionError, match="assert 0 > ") as failed:
        differs(records=records)
    notes = "".join(failed.value.__notes__)
    assert "number=0" in notes
    assert len(notes) < 1_000
