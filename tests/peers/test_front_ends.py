"""Code generators, compilers and caches of npm on the real schema: without a complaint, and their manifests trusted."""

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest

from schema.build import print_sdl
from tests.api.command.conftest import run_circle
from tests.api.service import settle
from tests.api.sockets import serve_for_real
from tests.conftest import ScratchDatabase
from tests.peers import node

# What each tool writes its manifest to, and how many documents there are in it.
MANIFESTS = {"generated/persisted-documents.json": 6, "relay.json": 4, "apollo.json": 6}
TOOLS = (
    ("@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.mjs"),
    ("relay-compiler/cli.js", "relay.config.json"),
    ("@apollo/generate-persisted-query-manifest/cli.js", "--config", "persisted-query-manifest.config.json"),
)


@pytest.fixture(scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A front end's folder, once the tools have been there."""
    made = tmp_path_factory.mktemp("front_end")
    shutil.copytree(node.FOLDER / "front_end", made, dirs_exist_ok=True)
    (made / "node_modules").symlink_to(node.FOLDER / "node_modules")
    (made / "schema.graphql").write_text(print_sdl())
    (made / "relay.json").write_text("{}")
    for said in await asyncio.gather(*(node.tool(made, *tool) for tool in TOOLS)):
        assert not re.search("warn|deprecat|error|fail", said, re.IGNORECASE), said
    return made


@pytest.fixture(scope="module")
def trusted(folder: Path) -> Path:
    """All three manifests in one, after each document was checked."""
    manifest = folder / "documents.json"
    added = run_circle("documents", "add", *(str(folder / one) for one in MANIFESTS), "--to", str(manifest))
    assert (added.returncode, added.stderr) == (0, "")
    return manifest


def test_every_document_of_every_tool_is_checked_and_trusted(folder: Path, trusted: Path) -> None:
    written = {one: orjson.loads((folder / one).read_bytes()) for one in MANIFESTS}
    assert {one: len(of.get("operations", of)) for one, of in written.items()} == MANIFESTS
    assert all(named.startswith("sha256:") for named in written["generated/persisted-documents.json"])
    texts = {text for of in written.values() for text in texts_of(of)}
    assert set(orjson.loads(trusted.read_bytes()).values()) == texts


def texts_of(manifest: Any) -> list[str]:  # noqa: ANN401  # JSON
    return [one["body"] for one in manifest["operations"]] if "operations" in manifest else list(manifest.values())


async def test_caches_show_what_was_changed_and_complain_of_nothing(
    folder: Path, trusted: Path, owner: asyncpg.Connection, database: ScratchDatabase
) -> None:
    """By the ids of their manifests, where the client has one."""
    await settle(owner)
    async with serve_for_real(owner, database, documents=trusted) as served:
        came = await node.run("caches.mjs", served.host, await served.token(), str(folder))
    for one, name in (("apollo", "A"), ("graphcache", "U")):
        assert (came[one]["complaints"], came[one]["shown"], came[one]["again"]) == ([], [f"{name}, renamed"], 0)
    assert came["apollo"]["asked"] == [*["hash"] * 5, "hash", "text and hash", "hash"]
    assert set(came["graphcache"]["asked"]) == {"text"}
