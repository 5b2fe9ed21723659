"""The object type of a kind, and the types of how it is listed: its filter and its order."""

from collections.abc import Mapping
from typing import Any

import strawberry

from schema.connection import connection_field, related_field
from schema.enums import declare_order
from schema.kinds.standard import HIDDEN_FIELDS, TenantRecord, Unrecorded
from schema.kinds.values import annotation_of
from tenants.kinds.describing import describe_field
from tenants.kinds.filters import criteria_of
from tenants.kinds.kind import Criterion, Kind, Many, Through
from tenants.reading.names import camel
from tenants.records.kinds import BY_NAME


def make_class(name: str, bases: tuple[type, ...], annotations: dict[str, Any], fields: dict[str, Any]) -> type:
    """A class, as if it were written out: its annotations, and what is assigned to their names."""
    return type(name, bases, {"__annotations__": annotations, "__module__": __name__, **fields})


def object_type(kind: Kind) -> type:
    annotations: dict[str, Any] = {"hidden_fields": list[str]}
    fields: dict[str, Any] = {"hidden_fields": strawberry.field(description=HIDDEN_FIELDS)}
    if not kind.history:
        fields["tenant"] = related_field("Tenant", kind.descriptions["tenant"])
    for name, one in kind.fields.items():
        if one.reference:
            described = describe_field(name, one)
            fields[name] = related_field(one.reference.kind, described, nullable=kind.is_nullable(name))
        elif one.exposed:
            type_ = annotation_of(one.type)
            annotations[name] = type_ | None if kind.is_nullable(name) else type_
            fields[name] = strawberry.field(description=describe_field(name, one))
    for name, to in kind.relations.items():
        fields[name] = (
            connection_field(to.kind, to.description, forward=to.forward)
            if isinstance(to, Many)
            else related_field(to.kind, to.description, nullable=True)
        )
    base = () if kind.read_only else (TenantRecord,) if kind.history else (Unrecorded,)
    made_class = make_class(kind.name, base, annotations, fields)
    return strawberry.type(made_class, description=kind.description)


def filter_type(kind: Kind) -> type:
    conditions = kind.descriptions.get("conditions", f"Conditions on {kind.nouns}, all of which have to be met.")
    return conditions_type(f"{kind.name}Filter", criteria_of(kind), conditions)


def conditions_type(name: str, criteria: Mapping[str, Criterion], description: str) -> type:
    annotations = {asked: given(name, asked, one) | None for asked, one in criteria.items()}
    fields = {asked: optional_field(one.description) for asked, one in criteria.items()}
    return strawberry.input(make_class(name, (), annotations, fields), description=description)


def given(name: str, asked: str, one: Criterion) -> Any:  # noqa: ANN401  # an annotation
    """What a condition is given: a value, or conditions of its own on a record one step away."""
    if not isinstance(one.type, Through):
        return annotation_of(one.type)
    to = BY_NAME[one.type.kind]
    criteria = {name: criterion for name, criterion in criteria_of(to).items() if name in one.type.filters}
    step = asked[0].upper() + camel(asked)[1:]
    named = f"{name.removesuffix('Filter')}{step}Filter"
    return conditions_type(named, criteria, f"Conditions on the {to.noun}, all of which have to be met.")


def optional_field(description: str) -> Any:  # noqa: ANN401  # a field
    """A field of an input that may be left out."""
    return strawberry.field(default=strawberry.UNSET, description=description)


def order_type(kind: Kind) -> type:
    names = ["ID", *(name.upper() for name, one in kind.fields.items() if one.order)]
    orders = kind.descriptions.get("orders", f"Orders of {kind.nouns}; what has no value there comes last.")
    return declare_order(f"{kind.name}Order", names, orders)
