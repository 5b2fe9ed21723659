"""Forms: what a field may hold, and that every fault is named at once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import normal_form
from tenants.clock import today
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.writing.form import (
    Check,
    Entry,
    check_distinct,
    check_form,
    check_has_been,
    check_identity_number,
    check_not_future,
    check_phone,
    check_sign_in_name,
    legible,
    make_least_check,
    make_most_check,
    make_range_check,
    not_early,
    not_late,
)

FORM = {
    "name": Entry((make_most_check(3),), required=True),
    "skills": Entry((make_most_check(2),)),
    "capacity": Entry((make_range_check(1, 20),)),
}


class Sector(StrEnum):
    PRIVATE = " private "


def problems_of(values: dict[str, object]) -> Iterable[Problem]:
    with pytest.raises(Rejected) as rejected:
        check_form(FORM, values)
    return rejected.value.problems


def test_only_what_is_given_is_filled_in_and_texts_are_trimmed() -> None:
    given_values = {"name": "  王 \n", "skills": [" 画 ", "", "  "], "unknown": 1}
    assert check_form(FORM, given_values) == {"name": "王", "skills": ["画"]}
    assert check_form(FORM, {"skills": None, "capacity": None}) == {"skills": None, "capacity": None}


def test_a_field_has_its_own_normal_form_and_a_value_of_an_enum_is_kept() -> None:
    line = Entry(normal=normal_form.normalize_line)
    form = {"story": Entry(), "name": line, "names": line, "sector": Entry()}
    written = {"story": "a\nb ", "name": "a\nb ", "names": ["a\nb "]}
    assert check_form(form, written) == {"story": "a\nb", "name": "a b", "names": ["a b"]}
    assert check_form(form, {"sector": Sector.PRIVATE})["sector"] is Sector.PRIVATE


def test_every_fault_is_named() -> None:
    assert list(problems_of({"name": " ", "skills": ["a", "abc"], "capacity": 0})) == [
        Problem(ProblemCode.REQUIRED, ("name",)),
        Problem(ProblemCode.TOO_LONG, ("skills",), {"most": 2}),
        Problem(ProblemCode.TOO_SMALL, ("capacity",), {"least": 1}),
    ]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (
            check_identity_number,
            ["11010519491231002X", "440308199901101512"],
            ["110105194912310021", "1", "X" * 18, ""],
        ),
        (
            check_phone,
            ["13812345678", "057187654321", "01088886666"],
            ["1381234567", "12812345678", "+1 2"],
        ),
        (make_range_check(0, 5), [0, 5], [-1, 6]),
        (make_most_check(2), ["ab", "中文", ["ab"] * 20], ["abc", ["a", "abc"], ["a"] * 21]),
        (legible, ["ab\n", ["中", "文"]], ["\0", ["a", "\x1b"]]),
    ],
)
def test_checks(check: Check, good: list[object], bad: list[object]) -> None:
    assert [value for value in good if list(check(value))] == []
    assert [value for value in bad if not list(check(value))] == []


@pytest.mark.parametrize(
    ("check", "good", "bad", "code", "limit"),
    [
        (make_most_check(2), "ab", "abc", ProblemCode.TOO_LONG, {"most": 2}),
        (make_most_check(2), ["ab"] * 20, ["ab"] * 21, ProblemCode.TOO_LARGE, {"most": 20}),
        (make_least_check(3), "abc", "ab", ProblemCode.TOO_SHORT, {"least": 3}),
        (make_range_check(1, 20), 1, 0, ProblemCode.TOO_SMALL, {"least": 1}),
        (make_range_check(1, 20), 20, 21, ProblemCode.TOO_LARGE, {"most": 20}),
        (not_early, date(1900, 1, 1), date(1899, 12, 31), ProblemCode.TOO_EARLY, {"least": date(1900, 1, 1)}),
        (not_late, date(2100, 12, 31), date(2101, 1, 1), ProblemCode.TOO_LATE, {"most": date(2100, 12, 31)}),
        (check_distinct, ["a", "b"], ["a", "b", "a"], ProblemCode.MALFORMED, {}),
        (legible, ["ab", "cd"], ["ab", "c\0"], ProblemCode.MALFORMED, {}),
        (check_sign_in_name, "wang.li", "wang\nli", ProblemCode.MALFORMED, {}),
        (check_identity_number, "11010519491231002X", "110105194912310021", ProblemCode.MALFORMED, {}),
        (check_phone, "13812345678", "138123456789", ProblemCode.MALFORMED, {}),
    ],
)
def test_a_fault_is_told_with_the_limit_that_it_passed(
    check: Check, good: object, bad: object, code: ProblemCode, limit: dict[str, object]
) -> None:
    assert (list(check(good)), list(check(bad))) == ([], [(code, limit)])


def test_a_time_that_is_still_to_come() -> None:
    now = datetime.now(UTC)
    assert list(check_has_been(now)) == []
    assert list(check_has_been(now + timedelta(minutes=5))) == [(ProblemCode.IN_THE_FUTURE, {})]


def test_a_day_that_is_still_to_come() -> None:
    """By the date as it is now, which need not be the one that this run began on."""
    today_and_before = [today() - timedelta(days=1), today()]
    assert [day for day in today_and_before if list(check_not_future(day))] == []
    assert list(check_not_future(today() + timedelta(days=1))) == [(ProblemCode.IN_THE_FUTURE, {})]


@given(st.text())
def test_no_text_makes_a_check_fail_otherwise(text: str) -> None:
    for check in (check_identity_number, check_phone, make_most_check(20)):
        for code, _ in check(text):
            assert code in ProblemCode
