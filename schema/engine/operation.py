"""From text to a valid operation; operations seen before are neither parsed nor validated again."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType

from cachetools import LRUCache, cached
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

from schema.engine.guard import check_document
from schema.engine.limits import Limits
from schema.engine.redacting import redact_value
from tenants.errors import LimitExceeded

MOST_ERRORS = 5
# Of a name that no operation has, as much is repeated.
REPEATED = 100
# In characters of their texts; what is made of one takes some two hundred bytes.
REMEMBERED = 500_000


@dataclass(frozen=True, eq=False, slots=True)
class Operation:
    """One valid operation of a document."""

    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    size: int  # of the document, in characters

    @property
    def type(self) -> OperationType:
        return self.node.operation

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None


class InvalidOperation(Exception):
    """A text that is no valid operation of this schema, with GraphQL's own errors, redacted."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        self.errors = [redact_value(error) for error in errors]
        super().__init__(self.errors[0].message)


class Operations:
    """The operations by text and name, as far as they are remembered.

    The documents that are known to be valid, by their texts, are never parsed again.
    """

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, valid: Mapping[str, DocumentNode] = MappingProxyType({})
    ) -> None:
        self.schema = schema
        self.limits = limits
        self.valid = valid
        self.remembered: LRUCache[Hashable, Operation] = LRUCache(REMEMBERED, getsizeof=lambda found: found.size)
        self.find = cached(self.remembered, key=lambda text, name: (text, name), lock=Lock())(self.read)

    def read(self, text: str, name: str | None) -> Operation:
        """Raises InvalidOperation or LimitExceeded."""
        document = self.valid.get(text) or valid_document(self.schema, text, self.limits)
        return Operation(choose_operation(document, name), fragments_of(document), len(text))

    def knows(self, text: str, name: str | None) -> bool:
        """Whether it need be neither parsed nor validated."""
        return (text, name) in self.remembered


def valid_document(schema: GraphQLSchema, text: str, limits: Limits) -> DocumentNode:
    """The document, within the limits and valid. Raises LimitExceeded or InvalidOperation."""
    document = parse_text(text, limits)
    try:
        check_document(document, limits)
        errors = validate(schema, document, max_errors=MOST_ERRORS, hide_suggestions=True)
    except RecursionError:
        raise LimitExceeded("depth", limits.depth, limits.depth + 1) from None
    if errors:
        raise InvalidOperation(errors[:MOST_ERRORS])
    return document


def parse_text(text: str, limits: Limits) -> DocumentNode:
    limits.check("characters", len(text))
    try:
        document = parse(text, max_tokens=limits.tokens)
    except RecursionError:
        raise LimitExceeded("depth", limits.depth, limits.depth + 1) from None
    except GraphQLError as error:
        if f"more than {limits.tokens} tokens" in error.message:
            raise LimitExceeded("tokens", limits.tokens, limits.tokens + 1) from None
        raise InvalidOperation([error]) from error
    unlink_tokens(document)
    return document


def unlink_tokens(document: DocumentNode) -> None:
    """Without the chain of its tokens, a document is gone with the last who needs it, and not garbage in circles."""
    token = document.loc.start_token if document.loc else None
    while token:
        token.prev, token.next, token = None, None, token.next


def fragments_of(document: DocumentNode) -> Mapping[str, FragmentDefinitionNode]:
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def choose_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    chosen = [node for node in operations if name is None or (node.name and node.name.value == name)]
    if len(chosen) == 1:
        return chosen[0]
    raise InvalidOperation(
        [
            GraphQLError(
                f"Unknown operation named '{name[:REPEATED]}'."
                if name
                else "Must provide operation name if query contains multiple operations."
            )
        ]
    )
