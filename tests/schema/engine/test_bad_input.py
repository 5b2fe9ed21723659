"""Whatever a client sends is answered or refused with a reason: nothing else comes out of the engine."""

import sys
from typing import Any

import pytest

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.limits import DEFAULTS
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import PROVINCE
from tests.schema.engine.memory import Records
from tests.schema.engine.records_world import World

ID = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("first: 0", "BAD_PAGE_SIZE"),
        ("last: 0", "BAD_PAGE_SIZE"),
        ("first: -1", "BAD_PAGE_SIZE"),
        ("first: 201", "BAD_PAGE_SIZE"),
        ("last: 2147483647", "BAD_PAGE_SIZE"),
        ("first: 1, last: 1", "FIRST_AND_LAST"),
        ("first: 2147483648", "Int cannot represent non 32-bit signed integer value."),
        ("first: 1.5", "Int cannot represent non-integer value."),
        ('first: "1"', "Int cannot represent non-integer value."),
    ],
)
async def test_a_page_of_no_size(engine: Engine, caseworker: Caller, page: str, reason: str) -> None:
    assert await refusal(engine, caseworker, f"{{ children({page}) {{ totalCount }} }}") == reason


@pytest.mark.parametrize("size", [0, -1, 201, 999, 1000, 5000])
async def test_a_page_size_in_a_variable_is_checked_however_warm_the_engine(
    engine: Engine, caseworker: Caller, size: int
) -> None:
    text = "query($n: Int) { children(first: $n) { totalCount } }"
    await ask(engine, caseworker, text, {"n": 20})
    assert await refusal(engine, caseworker, text, {"n": size}) == "BAD_PAGE_SIZE"


@pytest.mark.parametrize(
    "id_", ["", "0", "no id", "\0", "\ud800", ID[:-1], ID + "0", "王", "x" * 100_000, "330127999999"]
)
async def test_an_id_of_nothing_is_not_found(engine: Engine, caseworker: Caller, id_: str) -> None:
    text = "query($i: ID!) { node(id: $i) { id } child(id: $i) { id } project(id: $i) { id } }"
    assert await ask(engine, caseworker, text, {"i": id_}) == {"node": None, "child": None, "project": None}


@pytest.mark.parametrize(("text", "reason"), [("\0", "NUL"), ("a\0b", "NUL"), ("\udfff", "NOT_UNICODE")])
async def test_a_text_that_the_database_cannot_hold(engine: Engine, caseworker: Caller, text: str, reason: str) -> None:
    asked = "query($t: String) { children(filter: { nameContains: $t }) { totalCount } }"
    assert await refusal(engine, caseworker, asked, {"t": text}) == reason


async def test_a_huge_text_is_found_nowhere(engine: Engine, caseworker: Caller) -> None:
    asked = "query($t: String) { children(filter: { nameContains: $t }) { totalCount } }"
    assert await ask(engine, caseworker, asked, {"t": "王" * 300_000}) == {"children": {"totalCount": 0}}


INPUTS: list[tuple[str, Any, str]] = [
    ("Int", 1.5, "Int"),
    ("Int", True, "Int"),
    ("Int", "1", "Int"),
    ("Int", 2**40, "Int"),
    ("String", 5, "String"),
    ("ID!", None, "non-null"),
    ("ID!", 1.5, "ID"),
    ("ID!", {}, "ID"),
    ("DivisionCode!", "3", "digits"),
    ("DivisionCode!", "33x", "digits"),
    ("DivisionCode!", "٣٣", "digits"),
    ("DivisionCode!", "010000000000", "below"),
    ("DivisionCode!", 33, "digits"),
    ("DivisionCode!", ["33"], "digits"),
    ("DivisionCode!", "3" * 100_000, "digits"),
    ("Period", "2024-13", "period"),
    ("Period", "2024-Q5", "period"),
    ("Period", "0000", "period"),
    ("Period", 2024, "period"),
    ("Period", "", "period"),
    ("Date", "2024-02-30", "Date"),
    ("Date", "infinity", "Date"),
    ("Date", 5, "Date"),
    ("ChildOrder", "SEX_ASC", "ChildOrder"),
    ("ChildOrder", 5, "ChildOrder"),
    ("ChildOrder", ["ID_ASC"], "ChildOrder"),
    ("ChildFilter", {"unknown": 1}, "unknown"),
    ("ChildFilter", "x", "ChildFilter"),
    ("ChildFilter", {"category": ["NONE"]}, "ChildCategory"),
    ("ChildFilter", {"category": [None]}, "non-null"),
    ("ChildFilter", {"paired": "yes"}, "Boolean"),
    ("Boolean!", None, "non-null"),
    ("Boolean!", 1, "Boolean"),
]
USES = {
    "Int": "children(first: $v) { totalCount }",
    "String": "children(after: $v) { totalCount }",
    "ID!": "node(id: $v) { id }",
    "DivisionCode!": "tenant(code: $v) { id }",
    "Period": 'tenant(code: "33") { statistics(period: $v) { children } }',
    "Date": "children(filter: { identifiedOn: { from: $v } }) { totalCount }",
    "ChildOrder": "children(order: $v) { totalCount }",
    "ChildFilter": "children(filter: $v) { totalCount }",
    "Boolean!": "children { totalCount @include(if: $v) }",
}


