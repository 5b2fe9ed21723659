"""Proposals beside every way there is to make them: as many as can be, then the most points; and fast for a county."""

from collections.abc import Sequence
from functools import cache
from random import Random
from time import process_time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tenants.matching.assigning import assign
from tenants.matching.proposing import match
from tenants.matching.scoring import Candidate, MatchingFactor, Waiting, weigh

Points = Sequence[Sequence[int | None]]
problems = st.integers(0, 4).flatmap(
    lambda columns: st.tuples(
        st.lists(st.lists(st.none() | st.integers(0, 9), min_size=columns, max_size=columns), max_size=5),
        st.lists(st.integers(0, 3), min_size=columns, max_size=columns),
    )
)


def best(points: Points, places: Sequence[int]) -> tuple[int, int]:
    """How many rows are joined at most, and the most points of so many, by trying all ways."""

    @cache
    def of_the_rest(row: int, free: tuple[int, ...]) -> tuple[int, int]:
        if row == len(points):
            return 0, 0
        found = [of_the_rest(row + 1, free)]
        for column, one in enumerate(points[row]):
            if one is not None and free[column]:
                left = (*free[:column], free[column] - 1, *free[column + 1 :])
                joined, sum_ = of_the_rest(row + 1, left)
                found.append((joined + 1, sum_ + one))
        return max(found)

    return of_the_rest(0, tuple(places))


@given(problems)
def test_no_other_way_is_better(problem: tuple[Points, Sequence[int]]) -> None:
    points, places = problem
    assigned = assign(points, places)
    given_points = [points[row][column] for row, column in enumerate(assigned) if column is not None]
    assert None not in given_points
    assert all(assigned.count(column) <= free for column, free in enumerate(places))
    assert (len(given_points), sum(one for one in given_points if one is not None)) == best(points, places)


def child(number: int, tenant: int, *needs: str) -> Waiting:
    return Waiting(UUID(int=number), tenant, frozenset(needs), frozenset())


def mother(number: int, tenant: int, *skills: str, capacity: int = 1, taken: int = 0) -> Candidate:
    county = tenant // 1_000_000 * 1_000_000
    serves = range(county, county + 1_000_000)
    return Candidate(UUID(int=number), "王**", tenant, serves, skills, capacity, capacity - taken)


def test_each_factor_says_what_it_is_given_for() -> None:
    waiting = child(1, 330127100201, "EDUCATION", "LEGAL", "HOUSING")
    cases = [
        (
            mother(2, 330127100201, "学业辅导", "法律咨询", capacity=2),
            [("VILLAGE", 40), ("EDUCATION, LEGAL", 30), ("2/2", 20)],
        ),
        (mother(2, 330127100000, "学业辅导", capacity=3, taken=2), [("TOWNSHIP", 30), ("EDUCATION", 15), ("1/3", 6)]),
        (mother(2, 330127000000), [("COUNTY", 20), ("", 0), ("1/1", 20)]),
        (mother(2, 330100000000, "绘画"), [("CITY", 10), ("", 0), ("1/1", 20)]),
    ]
    for candidate, wanted in cases:
        found = weigh(waiting, candidate)
        assert [one.factor for one in found] == list(MatchingFactor)
        assert [(one.value, one.points) for one in found] == wanted


def test_a_whole_county_is_proposed_within_seconds() -> None:
    """500 children and 800 Caring Mothers, every one of whom might be paired with any of them."""
    random = Random(7)  # noqa: S311  # repeatable
    villages = [330127000000 + township * 1000 + village for township in range(100, 110) for village in range(201, 221)]
    kinds = ("EDUCATION", "PSYCHOLOGICAL", "LEGAL", "HOUSING")
    children = [child(n, random.choice(villages), random.choice(kinds)) for n in range(500)]
    skills = ("学业辅导", "心理疏导", "法律咨询", "音乐")
    mothers = [
        mother(1000 + n, random.choice(villages), random.choice(skills), capacity=random.choice((1, 1, 2, 3)))
        for n in range(800)
    ]
    # Of the processor, which other tests use as well.
    began = process_time()
    proposed, left = match(children, mothers)
    took = process_time() - began
    assert (len(proposed), left) == (500, [])
    assert sum(one.score for one in proposed) > 500 * 60
    assert took < 5
