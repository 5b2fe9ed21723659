"""What the public is shown of figures is what the rule leaves, and no figure below 10 follows from it."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from random import Random

import orjson
import pytest

from tenants.division import TenantLevel, end_of, level_of
from tenants.publicity.figures import published_figures
from tenants.reading.names import camel
from tenants.statistics.suppression import FIELDS, described
from tests.tenants.statistics.attacking import Algebra, Bounds, Cell
from tests.tenants.statistics.conftest import engine, field
from tests.tenants.statistics.showing import Field, Truth
from tests.tenants.statistics.suppressing import Parents
from tests.tenants.statistics.test_attack import TREES, Act, Secret, draw, worlds

__all__ = ["engine", "field"]

SMALL = range(1, 10)
PERSONS = ("caring_mothers", "children", "children_paired", "visits", "people_served", "people_supported")
EXACT = ("activities", "projects", "funds_raised")
YEARS = ("2022", "2023", "2024")
PUBLISHING = {TenantLevel.PROVINCE, TenantLevel.CITY, TenantLevel.COUNTY}

Amounts = Mapping[int, int]


def published_of(parents: Parents, amounts: Amounts) -> Collection[int]:
    """Of which tenants a figure is told: the branches of a tenant all or none, and none below such as are not told."""
    told = set()
    for code in sorted(parents):
        above = parents[code]
        family = [one for one in parents if parents[one] == above]
        own = amounts[above] - sum(amounts[one] for one in family) if above else 0
        if (
            own not in SMALL
            and all(is_tellable(parents, amounts, one) for one in family)
            and (not above or above in told)
        ):
            told.add(code)
    return told


def is_tellable(parents: Parents, amounts: Amounts, code: int) -> bool:
    """As much as two that are not small, and not small without any one branch."""
    below = [one for one in parents if code < one < end_of(code)]
    left = {amounts[code] - amounts[one] for one in below}
    return amounts[code] not in range(1, 2 * SMALL.stop) and not left & set(SMALL)


def shown_to_the_public(truth: Truth, figure: str, year: str) -> Collection[int]:
    whole = truth.count(camel(figure))
    amounts = {code: whole(code, year) for code in truth.parents}
    shown = set(published_of(truth.parents, amounts))
    if figure != "children_paired":
        return shown
    children = truth.count("children")
    shown &= set(published_of(truth.parents, {code: children(code, year) - amounts[code] for code in truth.parents}))
    hidden = {code for code, splits in truth.splits("childrenPaired", year).items() if splits < 1}
    families = {truth.parents[code] for code in hidden}
    return {
        code
        for code in shown
        if not any(one <= code < end_of(one) for one in truth.parents if truth.parents[one] in families)
    }


@pytest.mark.parametrize("seed", range(3))
async def test_the_public_sees_what_the_rule_leaves(field: Field, seed: int) -> None:
    truth = await field.grow(seed)
    seen = []
    for year in YEARS:
        shown = {figure: shown_to_the_public(truth, figure, year) for figure in PERSONS}
        for code in truth.parents:
            found = await published_figures(field.pool, code, int(year))
            exact = {name: told(truth.figures(code, year)[camel(name)]) for name in (*PERSONS, *EXACT)}
            left = {name: value if code in shown.get(name, truth.parents) else None for name, value in exact.items()}
            assert found == (left if level_of(code) in PUBLISHING else {})
            seen += [found[name] for name in PERSONS if found]
    assert None in seen
    assert any(seen)
    assert not set(SMALL) & set(seen)
    assert await published_figures(field.pool, min(truth.parents), truth.today.year) == {}


def told(value: object) -> object:
    return Decimal(value) if isinstance(value, str) else value


async def test_the_chains_are_those_of_the_staff(field: Field) -> None:
    """Or else what the staff's rule hides would be shown by the public's."""
    found = orjson.loads(await field.owner.fetchval("select published_chains()::text"))
    declared = [FIELDS[one["name"]] for one in found]
    assert found == orjson.loads(
        orjson.dumps([{**described(one), "persons": one.indicator.persons} for one in declared])
    )
    assert {one["name"] for one in found if one["persons"]} == {*PERSONS}


def published(secret: Secret) -> Mapping[Cell[Act], int]:
    """What the public is shown of a flow: years, of counties at the lowest."""
    cells = [
        secret.cell(code, year)
        for year in YEARS
        for code in published_of(secret.parents, {code: secret.count()(code, year) for code in secret.parents})
        if level_of(code) in PUBLISHING
    ]
    return {cell: secret.sum(cell) for cell in cells}


@pytest.mark.parametrize("seed", range(4))
def test_nobody_finds_anything_out_not_even_by_what_her_own_branch_keeps(seed: int) -> None:
    """The public is shown nothing that the staff without records is not: nothing follows from both together."""
    secret = draw(seed)
    shown = published(secret)
    assert shown
    assert shown.keys() <= secret.shown().keys()
    for insider in (None, *secret.parents):
        known = {cell: secret.sum(cell) for cell in cells_of(secret, secret.below[insider])} if insider else {}
        hidden = {cell for cell in cells_of(secret, secret.parents) if secret.sum(cell) in SMALL} - {*shown, *known}
        algebra, bounds = Algebra({**shown, **known}, Random(1)), Bounds({**shown, **known}, partitions(secret))  # noqa: S311  # repeatable
        assert {cell for cell in hidden if algebra.determines(cell) or bounds.determines(cell)} == set()


def cells_of(secret: Secret, codes: Iterable[int]) -> set[Cell[Act]]:
    return {secret.cell(code, year, own=own) for code in codes for year in YEARS for own in (False, True)}


def partitions(secret: Secret) -> list[tuple[Cell[Act], list[Cell[Act]]]]:
    return [
        (
            secret.cell(code, year),
            [
                secret.cell(code, year, own=True),
                *(secret.cell(one, year) for one, above in secret.parents.items() if above == code),
            ],
        )
        for code in secret.parents
        for year in YEARS
    ]


@pytest.mark.parametrize(("parents", "most"), [(TREES[0], 40), (TREES[1], 29)])
def test_nothing_follows_for_who_knows_the_rule_as_well(parents: Parents, most: int) -> None:
    """All worlds that look the same to the public, or to one branch, differ in every small figure that is hidden."""
    below = {code: [one for one in parents if code <= one < end_of(code)] for code in parents}
    alike: dict[tuple[int | None, object, object], list[dict[int, int]]] = {}
    for counts in (one for total in range(most + 1) for one in worlds(total, len(parents))):
        own = dict(zip(parents, counts, strict=True))
        sums = {code: sum(own[one] for one in below[code]) for code in parents}
        shown = published_of(parents, sums)
        public = tuple(sums[code] if code in shown else None for code in parents)
        for insider in (None, *parents):
            known = tuple(own[one] for one in below[insider]) if insider else ()
            alike.setdefault((insider, public, known), []).append(sums | {-code: own[code] for code in parents})
    for (insider, *_), looks in alike.items():
        for cell in looks[0]:
            if not (insider and abs(cell) in below[insider]):
                assert {sums[cell] for sums in looks} not in [{small} for small in SMALL]
