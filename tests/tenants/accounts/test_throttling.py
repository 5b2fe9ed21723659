"""The rule of slowing down: what is free, how the wait grows, and what it may never do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.accounts.throttling import HERE, FailureCounts, Failures, wait_before

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FAILURES = st.builds(
    Failures, st.integers(0, 10_000), st.none() | st.timedeltas(timedelta(0), timedelta(1)).map(lambda ago: NOW - ago)
)


@pytest.mark.parametrize(
    ("count", "seconds"), [(0, 0), (4, 0), (5, 10), (6, 20), (7, 40), (11, 640), (12, 900), (500, 900), (10**9, 900)]
)
def test_the_wait_in_one_place_doubles_to_a_quarter_of_an_hour(count: int, seconds: int) -> None:
    assert wait_before(FailureCounts(known=True, here=Failures(count, NOW)), NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("kind", "count", "seconds"),
    [
        *(("account", *each) for each in ((19, 0), (20, 1), (21, 2), (25, 32), (26, 60), (10**9, 60))),
        *(("place", *each) for each in ((49, 0), (50, 1), (51, 2), (55, 32), (56, 60), (10**9, 60))),
        *(("codes", *each) for each in ((4, 0), (5, 10), (6, 20), (11, 640), (12, 900), (10**9, 900))),
    ],
)
def test_strangers_wait_and_the_user_at_a_place_of_hers_does_not(kind: str, count: int, seconds: int) -> None:
    many = Failures(count, NOW)
    assert wait_before(FailureCounts(known=False, **{kind: many}), NOW) == timedelta(seconds=seconds)
    assert wait_before(FailureCounts(known=True, **{kind: many}), NOW) == timedelta()


@given(here=FAILURES, account=FAILURES, place=FAILURES, codes=FAILURES, known=st.booleans())
def test_a_wait_ends_by_itself_and_grows_only_with_failures(
    here: Failures, account: Failures, place: Failures, codes: Failures, *, known: bool
) -> None:
    wait = wait_before(FailureCounts(known, here, account, place, codes), NOW)
    assert timedelta() <= wait <= HERE.longest
    assert wait_before(FailureCounts(known, here, account, place, codes), NOW + wait) == timedelta()
    more = Failures(here.count + 1, here.last)
    assert wait_before(FailureCounts(known, more, account, place, codes), NOW) >= wait
