"""Forms: what the values of a record have to be like, checked all at once before anything is written."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tenants import normal_form
from tenants.clock import today
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.identity_number import holder_of
from tenants.normal_form import Normal
from tenants.writing.rule import Values

Check = Callable[[Any], Iterator[tuple[ProblemCode, dict[str, object]]]]

PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}[0-9]{7,8}")
LONGEST_LIST = 20
# Nobody was born before, and nothing is planned beyond.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
# More than any record is about; millions of them still add up in the columns of the figures.
LARGEST_MONEY = Decimal("9999999999.99")


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a form."""

    checks: tuple[Check, ...] = ()
    required: bool = False
    normal: Normal = normal_form.normalize_lines


Form = Mapping[str, Entry]


def check_form(form: Form, values: Values) -> dict[str, Any]:
    """The given values of the form's fields, texts in their normal form and empty ones null.

    Raises Rejected, naming every fault.
    """
    filled = {name: normalize_value(values[name], form[name].normal) for name in form if name in values}
    problems = [
        Problem(code, (name,), details) for name in filled for code, details in find_faults(form[name], filled[name])
    ]
    if problems:
        raise Rejected(problems)
    return filled


def normalize_value(value: object, normal: Normal) -> object:
    if isinstance(value, str) and type(value) is str:
        return normal(value) or None
    return [text for one in value if (text := normalize_value(one, normal))] if isinstance(value, list) else value


def find_faults(entry: Entry, value: object) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if value is None:
        if entry.required:
            yield ProblemCode.REQUIRED, {}
        return
    for check in entry.checks:
        yield from check(value)


def make_most_check(most: int) -> Check:
    """A text, or a list of texts, of at most so many characters each."""

    def check(value: str | list[str]) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
        texts = value if isinstance(value, list) else [value]
        if any(len(text) > most for text in texts):
            yield ProblemCode.TOO_LONG, {"most": most}
        if len(texts) > LONGEST_LIST:
            yield ProblemCode.TOO_LARGE, {"most": LONGEST_LIST}

    return check


def check_distinct(value: list[str]) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    """A list that names each of its items once, and so is no longer than there are items."""
    if len(set(value)) < len(value):
        yield ProblemCode.MALFORMED, {}


def legible(value: str | list[str]) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if not all(map(normal_form.is_legible, value if isinstance(value, list) else [value])):
        yield ProblemCode.MALFORMED, {}


def check_sign_in_name(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if not normal_form.SIGN_IN_NAME.fullmatch(value):
        yield ProblemCode.MALFORMED, {}


def make_least_check(least: int) -> Check:
    """A text of at least so many characters."""

    def check(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
        if len(value) < least:
            yield ProblemCode.TOO_SHORT, {"least": least}

    return check


def make_range_check(least: Decimal | int, most: Decimal | int) -> Check:
    def check(value: Any) -> Iterator[tuple[ProblemCode, dict[str, object]]]:  # noqa: ANN401  # any number
        if value < least:
            yield ProblemCode.TOO_SMALL, {"least": least}
        if value > most:
            yield ProblemCode.TOO_LARGE, {"most": most}

    return check


def not_early(value: date) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if value < FIRST_DAY:
        yield ProblemCode.TOO_EARLY, {"least": FIRST_DAY}


def not_late(value: date) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if value > LAST_DAY:
        yield ProblemCode.TOO_LATE, {"most": LAST_DAY}


def check_not_future(value: date) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if value > today():
        yield ProblemCode.IN_THE_FUTURE, {}


def check_has_been(value: datetime) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if value > datetime.now(UTC):
        yield ProblemCode.IN_THE_FUTURE, {}


def check_identity_number(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if holder_of(value) is None:
        yield ProblemCode.MALFORMED, {}


def check_phone(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if not PHONE.fullmatch(value):
        yield ProblemCode.MALFORMED, {}
