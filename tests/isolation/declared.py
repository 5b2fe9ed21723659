"""What the tables of these tests do not know of a schema; whatever they do not know, they cannot have proven."""

import re
from collections.abc import Iterator, Mapping

from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema

from tests.isolation.fields import LOCATED_FILTERS, OPENED_FILTERS, SHAPES, Shape
from tests.isolation.mutations import MUTATIONS

# Everybody's: they lead to no record.
OTHER_QUERIES = {"node", "labels", "viewer"}
OTHER_MUTATIONS = {"signIn", "refreshSession", "signOut"}
INTERFACES = {"Node", "Record"}
COUNT = {"value", "count"}
PLAIN: Mapping[str, set[str]] = {
    "CategoryPeriod": {"category", "source", "since", "until"},
    "Statistics": {
        *("caringMothers", "children", "childrenPaired", "pairings", "pairedRate", "visits", "activities"),
        *("peopleServed", "projects", "fundsRaised", "peopleSupported", "caringMothersByRecruitment"),
        *("caringMothersBySector", "childrenByCategory", "childrenBySex", "visitsByKind"),
    },
    "ChildCategoryCount": COUNT,
    "SexCount": COUNT,
    "RecruitmentCount": COUNT,
    "SectorCount": COUNT,
    "VisitKindCount": COUNT,
    "PageInfo": {"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"},
    "UserError": {"code", "message", "field"},
    "Label": {"of", "value", "zh", "en"},
    "Grant": {"id", "role", "tenantCode", "tenantName"},
    "Viewer": {"name", "grants"},
    "TokensPayload": {"accessToken", "refreshToken", "userErrors"},
    "SignOutPayload": {"signedOut"},
}


def undeclared(schema: GraphQLSchema) -> set[str]:
    """The fields, arguments, filters, orders and mutations, as `Type.field`, that no table of these tests names."""
    known = dict(declared_types())
    found = set()
    for name, type_ in schema.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(type_, GraphQLObjectType):
            found |= {f"{name}.{field}" for field in set(type_.fields) - known.get(name, set())}
        elif isinstance(type_, GraphQLInputObjectType) and name.endswith("Filter"):
            found |= {f"{name}.{field}" for field in set(type_.fields) - known.get(name, set())}
    return found | undeclared_orders(schema) | {name for name in unknown_abstract_types(schema)}


def declared_types() -> Iterator[tuple[str, set[str]]]:
    yield "Query", OTHER_QUERIES | {name for kind in SHAPES for name in (camel(kind), SHAPES[kind].plural)}
    yield "Mutation", OTHER_MUTATIONS | set(MUTATIONS)
    for kind, shape in SHAPES.items():
        yield shape.type, fields_of(shape)
        yield f"{shape.type}Connection", {"nodes", "edges", "pageInfo", "totalCount"}
        yield f"{shape.type}Edge", {"cursor", "node"}
        yield f"{shape.type}Filter", LOCATED_FILTERS[kind] | {name for of, name in OPENED_FILTERS if of == kind}
    for name, order in MUTATIONS.items():
        yield f"{name[0].upper()}{name[1:]}Payload", {camel(order.kind), "userErrors"}
    yield from PLAIN.items()


def undeclared_orders(schema: GraphQLSchema) -> set[str]:
    """Orders by anything but a located field: a cursor holds the value, and an order tells more and less."""
    found = set()
    for shape in SHAPES.values():
        orders = schema.type_map[f"{shape.type}Order"].to_kwargs()["values"]
        allowed = {field.lower() for field in shape.located}
        found |= {f"{shape.type}Order.{name}" for name in orders if ordered_by(name) not in allowed}
    return found


def ordered_by(order: str) -> str:
    return order.rpartition("_")[0].replace("_", "").lower()


def unknown_abstract_types(schema: GraphQLSchema) -> set[str]:
    kinds = ("GraphQLInterfaceType", "GraphQLUnionType")
    return {name for name, type_ in schema.type_map.items() if type(type_).__name__ in kinds} - INTERFACES


def fields_of(shape: Shape) -> set[str]:
    return {*shape.located, *shape.opened, *shape.masked, *shape.relations}


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)
