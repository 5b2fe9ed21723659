"""Every kind's types by their names, where modules that refer to a kind look them up."""

from dataclasses import dataclass

import strawberry

import schema.enums  # noqa: F401  # declares the enumerations before any kind names one
from schema.connection import by_id_field, connection_field
from schema.kinds.mutations import mutations_type
from schema.kinds.objects import filter_type, make_class, object_type, order_type
from tenants.kinds.kind import Kind
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of


@dataclass(frozen=True, slots=True)
class Types:
    """What a kind adds to the schema."""

    record: type
    queries: type
    mutations: type | None


def types_of(kind: Kind) -> Types:
    record = object_type(kind)
    globals().update(
        {f"{kind.name}Filter": filter_type(kind), f"{kind.name}Order": order_type(kind), kind.name: record}
    )
    return Types(record, queries_type(kind), mutations_type(kind) if rules_of(kind) else None)


def queries_type(kind: Kind) -> type:
    article = "An" if kind.noun[0] in "aeiou" else "A"
    fields = {
        kind.single: by_id_field(kind.name, kind.descriptions.get("by_id", f"{article} {kind.noun} by its id.")),
        kind.plural: connection_field(
            kind.name, kind.descriptions.get("in_scope", f"The {kind.nouns} in your scope."), nullable=True
        ),
    }
    if kind.read_only:
        del fields[kind.single]
    return strawberry.type(make_class(f"{kind.name}Queries", (), {}, fields))


TYPES = {kind.name: types_of(kind) for kind in KINDS}
