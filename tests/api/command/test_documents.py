"""`circle documents`: what is trusted is checked first; `circle serve` does not start by a bad manifest."""

from pathlib import Path

import orjson
import pytest

from schema.engine.documents import hash_text
from tests.api.command.conftest import Circle, free_port, run_circle
from tests.api.service import COUNTY_NAME

NAMED = "query Children($first: Int = 20) { children(first: $first) { nodes { id } } }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "queries" / "deep").mkdir(parents=True)
    (tmp_path / "queries" / "county.graphql").write_text(COUNTY_NAME)
    (tmp_path / "queries" / "deep" / "children.graphql").write_bytes(NAMED.replace("\n", "\r\n").encode())
    return tmp_path


def test_checked_and_added_as_they_are(folder: Path) -> None:
    queries, manifest = folder / "queries", folder / "documents.json"
    children = NAMED.replace("\n", "\r\n")
    told = (
        f"{queries}/county.graphql: sha256:{hash_text(COUNTY_NAME)}, cost 2\n"
        f"{queries}/deep/children.graphql: sha256:{hash_text(children)}, cost 41\n"
    )
    assert run_circle("documents", "check", str(queries)).stdout == told
    manifest.write_bytes(orjson.dumps({hash_text("{ __typename }"): "{ __typename }"}))
    added = run_circle("documents", "add", str(queries), "--to", str(manifest))
    assert added.stdout.endswith(f"{told}{manifest} knows 3 documents.\n")
    kept = (COUNTY_NAME, children, "{ __typename }")
    assert orjson.loads(manifest.read_bytes()) == {hash_text(text): text for text in kept}


def test_every_fault_is_named_and_nothing_is_written(folder: Path) -> None:
    queries, manifest = folder / "queries", folder / "documents.json"
    (queries / "a.graphql").write_text("{\n  nonsense\n}")
    (queries / "b.graphql").write_text("{ children(first: 200) { nodes { visits(first: 200) { nodes { id } } } } }")
    done = run_circle("documents", "add", str(queries), "--to", str(manifest), CIRCLE_MOST_COST="1000")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{queries}/a.graphql: line 2: Cannot query field 'nonsense' on type 'Query'.",
        f"{queries}/b.graphql: cost may be 1000 at most, and is 80401",
    ]
    assert not manifest.exists()


@pytest.mark.parametrize("content", [None, "{ 浙江 }".encode("gb18030")])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "a.graphql").write_bytes(content)
    done = run_circle("documents", "check", str(tmp_path))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert str(tmp_path) in done.stderr


@pytest.mark.parametrize(
    ("workers", "content", "said"),
    [
        ("1", orjson.dumps({hash_text("{ x }"): COUNTY_NAME}), f"has the hash {hash_text(COUNTY_NAME)}"),
        ("1", None, "No such file"),
        (
            "2",
            orjson.dumps({hash_text("{ x }"): "{ x }"}),
            f"{hash_text('{ x }')}: line 1: Cannot query field 'x' on type",
        ),
    ],
)
def test_the_server_does_not_start_by_a_bad_manifest(
    circle: Circle, tmp_path: Path, workers: str, content: bytes | None, said: str
) -> None:
    manifest = tmp_path / "documents.json"
    if content:
        manifest.write_bytes(content)
    settings = {"CIRCLE_DOCUMENTS": str(manifest), "CIRCLE_PORT": free_port(), "CIRCLE_WORKERS": workers}
    done = circle("serve", **settings)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.stderr
    assert said in done.stderr
    assert str(manifest) in done.stderr
