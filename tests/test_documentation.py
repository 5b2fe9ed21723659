"""The documentation: what it links to and which files it names are there, and a decision is short."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md")), *DECISIONS]
# Made by `make explorer`.
BUILT = "api/explorer/built/"


def name(page: Path) -> str:
    return page.stem


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text())
    assert [target for target in targets if ":" not in target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_named_is_there(page: Path) -> None:
    named = re.findall(r"`((?:api|schema|tenants|migrations|tests|bench|docs)/[\w./*-]+)", page.read_text())
    assert [path for path in named if path != BUILT and not list(ROOT.glob(path.rstrip("/") + "*"))] == []


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_a_decision_is_short_and_says_why(page: Path) -> None:
    text = page.read_text()
    assert len(text.splitlines()) < 60
    assert "**Decision.**" in text
    assert "**Consequences.**" in text
