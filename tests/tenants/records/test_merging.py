"""Two files of one child become one: every record of the second is the first one's, and each day counts once."""

from collections.abc import AsyncIterator
from datetime import date

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine.engine import Engine
from tenants.cadence.keeping import find_wrong_duties
from tenants.database.transactions import Database
from tenants.kinds.mutation import InputKind
from tenants.records.checklist_item.defaults import add_default_checklists
from tests.callers import UNLIMITED, add_caller, ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.kinds import RULES, WITH_TABLES, all_references
from tests.tenants.records.office import NEXT_VILLAGE, VILLAGE, Done, Office
from tests.world import OWN, PROVINCE, TENANTS, Builder

# Of every kind that names a child, the column that does.
NAMING = [
    (kind, named.column) for kind in WITH_TABLES for named in all_references(kind).values()
    if named.kind == "Child" and kind.name != "Child"
]  # fmt: skip


async def versions(office: Office, *files: Done) -> list[int]:
    return [
        await office.owner.fetchval("select version from children where id = $1", file.update["id"]) for file in files
    ]


async def merging(office: Office, keep: Done, merge: Done) -> dict[str, object]:
    kept, merged = await versions(office, keep, merge)
    named = {"mergeId": merge.update["id"], "mergeVersion": merged}
    return {"id": keep.update["id"], "expectedVersion": kept, **named}


async def wrong_figures(office: Office) -> list[asyncpg.Record]:
    found: list[asyncpg.Record] = await office.owner.fetch("select * from statistics_differences()")
    return found


@pytest.fixture
async def worker(database: ScratchDatabase, owner: asyncpg.Connection) -> AsyncIterator[Caller]:
    rows = [(code, name, level, parent) for code, (name, level, parent, _) in TENANTS.items()]
    await owner.executemany("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", rows)
    served = await Database.connect(database.application_url, pool_size=2, keys=KEYS)
    yield await add_caller(owner, served, "CASEWORKER", OWN)
    await served.close()


async def test_every_record_of_every_kind_moves(owner: asyncpg.Connection, worker: Caller) -> None:
    """Whatever the kind, what it is declared to be is enough."""
    builder = Builder(owner)
    keep = await builder.child(OWN)
    merge = await builder.child(OWN)
    await builder.pairing(OWN, (merge, await builder.mother(OWN, PROVINCE)))
    await builder.others(OWN)
    await builder.projects(OWN)
    await builder.others(OWN)
    await builder.payments(OWN)
    await builder.incident(OWN, merge, builder.latest["caring_mothers", OWN], "")
    await builder.opening(OWN, merge)
    await builder.transfer(OWN, merge)
    count = "select count(*) from {} where {} = $1"
    before = {kind.name: await owner.fetchval(count.format(kind.plural, column), merge) for kind, column in NAMING}
    assert {name for name, found in before.items() if not found} == set()
    kept = {kind.name: await owner.fetchval(count.format(kind.plural, column), keep) for kind, column in NAMING}
    text = """mutation ($input: MergeChildrenInput!) { mergeChildren(input: $input) {
        child { id mergedFiles { nodes { id } } } merged { state closedReason mergedInto { id } }
        userErrors { code field message } } }"""
    given = {"id": str(keep), "expectedVersion": 1, "mergeId": str(merge), "mergeVersion": 1}
    done = (await ask(Engine(graphql_schema(), UNLIMITED), worker, text, {"input": given}))["mergeChildren"]
    assert done["userErrors"] == []
    assert done["child"] == {"id": str(keep), "mergedFiles": {"nodes": [{"id": str(merge)}]}}
    assert done["merged"] == {"state": "CLOSED", "closedReason": "MERGED", "mergedInto": {"id": str(keep)}}
    for kind, column in NAMING:
        assert await owner.fetchval(count.format(kind.plural, column), merge) == 0, kind.name
        now = await owner.fetchval(count.format(kind.plural, column), keep)
        assert now == before[kind.name] + kept[kind.name], kind.name
        if kind.history:
            changes = """select count(*) from changes c join change_values v on v.change_id = c.id
                where c.kind = $1 and v.field = $2 and v.before = $3::text and v.after = $4::text"""
            moved = await owner.fetchval(changes, kind.code, column, str(merge), str(keep))
            assert moved == before[kind.name], kind.name
    assert await owner.fetch("select * from statistics_differences()") == []


