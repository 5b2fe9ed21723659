"""SECURITY.md names a test for each threat: one that is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text())


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 30


def test_the_test_of_each_threat_is_there() -> None:
    missing = [
        (module, test)
        for module, test in NAMED
        if not (ROOT / module).exists()
        or not re.search(rf"^(async )?def {test}\(", (ROOT / module).read_text(), re.MULTILINE)
    ]
    assert missing == []
