"""SECURITY.md names a test for each threat: one that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text())


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize(("module", "test"), NAMED, ids=[test for _, test in NAMED])
def test_the_test_of_a_threat_is_there(module: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (ROOT / module).read_text(), re.MULTILINE)