async def test_each_day_counts_once_and_the_rest_stays(office: Office) -> None:
    """Filed twice, paired with the same Caring Mother in both; closed and opened again in one of them."""
    await add_default_checklists(office.owner, date(2024, 1, 1))
    keep = await office.child(identifiedOn="2024-03-01", onFileOn="2024-03-05")
    merge = await office.child(identifiedOn="2023-12-01", onFileOn="2024-01-05", birthDate="2015-05-06")
    her = (await office.volunteer(capacity=3)).update["id"]
    first = await office.pairing(childId=keep.update["id"], caringMotherId=her, fromOn="2024-04-01")
    second = await office.pairing(childId=merge.update["id"], caringMotherId=her, fromOn="2024-02-01")
    await office.done("recordVisit", {"pairingId": second.update["id"], "visitedOn": "2024-02-10"})
    await office.done("recordVisit", {"pairingId": first.update["id"], "visitedOn": "2024-05-10"})
    given = await merging(office, keep, merge)
    await office.done("mergeChildren", given)
    row = await office.owner.fetchrow("select * from children where id = $1", keep.update["id"])
    assert (row["identified_on"], row["on_file_on"], row["closed_on"]) == (date(2023, 12, 1), date(2024, 1, 5), None)
    days = await office.owner.fetchval("select days_on_file($1)::text", row["stays"])
    assert days == "{[2024-01-05,)}"
    pairings = await office.owner.fetch(
        "select from_on, until_on, ended_reason from pairings where child_id = $1 order by until_on nulls first",
        row["id"],
    )
    assert [tuple(one) for one in pairings] == [
        (date(2024, 2, 1), None, None),
        (date(2024, 2, 1), date(2024, 2, 1), "ENTERED_IN_ERROR"),
    ]
    visits = await office.owner.fetchval("select count(*) from visits where pairing_id = $1", first.update["id"])
    assert visits == 2
    categories = await office.owner.fetchval(
        "select count(*) from categorizations where child_id = $1 and until_on is null", row["id"]
    )
    assert categories == 1
    assert await wrong_figures(office) == []
    # What is owed to the child is reckoned of both; to the other file nothing is.
    assert await find_wrong_duties(office.owner) == []
    owed = "select count(*) from duties where child_id = $1"
    assert await office.owner.fetchval(owed, keep.update["id"]) > 0
    assert await office.owner.fetchval(owed, merge.update["id"]) == 0
    # Nothing more is done with it.
    again = {"id": merge.update["id"], "expectedVersion": (await versions(office, merge))[0]}
    assert (await office.do("reopenChild", {**again, "reopenedOn": "2024-12-01"})).problems == {("CLOSED", "input.id")}
    assert (await office.do("mergeChildren", await merging(office, keep, merge))).problems == {
        ("CLOSED", "input.mergeId")
    }
    assert await office.owner.fetchval("select reopen_file($1, 1, today())", merge.update["id"]) is None


async def test_two_who_led_did_not_both(office: Office) -> None:
    keep, merge = await office.child(), await office.child()
    for child in (keep, merge):
        await office.pairing(childId=child.update["id"], role="LEAD")
    await office.done("mergeChildren", await merging(office, keep, merge))
    roles = await office.owner.fetch("select role from pairings where child_id = $1", keep.update["id"])
    assert sorted(row["role"] for row in roles) == ["COMPANION", "LEAD"]


async def test_what_cannot_be_merged(office: Office) -> None:
    keep, merge = await office.child(), await office.child()
    valid = await merging(office, keep, merge)
    elsewhere = await office.child(tenant=NEXT_VILLAGE)
    found = await office.child(onFileOn=None)
    foreign = await office.done("registerChild", {"tenant": "330128100201"}, "neighbour")
    before = await office.fingerprint()

    async def refused(given: dict[str, object]) -> set[tuple[str, str]]:
        return (await office.do("mergeChildren", {**valid, **given})).problems

    assert await refused({"expectedVersion": 7}) == {("CONFLICT", "input.expectedVersion")}
    assert await refused({"mergeVersion": 7}) == {("CONFLICT", "input.mergeVersion")}
    assert await refused({"mergeId": valid["id"]}) == {("MALFORMED", "input.mergeId")}
    assert await refused({"mergeId": elsewhere.update["id"]}) == {("KEPT_APART", "input.mergeId")}
    assert await refused({"mergeId": foreign.update["id"]}) == {("NOT_FOUND", "input.mergeId")}
    assert await refused({"id": found.update["id"]}) == {("NOT_ON_FILE", "input.id")}
    closing = {**keep.update, "closedOn": "2024-09-01", "closedReason": "MERGED"}
    assert (await office.do("closeChild", closing)).problems == {("MALFORMED", "input.closedReason")}
    assert await office.fingerprint() == before
    await office.done("closeChild", {**closing, "closedReason": "MOVED_OUT"})
    assert await refused({"expectedVersion": 2}) == {("CLOSED", "input.id")}
    # The other way round it can be: a closed file is merged into an open one.
    back = await merging(office, merge, keep)
    await office.done("mergeChildren", back)


async def test_nothing_is_added_to_a_file_that_was_merged(office: Office) -> None:
    """By no mutation that names a child, and by no statement of whoever may write there."""
    keep, merge = await office.child(), await office.child()
    await office.done("mergeChildren", await merging(office, keep, merge))
    actor = office.callers["caseworker"].actor
    columns = {"visits": "visited_on, kind, contact_made, capacity, visitor", "needs": "raised_on, kind, detail"}
    values = {"visits": "'2024-02-02', 'PHONE', true, 'STAFF', 'a'", "needs": "'2024-02-02', 'OTHER', 'a'"}
    for table, names in columns.items():
        async with office.database.writing(actor) as writing:
            statement = f"insert into {table} (id, tenant_code, child_id, {names}) values ($1, $2, $3, {values[table]})"
            with pytest.raises(asyncpg.CheckViolationError):
                await writing.connection.execute(
                    statement, "0190a8c4-0000-7000-8000-00000000000a", int(VILLAGE), merge.update["id"]
                )
    guarded = await office.owner.fetch("select tgrelid::regclass::text from pg_trigger where tgname = 'merged_refused'")
    assert {row[0] for row in guarded} == {kind.plural for kind, _ in NAMING}
    adding = {name for name, (_, rule) in RULES.items() if rule.input.kind is InputKind.CREATE}
    told = {
        "raiseNeed": {"kind": "MEDICAL", "detail": "眼科", "raisedOn": "2024-03-01"},
        "recordSupport": {"kind": "SUPPLIES", "supportedOn": "2024-03-01", "providedBy": "企业"},
        "recordAssessment": {"level": "GREEN", "assessedOn": "2024-03-01"},
    }
    for name, given in told.items():
        assert name in adding
        done = await office.do(name, {"childId": merge.update["id"], **given})
        assert done.problems == {("CLOSED", "input.childId")}, name
