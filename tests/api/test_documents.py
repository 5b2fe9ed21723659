"""Trusted documents: asked for by the hash of their text over every transport, and, where it is set, nothing else."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest

from api import documents as reading
from api.documents import BadManifest, documents_of
from api.negotiation import GRAPHQL_RESPONSE
from api.settings import Settings
from schema.engine import operation
from schema.engine.documents import hash_text
from schema.engine.limits import DEFAULTS
from tests.api.service import COUNTY_NAME, code_of, settle
from tests.api.sockets import BOARD, Served, serve_for_real
from tests.api.test_event_stream import Stream
from tests.api.watching import add_project, projects
from tests.conftest import ScratchDatabase

FOUND = {"tenant": {"name": "淳安县"}}
PAGES = "query Pages($n: Int!, $all: Boolean!) { children(first: $n) { totalCount @include(if: $all) nodes { id } } }"
TWO = "query A { __typename } query B { b: __typename }"
SCHEMA = "{ __schema { queryType { name } } }"
KNOWN = (COUNTY_NAME, BOARD, PAGES, TWO, SCHEMA)
NOT_KNOWN = "{ viewer { name } }"
ONLY, BESIDE = [pytest.param(alone, id=name) for alone, name in ((True, "alone"), (False, "beside texts"))]


def id_of(text: str) -> str:
    return f"sha256:{hash_text(text)}"


def manifest(folder: Path, texts: Mapping[str, object]) -> Path:
    path = folder / "documents.json"
    path.write_bytes(orjson.dumps(texts))
    return path


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return manifest(tmp_path_factory.mktemp("trusted"), {hash_text(text): text for text in KNOWN})


@pytest.fixture(scope="module")
async def settled(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    """The owner of a database with somebody in it."""
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    yield owner
    await owner.close()


@pytest.fixture(scope="module", params=[ONLY, BESIDE])
async def served(
    module_database: ScratchDatabase, settled: asyncpg.Connection, trusted: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Served]:
    async with serve_for_real(settled, module_database, documents=trusted, trusted_only=request.param) as made:
        yield made


@pytest.fixture
def only(served: Served) -> bool:
    chosen: bool = served.app.state.graphql.answering.engine.documents.only
    return chosen


async def post(served: Served, accept: str = GRAPHQL_RESPONSE, **body: object) -> tuple[int, dict[str, Any]]:
    """The status, and the data or the one error's code and words."""
    headers = {"authorization": f"Bearer {await served.token()}", "accept": accept, "accept-language": "en"}
    response = await served.client.post("/graphql", json=body, headers=headers)
    answer = response.json()
    if "data" in answer:
        return response.status_code, answer["data"]
    (error,) = answer["errors"]
    return response.status_code, {"code": error["extensions"]["code"], "said": error["message"]}


async def test_a_known_document_is_answered_and_never_parsed(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("parse", "validate"):
        monkeypatch.setattr(operation, name, refuse)
    assert await post(served, documentId=id_of(COUNTY_NAME)) == (200, FOUND)
    assert await post(served, documentId=id_of(TWO), operationName="B") == (200, {"b": "Query"})
    variables = {"n": 5, "all": True}
    status, data = await post(served, documentId=id_of(PAGES), variables=variables)
    assert (status, data["children"]["totalCount"]) == (200, 0)


@pytest.mark.parametrize("algorithm", ["sha256", "sha1", "md5"])
async def test_a_document_is_known_by_what_clients_call_it(served: Served, algorithm: str) -> None:
    named = hashlib.new(algorithm, COUNTY_NAME.encode(), usedforsecurity=False).hexdigest()
    assert await post(served, documentId=named) == (200, FOUND)


async def test_apollos_extension_names_a_document(served: Served, only: bool) -> None:  # noqa: FBT001  # a fixture
    def extended(text: str) -> dict[str, Any]:
        return {"persistedQuery": {"version": 1, "sha256Hash": hash_text(text)}}

    assert await post(served, extensions=extended(COUNTY_NAME)) == (200, FOUND)
    status, answer = await post(served, extensions=extended(NOT_KNOWN))
    assert (status, answer["code"]) == (400, "PERSISTED_QUERY_NOT_FOUND")
    status, answer = await post(served, extensions={"persistedQuery": {"version": 2, "sha256Hash": "0" * 64}})
    assert (status, answer["code"]) == (400, "BAD_REQUEST")
    status, answer = await post(served, extensions=extended(COUNTY_NAME), query=NOT_KNOWN)
    assert (status, answer["code"]) == (400, "BAD_REQUEST")
    status, answer = await post(served, extensions=extended(COUNTY_NAME), query=COUNTY_NAME)
    assert (status, answer.get("code")) == ((400, "BAD_REQUEST") if only else (200, None))
    async with served.signed_in() as client:
        await client.say("subscribe", id="1", payload={"extensions": extended(COUNTY_NAME)})
        assert await client.next_data() == FOUND


@pytest.mark.parametrize("manifest", ["code generator", "code generator, with the prefix", "relay", "apollo"])
def test_manifests_are_taken_as_tools_write_them(tmp_path: Path, manifest: str) -> None:
    md5 = hashlib.md5(COUNTY_NAME.encode(), usedforsecurity=False).hexdigest()
    operation_of_apollo = {"id": hash_text(COUNTY_NAME), "name": "County", "type": "query", "body": COUNTY_NAME}
    written = {
        "code generator": {hash_text(COUNTY_NAME): COUNTY_NAME},
        "code generator, with the prefix": {id_of(COUNTY_NAME): COUNTY_NAME},
        "relay": {md5: COUNTY_NAME},
        "apollo": {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation_of_apollo]},
    }[manifest]
    path = tmp_path / "manifest.json"
    path.write_text(orjson.dumps(written).decode())
    assert documents_of(Settings(documents=path)).text(id_of(COUNTY_NAME)) == COUNTY_NAME


