"""Anything by its id: many at once, in their order, each as it is found alone."""

import pytest

from schema.caller import Caller
from schema.engine.engine import Engine
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import CITY, COUNTY
from tests.schema.engine.memory import Eyes, Records
from tests.schema.engine.records_world import World

SHOWN = (
    "__typename id ... on TenantRecord { version } ... on Child { name } ... on Tenant { level } ... on Change { at }"
)
MANY, ONE = (
    f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ {SHOWN} }} }}",
    f"query ($id: ID!) {{ node(id: $id) {{ {SHOWN} }} }}",
)
MOST, MOST_FIELDS = 200, 50


@pytest.mark.parametrize(("role", "code"), [("CASEWORKER", COUNTY), ("DIRECTOR", CITY)])
async def test_many_are_found_as_each_is_found_alone(
    world: World, engine: Engine, records: Records, role: str, code: int
) -> None:
    caller = world.caller(role, code)
    ids = [one.key for kind in sorted(records) for one in records[kind][:6]] + ["", "no id", "0" * 36]
    ids += ids[:2]
    parts = [ids[start : start + MOST] for start in range(0, len(ids), MOST)]
    answer = [one for part in parts for one in (await ask(engine, caller, MANY, {"ids": part}))["nodes"]]
    eyes = Eyes(records, role, code)
    assert [one and one["id"] for one in answer] == [(found := eyes.find(key)) and found.key for key in ids]
    assert {one["__typename"] for one in answer if one} >= {"Tenant", "Child", "Visit", "Change"}
    for key, one in zip(ids, answer, strict=True):
        assert (await ask(engine, caller, ONE, {"id": key}))["node"] == one


@pytest.mark.parametrize(("role", "code"), [("CASEWORKER", COUNTY), ("DIRECTOR", CITY)])
async def test_an_operation_finds_as_many_as_it_has_fields(
    world: World, engine: Engine, records: Records, role: str, code: int
) -> None:
    """As a client fetches anew what it keeps: each by its id, with what is wanted of its kind, or no more than that."""
    caller = world.caller(role, code)
    wanted = {
        "Child": "name ageBand",
        "Tenant": "level children { totalCount }",
        "Visit": "child { id }",
        "Change": "at",
        "Pairing": "__typename",
    }
    keys = [one.key for kind in sorted(records) for one in records[kind][:2]]
    for start in range(0, len(keys), MOST_FIELDS):
        fields = {f"f{n}": key for n, key in enumerate(keys[start : start + MOST_FIELDS])}
        more = [f"... on {name} {{ {shown} }}" for name, shown in wanted.items()]
        texts = {
            key: f'{key}: node(id: "{id_}") {{ {("id", "t: __typename id")[n % 2]} {more[n % len(more)]} }}'
            for n, (key, id_) in enumerate(fields.items())
        }
        answer = await ask(engine, caller, f"{{ {' '.join(texts.values())} }}")
        for key, text in texts.items():
            assert (await ask(engine, caller, f"{{ {text} }}"))[key] == answer[key], text
        eyes = Eyes(records, role, code)
        assert [one and one["id"] for one in answer.values()] == [
            (found := eyes.find(key)) and found.key for key in fields.values()
        ]


async def test_none_are_found_of_none(engine: Engine, caseworker: Caller) -> None:
    assert await ask(engine, caseworker, MANY, {"ids": []}) == {"nodes": []}


async def test_there_is_an_end_to_how_many(engine: Engine, caseworker: Caller) -> None:
    assert len((await ask(engine, caseworker, MANY, {"ids": ["x"] * 200}))["nodes"]) == 200
    assert await refusal(engine, caseworker, MANY, {"ids": ["x"] * 201}) == "BAD_PAGE_SIZE"


@pytest.mark.parametrize(("role", "code"), [("CASEWORKER", COUNTY), ("DIRECTOR", CITY)])
async def test_a_tenant_without_a_code_is_that_of_the_grant(world: World, engine: Engine, role: str, code: int) -> None:
    caller = world.caller(role, code)
    shown = "{ code children(first: 3) { totalCount nodes { id } } }"
    named = await ask(engine, caller, f'{{ tenant(code: "{code}") {shown} }}')
    assert await ask(engine, caller, f"{{ tenant {shown} }}") == named
    assert await ask(engine, caller, f"query ($code: DivisionCode) {{ tenant(code: $code) {shown} }}") == named
    given = f"query ($code: DivisionCode) {{ tenant(code: $code) {shown} }}"
    assert await ask(engine, caller, given, {"code": None}) == named
