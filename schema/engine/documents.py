"""Trusted documents: operations that are asked for by the hash of their text, checked before anything is served."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NonNullTypeNode,
    OperationDefinitionNode,
    get_variable_values,
    print_ast,
)
from graphql.execution.values import VariableValues

from schema.engine.collecting import Collector
from schema.engine.cost import cost_of
from schema.engine.limits import DEFAULTS, Limits
from schema.engine.operation import InvalidOperation, Operation, fragments_of, valid_document
from tenants.errors import CircleError, Code, LimitExceeded

SHA256 = "sha256:"
APOLLO = "apollo-persisted-query-manifest"


class BadDocument(Exception):
    """A text or a manifest that cannot be trusted; the message is one line for a person."""


class UnknownDocument(CircleError):
    """An id that no known document has."""

    code = Code.UNKNOWN_DOCUMENT


class PersistedQueryNotFound(UnknownDocument):
    """The same, of an id in Apollo's extension: by this code its clients know what happened."""

    code = Code.PERSISTED_QUERY_NOT_FOUND


@dataclass(frozen=True, slots=True)
class Document:
    """A known document, and the most values that its operations read with default variables."""

    text: str
    node: DocumentNode
    cost: int


@dataclass(frozen=True, slots=True)
class Documents:
    """The known documents by their ids; `only` says that nothing else is answered."""

    known: Mapping[str, Document] = field(default_factory=dict)
    only: bool = False

    def text(self, id_: str) -> str:
        """Raises UnknownDocument."""
        document = self.known.get(id_)
        if document is None:
            raise UnknownDocument
        return document.text

    def named(self, text: str, operation_name: str | None) -> tuple[str | None, str | None]:
        """The id of a known text, and the name of the operation meant: of others, nothing that a client wrote."""
        id_ = hash_text(text)
        document = self.known.get(id_)
        if document is None:
            return None, None
        operations = [node for node in document.node.definitions if isinstance(node, OperationDefinitionNode)]
        names = [node.name.value if node.name else None for node in operations]
        if operation_name is None:
            return id_, names[0] if len(names) == 1 else None
        return id_, operation_name if operation_name in names else None

    @property
    def nodes(self) -> Mapping[str, DocumentNode]:
        """By text."""
        return {document.text: document.node for document in self.known.values()}


NO_DOCUMENTS = Documents()


def hash_text(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def ids_of(text: str) -> tuple[str, ...]:
    """What clients call a text by: GraphQL Code Generator has the algorithm's name before it, Relay and Apollo not.

    Relay hashes by MD5 unless it is told otherwise. That a text is the one that was meant follows from the manifest.
    """
    md5 = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    sha1 = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    return SHA256 + hash_text(text), hash_text(text), sha1, md5


def texts_of(manifest: bytes) -> dict[str, str]:
    """The texts by their ids, in a manifest of GraphQL Code Generator, Relay or Apollo. Raises BadDocument."""
    try:
        given = orjson.loads(manifest)
    except orjson.JSONDecodeError:
        raise BadDocument("it is not JSON") from None
    texts: Any = operations_of_apollo(given) if isinstance(given, dict) and given.get("format") == APOLLO else given
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise BadDocument("it is no object of texts by their hashes")
    found: dict[str, str] = texts
    for named, text in found.items():
        if named not in ids_of(text):
            raise BadDocument(f"the text under {named:.80} has the hash {hash_text(text)}")
    return found


def operations_of_apollo(manifest: Mapping[str, Any]) -> dict[object, object]:
    """The texts by their ids; what is none is found out with the rest."""
    operations = manifest.get("operations")
    if not isinstance(operations, list) or not all(isinstance(one, dict) for one in operations):
        raise BadDocument("it has no list of operations")
    return {str(one.get("id")): one.get("body") for one in operations}


def known_documents(schema: GraphQLSchema, texts: Iterable[str], limits: Limits = DEFAULTS) -> Mapping[str, Document]:
    """The documents by their ids, each checked. Raises BadDocument for the first that does not pass."""
    known: dict[str, Document] = {}
    for text in texts:
        try:
            known |= dict.fromkeys(ids_of(text), known_document(schema, text, limits))
        except BadDocument as error:
            raise BadDocument(f"{hash_text(text)}: {error}") from None
    return known


def known_document(schema: GraphQLSchema, text: str, limits: Limits) -> Document:
    """The document of a text, checked as it would be when it runs. Raises BadDocument."""
    try:
        node = valid_document(schema, text, limits)
        operations = [one for one in node.definitions if isinstance(one, OperationDefinitionNode)]
        if not operations:
            raise BadDocument("it holds no operation")
        fragments = fragments_of(node)
        cost = max(cost_at_most(schema, Operation(one, fragments, len(text)), limits) for one in operations)
    except LimitExceeded as error:
        raise BadDocument(f"{error.limit} may be {error.most} at most, and is {error.requested}") from None
    except InvalidOperation as error:
        raise BadDocument(describe_error(error.errors[0])) from None
    except GraphQLError as error:
        raise BadDocument(describe_error(error)) from None
    return Document(text, node, cost)


def cost_at_most(schema: GraphQLSchema, operation: Operation, limits: Limits) -> int:
    """What an operation costs with its switches on, or off, whichever is more; page sizes are as they are by default.

    Raises LimitExceeded, or GraphQLError for an argument that no value of a variable makes right.
    """
    costs = []
    for switch in (True, False):
        collector = Collector(schema, operation, stand_in_variables(schema, operation, switch=switch), limits)
        cost = cost_of(collector.roots()[0], limits)
        costs.append(cost.total(cost.arguments))
    return max(costs)


def stand_in_variables(schema: GraphQLSchema, operation: Operation, *, switch: bool) -> VariableValues:
    """Each variable's default; of those that a client has to give, the switch, or what stands for no size."""
    definitions = operation.node.variable_definitions or ()
    required = [one for one in definitions if isinstance(one.type, NonNullTypeNode) and one.default_value is None]
    values = get_variable_values(schema, [one for one in definitions if one not in required], {})
    assert isinstance(values, VariableValues)  # noqa: S101  # validated
    given = {one.variable.name.value: switch if print_ast(one.type) == "Boolean!" else "" for one in required}
    return VariableValues(values.sources, {**values.coerced, **given})


def describe_error(error: GraphQLError) -> str:
    line = f"line {error.locations[0].line}: " if error.locations else ""
    return line + error.message.replace("\n", " ")
