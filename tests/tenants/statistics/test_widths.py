"""Sums are wider than what they add: as many records as there will ever be, each at its limits, break no figure."""

from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from typing import Any

import asyncpg
import orjson
import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine, Request
from schema.engine.failing import Failure, PartlyDone
from tenants.database.transactions import Database
from tenants.errors import Saturated
from tenants.kinds.kind import Kind
from tenants.records.activity.kind import ACTIVITY
from tenants.records.delivery import DELIVERY
from tenants.records.donation.kind import DONATION
from tenants.records.kinds import KINDS
from tenants.records.project import PROJECT
from tests.callers import UNLIMITED, add_caller
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

PROVINCE, CITY, COUNTY = 330000000000, 330100000000, 330127000000
TREE = [(PROVINCE, "省", "PROVINCE", None), (CITY, "市", "CITY", PROVINCE), (COUNTY, "县", "COUNTY", CITY)]
ROLES = ("ANALYST", "DIRECTOR", "CASEWORKER", "PROJECT_MANAGER", "AUDITOR")
# So many records of a branch in a year, and so many years.
RECORDS, YEARS = 1200, 1000
ADDED = {ACTIVITY, DELIVERY, DONATION, PROJECT}
FIGURES = """query ($code: DivisionCode!, $period: Period) { tenant(code: $code) {
    statistics(period: $period) { activities peopleServed fundsRaised peopleSupported projects suppressed
        fundsRaisedByProject { nodes { amount } rest } peopleServedByVenue { nodes { count } rest } } } }"""

RENAMED = """mutation ($id: ID!) {
    done: updateActivity(input: {id: $id, expectedVersion: 1, name: "x"}) { changed: activity { ...served } }
    refused: updateActivity(input: {id: $id, expectedVersion: 9, name: "y"}) { current { ...served } } }
    fragment served on Activity { name tenant { statistics(period: "2024") { peopleServed activities } } }"""


def most(kind: Kind, name: str) -> int | Decimal:
    found = kind.fields[name].most
    assert found is not None
    return found


