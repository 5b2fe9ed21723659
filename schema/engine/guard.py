"""Measures a document before it is validated; the walk stops at the first limit exceeded, so it is always short."""

from collections.abc import Iterable

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
)

from schema.engine.limits import Limits


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Raises LimitExceeded for the first limit met."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    limits.check("operations", len(operations))
    limits.check("fragments", sum(isinstance(node, FragmentDefinitionNode) for node in document.definitions))
    guard = Guard(document, limits)
    for node in operations:
        guard.directives(node, *(node.variable_definitions or ()))
        guard.literals(one.default_value for one in node.variable_definitions or () if one.default_value)
        guard.measure([node.selection_set], 0)
    # Validation also looks at fragments that are never spread.
    for name, fragment in guard.fragments.items():
        if name not in guard.spread:
            guard.measure([fragment.selection_set], 1)


class Guard:
    """The state of measuring one document; fields with the same key are measured together, through all fragments."""

    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self.limits = limits
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.spread: set[str] = set()
        self.counted = {"selections": 0, "aliases": 0, "directives": 0, "repeats": 0, "literals": 0}
        for fragment in self.fragments.values():
            self.directives(fragment)

    def measure(self, sets: Iterable[SelectionSetNode], depth: int) -> None:
        self.limits.check("depth", depth)
        fields: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for each in sets:
            self.collect(each, fields, seen)
        if depth == 0:
            self.limits.check("root_fields", len(fields))
        for same in fields.values():
            self.count("repeats", len(same) * (len(same) - 1) // 2)
            below = [node.selection_set for node in same if node.selection_set]
            if below:
                self.measure(below, depth + 1)

    def collect(self, selection_set: SelectionSetNode, fields: dict[str, list[FieldNode]], seen: set[str]) -> None:
        for node in selection_set.selections:
            self.count("selections", 1)
            self.directives(node)
            if isinstance(node, FieldNode):
                self.count("aliases", node.alias is not None)
                self.literals(argument.value for argument in node.arguments or ())
                fields.setdefault((node.alias or node.name).value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                self.collect(node.selection_set, fields, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                self.spread.add(node.name.value)
                fragment = self.fragments.get(node.name.value)
                if fragment:
                    self.collect(fragment.selection_set, fields, seen)

    def directives(self, *nodes: Node) -> None:
        for node in nodes:
            self.count("directives", len(getattr(node, "directives", None) or ()))

    def literals(self, values: Iterable[ValueNode]) -> None:
        left = [*values]
        while left:
            value = left.pop()
            if isinstance(value, ListValueNode):
                left.extend(value.values)
            elif isinstance(value, ObjectValueNode):
                left.extend(field.value for field in value.fields)
            self.count("literals", 1)

    def count(self, name: str, amount: int) -> None:
        self.counted[name] += amount
        self.limits.check(name, self.counted[name])