@pytest.mark.parametrize(
    "operations", [None, {}, ["x"], [{"id": "0" * 64, "body": COUNTY_NAME}], [{"id": hash_text(COUNTY_NAME)}]]
)
def test_a_wrong_manifest_of_apollos_is_refused(tmp_path: Path, operations: object) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(
        orjson.dumps({"format": "apollo-persisted-query-manifest", "version": 1, "operations": operations})
    )
    with pytest.raises(BadManifest):
        documents_of(Settings(documents=path))


async def test_what_is_not_known_is_said_so(served: Served) -> None:
    words = {"code": "UNKNOWN_DOCUMENT", "said": "No operation has this `documentId`."}
    for id_ in (id_of(NOT_KNOWN), hash_text(NOT_KNOWN), id_of(COUNTY_NAME).upper(), "md5:0", "", "x" * 10_000):
        assert await post(served, documentId=id_) == (400, words)
        assert await post(served, "application/json", documentId=id_) == (200, words)


async def test_texts_run_unless_only_documents_do(served: Served, only: bool) -> None:  # noqa: FBT001  # a fixture
    for text in (COUNTY_NAME, NOT_KNOWN):
        status, answer = await post(served, query=text)
        assert (status, answer.get("code")) == ((400, "BAD_REQUEST") if only else (200, None))
        assert ("documentId" in answer.get("said", "")) is only


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"query": COUNTY_NAME, "documentId": id_of(COUNTY_NAME)}, "not both"),
        ({"query": 7, "documentId": id_of(COUNTY_NAME)}, "not both"),
        ({"documentId": 7}, "has to be a string"),
        ({"documentId": [id_of(COUNTY_NAME)]}, "has to be a string"),
        ({"documentId": id_of(COUNTY_NAME), "variables": []}, "`variables` has to be"),
    ],
)
async def test_what_is_no_request(served: Served, body: dict[str, Any], said: str) -> None:
    for accept in (GRAPHQL_RESPONSE, "application/json"):
        status, answer = await post(served, accept, **body)
        assert (status, answer["code"]) == (400, "BAD_REQUEST")
        assert said in answer["said"]


async def test_nothing_is_registered_by_asking(served: Served) -> None:
    """As automatic persisted queries would be: neither the extension nor both members have a text remembered."""
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": hash_text(NOT_KNOWN)}}
    await post(served, query=NOT_KNOWN, extensions=extensions)
    await post(served, query=NOT_KNOWN, documentId=id_of(NOT_KNOWN))
    assert (await post(served, documentId=id_of(NOT_KNOWN)))[1]["code"] == "UNKNOWN_DOCUMENT"
    assert (await post(served, extensions=extensions))[1]["code"] == "PERSISTED_QUERY_NOT_FOUND"


@pytest.fixture
async def narrow(module_database: ScratchDatabase, settled: asyncpg.Connection, trusted: Path) -> AsyncIterator[Served]:
    """In production, where only documents run and few values are read at once."""
    given = {"documents": trusted, "trusted_only": True, "production": True, "limits": replace(DEFAULTS, cost=400)}
    async with serve_for_real(settled, module_database, **given) as made:
        yield made


