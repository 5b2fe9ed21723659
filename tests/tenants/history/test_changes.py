"""The history of one record, as those who may read it are answered."""

import re
from typing import Any

import pytest
from graphql import GraphQLObjectType

from schema.build import graphql_schema
from schema.engine.collecting import snake
from tenants.history.exposed import RELATIONS
from tenants.metadata import metadata
from tenants.reading.names import camel
from tenants.reading.order import KEY_OF_ORDER
from tests.callers import add_caller, ask
from tests.tenants.history.replaying import CODES, DERIVED, FOLLOWING
from tests.tenants.records.office import COUNTY, VILLAGE, Done, Office

HISTORY = """history(order: ID_DESC) { totalCount nodes { version kind deleted fields values { field before after }
    userName actingRole actingTenant { name } tenant { name } hiddenFields } }"""
CHANGES = """query($by: ChangeFilter) { changes(first: 200, order: ID_DESC, filter: $by) {
    nodes { recordId fields userName hiddenFields values { before } } } }"""


async def history_of(office: Office, child: Done, by: str = "caseworker") -> list[dict[str, Any]]:
    query = f"query($id: ID!) {{ child(id: $id) {{ {HISTORY} }} }}"
    found = await ask(office.engine, office.callers[by], query, {"id": child.update["id"]})
    nodes: list[dict[str, Any]] = found["child"]["history"]["nodes"]
    assert found["child"]["history"]["totalCount"] == len(nodes)
    return nodes


async def test_who_changed_which_field_from_what_to_what_newest_first(office: Office) -> None:
    child = await office.child(school="一小", phone="13800000000")
    moved = await office.done("updateChild", {**child.update, "school": "二小", "phone": None})
    await office.done("updateChild", {**moved.update, "sex": "FEMALE"})
    session = office.callers["caseworker"].session
    assert session
    by: dict[str, object] = {
        "userName": session.user_name,
        "actingRole": "CASEWORKER",
        "actingTenant": {"name": "淳安县"},
    }
    by |= {"kind": "CHILD", "deleted": False, "tenant": {"name": "某村"}, "hiddenFields": []}
    assert await history_of(office, child) == [
        {
            **by,
            "version": 3,
            "fields": ["sex"],
            "values": [{"field": "sex", "before": "MALE", "after": "FEMALE"}],
        },
        {
            **by,
            "version": 2,
            "fields": ["phone", "school"],
            "values": [
                {"field": "phone", "before": "13800000000", "after": None},
                {"field": "school", "before": "一小", "after": "二小"},
            ],
        },
    ]


async def test_what_changed_nothing_has_no_history(office: Office) -> None:
    """A conflict, the same values again, and a pairing, which only moves the days that follow from it."""
    child = await office.child(name="张小明")
    await office.done("updateChild", {**child.update, "name": "张小明"})
    stale = await office.do("updateChild", {**child.update, "expectedVersion": 99, "name": "李"})
    assert stale.errors[0]["code"] == "CONFLICT"
    await office.pairing(childId=child.update["id"])
    assert await history_of(office, child) == []


async def test_a_director_reads_the_history_of_her_own_files_alone(office: Office) -> None:
    kept_here, below = await office.child(tenant=COUNTY), await office.child(tenant=VILLAGE)
    for child in (kept_here, below):
        await office.done("updateChild", {**child.update, "name": "李"})
    assert len(await history_of(office, kept_here, "director")) == 1
    query = f"query($id: ID!) {{ child(id: $id) {{ hiddenFields {HISTORY} }} }}"
    found = await ask(office.engine, office.callers["director"], query, {"id": below.update["id"]})
    assert found["child"]["history"] is None
    assert "history" in found["child"]["hiddenFields"]


