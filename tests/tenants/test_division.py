"""Division codes against brute force on their digits, and against the SQL functions that do the same."""

from itertools import product

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.division import TenantLevel, end_of, format_code, level_of, line_of, parse_code

LENGTHS = {
    2: TenantLevel.PROVINCE,
    4: TenantLevel.CITY,
    6: TenantLevel.COUNTY,
    9: TenantLevel.TOWNSHIP,
    12: TenantLevel.VILLAGE,
}


def part(digits: int) -> st.SearchStrategy[str]:
    """Draw a part of a code, often a small one, so that codes of one tree stand above each other."""
    return st.one_of(st.integers(0, 2), st.integers(0, 10**digits - 1)).map(lambda number: f"{number:0{digits}d}")


codes = st.builds(
    lambda province, *parts: int(str(province) + "".join(parts)),
    st.one_of(st.sampled_from([11, 33, 44]), st.integers(11, 99)),
    part(2),
    part(2),
    part(3),
    part(3),
)


def stem(code: int) -> str:
    """Give the code without the parts that are all zeros at its end."""
    text = str(code)
    return next(text[:length] for length in LENGTHS if not int(text[length:] or 0))


@given(codes)
def test_level_is_the_length_of_the_stem(code: int) -> None:
    assert level_of(code) is LENGTHS[len(stem(code))]


@given(st.lists(codes, min_size=2, max_size=30, unique=True))
def test_range_and_line_agree_with_the_stems_of_a_tree(tree: list[int]) -> None:
    for above in tree:
        below = {code for code in tree if str(code).startswith(stem(above))}
        assert below == {code for code in tree if above <= code < end_of(above)}
        assert below == {code for code in tree if above in line_of(code)}


@given(codes)
def test_line_is_the_code_itself_and_then_ever_higher(code: int) -> None:
    line = line_of(code)
    assert line[0] == code
    assert list(line) == sorted(set(line), reverse=True)
    assert level_of(line[-1]) is TenantLevel.PROVINCE


@given(codes)
def test_codes_are_read_as_written_whole_or_by_their_stem(code: int) -> None:
    assert parse_code(format_code(code)) == code
    assert parse_code(stem(code)) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not made of digits"),
        ("33O1", "not made of digits"),
        ("三三", "not made of digits"),
        ("٣٣", "not made of digits"),
        ("-3", "not made of digits"),
        (" 33", "not made of digits"),
        ("330", "has 3 digits"),
        ("3301270000000", "has 13 digits"),
        ("10", "is below 110000000000"),
        ("000000000000", "is below 110000000000"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_code(text)


@given(st.text(max_size=14))
def test_no_text_reads_as_a_code_outside_the_range(text: str) -> None:
    try:
        code = parse_code(text)
    except ValueError:
        return
    assert 110000000000 <= code <= 999999999999


async def test_the_database_agrees(owner: asyncpg.Connection) -> None:
    twos, threes = ("00", "01", "10", "99"), ("000", "001", "010", "100", "999")
    drawn = [int("".join(parts)) for parts in product(("11", "33", "40", "99"), twos, twos, threes, threes)]
    rows = await owner.fetch("select c, division_end(c), division_line(c) from unnest($1::bigint[]) c", drawn)
    assert [(code, end, tuple(dict.fromkeys(line))) for code, end, line in rows] == [
        (code, end_of(code), line_of(code)) for code in drawn
    ]
