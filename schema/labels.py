"""标签: the labels of every enum value and every figure, in Chinese and English."""

from collections.abc import Iterator, Mapping
from typing import Any

import strawberry

from schema.answered import answered_query
from schema.caller import Caller
from tenants.glossary import TERMS
from tenants.reading.names import camel
from tenants.statistics.figures import FIGURES


@strawberry.type(description="What people call a value of the API.")
class Label:
    of: str = strawberry.field(description="The enum, or `Statistics`.")
    value: str = strawberry.field(description="The enum's value, or the field of the statistics.")
    zh: str
    en: str


async def labels(_caller: Caller, _arguments: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return list(all_labels())


def all_labels() -> Iterator[Mapping[str, str]]:
    for terms in TERMS:
        for term in terms:
            yield {"of": terms.__name__, "value": term.value, "zh": term.zh, "en": term.en}
    for figure in FIGURES.values():
        yield {"of": "Statistics", "value": camel(figure.name), "zh": figure.zh, "en": figure.en}
    yield {"of": "Statistics", "value": "pairedRate", "zh": "结对率", "en": "Share of children paired"}


@strawberry.type
class LabelQueries:
    labels: list[Label] | None = answered_query(
        list[Label], labels, "The labels of every enum value and every figure; they change only with the schema."
    )
