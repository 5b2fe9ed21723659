"""What roles without records are shown of small figures is what the rule leaves, whoever asks, from wherever."""

from random import Random
from typing import Any, cast

import pytest

from tests.tenants.statistics.reading import All
from tests.tenants.statistics.recount import fetch_rows
from tests.tenants.statistics.showing import HIDEABLE, Field, Truth

pytestmark = pytest.mark.long

SEEDS = range(3)
CHANGES = (
    "delete from visits where id in (select id from visits order by md5(id::text || {}) limit 9)",
    "update children set sex = 'MALE' where id in (select id from children order by md5(id::text || {}) limit 3)",
    """update pairings set until_on = '2025-01-01', ended_reason = 'COMPLETED'
       where id in (select id from pairings order by md5(id::text || {}) limit 5)""",
)


def differences(found: All, expected: All) -> dict[object, object]:
    assert set(found) == set(expected)
    return {
        (code, period, name): (found[code][period][name], value)
        for code, periods in expected.items()
        for period, figures in periods.items()
        for name, value in figures.items()
        if found[code][period][name] != value
    }


@pytest.mark.parametrize("seed", SEEDS)
async def test_roles_without_records_see_what_the_rule_leaves(field: Field, seed: int) -> None:
    truth = await field.grow(seed)
    for role in HIDEABLE:
        expected, found = truth.shown(role), await field.shown(role)
        assert differences(found, expected) == {}
        shown = [one for periods in expected.values() for one in periods.values()]
        hidden: list[Any] = [name for one in shown for name in cast("set[str]", one["suppressed"])]
        assert set(hidden) == HIDEABLE[role]
        assert len(hidden) < len(shown) * len(HIDEABLE[role])


async def test_a_grant_further_down_is_shown_the_same(field: Field) -> None:
    """So that several grants together show no more than the province's."""
    truth = await field.grow(len(SEEDS))
    of_all = await field.shown("ANALYST")
    for code in Random(0).sample(sorted(truth.parents), 6):  # noqa: S311  # repeatable
        found = await field.shown("ANALYST", code)
        assert differences(found, {one: of_all[one] for one in found}) == {}


@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER"])
async def test_who_sees_the_records_sees_every_figure(field: Field, role: str) -> None:
    truth = await field.grow(len(SEEDS) + 1)
    county = max(code for code in truth.parents if code % 10**6 == 0 and code % 10**8)
    found = await field.shown(role, county)
    # Of projects a caseworker sees her own branch's: the others are in the rest.
    own = county if role == "CASEWORKER" else None
    exact = {code: {period: truth.figures(code, period, own) for period in found[code]} for code in found}
    assert differences(found, exact) == {}
    assert not any(one["suppressed"] for periods in found.values() for one in periods.values())


async def test_what_is_remembered_between_writes_shows_no_more_than_the_rule_leaves(field: Field) -> None:
    truth = await field.grow(len(SEEDS) + 2)
    for number, change in enumerate(CHANGES * 2):
        await field.owner.execute(change.format(number))
        truth = Truth(truth.parents, await fetch_rows(field.owner), truth.today)
        assert differences(await field.shown("ANALYST"), truth.shown("ANALYST")) == {}
        if number % 2:
            await field.owner.execute("select roll_up_statistics()")
