"""Types of values, as annotations that Strawberry reads."""

from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache
from types import GenericAlias
from typing import Any, get_args, get_origin
from uuid import UUID

import strawberry

from schema.ranges import RANGES
from schema.scalars import Money
from tenants.reading.ranges import Range

# The others are called the same on both sides.
SCALARS: dict[Any, Any] = {UUID: strawberry.ID, Decimal: Money}


def annotation_of(type_: Any) -> Any:  # noqa: ANN401  # a type of either side
    """The annotation for a Python type of the domain."""
    if get_args(type_):
        (item,) = get_args(type_)
        if get_origin(type_) is Range:
            return RANGES[item]
        return GenericAlias(list, (annotation_of(item),))
    return object_of(type_) if isinstance(type_, type) and is_dataclass(type_) else SCALARS.get(type_, type_)


@cache
def object_of(type_: type) -> type:
    """An object that is part of a record, from a dataclass of the domain."""
    made = strawberry.type(type_, description=type_.__doc__)
    for each in vars(made)["__strawberry_definition__"].fields:
        each.description = each.python_name.replace("_", " ").capitalize()
    return made
