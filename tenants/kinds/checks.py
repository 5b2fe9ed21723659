"""What a kind's table checks: the constraints that follow from its fields, as the migration has to write them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import get_origin

from tenants.kinds.field import Field, Source
from tenants.kinds.filters import enum_of
from tenants.kinds.kind import Closing, Kind
from tenants.writing.form import FIRST_DAY, LAST_DAY


def checks_of(kind: Kind) -> Mapping[str, str]:
    """The conditions by the names of their constraints, `<table>_<field>_<ending>` (tenants/writing/violations.py)."""
    fields = ((name, one) for name, one in kind.columns.items() if one.source is Source.GIVEN)
    checks = {f"{name}_{ending}": sql for name, one in fields for ending, sql in checks_of_field(name, one)}
    if kind.closing:
        checks |= dict(checks_of_closing(kind.closing))
    return {f"{kind.plural}_{ending}": sql for ending, sql in checks.items()}


def checks_of_field(name: str, one: Field) -> Iterator[tuple[str, str]]:
    if one.sensitive:
        yield "encrypted", f"is_encrypted({name})"
    elif one.type is str and one.most is not None:
        length = f"char_length({name})"
        least = one.least or int(one.required)
        yield "length", f"{length} between {least} and {one.most}" if least else f"{length} <= {one.most}"
    elif one.type is date:
        yield "bounds", f"{name} between '{FIRST_DAY}' and '{LAST_DAY}'"
        if one.past:
            yield "not_future", f"{name} <= today()"
        if one.after:
            yield "after_opening", f"{name} >= {one.after}"
    elif one.type is datetime:
        if one.past:
            yield "not_future", f"{name} <= now()"
    elif one.least is not None:
        yield "range", f"{name} between {one.least} and {one.most}"
    elif of := enum_of(one.type):
        terms = ", ".join(f"'{term}'" for term in of)
        yield "known", f"{name} <@ array[{terms}]" if get_origin(one.type) is list else f"{name} in ({terms})"


def checks_of_closing(closing: Closing) -> Iterator[tuple[str, str]]:
    yield f"{closing.reason}_named", f"({closing.day} is null) = ({closing.reason} is null)"
    if closing.after:
        yield f"{closing.day}_after_opening", f"{closing.day} >= {closing.after}"
