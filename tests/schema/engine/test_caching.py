"""What the engine remembers never shows: a warm one answers anybody as a cold one does."""

import asyncio
from typing import Any

import orjson
import pytest
from graphql import GraphQLSchema
from graphql.execution.values import VariableValues
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.build import graphql_schema
from schema.caller import Caller, Language
from schema.engine import engine as engine_module
from schema.engine.engine import Engine, Request
from schema.engine.failing import PartlyDone
from schema.engine.limits import Limits
from schema.engine.operation import InvalidOperation, Operation
from schema.engine.plan import Plan, make_plan
from tenants.access.policy import Role
from tenants.errors import CircleError
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import COUNTY, PROVINCE, VILLAGE
from tests.schema.engine.memory import Records
from tests.schema.engine.operations import Drawn, operations
from tests.schema.engine.records_world import GRANTS, RULES, World

pytestmark = pytest.mark.long

# One operation whose every argument is a variable: what is sent decides nearly everything of its statement.
EVERYTHING = """query(
    $filter: ChildFilter, $order: ChildOrder, $first: Int, $after: String, $last: Int, $before: String,
    $code: DivisionCode!, $own: Boolean = false, $period: Period, $with: Boolean!, $type: String!, $id: ID!
) {
    children(filter: $filter, order: $order, first: $first, after: $after, last: $last, before: $before) {
        nodes { name @include(if: $with) riskLevel } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    }
    tenant(code: $code) {
        name statistics(period: $period) { children visits fundsRaised } children(own: $own) { totalCount }
    }
    __type(name: $type) { name }
    node(id: $id) { __typename ... on Child { name } ... on Tenant { name @skip(if: $with) } }
    viewer { name @include(if: $with) grants { role } }
}"""


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The role of every plan that is made from here on."""
    roles: list[str] = []

    def noted(
        schema: GraphQLSchema, operation: Operation, variables: VariableValues, limits: Limits, role: Role | CircleError
    ) -> Plan:
        roles.append(role.name if isinstance(role, Role) else role.reason)
        return make_plan(schema, operation, variables, limits, role)

    monkeypatch.setattr(engine_module, "make_plan", noted)
    return roles


async def outcome(engine: Engine, caller: Caller, text: str, variables: dict[str, Any], name: str | None = None) -> str:
    """The answer's very bytes, or what was said instead."""
    try:
        return orjson.dumps(await engine.execute(Request(text, variables, name), caller)).decode()
    except PartlyDone as partly:
        failed = {key: (one.path, one.locations, str(one.error)) for key, one in partly.errors.items()}
        return f"{orjson.dumps(partly.data).decode()} {failed}"
    except InvalidOperation as error:
        return f"invalid: {error}"
    except CircleError as error:
        return f"{error.code} {error.reason} {error.details}"


def callers(world: World) -> list[Caller]:
    nobody = Caller(world.database, RULES, None, None, Language.EN)
    return [*(world.caller(role, code) for role, code in GRANTS), nobody]


def variables_of(records: Records) -> st.SearchStrategy[dict[str, Any]]:
    """Values, nulls and absence for each of EVERYTHING's variables."""
    filters = st.fixed_dictionaries(
        {},
        optional={
            "tenant": st.sampled_from(("33", "330127100201")),
            "sex": st.sampled_from(("FEMALE", "MALE", None)),
            "state": st.sampled_from(([], ["ON_FILE"], ["CLOSED", "IDENTIFIED"], "CLOSED", None)),
            "paired": st.sampled_from((True, False, None)),
            "nameContains": st.sampled_from(("王", "", "'")),
            "identifiedOn": st.sampled_from(({"from": "2024-01-01"}, {"to": "2024-05-01"}, {"from": None}, {})),
        },
    )
    keys = [record.key for kind in ("Child", "Tenant", "Project") for record in records[kind][:3]]
    return st.fixed_dictionaries(
        {
            "code": st.sampled_from(("33", "3301", "330127", "330127100201", "34")),
            "with": st.booleans(),
            "type": st.sampled_from(("Child", "Tenant", "None")),
            "id": st.sampled_from(keys),
        },
        optional={
            "filter": st.none() | filters,
            "order": st.sampled_from((None, "ID_ASC", "ID_DESC", "IDENTIFIED_ON_ASC", "IDENTIFIED_ON_DESC")),
            "first": st.sampled_from((None, 1, 2, 200, 0, 1000, 5000)),
            "last": st.sampled_from((None, None, 3)),
            "after": st.sampled_from((None, "x")),
            "own": st.sampled_from((True, False, None)),
            "period": st.sampled_from((None, "2024", "2024-H1", "2024-03")),
        },
    )


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_one_document_with_any_variables_for_anybody(world: World, records: Records, data: st.DataObject) -> None:
    warm = Engine(graphql_schema())
    everybody = callers(world)
    for _ in range(data.draw(st.integers(2, 6))):
        variables = data.draw(variables_of(records))
        caller = everybody[data.draw(st.integers(0, len(everybody) - 1))]
        assert await outcome(warm, caller, EVERYTHING, variables) == await outcome(
            Engine(warm.schema), caller, EVERYTHING, variables
        )


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_any_operations_for_anybody_at_once(
    world: World, records: Records, printed_schema: GraphQLSchema, engine: Engine, data: st.DataObject
) -> None:
    """Several run at the same time on one warm engine, twice each."""
    drawn = data.draw(st.lists(operations(printed_schema, records, size=10), min_size=2, max_size=4))
    everybody = callers(world)
    runs = [(one, everybody[data.draw(st.integers(0, len(everybody) - 1))]) for one in drawn + drawn]

    async def run(on: Engine, one: Drawn, caller: Caller) -> str:
        return await outcome(on, caller, one.text, dict(one.variables), one.name)

    warm = await asyncio.gather(*(run(engine, *each) for each in runs))
    assert warm == [await run(Engine(engine.schema), *each) for each in runs]


