"""What SQL makes of a name and a day of birth, and which rows meet a condition, is what Python makes of them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest
from sqlalchemy import BigInteger, Date, Integer, Text, bindparam, column, literal_column, select, values

from tenants.clock import today
from tenants.database.compiling import compile_statement
from tenants.encryption.columns import SearchTerm
from tenants.kinds.table import table_of
from tenants.reading.exposures import (
    age_band,
    contains,
    in_tenant,
    is_equal,
    is_one_of,
    is_same,
    mask_name,
)
from tenants.reading.record import Filter, View
from tenants.records.child.kind import CHILD
from tests.conftest import ScratchDatabase
from tests.schema.engine import oracle

COUNTY, VILLAGE, NEXT_COUNTY = 330127000000, 330127100201, 330128000000
PEOPLE = [(1, "张小明", COUNTY), (2, "张明", VILLAGE), (3, "阿卜杜拉·买买提", NEXT_COUNTY), (4, None, None)]
ROWS = values(column("place", Integer), column("name", Text), column("tenant_code", BigInteger), name="people").data(
    PEOPLE
)


@pytest.fixture(scope="module")
async def connection(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    made = await asyncpg.connect(module_database.application_url)
    yield made
    await made.close()


async def meeting(connection: asyncpg.Connection, condition: Filter, given: object) -> list[int]:
    """The places of the rows that meet a condition, as a client gives it."""
    bound = [bindparam(f"bound{n}", read(given), type_=of) for n, (of, read) in enumerate(condition.binds)]
    statement = compile_statement(select(ROWS.c.place).where(condition.condition(ROWS, *bound)).order_by(ROWS.c.place))
    return [row["place"] for row in await connection.fetch(statement.text, *statement.arguments({}))]


@pytest.mark.parametrize(
    ("condition", "view", "given", "met"),
    [
        (contains("name"), View.FULL, "明", [1, 2]),
        (contains("name", View.SUMMARY), View.SUMMARY, "小明", [1]),
        (contains("name"), View.FULL, " 买买\u200b提", [3]),
        (contains("name", normal=str.upper), View.FULL, "%", []),
        (is_one_of("name"), View.SUMMARY, ["张明", "张小"], [2]),
        (is_one_of("name", View.FULL), View.FULL, [], []),
        (is_equal("place", Integer()), View.SUMMARY, 4, [4]),
        (is_equal("name", Text(), View.FULL), View.FULL, "张明", [2]),
        (in_tenant(), View.SUMMARY, COUNTY, [1, 2]),
        (in_tenant("place"), View.SUMMARY, 330000000000, []),
        (in_tenant(), View.SUMMARY, VILLAGE, [2]),
        (in_tenant(), View.SUMMARY, 330000000000, [1, 2, 3]),
    ],
)
async def test_a_condition_is_met_by_the_rows_that_it_says(
    connection: asyncpg.Connection,
    condition: Filter,
    view: View,
    given: object,
    met: list[int],
) -> None:
    assert condition.view is view
    assert await meeting(connection, condition, given) == met


def test_who_is_looked_for_by_what_is_encrypted_is_told_by_its_hash() -> None:
    children = table_of(CHILD)
    condition = is_same(children, "phone")
    ((of, read),) = condition.binds
    assert (condition.view, read("138 0013 8001")) == (View.FULL, SearchTerm("children", "phone", "138 0013 8001"))
    met = compile_statement(condition.condition(children, bindparam("digest", type_=of)))
    assert met.text == "children.phone_hash = $1::BYTEA"


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Pacific/Kiritimati"])
async def test_an_age_band_begins_on_the_birthday_in_shanghai(connection: asyncpg.Connection, zone: str) -> None:
    """One of the zones always has another day than Shanghai."""
    await connection.execute(f"set timezone to '{zone}'")
    days = [today() - timedelta(years * 365.25 + beside) for years in (0, 6, 12, 16, 18, 40) for beside in range(-3, 4)]
    text = compile_statement(select(age_band(literal_column("$1", Date)))).text.replace("$1", "$1::date")
    for born in (None, *days):
        assert await connection.fetchval(text, born) == oracle.age_band(born)


async def test_a_masked_name_is_the_family_name_alone(connection: asyncpg.Connection) -> None:
    masked = compile_statement(select(mask_name(ROWS.c.name)).order_by(ROWS.c.place))
    rows = await connection.fetch(masked.text, *masked.arguments({}))
    assert [row[0] for row in rows] == [name and f"{name[0]}**" for _, name, _ in PEOPLE]
