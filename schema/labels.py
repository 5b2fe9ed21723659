"""标签: the labels of every enum value, every field of a record and every figure, in Chinese and English."""

from collections.abc import Iterator, Mapping
from typing import Any

import strawberry

from schema.answered import answered_query
from schema.caller import Caller
from tenants.glossary import TERMS
from tenants.reading.names import camel
from tenants.records.kinds import KINDS
from tenants.statistics.figures import FIGURES


@strawberry.type(description="What people call a value of the API.")
class Label:
    of: str = strawberry.field(description="The enum, the type of record, or `Statistics`.")
    value: str = strawberry.field(description="The enum's value, or the field of the type.")
    zh: str
    en: str


async def labels(_caller: Caller, _arguments: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return list(all_labels())


def all_labels() -> Iterator[Mapping[str, str]]:
    for terms in TERMS:
        for term in terms:
            yield {"of": terms.__name__, "value": term.value, "zh": term.zh, "en": term.en}
    for kind in KINDS:
        for name, one in kind.fields.items():
            if one.exposed:
                yield {"of": kind.name, "value": camel(name), "zh": one.zh, "en": one.en or label_of(name)}
    for figure in FIGURES.values():
        yield {"of": "Statistics", "value": camel(figure.name), "zh": figure.zh, "en": figure.en}
    yield {"of": "Statistics", "value": "pairedRate", "zh": "结对率", "en": "Share of children paired"}


def label_of(name: str) -> str:
    """A field's name as words: `birth_date` is "Birth date"."""
    return name.replace("_", " ").capitalize()


@strawberry.type
class LabelQueries:
    labels: list[Label] | None = answered_query(
        list[Label],
        labels,
        "The labels of every enum value, field of a record and figure; they change only with the schema.",
    )