@pytest.mark.parametrize(("type_", "value", "word"), INPUTS, ids=[f"{one[0]}-{str(one[1])[:20]}" for one in INPUTS])
async def test_a_variable_that_is_not_of_its_type(
    engine: Engine, caseworker: Caller, type_: str, value: object, word: str
) -> None:
    said = await refusal(engine, caseworker, f"query($v: {type_}) {{ {USES[type_]} }}", {"v": value})
    assert said.startswith(("Variable '$v' has invalid value", "Argument '"))
    assert "has invalid value" in said
    assert word in said
    assert "Did you mean" not in said


@pytest.mark.parametrize(
    "operation",
    [
        'query($v: ID = "x") { node(id: $v) { id } }',
        "query($v: Boolean = true) { children @include(if: $v) { totalCount } }",
        "query($v: Boolean = true) { __typename @skip(if: $v) }",
        'query($v: Boolean) { tenant(code: "33") { children(own: $v) { totalCount } } }',
        "query($v: VisitKind = HOME) { visits(filter: { kind: [$v] }) { totalCount } }",
        'query($v: String = "Child") { __type(name: $v) { name } }',
        'mutation($v: String = "x") { signIn(input: { name: $v, password: "x" }) { accessToken } }',
    ],
)
async def test_null_for_a_variable_whose_default_hid_that_it_may_not_be(
    engine: Engine, caseworker: Caller, operation: str
) -> None:
    assert "invalid value" in await refusal(engine, caseworker, operation, {"v": None})


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", None, "Syntax Error: Unexpected <EOF>."),
        ("# nothing", None, "Syntax Error: Unexpected <EOF>."),
        ("{", None, "Syntax Error: Expected Name, found <EOF>."),
        ("\0", None, "Syntax Error: Unexpected character: U+0000."),
        ("{ \ud800 }", None, "Syntax Error: Invalid character: U+D800."),
        ("fragment F on Query { __typename }", None, "Fragment 'F' is never used."),
        ("type A { b: Int }", None, "The 'A' definition is not executable."),
        ("subscription { x }", None, "Cannot query field 'x' on type 'Subscription'."),
        ("query A { __typename } query B { __typename }", None, "Must provide operation name"),
        ("query A { __typename }", "B", "Unknown operation named 'B'."),
        ("{ __typename }", "A", "Unknown operation named 'A'."),
        ("{ __typename }", "A" * 1000, f"Unknown operation named '{'A' * 100}'."),
        ("{ childs { id } }", None, "Cannot query field 'childs' on type 'Query'."),
        ("{ ...F } fragment F on Query { ...F }", None, "Cannot spread fragment 'F' within itself."),
        ("{ a: __typename a: children { totalCount } }", None, "Fields 'a' conflict"),
        ("{" + "a " * 5000 + "}", None, "tokens"),
        ("{ children(filter: " + "[" * 900 + "]" * 900 + ") { totalCount } }", None, "Syntax Error"),
        ("query(" + "$v: Int, " * 1500 + ") { __typename }", None, "tokens"),
    ],
    ids=str,
)
async def test_a_document_that_is_no_operation(
    engine: Engine, caseworker: Caller, text: str, name: str | None, words: str
) -> None:
    assert (await refusal(engine, caseworker, text, None, name)).startswith(words)