async def test_a_type_asked_for_by_a_variable_is_the_one_of_this_request(world: World, engine: Engine) -> None:
    """The first one asked for once was everybody's answer from then on."""
    text = "query($name: String!) { __type(name: $name) { name } }"
    caller = world.caller("ANALYST", PROVINCE)
    for name in ("Child", "Visit", "Child"):
        assert await ask(engine, caller, text, {"name": name}) == {"__type": {"name": name}}
    assert await ask(engine, caller, text, {"name": "Nothing"}) == {"__type": None}


async def test_a_plan_is_shared_by_a_roles_grants_and_no_further(world: World, planned: list[str]) -> None:
    engine = Engine(graphql_schema())
    text = "{ children { totalCount } }"
    counts = [
        (await ask(engine, world.caller(role, code), text))["children"]["totalCount"]
        for role, code in (("CASEWORKER", COUNTY), ("CASEWORKER", VILLAGE), ("DIRECTOR", PROVINCE))
    ]
    assert counts[0] > counts[1] > 0
    assert counts[2] > counts[0]
    assert planned == ["CASEWORKER", "DIRECTOR"]


async def test_plans_are_forgotten_before_there_are_too_many(
    world: World, planned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "size", 1)
    monkeypatch.setattr(engine_module, "REMEMBERED_PLANS", 3)
    engine = Engine(graphql_schema())
    for size in (*range(1, 9), 1, 8):
        text = f"{{ tenants(first: {size}) {{ nodes {{ id }} }} }}"
        answer = await ask(engine, world.caller("ANALYST", PROVINCE), text)
        assert len(answer["tenants"]["nodes"]) == size
    assert len(planned) == 9


async def test_no_number_makes_a_plan_of_its_own(world: World, planned: list[str]) -> None:
    """Neither the size of a page nor what is looked for; which end the page is taken from does."""
    engine = Engine(graphql_schema())
    caller = world.caller("ANALYST", PROVINCE)
    text = """query ($n: Int, $m: Int, $places: IntRange) {
        venues(first: $n, last: $m, filter: {places: $places}) {
            nodes { id activities(first: $n) { nodes { id } } } totalCount pageInfo { hasNextPage hasPreviousPage }
        }
    }"""
    everything = (await ask(engine, caller, text, {"n": 200}))["venues"]["nodes"]
    assert len(everything) > 20
    planned.clear()
    for size in (1, 7, 20, 21, 199):
        venues = (await ask(engine, caller, text, {"n": size, "places": {"from": size, "to": 999}}))["venues"]
        assert len(venues["nodes"]) == min(size, venues["totalCount"])
        assert venues["pageInfo"]["hasNextPage"] == (size < venues["totalCount"])
        assert all(len(one["activities"]["nodes"]) <= size for one in venues["nodes"])
    for size in (1, 7, 20, 21, 199):
        page = """query ($m: Int) { venues(last: $m) { nodes { id } pageInfo { hasPreviousPage } } }"""
        venues = (await ask(engine, caller, page, {"m": size}))["venues"]
        assert [one["id"] for one in venues["nodes"]] == [one["id"] for one in everything[-size:]]
        assert venues["pageInfo"]["hasPreviousPage"] == (size < len(everything))
    assert len(planned) == 2
