"""The glossary: every name of the code that it explains is there, once."""

import re
from importlib import import_module
from pathlib import Path

ROWS = re.findall(
    r"^\| (.+?) \| (.+?) \| `([\w.]+)` \| (.+?) \|$",
    (Path(__file__).parents[1] / "docs/glossary.md").read_text(),
    re.MULTILINE,
)


def test_every_name_in_the_glossary_exists() -> None:
    missing = []
    for _, _, name, _ in ROWS:
        module, _, member = name.rpartition(".")
        if not hasattr(import_module(module), member):
            missing.append(name)
    assert ROWS
    assert missing == []


def test_no_word_is_explained_twice() -> None:
    for column in range(3):
        words = [row[column] for row in ROWS]
        assert sorted(set(words)) == sorted(words)
