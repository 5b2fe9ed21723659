"""What an operation costs the database and the processor, counted: whoever adds a round trip changes this file."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine import engine as engine_module
from schema.engine import operation as operation_module
from schema.engine import plan as plan_module
from schema.engine.engine import Engine
from tenants.database.connecting import SERVER_SETTINGS, skip_reset
from tenants.database.connections import Connections
from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.noting import noting_prepared
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import COUNTY, PROVINCE, VILLAGE
from tests.schema.engine.records_world import World, open_world

pytestmark = pytest.mark.counted

BEGIN_WRITING, COMMIT = "begin; select prove_actor(", "commit"


class Counted:
    """A world whose one connection writes down every statement it is sent."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.statements: list[str] = []

    def note(self, logged: asyncpg.connection.LoggedQuery) -> None:
        # The driver looks up the types it does not know, once a connection.
        if "typeinfo_tree" not in logged.query and "set_config('jit'" not in logged.query:
            self.statements.append(logged.query)

    async def since(self) -> list[str]:
        """The statements since the last time; a COMMIT that follows behind the answer is waited for."""
        await self.world.database.wait_for_endings()
        # The driver tells of a statement in the loop's next turn.
        await asyncio.sleep(0)
        statements, self.statements = self.statements, []
        return statements


@pytest.fixture(scope="module")
async def counted(module_database: ScratchDatabase) -> AsyncIterator[Counted]:
    made = await open_world(module_database.owner_url, module_database.application_url)
    await made.database.close()

    def note(logged: asyncpg.connection.LoggedQuery) -> None:
        found.note(logged)

    async def listen(connection: asyncpg.Connection) -> None:
        connection.add_query_logger(note)

    pool = await asyncpg.create_pool(
        module_database.application_url,
        min_size=0,
        max_size=1,
        server_settings=SERVER_SETTINGS,
        reset=skip_reset,
        init=listen,
    )
    found = Counted(World(Database(Connections(pool), KEYS), made.owner_url, made.session))
    with noting_prepared(lambda text, _: found.statements.append(text)):
        yield found
    await found.world.database.close()


@pytest.mark.parametrize(
    "text",
    [
        '{ tenant(code: "33") { name } }',
        """{ children(first: 50) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
            nodes { name hiddenFields tenant { name ancestors { name } } pairings { totalCount nodes {
                caringMother { name serviceArea { name } }
                visits(last: 3) { edges { cursor node { findings } } } } } } } }""",
        """{ a: children { totalCount } b: children(last: 3) { nodes { id } } visits { totalCount }
            tenant(code: "330127") { statistics(period: "2024-H1") { visits } branches { nodes {
                name statistics { children childrenByCategory { value count } } } } }
            node(id: "330127100201") { id ... on Tenant { parent { name } } }
            __typename __schema { queryType { name } } }""",
    ],
    ids=["a field", "nested lists", "many roots"],
)
async def test_a_query_is_one_statement_that_proves_reads_and_logs(counted: Counted, text: str) -> None:
    caller = counted.world.caller("CASEWORKER", COUNTY)
    await counted.since()
    for _ in range(2):
        await ask(Engine(graphql_schema()), caller, text)
        (statement,) = await counted.since()
        assert statement.startswith("SELECT answer.*")
        assert "prove_actor(" in statement
        assert ("log_openings(" in statement) == ("findings" in text)


async def test_what_needs_no_record_asks_the_database_nothing(counted: Counted) -> None:
    await counted.since()
    text = "{ __typename __schema { types { name } } labels { zh } }"
    await ask(Engine(graphql_schema()), counted.world.caller("ANALYST", PROVINCE), text)
    assert await counted.since() == []


