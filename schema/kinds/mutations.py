"""The mutations of a kind, with their inputs, from its rules."""

from collections.abc import Mapping
from types import GenericAlias
from typing import Any

import strawberry

from schema.kinds.objects import make_class, optional_field
from schema.kinds.standard import OWN_ID, OWN_REQUEST_ID
from schema.kinds.values import annotation_of
from schema.mutation import VersionedInput, rule_field
from tenants.kinds.describing import describe_input
from tenants.kinds.field import Field
from tenants.kinds.kind import Kind, is_needed
from tenants.kinds.mutation import Input, InputKind, Mutation
from tenants.records.rules import rules_of
from tenants.writing.repeating import REQUEST_ID


def mutations_type(kind: Kind) -> type:
    return strawberry.type(
        make_class(f"{kind.name}Mutations", (), {}, {rule.name: mutation_of(rule) for rule in rules_of(kind)})
    )


def mutation_of(rule: Mutation) -> Any:  # noqa: ANN401  # a field
    name = "".join(word.capitalize() for word in rule.name.split("_"))
    return rule_field(input_type(f"{name}Input", rule.input, named={REQUEST_ID: OWN_REQUEST_ID}), rule)


def input_type(name: str, input_: Input, named: Mapping[str, str]) -> type:
    """The input; `named` are the ids of the client's own that it takes, and what is said of them."""
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    given = {"id": OWN_ID, **named} if input_.kind is InputKind.CREATE else named
    for own_id, description in given.items():
        annotations[own_id], fields[own_id] = strawberry.ID | None, optional_field(description)
    for asked_for, one in input_.form.items():
        partial = input_.kind is InputKind.UPDATE
        annotations[asked_for], fields[asked_for] = input_field(asked_for, one, partial=partial)
    for many, item in input_.lists.items():
        annotations[many] = GenericAlias(list, (input_type(name.removesuffix("Input") + "Item", item, named={}),))
        default: dict[str, Any] = {"default_factory": list} if input_.kind is InputKind.CREATE else {}
        fields[many] = strawberry.field(description=item.description, **default)
    bases = (VersionedInput,) if input_.kind in {InputKind.UPDATE, InputKind.END} else ()
    return strawberry.input(make_class(name, bases, annotations, fields), description=input_.description)


def input_field(name: str, one: Field, *, partial: bool) -> tuple[Any, Any]:
    """The annotation of a form's field, and what is assigned to it."""
    type_, description = annotation_of(one.type), describe_input(name, one)
    if not partial and is_needed(one):
        return type_, strawberry.field(description=description)
    if not partial and one.required:
        default = {"default_factory": list} if one.default == () else {"default": one.default}
        return type_, strawberry.field(description=description, **default)
    return type_ | None, optional_field(description)