async def test_the_history_of_an_opened_file_is_read_until_it_ends(office: Office) -> None:
    """What was changed in the file, and in its pairings; neither of which another file's opening shows."""
    pairing = await office.pairing(childId=(child := await office.child()).update["id"])
    await office.done("updateChild", {**child.update, "school": "二小"})
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-01", "endedReason": "COMPLETED"})
    other = await office.child()
    await office.done("updateChild", {**other.update, "school": "三小"})
    opening = {"childId": child.update["id"], "reason": "走访中发现异常,需核对档案"}
    opened = await office.done("openChildFile", opening, "director")
    read = """query($id: ID!) { child(id: $id) { history { nodes { id values { after } } }
        pairings { nodes { history { nodes { id values { after } } } } } } }"""
    found = (await ask(office.engine, office.callers["director"], read, {"id": child.update["id"]}))["child"]
    (change,), (of_pairing,) = found["history"]["nodes"], found["pairings"]["nodes"][0]["history"]["nodes"]
    assert change["values"] == [{"after": "二小"}]
    of_other = await office.owner.fetchval("select id from changes where record_id = $1", other.update["id"])
    by_id = "query($id: ID!) { change(id: $id) { values { after } } }"
    for key, expected in ((change["id"], change), (of_pairing["id"], of_pairing), (str(of_other), None)):
        read_by_id = await ask(office.engine, office.callers["director"], by_id, {"id": key})
        assert read_by_id["change"] == (expected and {"values": expected["values"]})
    await office.done("endFileOpening", opened.update, "director")
    assert await ask(office.engine, office.callers["director"], by_id, {"id": change["id"]}) == {"change": None}


async def test_an_auditor_reads_that_there_was_a_change_and_no_value(office: Office) -> None:
    child = await office.child()
    await office.done("updateChild", {**child.update, "name": "新名字"})
    auditor = await add_caller(office.owner, office.database, "AUDITOR", int(COUNTY))
    session = office.callers["caseworker"].session
    assert session
    for by in (
        {"record": child.update["id"]},
        {"tenant": VILLAGE, "kind": ["CHILD"], "user": str(session.user_id), "day": {"from": "2024-01-01"}},
    ):
        newest = (await ask(office.engine, auditor, CHANGES, {"by": by}))["changes"]["nodes"][0]
        assert newest == {
            "recordId": child.update["id"],
            "fields": ["name"],
            "userName": session.user_name,
            "hiddenFields": ["values"],
            "values": None,
        }
    for nothing in ({"day": {"to": "2023-12-31"}}, {"day": {"from": "9999-12-31"}}, {"user": "nobody"}, {"record": ""}):
        assert (await ask(office.engine, auditor, CHANGES, {"by": nothing}))["changes"]["nodes"] == []
    async with office.database.reading(auditor.actor) as reading:
        assert await reading.connection.fetchval("select count(*) from changes") > 0
        assert await reading.connection.fetchval("select count(*) from change_values") == 0


async def test_another_kinds_record_cannot_take_the_id_and_so_the_history(office: Office) -> None:
    """Whoever sees a child's summary knows its id, and may choose it for a record of her own."""
    child = await office.child()
    await office.done("updateChild", {**child.update, "name": "李"})
    taken = await office.do("planActivity", {"id": child.update["id"], "tenant": COUNTY}, "manager")
    assert ("ALREADY_EXISTS", ["input", "id"]) in [(error["code"], error["field"]) for error in taken.errors]


async def test_only_the_owner_writes_past_the_history(office: Office) -> None:
    """A new key's ciphertext is no change of a value; the application cannot claim as much of its own."""
    child = await office.child()
    rename = "update children set name = $2 where id = $1"
    async with office.database.writing(office.callers["caseworker"].actor) as writing:
        await writing.connection.execute("set local circle.unrecorded = 'on'")
        await writing.connection.execute(rename, child.update["id"], "李")
    assert len(await history_of(office, child)) == 1
    async with office.owner.transaction():
        await office.owner.execute("set local circle.unrecorded = 'on'")
        await office.owner.execute(rename, child.update["id"], "王")
    assert len(await history_of(office, child)) == 1


@pytest.mark.parametrize("table", sorted(CODES))
async def test_every_column_has_a_history_or_follows_from_others(office: Office, table: str) -> None:
    """A migration that adds a column makes the trigger anew; the history calls it what the API does."""
    trigger = await office.owner.fetchval(
        """select pg_get_triggerdef(oid) from pg_trigger
           where tgrelid = $1::regclass and tgname = 'recorded_on_update'""",
        table,
    )
    columns = {column.name for column in metadata.tables[table].columns if column.info != KEY_OF_ORDER}
    columns -= FOLLOWING.get(table, set())
    recorded = set(re.findall(r'\bold\."?(\w+)', trigger))  # PostgreSQL quotes a name that is a keyword
    assert recorded & columns == columns - DERIVED
    kind = CODES[table].title().replace("_", "")
    type_ = graphql_schema().type_map[kind]
    assert isinstance(type_, GraphQLObjectType)
    names = {camel(RELATIONS.get(name, name)) for name in columns - DERIVED}
    assert names <= set(type_.fields)
    assert {snake(name) for name in names} >= {"tenant"}
