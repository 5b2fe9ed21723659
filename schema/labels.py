"""标签: the labels of every enum value, every field of a record and every figure, in Chinese and English."""

from collections.abc import Iterator, Mapping
from typing import Any

import strawberry

from schema.caller import Caller
from schema.root_fields import query_field
from tenants.catalogue.enums import ENUMS
from tenants.kinds.describing import label_of
from tenants.reading.names import camel
from tenants.records.kinds import KINDS
from tenants.statistics.indicators import INDICATORS


@strawberry.type(description="What people call a value of the API.")
class Label:
    of: str = strawberry.field(description="The enum, the type of record, or `Statistics`.")
    value: str = strawberry.field(description="The enum's value, or the field of the type.")
    zh: str = strawberry.field(description="In Chinese.")
    en: str = strawberry.field(description="In English.")


async def labels(_caller: Caller, _arguments: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return list(all_labels())


def all_labels() -> Iterator[Mapping[str, str]]:
    for enums in ENUMS:
        for term in enums:
            yield {"of": enums.__name__, "value": term.value, "zh": term.zh, "en": term.en}
    for kind in KINDS:
        for name, one in kind.fields.items():
            if one.exposed:
                yield {"of": kind.name, "value": camel(name), "zh": one.zh, "en": label_of(name, one)}
    for indicator in INDICATORS.values():
        yield {"of": "Statistics", "value": camel(indicator.name), "zh": indicator.zh, "en": indicator.en}
    yield {"of": "Statistics", "value": "pairedRate", "zh": "结对率", "en": "Share of children paired"}


@strawberry.type
class LabelQueries:
    labels: list[Label] | None = query_field(
        list[Label],
        labels,
        "The labels of every enum value, field of a record and figure; they change only with the schema.",
    )
