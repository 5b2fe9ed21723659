"""The API's enumerations, made from the domain's; each value is described by its two labels."""

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from tenants.catalogue.enums import ENUMS
from tenants.enums import LabelledEnum


def declare_enum(enums: type[LabelledEnum]) -> None:
    strawberry.enum(enums, description=enums.__doc__)
    definition: StrawberryEnumDefinition = vars(enums)["__strawberry_definition__"]
    for value, term in zip(definition.values, enums, strict=True):
        value.description = f"{term.en} {term.zh}"


for each in ENUMS:
    declare_enum(each)
