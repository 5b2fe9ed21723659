"""The API's enumerations, made from the domain's; each value is described by its two labels."""

from collections.abc import Sequence
from enum import EnumType, StrEnum
from typing import cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from tenants.catalogue.enums import ENUMS
from tenants.enums import LabelledEnum
from tenants.kinds.describing import DIRECTIONS, describe_order


def declare_enum(enums: type[LabelledEnum]) -> None:
    strawberry.enum(enums, description=enums.__doc__)
    definition: StrawberryEnumDefinition = vars(enums)["__strawberry_definition__"]
    for value, term in zip(definition.values, enums, strict=True):
        value.description = f"{term.en} {term.zh}"


def declare_order(name: str, fields: Sequence[str], description: str) -> type:
    """The orders of a list: by each of the fields, in both directions."""
    orders = [(field, way) for field in fields for way in DIRECTIONS]
    values = {f"{field}_{way}": f"{field}_{way}" for field, way in orders}
    made = strawberry.enum(EnumType.__call__(StrEnum, name, values), description=description)
    definition: StrawberryEnumDefinition = vars(made)["__strawberry_definition__"]
    for value, (field, way) in zip(definition.values, orders, strict=True):
        value.description = describe_order(field, way)
    return cast("type", made)


for each in ENUMS:
    declare_enum(each)
