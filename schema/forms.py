"""表单: what every mutation of records asks for, as a front end draws it: labels, limits, values, what is required."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_origin
from uuid import UUID

import strawberry

from schema.caller import Caller
from schema.root_fields import query_field
from tenants.division import DivisionCode
from tenants.enums import LabelledEnum
from tenants.kinds.describing import describe_input, label_of, spell
from tenants.kinds.field import Field
from tenants.kinds.filters import enum_of
from tenants.kinds.kind import Fields, Kind, is_needed
from tenants.kinds.mutation import Input, InputKind, Mutation
from tenants.reading.names import camel
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of


class FormFieldType(LabelledEnum):
    """What a field of a form takes."""

    TEXT = "TEXT", "文本", "A text"
    CHOICE = "CHOICE", "选项", "One of its values"
    FLAG = "FLAG", "是否", "Yes or no"
    NUMBER = "NUMBER", "整数", "A whole number"
    MONEY = "MONEY", "金额", "An amount in yuan"
    DAY = "DAY", "日期", "A day"
    MOMENT = "MOMENT", "时间", "A point in time"
    RECORD = "RECORD", "记录", "The id of a record"
    TENANT = "TENANT", "组织", "The code of a tenant"


TYPES: Mapping[Any, FormFieldType] = {
    str: FormFieldType.TEXT,
    bool: FormFieldType.FLAG,
    int: FormFieldType.NUMBER,
    Decimal: FormFieldType.MONEY,
    date: FormFieldType.DAY,
    datetime: FormFieldType.MOMENT,
    UUID: FormFieldType.RECORD,
    DivisionCode: FormFieldType.TENANT,
    list[str]: FormFieldType.TEXT,
    list[UUID]: FormFieldType.RECORD,
}
strawberry.enum(FormFieldType, description=FormFieldType.__doc__)
for _value, _term in zip(vars(FormFieldType)["__strawberry_definition__"].values, FormFieldType, strict=True):
    _value.description = f"{_term.en} {_term.zh}"


@strawberry.type(description="A value that a field takes.")
class FormValue:
    value: str = strawberry.field(description="As the API has it.")
    zh: str = strawberry.field(description="In Chinese.")
    en: str = strawberry.field(description="In English.")


@strawberry.type(description="A field of a form.")
class FormField:
    name: str = strawberry.field(description="Its name in the input.")
    zh: str = strawberry.field(description="Its label in Chinese.")
    en: str = strawberry.field(description="Its label in English.")
    description: str = strawberry.field(description="What to fill in.")
    type: FormFieldType = strawberry.field(description="What it takes, or each item of its list.")
    many: bool = strawberry.field(description="Whether it takes a list.")
    required: bool = strawberry.field(description="Whether it has to be given.")
    nullable: bool = strawberry.field(description="Whether it may be empty, as an update can make it.")
    least: str | None = strawberry.field(description="The least value, or of a text the fewest characters.")
    most: str | None = strawberry.field(description="The greatest value, or of a text the most characters.")
    past: bool = strawberry.field(description="Whether a day may not be in the future.")
    after: str | None = strawberry.field(description="Of a day, the field of the record that it is never before.")
    values: list[FormValue] = strawberry.field(description="Of a CHOICE, all there are.")


@strawberry.type(description="A list of a form: any number of the same.")
class FormList:
    name: str = strawberry.field(description="Its name in the input.")
    fields: list[FormField] = strawberry.field(description="The fields of each of its items.")


@strawberry.type(description="What a mutation asks for, beside the id and the version of what it changes.")
class Form:
    mutation: str = strawberry.field(description="The mutation.")
    of: str = strawberry.field(description="The type of record that it writes.")
    fields: list[FormField] = strawberry.field(description="Its fields, in the order of the input.")
    lists: list[FormList] = strawberry.field(description="Its lists.")


async def forms(_caller: Caller, _arguments: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [form_of(kind, rule) for kind in KINDS if not kind.read_only for rule in rules_of(kind)]


def form_of(kind: Kind, rule: Mutation) -> Mapping[str, Any]:
    lists = [{"name": camel(name), "fields": list(fields_of(kind, item))} for name, item in rule.input.lists.items()]
    return {"mutation": camel(rule.name), "of": kind.name, "fields": list(fields_of(kind, rule.input)), "lists": lists}


def fields_of(kind: Kind, input_: Input) -> Iterator[Mapping[str, Any]]:
    fields: Fields = input_.form
    opened = {kind.closing.day: kind.closing.after} if kind.closing else {}
    for name, one in fields.items():
        yield {
            "name": camel(name),
            "zh": one.zh,
            "en": label_of(name.removesuffix("_id") if one.reference else name, one),
            "description": describe_input(name, one),
            "type": type_of(one),
            "many": get_origin(one.type) is list,
            "required": is_needed(one) and input_.kind is not InputKind.UPDATE,
            "nullable": not one.required,
            "least": None if one.least is None else spell(one.least),
            "most": None if one.most is None else spell(one.most),
            "past": one.past,
            "after": (after := one.after or opened.get(name)) and camel(after),
            "values": [{"value": term.value, "zh": term.zh, "en": term.en} for term in enum_of(one.type) or ()],
        }


def type_of(one: Field) -> FormFieldType:
    return FormFieldType.CHOICE if enum_of(one.type) else TYPES[one.type]


@strawberry.type
class FormQueries:
    forms: list[Form] | None = query_field(
        list[Form],
        forms,
        "What every mutation of records asks for, with its labels, limits and values; it changes only with the schema.",
    )
