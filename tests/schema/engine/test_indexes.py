"""Every order and filter is served by an index: the plans of lists over some thousand records of each kind."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import asyncpg
import pytest
from graphql import GraphQLSchema, get_named_type, is_enum_type, is_input_object_type

from schema.engine.engine import Engine
from tenants.access.actor import Grant
from tenants.database.actor_sql import fill_in
from tenants.errors import HiddenCondition
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Kind
from tenants.reading.names import camel
from tenants.reading.record import View
from tenants.reading.statement import LOGGED_VALUES
from tests.conftest import ScratchDatabase
from tests.kinds import WITH_TABLES
from tests.schema.engine.drawing import COUNTY, PROVINCE, VILLAGE
from tests.schema.engine.records_world import World, open_world

COUNT = 4000
# Copies are spread over a province: whether an index is worth its while depends on how many tenants there are.
SPREAD = "330000000000 + 1000 * (1 + (random() * 900000)::bigint)"
# Which only a director lists.
OF_DIRECTORS = {"IncidentReporter"}
# Whose copies another record may refer to once: they refer to none.
REFERRED_TO_ONCE = {"Donation": "reverses_id is null", "Disbursement": "reverses_id is null"}
INDEXED = {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
# Nobody lists these over more than a tenant or a county, whose few rows are sorted.
NARROW = {"Certificate", "FileEnquiry", "FileOpening", "ReceivedEnquiry", "Transfer", "Waiver"}
DIRECTOR, CASEWORKER, VILLAGER = ("DIRECTOR", PROVINCE), ("CASEWORKER", COUNTY), ("CASEWORKER", VILLAGE)
VALUES: Mapping[str, Any] = {
    "DivisionCode": str(COUNTY),
    "Boolean": True,
    "String": "王",
    "DateRange": {"from": "2024-01-01", "to": "2024-02-01"},
    "DateTimeRange": {"from": "2024-01-01T00:00:00Z"},
    "IntRange": {"from": 3, "to": 4},
    "VisitChildFilter": {"category": ["ORPHAN"]},
    "ChildCaringMotherFilter": {"tenant": str(COUNTY)},
    "MoneyRange": {"from": "1.00", "to": "2.00"},
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A world with many records, and the plans of its statements as the application's role has them."""

    world: World
    engine: Engine
    application: asyncpg.Connection

    async def plan(self, who: tuple[str, int], text: str, variables: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The nodes of the generic plan, the same for all values."""
        caller = self.world.caller(*who)
        operation = self.engine.operations.find(text, None)
        statement = self.engine.plan(operation, self.engine.variables(operation, variables), caller).statement
        assert statement is not None
        grant: Grant = caller.actor.grant
        filled, values = fill_in(
            statement.text, grant, [None] * (len(statement.parameters) + LOGGED_VALUES * statement.opens)
        )
        given = f"({', '.join('null' for _ in values)})" if values else ""
        await self.application.execute(f"deallocate all; prepare asked as {filled}")
        explained = await self.application.fetchval(f"explain (format json) execute asked{given}")
        return list(below(json.loads(explained)[0]["Plan"]))


def below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for each in node.get("Plans", ()):
        yield from below(each)


async def multiply(owner: asyncpg.Connection, kind: Kind) -> None:
    """The world's records of a kind once more, and more: what is there once may be there often, found as before."""
    for name, definition in await owner.fetch(
        """select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
           where i.indrelid = $1::regclass and i.indisunique
               and not exists (select from pg_constraint c where c.conindid = i.indexrelid)""",
        kind.plural,
    ):
        await owner.execute(f"drop index {name}; {definition.replace('CREATE UNIQUE', 'CREATE', 1)}")
    for (name,) in await owner.fetch(
        "select conname from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')", kind.plural
    ):
        await owner.execute(f"alter table {kind.plural} drop constraint {name}")
    columns = await owner.fetchval(
        """select array_agg(attname::text) from pg_attribute
           where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
               and attname not in ('id', 'tenant_code')""",
        kind.plural,
    )
    listed = ", ".join(columns)
    await owner.execute(f"alter table {kind.plural} disable trigger user")
    await owner.execute(
        f"""insert into {kind.plural} (id, tenant_code, {listed})
            select gen_random_uuid(), {SPREAD}, {listed} from {kind.plural},
            generate_series(1, {COUNT} / (select count(*) from {kind.plural}))
            where {REFERRED_TO_ONCE.get(kind.name, "true")}"""
    )
    await owner.execute(f"alter table {kind.plural} enable trigger user")


@pytest.fixture(scope="module")
async def planned(module_database: ScratchDatabase, engine: Engine) -> AsyncIterator[Planned]:
    world = await open_world(module_database.owner_url, module_database.application_url, pool_size=1)
    owner = await asyncpg.connect(module_database.owner_url)
    for kind in WITH_TABLES:
        await multiply(owner, kind)
    await owner.execute("analyze")
    await owner.close()
    generic = {"plan_cache_mode": "force_generic_plan"}
    url = module_database.application_url
    application = await asyncpg.connect(url, server_settings=generic, statement_cache_size=0)
    yield Planned(world, engine, application)
    await application.close()
    await world.database.close()


ORDERS = [
    pytest.param(kind, f"{name}_{way}", page)
    for kind in WITH_TABLES
    for name in ("ID", *(name for name, by in record_of(kind).orders.items() if not by.worked_out))
    for way in ("ASC", "DESC")
    for page in ("first: 20", "last: $n")
]


@pytest.mark.parametrize(("kind", "order", "page"), ORDERS, ids=lambda of: getattr(of, "name", of))
async def test_an_order_is_walked_along_an_index(planned: Planned, kind: Kind, order: str, page: str) -> None:
    """Where a page is all that is wanted of a province, nothing is sorted, and a cursor is where the index begins."""
    by = record_of(kind).orders.get(order.rpartition("_")[0])
    hidden = by is not None and by.view is View.FULL
    opened = "{opened: true}" if hidden else "null"
    narrow = hidden or kind.name in NARROW
    bound = "after" if page.startswith("first") else "before"
    arguments = f"{page}, {bound}: $c, order: {order}, filter: {opened}"
    declared = "$c: String, $n: Int = 20" if "$n" in page else "$c: String"
    text = f"query ({declared}) {{ {camel(kind.plural)}({arguments}) {{ nodes {{ id }} }} }}"
    for cursor in (None, "x"):
        nodes = await planned.plan(CASEWORKER if narrow else DIRECTOR, text, {"c": cursor})
        scans = [node for node in nodes if node.get("Relation Name") == kind.plural]
        if narrow:
            assert {node["Node Type"] for node in scans} <= INDEXED
            continue
        assert [node["Node Type"] for node in nodes if "Sort" in node["Node Type"]] == []
        assert {node["Node Type"] for node in scans} <= {"Index Scan", "Index Only Scan"}
        assert cursor is None or all("$" in node["Index Cond"] for node in scans)


def filters_of(schema: GraphQLSchema, kind: Kind) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each filter, with a value of its type; what may be hidden is asked of opened files."""
    of = schema.type_map[f"{kind.name}Filter"]
    assert is_input_object_type(of)
    for name, one in of.fields.items():
        type_ = get_named_type(one.type)
        value = min(type_.values) if is_enum_type(type_) else VALUES.get(type_.name)
        yield name, {name: value, "opened": True} if "opened" in of.fields else {name: value}


@pytest.mark.parametrize(
    "kind", [kind for kind in WITH_TABLES if kind.name not in OF_DIRECTORS], ids=lambda kind: kind.name
)
async def test_a_village_fetches_its_own_few(planned: Planned, kind: Kind) -> None:
    """No order is walked until so many of its rows are found."""
    for order in ("ID", *(name for name, by in record_of(kind).orders.items() if by.view is not View.FULL)):
        text = f"{{ {camel(kind.plural)}(first: 20, order: {order}_ASC) {{ nodes {{ id }} }} }}"
        nodes = await planned.plan(VILLAGER, text, {})
        scans = [node for node in nodes if node.get("Relation Name") == kind.plural]
        assert {node["Node Type"] for node in scans} <= INDEXED, order
        assert all("Index Cond" in node or "Recheck Cond" in node for node in scans), order


@pytest.mark.parametrize("kind", WITH_TABLES, ids=lambda kind: kind.name)
async def test_no_filter_reads_a_whole_table(planned: Planned, printed_schema: GraphQLSchema, kind: Kind) -> None:
    """What a county keeps is found by an index, whatever else is asked of it."""
    for name, given in filters_of(printed_schema, kind):
        text = f"query ($f: {kind.name}Filter) {{ {camel(kind.plural)}(filter: $f) {{ totalCount nodes {{ id }} }} }}"
        who = DIRECTOR if kind.name in OF_DIRECTORS else CASEWORKER
        nodes = await planned.plan(who, text, {"f": given})
        scans = {node["Node Type"] for node in nodes if node.get("Relation Name") == kind.plural}
        assert scans <= INDEXED, name


@pytest.mark.parametrize("kind", WITH_TABLES, ids=lambda kind: kind.name)
async def test_no_filter_in_any_order_tries_every_pair(
    planned: Planned, printed_schema: GraphQLSchema, kind: Kind
) -> None:
    """Of a province a filter may read every row, once: what belongs to a row is found by a key, and not by trying."""
    orders = printed_schema.type_map[f"{kind.name}Order"]
    assert is_enum_type(orders)
    for order, (name, given) in zip(cycle(orders.values), filters_of(printed_schema, kind), strict=False):
        text = f"""query ($f: {kind.name}Filter) {{
            {camel(kind.plural)}(filter: $f, order: {order}) {{ totalCount nodes {{ id }} }} }}"""
        try:
            nodes = await planned.plan(DIRECTOR, text, {"f": given})
        except HiddenCondition:
            continue
        assert [node["Join Filter"] for node in nodes if "Join Filter" in node] == [], (name, order)


async def test_progress_of_targets_is_part_of_the_plan(planned: Planned) -> None:
    """No function is called for each target: who acts is asked once, and each sum is found along an index."""
    for who in (DIRECTOR, ("ANALYST", PROVINCE)):
        nodes = await planned.plan(who, "{ targets(first: 100) { nodes { achieved rate forecast light } } }", {})
        assert {node["Function Name"] for node in nodes if "Function Name" in node} <= {"period_days"}
        scans = [node for node in nodes if node.get("Relation Name") == "statistics_rollups"]
        assert scans
        assert all("tenant_code = " in node["Index Cond"] for node in scans)