async def test_the_limits_hold_for_known_documents(narrow: Served) -> None:
    for size, answered in ((5, (200, None)), (200, (400, "LIMIT_EXCEEDED"))):
        variables = {"n": size, "all": True}
        status, answer = await post(narrow, documentId=id_of(PAGES), variables=variables)
        assert (status, answer.get("code")) == answered


async def test_introspection_is_for_whom_it_is_set_also_by_a_document(narrow: Served) -> None:
    assert await post(narrow, documentId=id_of(SCHEMA)) == (200, {"__schema": {"queryType": {"name": "Query"}}})
    assert code_of(await narrow.post({"documentId": id_of(SCHEMA)})) == "UNAUTHENTICATED"
    assert code_of(await narrow.post({"query": SCHEMA})) == "BAD_REQUEST"


async def test_over_a_socket(served: Served, only: bool) -> None:  # noqa: FBT001  # a fixture
    async with served.signed_in() as client:
        await client.say("subscribe", id="1", payload={"documentId": id_of(COUNTY_NAME)})
        assert await client.next_data() == FOUND
        assert (await client.hear())["type"] == "complete"
        await client.say("subscribe", id="2", payload={"documentId": id_of(NOT_KNOWN)})
        assert (await client.hear())["payload"][0]["extensions"]["code"] == "UNKNOWN_DOCUMENT"
        await client.subscribe(COUNTY_NAME, "3")
        assert (await client.hear())["type"] == ("error" if only else "next")
    async with served.signed_in() as client:
        await client.say("subscribe", id="1", payload={"documentId": 7})
        assert await client.closed() == 4400


async def test_a_subscription_over_a_socket_sends_what_changes(served: Served) -> None:
    async with served.signed_in() as client:
        await client.say("subscribe", id="1", payload={"documentId": id_of(BOARD)})
        before = projects(await client.next_data())
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 1


async def test_a_subscription_as_events_sends_what_changes(served: Served, only: bool) -> None:  # noqa: FBT001  # a fixture
    headers = {"authorization": f"Bearer {await served.token()}", "accept": "text/event-stream"}
    async with served.client.stream("POST", "/graphql", json={"documentId": id_of(BOARD)}, headers=headers) as response:
        events = Stream(response)
        before = projects(await events.next_data())
        await add_project(served.owner)
        assert projects(await events.next_data()) == before + 1
    async with served.client.stream("POST", "/graphql", json={"query": BOARD}, headers=headers) as response:
        _, answer = await Stream(response).event()
        assert ("errors" in answer) is only


COSTLY = (
    "{ tenants(first: 200) { nodes { branches(first: 200) { nodes { branches(first: 200) { nodes { id } } } } } } }"
)
NO_OPERATION = "type A { b: Int }"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is not JSON"),
        (b"[]", "it is no object of texts by their hashes"),
        (orjson.dumps({hash_text(COUNTY_NAME): 7}), "it is no object of texts by their hashes"),
        (orjson.dumps({"0" * 64: COUNTY_NAME}), f"the text under {'0' * 64} has the hash {hash_text(COUNTY_NAME)}"),
        (orjson.dumps({id_of("{ x }"): COUNTY_NAME}), f"has the hash {hash_text(COUNTY_NAME)}"),
        (orjson.dumps({hash_text("{ x }"): "{ x }"}), f"{hash_text('{ x }')}: line 1: Cannot query field 'x'"),
        (orjson.dumps({hash_text("{"): "{"}), "line 1: Syntax Error"),
        (orjson.dumps({hash_text(COSTLY): COSTLY}), "cost may be 1000000 at most, and is"),
        (orjson.dumps({hash_text(NO_OPERATION): NO_OPERATION}), "line 1: The 'A' definition is not executable"),
    ],
    ids=str,
)
def test_a_bad_manifest_is_named_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "documents.json"
    path.write_bytes(content)
    with pytest.raises(BadManifest) as raised:
        documents_of(Settings(documents=path))
    assert str(raised.value).startswith(f"{path}: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_huge_manifest_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = manifest(tmp_path, {hash_text(COUNTY_NAME): COUNTY_NAME})
    assert documents_of(Settings(documents=path)).known
    monkeypatch.setattr(reading, "MOST_BYTES", path.stat().st_size - 1)
    with pytest.raises(BadManifest, match="is larger than"):
        documents_of(Settings(documents=path))
