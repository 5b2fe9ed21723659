"""Parts made ahead of who loads them: in order, to the end, and what fails in the making fails where they are taken."""

import gc
from collections.abc import Iterator

import pytest

from tenants.demo import loading
from tenants.demo.loading import AHEAD, made_ahead
from tenants.demo.records import Records
from tests.keys import KEYS


async def test_in_order_and_then_none(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [Records() for _ in range(3 * AHEAD)]
    monkeypatch.setattr(loading, "make_parts", lambda: iter(parts))
    monkeypatch.setattr(loading, "encrypt", lambda _, part: part)
    with made_ahead(KEYS) as made:
        assert not gc.isenabled()
        taken = [await made.take() for _ in range(len(parts) + AHEAD)]
    assert list(map(id, taken[: len(parts)])) == list(map(id, parts))
    assert taken[len(parts) :] == [None] * AHEAD
    assert gc.isenabled()


async def test_what_fails_is_told_and_no_more_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made_parts = 0

    def make() -> Iterator[Records]:
        nonlocal made_parts
        while True:
            made_parts += 1
            if made_parts == AHEAD:
                raise ZeroDivisionError
            yield Records()

    monkeypatch.setattr(loading, "make_parts", make)
    with made_ahead(KEYS) as made:
        for _ in range(AHEAD - 1):
            assert await made.take()
        with pytest.raises(ZeroDivisionError):
            await made.take()
    assert made_parts == AHEAD
    assert gc.isenabled()
