"""The words: every name of the code that the glossary explains is there, and every value has its labels."""

import re
from importlib import import_module
from pathlib import Path

from tenants.catalogue.enums import ENUMS

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


def test_every_value_of_an_enumeration_has_both_labels() -> None:
    assert [f"{enum.__name__}.{value}" for enum in ENUMS for value in enum if not (value.zh and value.en)] == []
