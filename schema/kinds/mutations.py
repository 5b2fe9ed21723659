"""The mutations of a kind, with their inputs, from its rules."""

from types import GenericAlias
from typing import Any

import strawberry

from schema.kinds.objects import make_class, optional_field
from schema.kinds.standard import OWN_ID
from schema.kinds.values import annotation_of
from schema.mutation import VersionedInput, rule_field
from tenants.kinds.field import Field
from tenants.kinds.kind import Kind, is_needed
from tenants.kinds.mutation import Input, InputKind, Mutation
from tenants.records.rules import rules_of


def mutations_type(kind: Kind) -> type:
    return strawberry.type(
        make_class(f"{kind.name}Mutations", (), {}, {rule.name: mutation_of(rule) for rule in rules_of(kind)})
    )


def mutation_of(rule: Mutation) -> Any:  # noqa: ANN401  # a field
    name = "".join(word.capitalize() for word in rule.name.split("_"))
    return rule_field(input_type(f"{name}Input", rule.input), rule)


def input_type(name: str, input_: Input) -> type:
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    if input_.kind is InputKind.CREATE:
        annotations["id"], fields["id"] = strawberry.ID | None, optional_field(OWN_ID)
    for asked_for, one in input_.form.items():
        annotations[asked_for], fields[asked_for] = input_field(one, partial=input_.kind is InputKind.UPDATE)
    for many, item in input_.lists.items():
        annotations[many] = GenericAlias(list, (input_type(name.removesuffix("Input") + "Item", item),))
        if input_.kind is InputKind.CREATE:
            fields[many] = strawberry.field(default_factory=list, description=item.description)
    given = {asked_for: value for asked_for, value in fields.items() if value is not None}
    bases = (VersionedInput,) if input_.kind in {InputKind.UPDATE, InputKind.END} else ()
    return strawberry.input(make_class(name, bases, annotations, given), description=input_.description)


def input_field(one: Field, *, partial: bool) -> tuple[Any, Any]:
    """The annotation of a form's field, and what is assigned to it."""
    type_ = annotation_of(one.type)
    if not partial and is_needed(one):
        return type_, strawberry.field(description=one.hint) if one.hint else None
    if not partial and one.required:
        return type_, strawberry.field(default_factory=list) if one.default == () else one.default
    return type_ | None, optional_field(one.hint)