@pytest.fixture(scope="module")
async def owner(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    """The records of a branch, every number of which is the largest there may be, and as many again for every year."""
    connection = await asyncpg.connect(module_database.owner_url)
    await connection.executemany("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", TREE)
    project = await connection.fetchval(
        """insert into projects (id, tenant_code, name, started_on, budget)
           values (gen_random_uuid(), $1, 'x', '2024-01-01', $2) returning id""",
        *(COUNTY, most(PROJECT, "budget")),
    )
    for text, *values in (
        (
            """insert into activities
                   (id, tenant_code, name, kind, focus, planned_on, held_on, parents_served, children_served)
               select gen_random_uuid(), $1, 'x', 'CAMP', 'SAFETY', '2024-02-01', '2024-02-01', $2, $3
               from generate_series(1, $4)""",
            *(COUNTY, most(ACTIVITY, "parents_served"), most(ACTIVITY, "children_served"), RECORDS),
        ),
        (
            """insert into deliveries (id, tenant_code, project_id, delivered_on, women_supported, children_supported)
               select gen_random_uuid(), $1, $2, '2024-02-01', $3, $4 from generate_series(1, $5)""",
            *(COUNTY, project, most(DELIVERY, "women_supported"), most(DELIVERY, "children_supported"), RECORDS),
        ),
        (
            """insert into donations (id, tenant_code, project_id, received_on, amount)
               select gen_random_uuid(), $1, $2, '2024-02-01', $3 from generate_series(1, $4)""",
            *(COUNTY, project, most(DONATION, "amount"), RECORDS),
        ),
    ):
        await connection.execute(text, *values)
    for table in ("statistics_deltas", "statistics_rollups"):
        await connection.execute(f"update {table} set amount = amount * $1", YEARS)
    yield connection
    await connection.close()


@pytest.fixture
async def database(module_database: ScratchDatabase) -> AsyncIterator[Database]:
    opened = await Database.connect(module_database.application_url, 2, KEYS)
    yield opened
    await opened.close()


async def asked(database: Database, owner: asyncpg.Connection, role: str, code: int, text: str, **given: object) -> Any:  # noqa: ANN401  # JSON
    caller = await add_caller(owner, database, role, code)
    request = Request(text, {"code": str(code), **given})
    try:
        data, errors = (
            await Engine(graphql_schema(), UNLIMITED).prepare(request, caller).run(None),
            dict[str, Failure](),
        )
    except PartlyDone as partly:
        data, errors = dict(partly.data), dict(partly.errors)
    return orjson.loads(orjson.dumps(data)), errors


def paths(errors: Mapping[str, Failure]) -> set[str]:
    assert all(isinstance(failure.error, Saturated) for failure in errors.values())
    return {str(failure.path[-1]) for failure in errors.values()}


@pytest.mark.parametrize("rolled_up", [False, True], ids=["pending", "rolled up"])
async def test_every_sum_is_read_at_every_level(
    database: Database, owner: asyncpg.Connection, *, rolled_up: bool
) -> None:
    if rolled_up:
        await owner.execute("select roll_up_statistics()")
    for role in ROLES:
        for code in (PROVINCE, CITY, COUNTY) if role != "CASEWORKER" else (COUNTY,):
            for period in (None, "2024-02", "2024"):
                data, errors = await asked(database, owner, role, code, FIGURES, period=period)
                figures = data["tenant"]["statistics"]
                # Of what may be hidden from a role, it has no list.
                by_venue: dict[str, object] | None = None if role == "AUDITOR" else {"nodes": [], "rest": None}
                assert paths(errors) == {"peopleServed", "peopleSupported", *(["rest"] if by_venue else [])}
                assert (figures["peopleServed"], figures["peopleSupported"]) == (None, None)
                assert figures["peopleServedByVenue"] == by_venue
                assert figures["activities"] == RECORDS * YEARS
                assert Decimal(figures["fundsRaised"]) == RECORDS * YEARS * Decimal(most(DONATION, "amount"))
                listed = figures["fundsRaisedByProject"]
                amounts = [listed["rest"], *(node["amount"] for node in listed["nodes"])]
                assert sum(map(Decimal, amounts)) == Decimal(figures["fundsRaised"])
                assert not {"peopleServed", "peopleSupported"} & set(figures["suppressed"])


async def test_in_a_payload_they_are_read_as_anywhere(database: Database, owner: asyncpg.Connection) -> None:
    activity = await owner.fetchval("select id from activities limit 1")
    data, errors = await asked(database, owner, "DIRECTOR", COUNTY, RENAMED, id=str(activity))
    figures = {"tenant": {"statistics": {"peopleServed": None, "activities": RECORDS * YEARS}}}
    assert data == {"done": {"changed": {"name": "x", **figures}}, "refused": {"current": {"name": "x", **figures}}}
    assert paths(errors) == {"peopleServed"}
    assert {failure.path[:2] for failure in errors.values()} == {("done", "changed"), ("refused", "current")}


async def test_a_fund_is_the_sum_of_its_ledger(database: Database, owner: asyncpg.Connection) -> None:
    text = "{ projects { nodes { fund budget } } }"
    data, errors = await asked(database, owner, "DIRECTOR", COUNTY, text.replace("{ projects", "query { projects"))
    (node,) = data["projects"]["nodes"]
    assert Decimal(node["fund"]) == RECORDS * Decimal(most(DONATION, "amount"))
    assert Decimal(node["budget"]) == most(PROJECT, "budget")
    assert errors == {}


def test_every_kind_whose_numbers_are_added_is_here() -> None:
    """Of the others, the records themselves are counted, or nothing is."""
    summed = {
        kind
        for kind in KINDS
        for one in kind.fields.values()
        if one.type in (int, Decimal) and one.most and kind.indicators
    }
    # No account is overdrawn: what is spent in all is no more than what was raised, which is added above.
    spent = {"Disbursement", "Subsidy"}
    assert {kind.name for kind in summed - ADDED} == {"CaringMother", "Story", "Venue", "Visit", "Support"} | spent
