"""What is a part of a record, and no record: every client's cache asks each of them for its type."""

from collections.abc import Iterator

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, get_named_type, is_non_null_type

from schema.caller import Caller
from schema.engine.engine import Engine
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import COUNTY

GIVEN = {"Period!": '"2024"', "[Period!]!": '["2024"]', "DivisionCode!": f'"{COUNTY}"'}
# Which a caseworker does not list.
OF_AUDITORS = {"changes", "accessLog"}
FEWEST = 15


def part_of(field: GraphQLField) -> GraphQLObjectType | None:
    """The type of an object without an id that is no page of records, if what it needs is known."""
    type_ = get_named_type(field.type)
    known = all(str(one.type) in GIVEN for one in field.args.values() if is_non_null_type(one.type))
    if isinstance(type_, GraphQLObjectType) and known and not {"id", "pageInfo"} & type_.fields.keys():
        return type_
    return None


def parts(of: GraphQLObjectType) -> Iterator[str]:
    """Each part once, with the types of what it consists of."""
    for name, field in of.fields.items():
        type_ = part_of(field)
        if type_ is not None:
            needed = {key: one for key, one in field.args.items() if is_non_null_type(one.type)}
            given = ", ".join(f"{key}: {GIVEN[str(one.type)]}" for key, one in needed.items())
            arguments = f"({given})" if given else ""
            yield f"{name}{arguments} {{ {' '.join(['__typename', *parts(type_)])} }}"


def types_in(answer: object) -> set[str]:
    if isinstance(answer, dict):
        own = {answer["__typename"]} if "__typename" in answer else set()
        return own.union(*map(types_in, answer.values()))
    return set().union(*map(types_in, answer)) if isinstance(answer, list) else set()


async def test_every_part_tells_its_type(engine: Engine, caseworker: Caller, printed_schema: GraphQLSchema) -> None:
    query, tenant = printed_schema.query_type, printed_schema.type_map["Tenant"]
    assert query
    assert isinstance(tenant, GraphQLObjectType)
    asked = [f'{{ tenant(code: "{COUNTY}") {{ {" ".join(parts(tenant))} }} }}']
    asked += [f"{{ {part} }}" for part in parts(query) if part.startswith("villageRecord")]
    for name, field in query.fields.items():
        of = get_named_type(field.type)
        nodes = of.fields.get("nodes") if isinstance(of, GraphQLObjectType) else None
        record = get_named_type(nodes.type) if nodes else None
        if isinstance(record, GraphQLObjectType) and "hiddenFields" in record.fields and name not in OF_AUDITORS:
            below = " ".join(parts(record))
            asked += [f"{{ {name}(first: 5) {{ nodes {{ {below} }} }} }}"] if below else []
    told = {name for one in asked for name in types_in(await ask(engine, caseworker, one))}
    assert told <= printed_schema.type_map.keys()
    assert len(told) > FEWEST, told
