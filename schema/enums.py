"""Enumerations of the API, made from the domain's terms; every value is described by its two labels."""

import strawberry

from tenants.glossary import TERMS
from tenants.terms import Term


def declare(terms: type[Term]) -> None:
    enum = strawberry.enum(terms, description=terms.__doc__)
    for value, term in zip(enum.__strawberry_definition__.values, terms, strict=True):
        value.description = f"{term.en} {term.zh}"


for each in TERMS:
    declare(each)
