"""The documentation: what it links to and which files it names are there, and a decision is short."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md")), *DECISIONS]
PAGES += sorted((ROOT / "docs/zh").glob("*.md"))
# Made by `make explorer`.
BUILT = "api/explorer/built/"


def test_every_link_leads_somewhere() -> None:
    targets = [(page, target) for page in PAGES for target in re.findall(r"\]\(([^)#]+)\)", page.read_text())]
    assert [(page, to) for page, to in targets if ":" not in to and not (page.parent / to).exists()] == []


def test_every_file_named_is_there() -> None:
    naming = r"`((?:api|schema|tenants|migrations|tests|bench|docs)/[\w./*-]+)"
    named = [(page, path) for page in PAGES for path in re.findall(naming, page.read_text())]
    missing = [(page, path) for page, path in named if path != BUILT and not list(ROOT.glob(path.rstrip("/") + "*"))]
    assert missing == []


def test_a_decision_is_short_and_says_why() -> None:
    assert DECISIONS
    for page in DECISIONS:
        text = page.read_text()
        assert len(text.splitlines()) < 60, page
        assert "**Decision.**" in text, page
        assert "**Consequences.**" in text, page
