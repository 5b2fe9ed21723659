"""Visible tenants and figures against brute force, under many grants in random provinces."""

from random import Random

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database.transactions import Database
from tenants.division import level_of
from tests.callers import UNLIMITED, add_caller, ask
from tests.isolation.forest import Forest, Mother, is_below, keep, plant
from tests.isolation.roles import FIGURES, ROLES, SMALL_HIDDEN
from tests.tenants.statistics.suppressing import Count, stock_splits_shown

SEED = 20240601
GRANTS_A_ROLE = 25
COUNTIES_AND_BELOW = ("COUNTY", "TOWNSHIP", "VILLAGE")


@pytest.fixture(scope="module")
async def forest(module_owner: asyncpg.Connection) -> Forest:
    grown = plant(Random(SEED))  # noqa: S311  # the same trees every time
    await keep(grown, module_owner)
    return grown


def operation(forest: Forest, role: str) -> str:
    """Every tenant by its code, and the list of them with their figures."""
    single = " ".join(f't{code}: tenant(code: "{code}") {{ code }}' for code in forest.tenants)
    figures = "statistics { children caringMothers pairings }" if role in FIGURES else ""
    return f"{{ {single} tenants(first: 200) {{ totalCount nodes {{ code hiddenFields {figures} }} }} }}"


def grants(forest: Forest, role: str) -> list[tuple[str, Mother | None]]:
    """Random places where the role may stand; a Caring Mother stands where she is registered."""
    random = Random(f"{SEED} {role}")  # noqa: S311  # the same grants every time
    if role == "CARING_MOTHER":
        return [(mother.tenant, mother) for mother in random.sample(forest.mothers, GRANTS_A_ROLE)]
    levels = COUNTIES_AND_BELOW if role == "CASEWORKER" else ("PROVINCE", "CITY", *COUNTIES_AND_BELOW)
    fitting = [code for code in forest.tenants if level_of(int(code)) in levels]
    return [(code, None) for code in random.sample(fitting, min(GRANTS_A_ROLE, len(fitting)))]


def figures(forest: Forest, role: str, at: str) -> dict[str, int | None]:
    """The figures the role is shown: small ones and what would reveal them are null to who sees no records."""
    parents = {int(code): int(parent) if parent else None for code, parent in forest.parents().items()}

    def count(name: str) -> Count:
        return lambda code, _: forest.figures(str(code))[name]

    return {
        name: None
        if role in SMALL_HIDDEN and stock_splits_shown(parents, None, count(name), [])[int(at)] < 0
        else figure
        for name, figure in forest.figures(at).items()
    }


@pytest.mark.parametrize("role", ROLES)
async def test_a_grant_sees_the_tenants_that_brute_force_finds(
    module_owner: asyncpg.Connection, module_pool: Database, forest: Forest, role: str
) -> None:
    engine, query = Engine(graphql_schema(), UNLIMITED), operation(forest, role)
    for at, mother in grants(forest, role):
        caller = await add_caller(module_owner, module_pool, role, int(at), mother.id if mother else None)
        answer = await ask(engine, caller, query)
        listed = answer.pop("tenants")
        assert {one["code"] for one in answer.values() if one} == forest.seen_tenants(role, at, mother)
        assert {one["code"] for one in listed["nodes"]} == forest.listed_tenants(role, at)
        assert listed["totalCount"] == len(listed["nodes"])
        for one in listed["nodes"]:
            in_range = is_below(one["code"], at) and role not in ("CARING_MOTHER", "PARTNER")
            assert ("statistics" in one["hiddenFields"]) is not in_range
            if role in FIGURES:
                assert one["statistics"] == (figures(forest, role, one["code"]) if in_range else None)
