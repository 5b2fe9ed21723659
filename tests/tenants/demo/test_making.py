"""The demo's records as made, before any database: always the same, with the article's headline."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from tenants.demo.drawing import CHECKLISTS_FROM
from tenants.demo.drawing import END as DEMO_END
from tenants.demo.making import make_parts
from tenants.demo.province import PROVINCE, apportion, worked_villages, zhejiang
from tenants.demo.records import COLUMNS, Records
from tenants.demo.tables import CaringMother, Child
from tenants.division import TenantLevel, line_of

FIRST, END = date(2024, 1, 1), date(2024, 7, 1)
# What is agreed, allowed or planned may be ahead; created_at is a moment, looked at by itself.
AHEAD = (
    *("created_at", "screening_until", "approved_until", "insured_until", "valid_until", "delegated_until"),
    *("planned_on", "planned_until"),
    *("due_on", "target_on", "next_due_on", "review_on", "granted_until"),
)


@pytest.fixture(scope="module")
def parts() -> list[Records]:
    return list(make_parts())


@pytest.fixture(scope="module")
def province(parts: list[Records]) -> Records:
    return whole(parts)


def whole(parts: Iterable[Records]) -> Records:
    made = list(parts)
    return Records(**{table: list(chain.from_iterable(getattr(part, table) for part in made)) for table in COLUMNS})


def rows_of(records: Records) -> Iterator[NamedTuple]:
    return chain.from_iterable(getattr(records, table) for table in COLUMNS)


def test_they_are_always_the_same(parts: list[Records]) -> None:
    """Made again: activities and projects, and the care in two cities, which is made of every city alike."""
    for part, again in zip(parts[:3], islice(make_parts(), 3), strict=True):
        differing = [table for table in COLUMNS if getattr(part, table) != getattr(again, table)]
        assert differing == []


def test_they_have_the_headline(province: Records) -> None:
    assert headline(province) == (28_184, 27_081, 46_800, 425_100, 67_000_000, 8_570_000, 56_000)


def headline(records: Records) -> tuple[int, ...]:
    on_file = {row.id for row in records.children if row.on_file_on and row.on_file_on < END <= (row.closed_on or END)}
    paired = {row.child_id for row in records.pairings if row.from_on < END <= (row.until_on or END)}
    donations = [row for row in records.donations if FIRST <= row.received_on < END]
    return (
        sum(row.registered_on < END <= (row.closed_on or END) for row in records.caring_mothers),
        len(on_file & paired),
        sum(
            row.contact_made and row.kind in ("HOME", "SCHOOL") and FIRST <= row.visited_on < END
            for row in records.visits
        ),
        sum(
            row.parents_served + row.children_served
            for row in records.activities
            if row.held_on and FIRST <= row.held_on < END
        ),
        int(sum(row.amount for row in donations)),
        int(sum(row.amount for row in donations if row.tenant_code // 10**8 == 3310)),
        sum(
            row.women_supported + row.children_supported
            for row in records.deliveries
            if FIRST <= row.delivered_on < END
        ),
    )


def test_ids_are_of_version_7_and_of_the_moment_of_the_record(province: Records) -> None:
    ids = [row[0] for row in rows_of(province)]
    assert len(set(ids)) == len(ids)
    assert {(made.version, made.variant) for made in ids} == {(7, "specified in RFC 4122")}
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert all(epoch + timedelta(milliseconds=row[0].int >> 80) == row[2] for row in rows_of(province))


def test_identity_numbers_are_valid_and_agree_with_the_file(province: Records) -> None:
    people: list[CaringMother | Child] = [*province.caring_mothers, *province.children]
    for person in people:
        number = person.identity_number
        if number:
            assert ric.calc_check_digit(number) == number[-1]
            assert ric.get_birth_date(number) == person.birth_date
            assert int(number[16]) % 2 == (isinstance(person, Child) and person.sex == "MALE")


def test_nothing_happens_after_the_demo_ends(province: Records) -> None:
    days = [
        value
        for table, columns in COLUMNS.items()
        for row in getattr(province, table)
        for column, value in zip(columns, row, strict=True)
        if isinstance(value, date) and column not in AHEAD
    ]
    assert max(days) < date(2026, 7, 1)
    assert max(row[2] for row in rows_of(province)) < datetime(2026, 7, 1, tzinfo=UTC)


def test_most_children_are_in_touch_with_somebody_each_month(province: Records) -> None:
    """As the checklists ask of those who are paired all month, once there are checklists; before, calls are seldom."""
    seen = {(row.child_id, row.visited_on.replace(day=1)) for row in province.visits if row.contact_made}
    shares = {}
    for month in (CHECKLISTS_FROM.replace(year=2024 + n // 12, month=1 + n % 12) for n in range(5, 30)):
        following = (month + timedelta(31)).replace(day=1)
        paired = {
            row.child_id
            for row in province.pairings
            if row.from_on <= month and following <= (row.until_on or DEMO_END)
        }
        shares[month] = sum((child, month) in seen for child in paired) / len(paired)
    assert shares.pop(date(2024, 6, 1)) < 0.5
    assert {month: share for month, share in shares.items() if not 0.7 <= share <= 0.95} == {}


def test_children_live_in_villages_of_every_county(province: Records) -> None:
    homes = [row.tenant_code for row in province.children]
    assert set(homes) <= set(zhejiang().codes_of(TenantLevel.VILLAGE))
    assert {line_of(home)[2] for home in homes} == set(zhejiang().codes_of(TenantLevel.COUNTY))
    assert set(worked_villages()) <= set(homes)
    assert len(set(worked_villages())) == 100


def test_the_packed_tree_is_whole() -> None:
    counts = [len(zhejiang().codes_of(level)) for level in TenantLevel]
    assert counts == [1, 11, 90, 1_387, 25_547]
    assert zhejiang().names[PROVINCE] == "浙江省"


@given(st.integers(0, 10**9), st.lists(st.floats(0, 1_000), min_size=1, max_size=30).filter(lambda w: sum(w) > 1))
def test_parts_add_up_to_the_whole_and_are_fair(total: int, weights: list[float]) -> None:
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert part == pytest.approx(total * weight / sum(weights), abs=1.01, rel=1e-9)
