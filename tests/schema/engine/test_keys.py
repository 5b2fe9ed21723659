"""Response keys are the client's own: none is taken for a name in the statement, cut short or put in another place."""

import pytest

from schema.engine.engine import Engine
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import COUNTY, PROVINCE
from tests.schema.engine.records_world import World


@pytest.mark.parametrize(
    "key", [*(f"r{n}" for n in range(1, 9)), "c0", "i0", "l0", "s0", "n", "fetched", "select", "_"]
)
async def test_a_key_that_a_statement_might_use_itself(world: World, engine: Engine, key: str) -> None:
    """`r3: id` once was read as the table r3."""
    shape = '{ nodes { KEY: code statistics(period: "1999") { KEY: children } } KEY: pageInfo { KEY: hasNextPage } }'
    text = f'{{ KEY: tenant(code: "330127") {{ KEY: branches(first: 1) {shape} }} }}'.replace("KEY", key)
    page = {"nodes": [{key: "330127000201", "statistics": {key: 0}}], key: {key: True}}
    assert await ask(engine, world.caller("CASEWORKER", COUNTY), text) == {key: {key: page}}


@pytest.mark.parametrize("length", [62, 63, 64, 65, 1000])
async def test_keys_as_long_as_the_client_likes(world: World, engine: Engine, length: int) -> None:
    """PostgreSQL cuts names at 63 characters: these two would be one."""
    first, second = "x" * length + "1", "x" * length + "2"
    text = f'{{ {first}: tenant(code: "330127") {{ {second}: name b: code {first}: level a: hiddenFields }} }}'
    answer = await ask(engine, world.caller("CASEWORKER", COUNTY), text)
    assert answer == {first: {second: "淳安县", "b": "330127000000", first: "COUNTY", "a": []}}
    assert list(answer[first]) == [second, "b", first, "a"]


async def test_the_same_field_twice_with_different_arguments(world: World, engine: Engine) -> None:
    text = """{ tenant(code: "330127") {
        down: branches(order: ID_DESC, first: 1) { nodes { code } }
        up: branches(order: ID_ASC, first: 1) { nodes { code } }
        down: branches(order: ID_DESC, first: 1) { nodes { name } totalCount }
    } }"""
    assert await ask(engine, world.caller("CASEWORKER", COUNTY), text) == {
        "tenant": {
            "down": {"nodes": [{"code": "330127101000", "name": "文昌镇"}], "totalCount": 3},
            "up": {"nodes": [{"code": "330127000201"}]},
        }
    }


async def test_what_is_skipped_altogether_leaves_an_empty_object(world: World, engine: Engine) -> None:
    text = """query($no: Boolean!) {
        tenant(code: "330127") { name @include(if: $no) branches { nodes @skip(if: true) { id } } }
        children(first: 1) { nodes { id @include(if: $no) } }
    }"""
    answer = await ask(engine, world.caller("CASEWORKER", COUNTY), text, {"no": False})
    assert answer == {"tenant": {"branches": {}}, "children": {"nodes": [{}]}}
    assert await ask(engine, world.caller("CASEWORKER", COUNTY), "{ __typename @skip(if: true) }") == {}


@pytest.mark.parametrize("period", ["", '(period: "2023")'])
async def test_statistics_of_which_no_figure_is_asked(world: World, engine: Engine, period: str) -> None:
    text = f'{{ tenant(code: "33") {{ statistics{period} {{ __typename }} }} }}'
    answer = await ask(engine, world.caller("DIRECTOR", PROVINCE), text)
    assert answer == {"tenant": {"statistics": {"__typename": "Statistics"}}}
    answer = await ask(engine, world.caller("ANALYST", PROVINCE), text.replace("__typename", "suppressed"))
    assert answer["tenant"]["statistics"].keys() == {"suppressed"}
