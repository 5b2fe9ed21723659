"""A province with a city, two counties, a township and its villages, and who works there."""

from collections.abc import AsyncIterator
from datetime import date

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database.transactions import Database
from tenants.hierarchy.loading import load_tenants
from tests.callers import add_caller
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_COUNTY, VILLAGE, Office
from tests.tenants.year.telling import PROVINCE, Year

CITY, TOWNSHIP = "330100000000", "330127100000"
TENANTS = (
    *("33,浙江省", "3301,杭州市", "330127,淳安县", "330128,别县", "330127100,威坪镇"),
    *("330127100201,凤凰村村委会", "330127100203,河西村村委会"),
)
WORKERS = {
    "province": ("DIRECTOR", PROVINCE),
    "analyst": ("ANALYST", PROVINCE),
    "city": ("DIRECTOR", CITY),
    "director": ("DIRECTOR", COUNTY),
    "caseworker": ("CASEWORKER", COUNTY),
    "manager": ("PROJECT_MANAGER", COUNTY),
    "neighbour": ("DIRECTOR", OTHER_COUNTY),
    "neighbour's": ("CASEWORKER", OTHER_COUNTY),
    "township": ("DIRECTOR", TOWNSHIP),
    "village": ("DIRECTOR", VILLAGE),
    "next village": ("DIRECTOR", NEXT_VILLAGE),
    "partner": ("PARTNER", COUNTY),
    "other partner": ("PARTNER", COUNTY),
}


@pytest.fixture(scope="module")
async def year(module_database: ScratchDatabase) -> AsyncIterator[Year]:
    owner = await asyncpg.connect(module_database.owner_url)
    pool = await Database.connect(module_database.application_url, pool_size=4, keys=KEYS)
    await load_tenants(owner, TENANTS, date(2020, 1, 1))
    people = {name: await add_caller(owner, pool, role, int(code)) for name, (role, code) in WORKERS.items()}
    yield Year(Office(owner, pool, Engine(graphql_schema()), people, module_database.application_url), people=people)
    await pool.close()
    await owner.close()
