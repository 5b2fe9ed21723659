"""From an operation to a selection: fragments merged, @skip and @include decided, arguments coerced by the schema."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    GraphQLUnionType,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    SchemaMetaFieldDef,
    SelectionNode,
    SelectionSetNode,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_argument_values,
    get_directive_values,
    get_location,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
)
from graphql.execution.values import VariableValues

from schema.engine.limits import Limits
from schema.engine.operation import Operation
from schema.unreadable import unreadable_in
from tenants.reading.names import camel
from tenants.reading.nodes import is_bare
from tenants.reading.selection import TYPENAME, Arguments, Selection

Nodes = dict[str, list[FieldNode]]

# The argument that a list of pages has.
PAGE = "first"

OWN = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


@cache
def snake(name: str) -> str:
    return name if name.startswith("__") else re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def snake_keys(value: Any) -> Any:  # noqa: ANN401  # any coerced input
    """Input objects with the domain's spelling of their keys."""
    if isinstance(value, dict):
        return {snake(key): snake_keys(inner) for key, inner in value.items()}
    return [snake_keys(inner) for inner in value] if isinstance(value, list) else value


class ArgumentSource:
    """Where a field's arguments come from: coerced at once where they are literals, else at each request.

    The path to the field has no place in a list: below one it ends at the list.
    """

    def __init__(self, field: GraphQLField, node: FieldNode, path: tuple[str, ...], *, writes: bool = False) -> None:
        self.field = field
        self.writes = writes  # so that whoever writes is told of a value that means nothing
        self.node = node
        self.path = path
        self.varying = frozenset(one.name.value for one in node.arguments or () if holds_variable(one.value))
        self.constant = None if self.varying else self.coerce(None)

    def arguments(self, variables: VariableValues) -> Arguments:
        return self.coerce(variables) if self.constant is None else self.constant

    def coerce(self, variables: VariableValues | None) -> Arguments:
        try:
            values: Arguments = snake_keys(get_argument_values(self.field, self.node, variables, hide_suggestions=True))
        except GraphQLError as error:
            raise GraphQLError(error.message, error.nodes, path=list(self.path)) from error
        if not self.writes:
            for path, one in unreadable_in(values):
                at = ".".join(map(camel, path))
                raise GraphQLError(
                    f"Argument '{at}' has invalid value: {one.expected}.", self.node, path=list(self.path)
                )
        return values

    @property
    def locations(self) -> list[Mapping[str, int]]:
        """Where the field stands in the text."""
        if self.node.loc is None:
            return []
        place = get_location(self.node.loc.source, self.node.loc.start)
        return [{"line": place.line, "column": place.column}]


def holds_variable(value: ValueNode) -> bool:
    match value:
        case VariableNode():
            return True
        case ListValueNode():
            return any(map(holds_variable, value.values))
        case ObjectValueNode():
            return any(holds_variable(field.value) for field in value.fields)
        case _:
            return False


class Collector:
    """Walks one operation under given variables; `sources` are the fields with arguments, in the order met."""

    def __init__(self, schema: GraphQLSchema, operation: Operation, variables: VariableValues, limits: Limits) -> None:
        self.schema = schema
        self.operation = operation
        self.variables = variables
        self.limits = limits
        self.sources: list[ArgumentSource] = []
        self.path: tuple[str, ...] = ()
        self.listed = False
        self.collected = 0
        root = schema.get_root_type(operation.type)
        assert root  # noqa: S101  # validated
        self.root: GraphQLObjectType = root

    def roots(self) -> tuple[list[Selection], Nodes]:
        """The operation's root fields as selections, and the nodes each came from."""
        nodes = self.fields(self.root, [self.operation.node.selection_set])
        return self.selections(self.root, nodes), nodes

    def selections(self, parent: GraphQLObjectType, nodes: Nodes) -> list[Selection]:
        return [self.selection(parent, key, same) for key, same in nodes.items()]

    def selection(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Selection:
        # Once for each type that an interface's field may be of, and of which more is asked than of any.
        self.collected += 1
        self.limits.check("selections", self.collected)
        name = nodes[0].name.value
        if name == TYPENAME:
            return Selection(key, name)
        field = OWN.get(name) or parent.fields[name]
        path, listed = self.path, self.listed
        self.path = path if listed else (*path, key)
        self.listed = listed or is_list_type(get_nullable_type(field.type))
        source = ArgumentSource(field, nodes[0], self.path, writes=parent is self.schema.mutation_type)
        self.sources.append(source)
        number = len(self.sources) - 1
        below = [node.selection_set for node in nodes if node.selection_set]
        selection = Selection(
            key,
            snake(name),
            source.arguments(self.variables),
            number,
            source.varying,
            PAGE in field.args,
            self.of(field, below),
        )
        self.path, self.listed = path, listed
        return selection

    def of(self, field: GraphQLField, below: list[SelectionSetNode]) -> Mapping[str, list[Selection]]:
        type_ = get_named_type(field.type)
        if not is_composite_type(type_):
            return {}
        possible = [type_] if isinstance(type_, GraphQLObjectType) else self.schema.get_possible_types(type_)
        bare: dict[tuple[tuple[str, str], ...], list[Selection]] = {}
        found: dict[str, list[Selection]] = {}
        for each in possible:
            nodes = self.fields(each, below)
            asked = tuple((key, same[0].name.value) for key, same in nodes.items())
            found[each.name] = bare.get(asked) or self.selections(each, nodes)
            if is_bare(found[each.name]):
                bare[asked] = found[each.name]
        return found

    def fields(self, parent: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> Nodes:
        """The field nodes that apply to the type, by response key, in the order of the text."""
        nodes: Nodes = {}
        seen: set[str] = set()
        for each in sets:
            self.collect(parent, each, nodes, seen)
        return nodes

    def collect(self, parent: GraphQLObjectType, selection_set: SelectionSetNode, nodes: Nodes, seen: set[str]) -> None:
        for node in selection_set.selections:
            if not self.is_included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                nodes.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self.is_applicable(node.type_condition.name.value, parent):
                    self.collect(parent, node.selection_set, nodes, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.operation.fragments[node.name.value]
                if self.is_applicable(fragment.type_condition.name.value, parent):
                    self.collect(parent, fragment.selection_set, nodes, seen)

    def is_included(self, node: SelectionNode) -> bool:
        if not node.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def is_applicable(self, condition: str, parent: GraphQLObjectType) -> bool:
        type_ = self.schema.type_map[condition]
        if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            return self.schema.is_sub_type(type_, parent)
        return type_ is parent
