"""`circle documents`: checks the operations that clients send, and keeps the manifest of those that are trusted."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.documents import BadManifest, read_manifest
from api.settings import Settings
from schema.engine.documents import BadDocument, Document, hash_text, known_document

Paths = Annotated[list[Path], typer.Argument(help="Files of one document, folders of *.graphql, or manifests (.json).")]

group = typer.Typer(help="The operations that are trusted, by the hash of their text.", no_args_is_help=True)


@group.command()
def check(paths: Paths) -> None:
    """Check each document against the schema and the limits, and say its id and cost; exit 1 if one fails."""
    check_files(paths)


@group.command()
def add(paths: Paths, to: Annotated[Path, typer.Option(help="The manifest; what is in it already stays.")]) -> None:
    """Check the documents, and write them into the manifest; exit 1, with nothing written, if one fails."""
    documents = check_files([*([to] if to.exists() else []), *paths])
    texts = {hash_text(document.text): document.text for document in documents}
    # Whoever reads it meanwhile has the old one or the new one.
    beside = to.with_name(f"{to.name}.new")
    beside.write_bytes(orjson.dumps(texts, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    beside.replace(to)
    typer.echo(f"{to} knows {len(texts)} documents.")


def check_files(paths: Sequence[Path]) -> list[Document]:
    """Every document, told of; exits once all are if one is at fault."""
    from schema.build import graphql_schema  # noqa: PLC0415  # takes seconds to build

    schema, limits = graphql_schema(), Settings.from_environment().limits
    documents, failed = [], False
    for place, text in [found for path in paths for found in texts_in(path)]:
        try:
            document = known_document(schema, text, limits)
        except BadDocument as error:
            failed = True
            typer.echo(f"{place}: {error}", err=True)
        else:
            documents.append(document)
            typer.echo(f"{place}: sha256:{hash_text(text)}, cost {document.cost}")
    if failed:
        raise typer.Exit(1)
    return documents


def texts_in(path: Path) -> Iterator[tuple[str, str]]:
    """Each text and where it is. Raises BadManifest or OSError."""
    if path.suffix == ".json":
        for named, text in read_manifest(path).items():
            yield f"{path} {named:.12}", text
        return
    files = sorted(path.rglob("*.graphql")) if path.is_dir() else [path]
    if not files:
        raise BadManifest(f"{path} holds no *.graphql")
    for file in files:
        try:
            yield str(file), file.read_bytes().decode()
        except UnicodeDecodeError:
            raise BadManifest(f"{file} is not UTF-8") from None
