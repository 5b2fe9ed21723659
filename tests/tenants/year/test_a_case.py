"""docs/a-case.md, sent as it stands: each operation by whom it names, one after another, the same in both languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenants.clock import today
from tenants.errors import Forbidden
from tests.callers import ask
from tests.tenants.records.office import Done, Office
from tests.tenants.year.telling import Year

DOCS = Path(__file__).parents[3] / "docs"
BLOCK = re.compile(r"```graphql\n# (?P<by>[\w ]+)(?:, refused: (?P<refused>\w+))?\n(?P<text>.*?)```", re.DOTALL)
ALIAS = re.compile(r"(\w+): (?:id|version)\b")
VARIABLE = re.compile(r"\$(\w+): \w+!")


@dataclass(frozen=True, slots=True)
class Sent:
    """An operation of the page, who sends it, and what it is refused with."""

    by: str
    refused: str | None
    text: str


def sent(page: str) -> list[Sent]:
    text = (DOCS / page).read_text()
    found = [Sent(match["by"], match["refused"], match["text"]) for match in BLOCK.finditer(text)]
    assert len(found) == text.count("```graphql")
    return found


def named(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # JSON
    """The values in an answer that have a name, wherever they are."""
    if isinstance(value, list):
        for one in value:
            yield from named(one)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield (name, one)
            yield from named(one)


async def answer(year: Year, one: Sent, known: Mapping[str, Any]) -> Any:  # noqa: ANN401  # JSON
    variables = {name: known[name] for name in VARIABLE.findall(one.text)}
    try:
        return await ask(year.office.engine, year.people[one.by], one.text, variables)
    except Forbidden:
        return {"userErrors": [{"code": "FORBIDDEN"}]}


async def test_a_case_from_first_to_last(office: Office) -> None:
    year = await Year.begin(office)
    known: dict[str, Any] = {"today": str(today())}
    for one in sent("a-case.md"):
        if one.by == "Caring Mother" and one.by not in year.people:
            year.people[one.by] = await office.mother(Done({"id": known["mother"]}, []))
        found = dict(named(await answer(year, one, known)))
        codes = [error["code"] for error in found.get("userErrors", ())]
        assert codes == ([one.refused] if one.refused else []), one.text
        known |= {name: found[name] for name in ALIAS.findall(one.text)}
    assert (found["state"], "REOPEN_CHILD" in found["can"]) == ("CLOSED", True)


def test_both_languages_send_the_same() -> None:
    assert sent("a-case.md") == sent("zh/a-case.md")