NUMBER = "330127201505057613"
LITERALS = [
    f'{{ children(first: "{NUMBER}") {{ totalCount }} }}',
    f"{{ children(first: {NUMBER}) {{ totalCount }} }}",
    f'{{ tenant(code: "{NUMBER}") {{ id }} }}',
    f'{{ children(filter: {{ identifiedOn: {{ from: "{NUMBER}" }} }}) {{ totalCount }} }}',
    f"{{ children(order: X{NUMBER}) {{ totalCount }} }}",
    f'{{ children(order: "{NUMBER}") {{ totalCount }} }}',
    f'{{ children(filter: "{NUMBER}") {{ totalCount }} }}',
    f"{{ children(filter: {{ identityNumber: {NUMBER} }}) {{ totalCount }} }}",
    f'{{ children(filter: {{ number: "{NUMBER}" }}) {{ totalCount }} }}',
    f'{{ node(id: {{ a: "{NUMBER}" }}) {{ id }} }}',
    f'{{ tenant(code: "33") {{ statistics(period: "{NUMBER}") {{ children }} }} }}',
    f'{{ children @include(if: "{NUMBER}") {{ totalCount }} }}',
    f'query ($v: Int = "{NUMBER}") {{ children(first: $v) {{ totalCount }} }}',
    f'{{ "{NUMBER}" }}',
    f'{{ """{NUMBER}""" }}',
    f"{{ {NUMBER} }}",
    f"{{ {NUMBER}.5 }}",
    f'{{ children("{NUMBER}") }}',
    f'{{ children(first: "{NUMBER}',
    f'{{ children(first: "{NUMBER}\\q") }}',
    NUMBER,
]


@pytest.mark.parametrize("text", LITERALS)
async def test_a_literal_is_not_repeated(engine: Engine, caseworker: Caller, text: str) -> None:
    """It may be a child's identity number, and answers with errors are kept in logs of proxies and front ends."""
    said = await refusal(engine, caseworker, text)
    assert not said.startswith("answered")
    assert NUMBER not in said
    assert NUMBER not in repr(Request(text, {"a": NUMBER}))


def nested(field: str, depth: int) -> str:
    return '{ tenant(code: "330127") ' + f"{{ {field} " * depth + "{ id }" + " }" * depth + " }"


@pytest.mark.parametrize("depth", [DEFAULTS.depth, 50, 100, 150, 190])
async def test_fields_nested_too_deep(engine: Engine, caseworker: Caller, depth: int) -> None:
    assert await refusal(engine, caseworker, nested("parent", depth)) == "depth"


async def test_fields_nested_as_deep_as_they_may_be(engine: Engine, caseworker: Caller) -> None:
    """Also from a deep stack, as that of a server's middleware is."""
    assert (await ask(engine, caseworker, nested("parent", DEFAULTS.depth - 1)))["tenant"]
    hops = DEFAULTS.depth // 3
    deep = "{ " + "visits(first: 1) { nodes { child { " * hops + "id" + " } } }" * hops + " }"

    async def below(frames: int) -> Any:  # noqa: ANN401  # any JSON
        return await (below(frames - 1) if frames else ask(Engine(engine.schema), caseworker, deep))

    assert await below(sys.getrecursionlimit() // 10)


async def test_a_denied_field_below_node_is_denied(world: World, engine: Engine) -> None:
    """The tenant is seen, its children are not this role's: that is no tenant "not found"."""
    analyst = world.caller("ANALYST", PROVINCE)
    text = '{ node(id: "330127000000") { ... on Tenant { name children { totalCount } } } }'
    assert await refusal(engine, analyst, text) == "FORBIDDEN"
    assert await ask(engine, analyst, text.replace("children { totalCount }", "")) == {"node": {"name": "淳安县"}}


async def test_a_kind_that_is_not_the_roles_is_not_found_by_node(
    world: World, engine: Engine, records: Records
) -> None:
    analyst = world.caller("ANALYST", PROVINCE)
    text = "query($i: ID!) { node(id: $i) { __typename } }"
    for kind in ("Child", "CaringMother", "Pairing", "Visit"):
        assert await ask(engine, analyst, text, {"i": records[kind][0].key}) == {"node": None}
