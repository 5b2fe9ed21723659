"""A kind that is read from a view: listed as records are, under the policies of the tables that it looks at."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import orjson
import pytest
from graphql import GraphQLObjectType
from strawberry import Schema

from api.embedded import APPLICATION
from migrations.run import upgrade
from schema.kinds.types import types_of
from schema.scalars import CONFIG
from tenants.access.policy import Role, load_policy
from tenants.access.scope import Verb
from tenants.catalogue.records import RECORDS
from tenants.kinds.exposed import record_of
from tenants.kinds.faults import refuse_faults
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.reading.record import Subject
from tenants.reading.roots import roots_of
from tenants.reading.selection import Selection
from tenants.reading.statement import answer, build_statement
from tenants.records.child.enums import ChildCategory
from tenants.records.kinds import KINDS
from tenants.records.protections import CHILD_FILE
from tests.conftest import ScratchDatabase
from tests.schema.engine.drawing import CITY, COUNTY
from tests.schema.engine.memory import Eyes, Record, load
from tests.schema.engine.records_world import World, open_world

UNPAIRED = Kind(
    name="UnpairedChild",
    zh="未结对儿童",
    noun="unpaired child",
    nouns="unpaired children",
    description="A child on file who is paired with nobody.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "category": choice("类别", ChildCategory, required=True, in_summary=True, filter=True),
        "since": day("建档日期", required=True, in_summary=True, filter=True, order=True),
        "school": text("学校", 100),
    },
    history=False,
    read_only=True,
    descriptions={"tenant": "The tenant that keeps the file."},
)
VIEW = """create view unpaired_children with (security_invoker = true) as
    select id, tenant_code, id as child_id, category, on_file_on as since, school
    from children where state = 'ON_FILE' and not paired"""
SHOWN = ("__typename", "category", "since", "school", "hidden_fields")


@pytest.fixture(scope="module")
async def viewing(module_database: ScratchDatabase) -> AsyncIterator[World]:
    world = await open_world(module_database.owner_url, module_database.application_url, pool_size=1)
    owner = await asyncpg.connect(module_database.owner_url)
    await owner.execute(VIEW)
    await owner.execute("select keep_view('unpaired_children')")
    await owner.close()
    # Which also gives the application its privileges anew.
    await upgrade(module_database.owner_url, APPLICATION)
    yield world
    await world.database.close()


def with_views(role: Role) -> Role:
    """The role, as a line of the policy would have it."""
    as_children = {("unpaired_child", verb): role.scopes("child", verb) for verb in Verb}
    return replace(role, permissions={**role.permissions, **as_children})


async def listed(world: World, who: tuple[str, int], arguments: dict[str, Any]) -> dict[str, Any]:
    record = record_of(UNPAIRED)
    nodes = Selection("nodes", "nodes", of={"UnpairedChild": [Selection(name, name) for name in SHOWN]})
    page = [nodes, Selection("total", "total_count")]
    asked = Selection("all", "unpaired_children", arguments, of={"UnpairedChildConnection": page})
    role = with_views(load_policy()[who[0]])
    statement = build_statement(role, {**RECORDS, record.name: record}, roots_of(record), [asked])
    text = (await answer(world.database, world.caller(*who).actor, statement, {0: arguments}))["all"]
    assert text is not None
    found: dict[str, Any] = orjson.loads(text)
    return found


@pytest.mark.parametrize("who", [("CASEWORKER", COUNTY), ("DIRECTOR", COUNTY), ("DIRECTOR", CITY)])
async def test_its_rows_are_listed_as_far_as_the_records_behind_them(viewing: World, who: tuple[str, int]) -> None:
    records = await load(viewing.owner_url)
    eyes = Eyes(records, *who)

    def shown(child: Record) -> dict[str, Any]:
        opened = eyes.sees_in_full(child)
        values = {"category": child["category"], "since": str(child["on_file_on"])}
        hidden = {"school": child["school"] if opened else None, "hidden_fields": [] if opened else ["school"]}
        return {"__typename": "UnpairedChild", **values, **hidden}

    unpaired = [one for one in records["Child"] if one["state"] == "ON_FILE" and not one["paired"] and eyes.lists(one)]
    in_order = sorted(unpaired, key=lambda one: (one["on_file_on"], one.key))
    answered = await listed(viewing, who, {"order": "SINCE_ASC", "first": 200})
    assert answered == {"nodes": [shown(one) for one in in_order], "total": len(unpaired)}
    assert unpaired
    kept = [one for one in in_order if one["category"] == "ORPHAN"]
    answered = await listed(viewing, who, {"order": "SINCE_DESC", "last": 3, "filter": {"category": ["ORPHAN"]}})
    assert answered == {"nodes": [shown(one) for one in reversed(kept[:3])], "total": len(kept)}


async def test_the_database_alone_shows_nothing_of_it_to_nobody(viewing: World) -> None:
    async with viewing.database.connection() as connection:
        assert await connection.fetchval("select count(*) from unpaired_children") == 0


async def test_a_view_that_would_be_read_with_its_owners_eyes_is_refused(owner: asyncpg.Connection) -> None:
    await owner.execute("create view everybody as select * from children")
    with pytest.raises(asyncpg.RaiseError, match="security_invoker"):
        await owner.execute("select keep_view('everybody')")
    with pytest.raises(asyncpg.RaiseError, match="security_invoker"):
        await owner.execute("select keep_view('children')")


def test_it_is_no_node_and_has_no_changes() -> None:
    types = types_of(UNPAIRED)
    made = Schema(query=types.queries, types=[types.record], config=CONFIG)._schema  # noqa: SLF001  # as schema/build.py has it
    record, query = made.type_map["UnpairedChild"], made.query_type
    assert isinstance(record, GraphQLObjectType)
    assert query is not None
    assert types.mutations is None
    assert record.interfaces == ()
    assert set(record.fields) == {"hiddenFields", "tenant", "child", "category", "since", "school"}
    assert set(query.fields) == {"unpairedChildren"}


@pytest.mark.parametrize(
    "wrong", [{"history": True}, {"closing": Closing("since", "school")}, {"under": "child"}], ids=str
)
def test_what_only_records_have_is_a_fault(wrong: dict[str, Any]) -> None:
    refuse_faults([*KINDS, UNPAIRED])
    with pytest.raises(ValueError, match="only read"):
        refuse_faults([*KINDS, replace(UNPAIRED, **wrong)])
