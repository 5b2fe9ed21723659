"""The front end's screens, each with its answer and its statement in files beside it: whoever changes one sees it here.

Only `pytest tests/schema/engine --rewrite-pinned` writes them, and never where CI is set.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from schema.engine.engine import Engine
from tests.schema.engine.asking import ask
from tests.schema.engine.records_world import World

HERE = Path(__file__).parent / "pinned"
OPERATIONS = sorted(HERE.glob("*.graphql"))
PRETTY = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class Sent:
    """A screen's request: who asks, what, with which variables; they stand in the file's first comments."""

    role: str
    code: int
    text: str
    variables: dict[str, Any]


def sent(path: Path) -> Sent:
    text = path.read_text(encoding="utf-8")
    comments = dict(line[2:].split(": ", 1) for line in text.splitlines() if line.startswith("# "))
    role, code = comments["as"].split()
    return Sent(role, int(code), text, orjson.loads(comments.get("variables", "{}")))


@pytest.mark.parametrize("path", OPERATIONS, ids=[path.stem for path in OPERATIONS])
async def test_a_screen_and_its_statement_are_as_they_were(
    world: World, engine: Engine, path: Path, pytestconfig: pytest.Config
) -> None:
    asked = sent(path)
    caller = world.caller(asked.role, asked.code)
    data = await ask(engine, caller, asked.text, asked.variables)
    operation = engine.operations.find(asked.text, None)
    statement = engine.plan(operation, engine.variables(operation, asked.variables), caller).statement
    assert statement is not None
    found = {".json": orjson.dumps(data, option=PRETTY).decode(), ".sql": statement.text + "\n"}
    for suffix, content in found.items():
        beside = path.with_suffix(suffix)
        if pytestconfig.getoption("--rewrite-pinned", default=False):
            if os.environ.get("CI"):
                pytest.fail("pinned files are rewritten by hand, and looked at", pytrace=False)
            beside.write_text(content, encoding="utf-8")
        assert content == beside.read_text(encoding="utf-8")


def test_every_pinned_file_belongs_to_an_operation() -> None:
    stems = {path.stem for path in OPERATIONS}
    assert {path.name for path in HERE.iterdir()} == {
        f"{stem}{end}" for stem in stems for end in (".graphql", ".json", ".sql")
    }
