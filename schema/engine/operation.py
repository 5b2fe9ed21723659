"""From text to a valid operation, once: operations seen before are neither parsed nor validated again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)

MOST_TOKENS = 4000
REMEMBERED = 2000


@dataclass(frozen=True, eq=False, slots=True)
class Operation:
    """One valid operation of a document."""

    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]

    @property
    def type(self) -> OperationType:
        return self.node.operation

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None


class InvalidOperation(Exception):  # the caller's, not the program's
    """A text that is no operation of this schema, with what is wrong in GraphQL's own words."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


def operations_of(schema: GraphQLSchema) -> Callable[[str, str | None], Operation]:
    """A function from text and operation name to the operation; it raises InvalidOperation."""

    @lru_cache(REMEMBERED)
    def operation(text: str, name: str | None) -> Operation:
        try:
            document = parse(text, max_tokens=MOST_TOKENS)
            errors = validate(schema, document, hide_suggestions=True)
        except GraphQLError as error:
            raise InvalidOperation([error]) from error
        except RecursionError as error:
            raise InvalidOperation([GraphQLError("Document is nested too deeply.")]) from error
        if errors:
            raise InvalidOperation(errors)
        return Operation(named(document, name), fragments_of(document))

    return operation


def fragments_of(document: DocumentNode) -> Mapping[str, FragmentDefinitionNode]:
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def named(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    chosen = [node for node in operations if name is None or (node.name and node.name.value == name)]
    if len(chosen) == 1:
        return chosen[0]
    raise InvalidOperation(
        [
            GraphQLError(
                f"Unknown operation named '{name}'."
                if name
                else "Must provide operation name if query contains multiple operations."
            )
        ]
    )
