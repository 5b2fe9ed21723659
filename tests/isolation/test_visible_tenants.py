"""Visible tenants and figures against brute force, under many grants in random provinces."""

from collections.abc import AsyncIterator, Mapping
from random import Random

import asyncpg
import pytest

from api import embedded
from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database.transactions import Database
from tenants.division import level_of
from tests.callers import UNLIMITED, add_caller, ask
from tests.conftest import ScratchDatabase, scratch
from tests.isolation.forest import Forest, Mother, is_below, keep, plant
from tests.isolation.roles import FIGURES, ROLES, SMALL_HIDDEN
from tests.tenants.statistics.suppressing import Count, stock_splits_shown

Figures = Mapping[str, int | None]

SEED = 20240601
GRANTS_A_ROLE = 25
COUNTIES_AND_BELOW = ("COUNTY", "TOWNSHIP", "VILLAGE")


@pytest.fixture(scope="module")
async def module_database(template: embedded.Addresses) -> AsyncIterator[ScratchDatabase]:
    """With nothing in it but what is planted here."""
    async with scratch(template) as made:
        yield made


@pytest.fixture(scope="module")
async def forest(module_owner: asyncpg.Connection) -> Forest:
    grown = plant(Random(SEED))  # noqa: S311  # the same trees every time
    await keep(grown, module_owner)
    return grown


def operation(role: str) -> str:
    """Every tenant by its code, and the list of them with their figures."""
    figures = "statistics { children caringMothers pairings }" if role in FIGURES else ""
    listed = f"tenants(first: 200) {{ totalCount nodes {{ code hiddenFields {figures} }} }}"
    return f"query ($codes: [ID!]!) {{ nodes(ids: $codes) {{ ... on Tenant {{ code }} }} {listed} }}"


def grants(forest: Forest, role: str) -> list[tuple[str, Mother | None]]:
    """Random places where the role may stand; a Caring Mother stands where she is registered."""
    random = Random(f"{SEED} {role}")  # noqa: S311  # the same grants every time
    if role == "CARING_MOTHER":
        return [(mother.tenant, mother) for mother in random.sample(forest.mothers, GRANTS_A_ROLE)]
    levels = COUNTIES_AND_BELOW if role == "CASEWORKER" else ("PROVINCE", "CITY", *COUNTIES_AND_BELOW)
    fitting = [code for code in forest.tenants if level_of(int(code)) in levels]
    return [(code, None) for code in random.sample(fitting, min(GRANTS_A_ROLE, len(fitting)))]


@pytest.fixture(scope="module")
def figures(forest: Forest) -> Mapping[str, Figures]:
    """The figures of each tenant."""
    return {code: forest.figures(code) for code in forest.tenants}


@pytest.fixture(scope="module")
def few(forest: Forest, figures: Mapping[str, Figures]) -> Mapping[str, Figures]:
    """The same as shown to who sees no records: small ones, and what would reveal them, are null."""
    parents = {int(code): int(parent) if parent else None for code, parent in forest.parents().items()}

    def count(name: str) -> Count:
        return lambda code, _: figures[str(code)][name] or 0

    splits = {name: stock_splits_shown(parents, None, count(name), []) for name in figures[forest.tenants[0]]}
    return {
        code: {name: None if splits[name][int(code)] < 0 else figure for name, figure in of_code.items()}
        for code, of_code in figures.items()
    }


@pytest.fixture
def shown(figures: Mapping[str, Figures], few: Mapping[str, Figures], role: str) -> Mapping[str, Figures]:
    return few if role in SMALL_HIDDEN else figures


@pytest.mark.parametrize("role", ROLES)
async def test_a_grant_sees_the_tenants_that_brute_force_finds(
    module_owner: asyncpg.Connection, module_pool: Database, forest: Forest, shown: Mapping[str, Figures], role: str
) -> None:
    engine, query = Engine(graphql_schema(), UNLIMITED), operation(role)
    for at, mother in grants(forest, role):
        caller = await add_caller(module_owner, module_pool, role, int(at), mother.id if mother else None)
        answer = await ask(engine, caller, query, {"codes": forest.tenants})
        listed = answer["tenants"]
        assert {one["code"] for one in answer["nodes"] if one} == forest.seen_tenants(role, at, mother)
        assert {one["code"] for one in listed["nodes"]} == forest.listed_tenants(role, at)
        assert listed["totalCount"] == len(listed["nodes"])
        for one in listed["nodes"]:
            in_range = is_below(one["code"], at) and role not in ("CARING_MOTHER", "PARTNER")
            assert ("statistics" in one["hiddenFields"]) is not in_range
            if role in FIGURES:
                assert one["statistics"] == (shown[one["code"]] if in_range else None)
