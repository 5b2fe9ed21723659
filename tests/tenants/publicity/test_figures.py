"""What the public is shown of figures is what the rule leaves, and no figure below 10 follows from it."""

from collections.abc import Collection, Mapping, Sequence
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
from tests.tenants.statistics.showing import PAIRING, Field, Truth
from tests.tenants.statistics.suppressing import SMALL, Amounts, Parents, amounts_of, passed, splits
from tests.tenants.statistics.test_attack import TREES, Act, Secret, draw, worlds

__all__ = ["engine", "field"]

SMALL_TO_THE_PUBLIC = range(1, 10)
STOCKS = ("caring_mothers", "children", "children_paired", "projects")
FLOWS = ("visits", "activities", "people_served", "funds_raised", "people_supported")
YEARS = ("2022", "2023", "2024")
PUBLISHING = {TenantLevel.PROVINCE, TenantLevel.CITY, TenantLevel.COUNTY}


def shown_to_the_public(truth: Truth, figure: str, year: str) -> Collection[int]:
    """Of which tenants a figure is shown: where both the staff's rule and the public's leave it."""
    if figure == "funds_raised":
        return truth.parents
    paired = figure == "children_paired"
    whole = truth.count("children" if paired else camel(figure))
    parts = [truth.count("childrenPaired")] if paired else []
    levels = [amounts_of(whole, [year]), *splits(whole, parts, year)]
    return passed_by_both(truth.parents, levels)


def passed_by_both(parents: Parents, levels: Sequence[Amounts]) -> Collection[int]:
    rules = [passed(parents, levels, small) for small in (SMALL, SMALL_TO_THE_PUBLIC)]
    return {code for code in parents if all(found[code] == len(levels) for found in rules)}


@pytest.mark.parametrize("seed", range(2))
async def test_the_public_sees_what_the_rule_leaves(field: Field, seed: int) -> None:
    truth = await field.grow(seed)
    hidden = 0
    for year in YEARS:
        shown = {figure: shown_to_the_public(truth, figure, year) for figure in (*STOCKS, *FLOWS)}
        for code in truth.parents:
            found = await published_figures(field.pool, code, int(year))
            exact = {name: told(truth.figures(code, year)[camel(name)]) for name in shown}
            left = {name: value if code in shown[name] else None for name, value in exact.items()}
            assert found == (left if level_of(code) in PUBLISHING else {})
            hidden += sum(value is None for value in found.values())
            assert not any(value in SMALL_TO_THE_PUBLIC for name, value in found.items() if name != "funds_raised")
    assert hidden
    assert await published_figures(field.pool, min(truth.parents), truth.today.year) == {}


def told(value: object) -> object:
    return Decimal(value) if isinstance(value, str) else value


async def test_the_chains_are_those_of_the_staff(field: Field) -> None:
    """Or else what the staff's rule hides would be shown by the public's."""
    found = orjson.loads(await field.owner.fetchval("select published_chains()::text"))
    assert {one["name"] for one in found} == {*STOCKS, *FLOWS}
    assert found == orjson.loads(orjson.dumps([described(FIELDS[one["name"]]) for one in found]))
    assert set(PAIRING) & set(map(camel, (*STOCKS, *FLOWS))) == {"childrenPaired"}


def published(secret: Secret) -> Mapping[Cell[Act], int]:
    """What the public is shown of a flow: years, of counties at the lowest."""
    cells = [
        secret.cell(code, year)
        for year in YEARS
        for code in passed_by_both(secret.parents, [amounts_of(secret.count(), [year])])
        if level_of(code) in PUBLISHING
    ]
    return {cell: secret.sum(cell) for cell in cells}


@pytest.mark.parametrize("seed", range(2))
def test_neither_the_public_nor_the_staff_beside_it_finds_anything_out(seed: int) -> None:
    """The staff is shown all of it anyway, and nothing follows from that (tests/tenants/statistics/test_attack.py)."""
    secret = draw(seed)
    shown = published(secret)
    assert shown.keys() <= secret.shown().keys()
    cells = {secret.cell(code, year, own=own) for code in secret.parents for year in YEARS for own in (False, True)}
    hidden = {cell for cell in cells if secret.sum(cell) in SMALL_TO_THE_PUBLIC} - set(shown)
    algebra, bounds = Algebra(shown, Random(1)), Bounds(shown, list(secret.partitions()))  # noqa: S311  # repeatable
    assert hidden
    assert {cell for cell in hidden if algebra.determines(cell) or bounds.determines(cell)} == set()


def test_the_publics_rule_alone_would_tell_the_staff() -> None:
    """A county of 3 hides one of 20 from the staff, but one of 7 from the public, who would be shown the one of 20."""
    province, *cities = 330000000000, 330100000000, 330200000000, 330300000000
    parents = {province: None, **dict.fromkeys(cities, province)}
    amounts = dict(zip(cities, (3, 7, 20), strict=True))
    total = {**amounts, province: sum(amounts.values())}
    one_level = [lambda code: [total[code]]]
    staff, public = (
        {code for code, levels in passed(parents, one_level, of).items() if levels}
        for of in (SMALL, SMALL_TO_THE_PUBLIC)
    )
    assert (staff, public) == ({province, cities[1]}, {province, cities[2]})


@pytest.mark.parametrize(("parents", "most"), [(TREES[0], 32), (TREES[1], 22)])
def test_nothing_follows_for_who_knows_the_rules_as_well(parents: Parents, most: int) -> None:
    """All worlds that look the same to the public differ in every small figure that is hidden."""
    below = {code: [one for one in parents if code <= one < end_of(code)] for code in parents}
    alike: dict[object, list[dict[int, int]]] = {}
    for counts in (one for total in range(most + 1) for one in worlds(total, len(parents))):
        own = dict(zip(parents, counts, strict=True))
        sums = {code: sum(own[one] for one in below[code]) for code in parents}
        alike.setdefault(view(parents, sums), []).append(sums | {-code: own[code] for code in parents})
    for looks in alike.values():
        for cell in looks[0]:
            assert {sums[cell] for sums in looks} not in [{small} for small in SMALL_TO_THE_PUBLIC]


def view(parents: Parents, sums: Mapping[int, int]) -> object:
    shown = passed_by_both(parents, [lambda code: [sums[code]]])
    return tuple(sums[code] if code in shown else None for code in parents)