@contextmanager
def calls_of(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Iterator[list[str]]:  # noqa: ANN401  # a module
    """Note each call of a module's function, which still does its work."""
    function, calls = getattr(module, name), []

    def noted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever it takes
        calls.append(name)
        return function(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, noted)
        yield calls


async def test_a_document_is_parsed_validated_and_planned_once(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables that are only values, and other grants of the role, do not make it anew; another shape is planned."""
    given = "first: $n, filter: { opened: true, nameContains: $name }"
    text = f"query($n: Int, $name: String) {{ children({given}) {{ totalCount }} }}"
    engine = Engine(graphql_schema())
    with (
        calls_of(monkeypatch, operation_module, "parse") as parsed,
        calls_of(monkeypatch, operation_module, "validate") as validated,
        calls_of(monkeypatch, engine_module, "make_plan") as planned,
        calls_of(monkeypatch, plan_module, "build_statement") as built,
    ):
        for name in ("王", "李", "'"):
            for code in (COUNTY, VILLAGE):
                await ask(engine, counted.world.caller("CASEWORKER", code), text, {"n": 3, "name": name})
        assert [len(calls) for calls in (parsed, validated, planned, built)] == [1, 1, 1, 1]
        await ask(engine, counted.world.caller("CASEWORKER", COUNTY), text, {"n": 4, "name": "王"})
        assert len(planned) == 1
        await ask(engine, counted.world.caller("DIRECTOR", COUNTY), text, {"n": 3, "name": "王"})
        await ask(engine, counted.world.caller("CASEWORKER", COUNTY), text, {"n": 3, "name": None})
        assert [len(calls) for calls in (parsed, validated, planned, built)] == [1, 1, 3, 3]


async def mutate(counted: Counted, caller: Caller, field: str, given: dict[str, Any], asked: str) -> tuple[Any, int]:
    """The payload, and how many statements stood between BEGIN and COMMIT."""
    name = field[0].upper() + field[1:]
    text = f"mutation($input: {name}Input!) {{ {field}(input: $input) {{ {asked} userErrors {{ code field }} }} }}"
    await counted.since()
    payload = (await ask(Engine(graphql_schema()), caller, text, {"input": given}))[field]
    begin, *statements, end = await counted.since()
    assert begin.startswith(BEGIN_WRITING)
    assert end == ("rollback" if payload["userErrors"] else COMMIT)
    return payload, len(statements)


async def test_the_statements_of_mutations(counted: Counted) -> None:
    """What is named is found, what is asked is written, what it became is read: a statement each."""
    caller = counted.world.caller("CASEWORKER", COUNTY)
    child = {"tenant": str(VILLAGE), "name": "陈", "sex": "MALE", "birthDate": "2015-05-05", "category": "ORPHAN"}
    child |= {"categorySource": "FEDERATION", "identifiedOn": "2024-01-05", "onFileOn": "2024-01-06"}
    payload, statements = await mutate(counted, caller, "registerChild", child, "child { id tenant { name } }")
    # With those who may be the same child.
    assert statements == 4
    child_id = payload["child"]["id"]

    payload, statements = await mutate(counted, caller, "registerChild", {**child, "id": child_id}, "child { id }")
    assert payload == {"child": None, "userErrors": [{"code": "ALREADY_EXISTS", "field": ["input", "id"]}]}
    # Once more, in case the same was on its way at the same time.
    assert statements == 8

    change = {"id": child_id, "expectedVersion": 1, "name": "陈晨"}
    payload, statements = await mutate(counted, caller, "updateChild", change, "child { name version }")
    assert (payload["child"], statements) == ({"name": "陈晨", "version": 2}, 3)
    payload, statements = await mutate(counted, caller, "updateChild", change, "child { name }")
    assert (payload["userErrors"][0]["code"], statements) == ("CONFLICT", 1)

    mother = {"tenant": str(VILLAGE), "name": "周", "recruitedThrough": "OFFICIAL", "sector": "OTHER"}
    mother |= {"registeredOn": "2024-01-05"}
    payload, statements = await mutate(counted, caller, "registerCaringMother", mother, "caringMother { id }")
    assert statements == 4
    mother_id = payload["caringMother"]["id"]
    await screen(counted, mother_id)

    pair = {"childId": child_id, "caringMotherId": mother_id, "fromOn": "2024-02-01", "kinshipExcluded": True}
    payload, statements = await mutate(counted, caller, "pair", pair, "pairing { id child { paired } }")
    assert (payload["pairing"]["child"], statements) == ({"paired": True}, 4)

    day = {"visitedOn": "2024-03-01", "lateReason": "山区无信号"}
    visit = {"pairingId": payload["pairing"]["id"], **day, "kind": "SCHOOL", "contactMade": True}
    payload, statements = await mutate(counted, caller, "recordVisit", visit, "visit { kind }")
    assert (payload["visit"], statements) == ({"kind": "SCHOOL"}, 3)

    payload, statements = await mutate(counted, caller, "recordVisit", visit, "")
    assert (payload, statements) == ({"userErrors": []}, 2)


async def screen(counted: Counted, mother_id: str) -> None:
    """Approve her as a director would, who is somebody else."""
    owner = await asyncpg.connect(counted.world.owner_url)
    approved = "update caring_mothers set screening_state = 'APPROVED', screening_until = '2099-01-01' where id = $1"
    await owner.execute(approved, UUID(mother_id))
    await owner.close()
