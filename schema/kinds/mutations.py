"""The mutations of a kind, with their inputs, from its rules."""

from typing import Any

import strawberry

from schema.kinds.objects import made, optional
from schema.kinds.values import annotation
from schema.mutation import VersionedInput, mutation
from schema.records.standard import OWN_ID
from tenants.kinds.field import Field
from tenants.kinds.kind import Kind, is_needed
from tenants.kinds.mutation import Mutation, Takes
from tenants.records.rules import rules_of


def mutations(kind: Kind, record: type) -> type:
    fields = {rule.name: mutation(input_type(rule), record, rule) for rule in rules_of(kind)}
    return strawberry.type(made(f"{kind.name}Mutations", (), {}, fields))


def input_type(rule: Mutation) -> type:
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    if rule.input.takes is Takes.NEW:
        annotations["id"], fields["id"] = strawberry.ID | None, optional(OWN_ID)
    for name, one in rule.input.form.items():
        annotations[name], fields[name] = asked(one, partial=rule.input.takes is Takes.CHANGED)
    given = {name: value for name, value in fields.items() if value is not None}
    name = "".join(word.capitalize() for word in rule.name.split("_"))
    bases = () if rule.input.takes is Takes.NEW else (VersionedInput,)
    return strawberry.input(made(f"{name}Input", bases, annotations, given), description=rule.input.said)


def asked(one: Field, *, partial: bool) -> tuple[Any, Any]:
    """The annotation of a form's field, and what is assigned to it."""
    type_ = annotation(one.type)
    if not partial and is_needed(one):
        return type_, strawberry.field(description=one.hint) if one.hint else None
    if not partial and one.required:
        return type_, strawberry.field(default_factory=list) if one.default == () else one.default
    return type_ | None, optional(one.hint)
