"""The manifest of trusted documents: read once, before anything is served."""

from pathlib import Path

from api.settings import Settings
from schema.engine.documents import NO_DOCUMENTS, BadDocument, Documents, known_documents, texts_of

MOST_BYTES = 20_000_000


class BadManifest(Exception):
    """A manifest or a document that cannot be read as one; the message is one line that names it."""


def documents_of(settings: Settings) -> Documents:
    """The documents that may be asked for by their ids. Raises BadManifest or OSError."""
    path = settings.documents
    if path is None:
        return NO_DOCUMENTS
    from schema.build import graphql_schema  # noqa: PLC0415  # takes seconds to build

    texts = read_manifest(path)
    try:
        known = known_documents(graphql_schema(), texts.values(), settings.limits)
    except BadDocument as error:
        raise BadManifest(f"{path}: {error}") from None
    return Documents(known, only=settings.trusted_only)


def read_manifest(path: Path) -> dict[str, str]:
    """The texts by their hashes. Raises BadManifest or OSError."""
    if path.stat().st_size > MOST_BYTES:
        raise BadManifest(f"{path} is larger than {MOST_BYTES} bytes")
    try:
        return texts_of(path.read_bytes())
    except BadDocument as error:
        raise BadManifest(f"{path}: {error}") from None
