"""A GraphQL request, out of the JSON that any transport brings."""

from collections.abc import Mapping
from typing import Any

from api.answer import Malformed
from schema.engine.documents import Documents, PersistedQueryNotFound, hash_text
from schema.engine.engine import Request
from tenants.reading.statement import Shown

APOLLO_VERSION = 1


def request_in(given: object, documents: Documents, shown: Shown | None = None) -> Request:
    """The request in an object of JSON, which may subscribe where something is `shown`.

    Raises Malformed or UnknownDocument.
    """
    if not isinstance(given, dict):
        raise Malformed("BODY_NOT_OBJECT")
    variables, name = given.get("variables"), given.get("operationName")
    if not isinstance(variables, dict | None):
        raise Malformed("VARIABLES_NOT_OBJECT")
    if not isinstance(name, str | None):
        raise Malformed("OPERATION_NAME_NOT_STRING")
    if not isinstance(given.get("extensions"), dict | None):
        raise Malformed("EXTENSIONS_NOT_OBJECT")
    return Request(text_in(identified(given, documents), documents), variables or {}, name, shown is not None, shown)


def identified(given: Mapping[str, Any], documents: Documents) -> Mapping[str, Any]:
    """The same, with the id of Apollo's extension where the others have theirs.

    Raises Malformed for a wrong one, and PersistedQueryNotFound.
    """
    found = (given.get("extensions") or {}).get("persistedQuery")
    persisted: Mapping[str, Any] = found if isinstance(found, dict) else {}
    named = persisted.get("sha256Hash")
    if not isinstance(named, str) or "documentId" in given:
        return given
    if persisted.get("version") != APOLLO_VERSION:
        raise Malformed("DOCUMENT_VERSION_UNKNOWN")
    query = given.get("query")
    if query is not None and (not isinstance(query, str) or hash_text(query) != named):
        raise Malformed("DOCUMENT_HASH_WRONG")
    if query is None and named not in documents.known:
        raise PersistedQueryNotFound
    return given if query is not None else {**given, "documentId": named}


def text_in(given: Mapping[str, Any], documents: Documents) -> str:
    """The text that was sent, or the known one of the id that was. Raises Malformed or UnknownDocument."""
    query, id_ = given.get("query"), given.get("documentId")
    match query, id_:
        case (None, str()):
            return documents.text(id_)
        case (_, None) if documents.only:
            raise Malformed("DOCUMENT_ID_MISSING")
        case (str(), None):
            return query
        case (_, None):
            raise Malformed("QUERY_MISSING")
        case (None, _):
            raise Malformed("DOCUMENT_ID_NOT_STRING")
    raise Malformed("QUERY_AND_DOCUMENT_ID")
