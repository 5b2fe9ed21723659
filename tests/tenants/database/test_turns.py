"""Turns at what only so many can use: user by user, never more at once, and none is lost, whoever gives up."""

import asyncio
from random import Random

import pytest

from tenants.database.turns import WAITED, WHOSE, Shares, Turns, Waited
from tenants.errors import Unavailable
from tests.api.sockets import PATIENCE_SECONDS


async def test_nobody_waits_behind_all_that_another_asks_for() -> None:
    """Five of hers wait; who comes then, and two of whom nothing is known, wait for one of each."""
    turns, order = Turns(1, PATIENCE_SECONDS, "a thing"), list[str]()

    async def one(name: str, whose: str | None) -> None:
        WHOSE.set(whose)
        async with turns:
            order.append(name)
            await asyncio.sleep(0)

    await turns.take()
    asked = [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("x", None), ("y", None), ("b2", "b"), ("a4", "a")]
    tasks = []
    for name, whose in asked:
        tasks.append(asyncio.create_task(one(name, whose)))
        await asyncio.sleep(0)
    turns.give_back()
    await asyncio.gather(*tasks)
    assert order == ["a1", "b1", "x", "y", "a2", "b2", "a3", "a4"]


@pytest.mark.parametrize("seed", range(20))
async def test_none_is_lost_whoever_gives_up(seed: int) -> None:
    draw, count = Random(seed), 3  # noqa: S311  # chance that can be had again
    turns, shares = Turns(count, PATIENCE_SECONDS, "a thing"), Shares(2, PATIENCE_SECONDS)
    inside = most = done = 0

    async def one(whose: str) -> None:
        nonlocal inside, most, done
        async with shares.of(whose), turns:
            inside += 1
            most = max(most, inside)
            try:
                for _ in range(draw.randrange(4)):
                    await asyncio.sleep(0)
            finally:
                inside -= 1
            done += 1

    tasks = []
    for _ in range(60):
        tasks.append(asyncio.create_task(one(draw.choice("abcd"))))
        for _ in range(draw.randrange(2)):
            await asyncio.sleep(0)
        if draw.random() < 0.5:
            draw.choice(tasks).cancel()
    async with asyncio.timeout(PATIENCE_SECONDS):
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        await turns.take_all(count)
    assert done == sum(one is None for one in ended) > 0
    assert all(one is None or isinstance(one, asyncio.CancelledError) for one in ended)
    assert most == count
    assert WHOSE.get() is None


async def test_who_waits_too_long_is_counted_and_leaves_no_trace() -> None:
    turns = Turns(1, 0.01, "a thing")
    await turns.take()
    for _ in range(2):
        with pytest.raises(Unavailable, match="OVERLOADED"):
            await turns.take()
    assert turns.turned_away == 2
    turns.give_back()
    await turns.take()


async def test_a_request_waits_for_all_turns_together_no_longer_than_for_one() -> None:
    """The first comes free when most of the time has gone; the second never does."""
    one, another = Turns(1, 0.4, "a thing"), Turns(1, 0.4, "a thing")
    await one.take()
    await another.take()
    waited = Waited()
    WAITED.set(waited)
    asyncio.get_running_loop().call_later(0.3, one.give_back)
    await one.take()
    assert waited.seconds >= 0.3
    before = waited.seconds
    with pytest.raises(Unavailable):
        await another.take()
    assert 0.4 <= waited.seconds < before + 0.2
    # What never had to wait is not refused, however long the request has waited.
    another.give_back()
    await another.take()
