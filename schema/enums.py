"""The API's enumerations, made from the domain's terms; each value is described by its two labels."""

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from tenants.glossary import TERMS
from tenants.terms import Term


def declare(terms: type[Term]) -> None:
    strawberry.enum(terms, description=terms.__doc__)
    definition: StrawberryEnumDefinition = vars(terms)["__strawberry_definition__"]
    for value, term in zip(definition.values, terms, strict=True):
        value.description = f"{term.en} {term.zh}"


for each in TERMS:
    declare(each)
