"""标签: the labels of every enum value, order, problem, field of a record and figure, in Chinese and English."""

from collections.abc import Iterator, Mapping
from typing import Any

import strawberry

from schema.caller import Caller
from schema.problem_texts import PROBLEMS
from schema.root_fields import query_field
from tenants.cadence.agenda import AGENDA_ENTRY_RECORD
from tenants.catalogue.enums import ENUMS
from tenants.catalogue.records import RECORDS
from tenants.kinds.describing import label_of
from tenants.reading.names import camel
from tenants.reading.page import BY_KEY
from tenants.records.kinds import BY_NAME, KINDS
from tenants.statistics.indicators import INDICATORS, MEDIANS

# What every record has.
STANDARD = {
    "id": ("编号", "Id"),
    "version": ("版本", "Version"),
    "createdAt": ("录入时间", "Entered at"),
    "updatedAt": ("更新时间", "Changed at"),
    "tenant": ("所属组织", "Branch"),
    "history": ("变更记录", "History"),
    "hiddenFields": ("不可见字段", "Hidden fields"),
    "can": ("可办事项", "What you may do"),
}
# What the order of ids is.
ENTERED = ("录入先后", "Order of entry")
BY_ID = {"Tenant": ("区划代码", "Division code")}
WAYS = {"ASC": ("升序", "ascending"), "DESC": ("降序", "descending")}


@strawberry.type(description="What people call a value of the API.")
class Label:
    of: str = strawberry.field(description="The enum, the type of record, `TenantRecord`, or `Statistics`.")
    value: str = strawberry.field(description="The enum's value, or the field of the type.")
    zh: str = strawberry.field(description="In Chinese; of a problem, with the names of its parameters: `$most`.")
    en: str = strawberry.field(description="In English, likewise.")


async def labels(_caller: Caller, _arguments: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return list(all_labels())


def all_labels() -> Iterator[Mapping[str, str]]:
    for enums in ENUMS:
        for term in enums:
            yield {"of": enums.__name__, "value": term.value, "zh": term.zh, "en": term.en}
    for code, (zh, en) in PROBLEMS.items():
        yield {"of": "ProblemCode", "value": code, "zh": zh, "en": en}
    for name, (zh, en) in STANDARD.items():
        yield {"of": "TenantRecord", "value": name, "zh": zh, "en": en}
    yield from labels_of_orders()
    for kind in KINDS:
        for name, one in kind.fields.items():
            if one.exposed:
                yield {"of": kind.name, "value": camel(name), "zh": one.zh, "en": label_of(name, one)}
    for indicator in INDICATORS.values():
        yield {"of": "Statistics", "value": camel(indicator.name), "zh": indicator.zh, "en": indicator.en}
    for _, median in MEDIANS.values():
        yield {"of": "Statistics", "value": camel(median.name), "zh": median.zh, "en": median.en}
    yield {"of": "Statistics", "value": "pairedRate", "zh": "结对率", "en": "Share of children paired"}
    yield {"of": "Statistics", "value": "coverage", "zh": "覆盖率", "en": "Share of children on file who are paired"}
    yield {"of": "Statistics", "value": "managementRate", "zh": "管理费用占比", "en": "Share spent on management"}
    zh, en = "慈善活动支出比例", "Spent on help, by what was raised the year before"
    yield {"of": "Statistics", "value": "spendingRate", "zh": zh, "en": en}
    zh, en = "慈善活动支出比例（前三年平均）", "Spent on help, by the average of three years"
    yield {"of": "Statistics", "value": "spendingRateOfThreeYears", "zh": zh, "en": en}


def labels_of_orders() -> Iterator[Mapping[str, str]]:
    for record in RECORDS.values():
        if record is AGENDA_ENTRY_RECORD:
            continue
        fields = BY_NAME[record.name].fields if record.name in BY_NAME else {}
        by = {name: (fields[name.lower()].zh, label_of(name.lower(), fields[name.lower()])) for name in record.orders}
        for name, (zh, en) in {BY_KEY: BY_ID.get(record.name, ENTERED), **by}.items():
            for way, (way_zh, way_en) in WAYS.items():
                said = {"zh": f"按{zh}{way_zh}", "en": f"By {en[0].lower()}{en[1:]}, {way_en}"}
                yield {"of": f"{record.name}Order", "value": f"{name}_{way}", **said}


@strawberry.type
class LabelQueries:
    labels: list[Label] | None = query_field(
        list[Label],
        labels,
        "The labels of every enum value, order, problem, field and figure; they change only with the schema.",
    )
