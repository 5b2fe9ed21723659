"""Who opened whose file is on record before the answer leaves; and what opening a file with a reason shows."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest

from schema.engine.engine import Request
from schema.engine.failing import PartlyDone
from tenants.catalogue.records import RECORDS
from tenants.reading import connection
from tenants.reading import record as reading
from tenants.reading.cursor import encode_cursor
from tenants.reading.names import camel
from tenants.records.child.enums import RiskLevel
from tenants.records.kinds import BY_NAME
from tests.conftest import ScratchDatabase
from tests.isolation.answers import KINDS
from tests.isolation.classes import is_standing
from tests.isolation.fields import OPENED_FILTERS, OPENED_ORDERS, SHAPES
from tests.isolation.operations import plural, single
from tests.isolation.roles import CLASSES, SIGHTS, View, view_of
from tests.isolation.stage import Stage
from tests.isolation.test_reading import probe
from tests.world import BRANCH, OWN, Kept

OF_CLASSES = {"register": "CARING_MOTHER", "child_file": "CHILD", "contact": "CHILD"}
ABOUT = {kind: person for of_class, person in OF_CLASSES.items() for kind in CLASSES[of_class]}
# What no record of the world has.
COMPLEMENT: Mapping[str, object] = {
    "nameContains": "nobody at all",
    "identityNumber": "110101199003070011",
    "phone": "13900000000",
    "volunteerNumber": "nobody at all",
    **{name: {"from": "1901-01-01", "to": "1901-01-02"} for name in ("birthDate", "insuredUntil")},
}
READERS = ("DIRECTOR", "CASEWORKER", "CARING_MOTHER")
REASON = "走访中发现异常,需核对档案"
OPEN = "mutation ($id: ID!, $reason: String!) { done: openChildFile(input: {childId: $id, reason: $reason}) { "
OPEN += "fileOpening { id version } userErrors { code field } } }"
END = "mutation ($id: ID!) { done: endFileOpening(input: {id: $id, expectedVersion: 1}) { userErrors { code } } }"
CHILD = """query Look($id: ID!) { child(id: $id) { name phone hiddenFields
    pairings { nodes { handoverNote visits { nodes { findings } } } } fileOpenings { nodes { reason open } } } }"""
FORGED = """select log_openings('{CHILD}', '{"{name}"}', array['"@0000":"' || gen_random_uuid() || ':330000000000"'],
    null, null, null, true, gen_random_uuid())"""
NAMED_TWICE = "(select count(distinct id) from unnest(record_ids) id) < cardinality(record_ids)"
LOG = "{ accessLog(first: 200, order: ID_DESC) { nodes { recordIds userName role operation reason fields } } }"


def shown(stage: Stage, answer: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # JSON
    """Whose files an answer shows open, found by walking it: the kind of person, and the id."""
    for below in answer if isinstance(answer, list) else answer.values() if isinstance(answer, dict) else ():
        yield from shown(stage, below)
    kind = KINDS.get(str(answer.get("__typename"))) if isinstance(answer, dict) else None
    if kind in ABOUT and "hiddenFields" in answer:
        shape, record = SHAPES[kind], stage.world.find(kind, answer["id"])
        if record and not {*shape.in_full, *shape.masked} <= set(answer["hiddenFields"]):
            yield ABOUT[kind], str(record.row.get("child_id") or record.id)


async def logged(stage: Stage) -> set[tuple[str, str]]:
    """What was logged since it was last looked at."""
    await stage.owner.execute("select chain_access_log()")
    rows = await stage.owner.fetch("select kind, unnest(record_ids) as id from access_log")
    assert await stage.owner.fetchval(f"select count(*) from access_log where {NAMED_TWICE}") == 0
    await stage.owner.execute("delete from access_log")
    return {(row["kind"], str(row["id"])) for row in rows}


@pytest.mark.parametrize(
    ("role", "kind"), [(role, kind) for role, kind in product(READERS, ABOUT) if kind in SIGHTS[role]]
)
async def test_what_is_logged_is_what_is_shown(stage: Stage, role: str, kind: str) -> None:
    await logged(stage)
    answer = await stage.ask(role, plural(role, kind))
    found = set(shown(stage, answer))
    assert found
    assert await logged(stage) == found
    for record in stage.world.of(kind) if is_standing(kind) else ():
        answer = await stage.ask(role, single(role, kind), {"key": str(record.id)})
        assert await logged(stage) == set(shown(stage, answer))


async def test_what_only_locates_is_not_logged(stage: Stage) -> None:
    await logged(stage)
    await stage.ask("CASEWORKER", "{ children { totalCount nodes { id sex ageBand hiddenFields } } }")
    assert await logged(stage) == set()


SEARCHED = (
    "nodes { id }",
    "edges { cursor }",
    "pageInfo { hasPreviousPage }",
    "totalCount",
    "pageInfo { startCursor }",
    f"{'a' * 70}: nodes {{ {'b' * 70}: id }} totalCount",
)


@pytest.mark.parametrize("asked", SEARCHED)
async def test_who_is_found_by_what_only_opened_files_show_is_logged(stage: Stage, asked: str) -> None:
    """Also where the page lies behind her, and only a count or a page's neighbours tell."""
    child = child_at(stage, "own")
    behind = encode_cursor("ID_ASC", UUID(int=2**128 - 1)) if asked in ("totalCount", SEARCHED[2]) else None
    by = "{opened: true, nameContains: $name}"
    text = f"query ($name: String!, $after: String) {{ children(after: $after, filter: {by}) {{ %s }} }}"
    for role in ("CASEWORKER", "DIRECTOR"):
        await logged(stage)
        answer = await stage.ask(role, text % asked, {"name": child.row["name"], "after": behind})
        assert b"@" not in orjson.dumps(answer)
        await stage.owner.execute("select chain_access_log()")
        fields = await stage.owner.fetchval("select fields from access_log")
        assert (("CHILD", str(child.id)) in await logged(stage), fields) == (True, ["nameContains"])
        await stage.ask(role, text % asked, {"name": "nobody at all", "after": behind})
        told = {("CHILD", str(one.id)) for one in stage.world.of("child") if view_of(role, one) is View.FULL}
        beyond = behind and asked != "totalCount" and "pageInfo" not in asked
        assert await logged(stage) == (set() if beyond else told)


async def absent(stage: Stage, role: str, name: str, record: Kept, rest: str) -> Any:  # noqa: ANN401  # JSON
    """The complement, asked of one record: the page between made-up cursors on either side of it."""
    number = UUID(str(record.id)).int
    by: dict[str, Any] = {**probe(record, name), "opened": True}
    by[name] = COMPLEMENT.get(name) or [one.value for one in RiskLevel if one.value not in by[name]]
    between = {
        "after": encode_cursor("ID_ASC", UUID(int=number - 1)),
        "before": encode_cursor("ID_ASC", UUID(int=number + 1)),
    }
    shape = SHAPES[record.kind]
    text = f"""query ($by: {shape.type}Filter, $after: String, $before: String) {{
        all: {shape.plural}(filter: $by, after: $after, before: $before) {{ {rest} }} }}"""
    return (await stage.ask(role, text, {"by": by, **between}))["all"]


@pytest.mark.parametrize(("kind", "name"), sorted(OPENED_FILTERS))
@pytest.mark.parametrize("role", READERS)
async def test_whoever_is_absent_from_a_search_is_logged(stage: Stage, role: str, kind: str, name: str) -> None:
    """By every filter on what is hidden: neither a record that it leaves out, nor one that it finds, goes unnamed."""
    opened = [one for one in stage.world.of(kind) if kind in SIGHTS[role] and view_of(role, one) is View.FULL]
    for record in opened[:2]:
        for rest in ("nodes { id }", "edges { cursor }"):
            await logged(stage)
            found = await absent(stage, role, name, record, rest)
            assert not any(found.values())
            assert await logged(stage) == {(ABOUT[kind], str(record.row.get("child_id") or record.id))}
    assert opened or (role, kind) == ("CARING_MOTHER", "assessment")


def test_what_is_hidden_is_looked_for_as_such_wherever_it_is() -> None:
    """A list of something else that goes by a hidden value of a child is a search for children, too."""
    hidden = {name for _, name in OPENED_FILTERS}
    for record in RECORDS.values():
        sought = {name: one.view for name, one in record.filters.items() if camel(name) in hidden}
        if "CHILD" in {one.kind for one in record.subjects} or record.name == "CaringMother":
            assert set(sought.values()) <= {reading.View.FULL}, record.name
        else:
            assert sought.keys() <= {"name_contains", "phone", "level"}, record.name
    for kind in BY_NAME.values():
        through = [RECORDS[one.kind].filters[name] for one in kind.through.values() for name in one.filters]
        assert {one.view for one in through} <= {reading.View.SUMMARY}, kind.name


@pytest.mark.parametrize(("kind", "name"), sorted(OPENED_ORDERS))
async def test_an_order_by_what_is_hidden_is_a_search(stage: Stage, kind: str, name: str) -> None:
    """A cursor holds the value, and those between two have values between theirs."""
    order = re.sub("([A-Z])", r"_\1", name).upper() + "_ASC"
    opened = {(ABOUT[kind], str(one.id)) for one in stage.world.of(kind) if view_of("CASEWORKER", one) is View.FULL}
    for asked in ("edges { cursor }", "pageInfo { startCursor }", "nodes { id }"):
        await logged(stage)
        await stage.ask(
            "CASEWORKER",
            f"{{ all: {SHAPES[kind].plural}(first: 1, order: {order}, filter: {{opened: true}}) {{ {asked} }} }}",
        )
        await stage.owner.execute("select chain_access_log()")
        assert await stage.owner.fetchval("select array_agg(distinct fields) from access_log") == [[name]]
        assert await logged(stage) == opened


async def test_a_search_through_more_than_are_named_is_an_entry_of_its_own(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what was searched for, at which tenant; its director sees it."""
    monkeypatch.setattr(connection, "MOST_NAMED", 0)
    await logged(stage)
    await stage.owner.execute("delete from access_log")
    await stage.ask(
        "CASEWORKER", "{ wide: children(filter: {opened: true, riskLevel: [BLUE, YELLOW]}) { totalCount } }"
    )
    for role in ("DIRECTOR", "CASEWORKER", "AUDITOR"):
        await stage.owner.execute("select chain_access_log()")
        asked = "{ accessLog { nodes { searched kind recordIds fields tenantCode role } } }"
        (entry,) = (await stage.ask(role, asked))["accessLog"]["nodes"]
        assert entry == {
            "searched": True,
            "kind": "CHILD",
            "recordIds": [],
            "fields": ["riskLevel"],
            "tenantCode": str(OWN),
            "role": "CASEWORKER",
        }
    await logged(stage)


async def test_the_log_itself_is_read_without_a_trace(stage: Stage) -> None:
    """It names ids and fields, and nothing of what they hold."""
    await stage.ask("CASEWORKER", "{ children { nodes { name accessLog { nodes { recordIds } } } } }")
    await logged(stage)
    for role in ("AUDITOR", "CASEWORKER", "DIRECTOR"):
        assert await stage.ask(role, LOG)
    assert await logged(stage) == set()


async def test_a_change_read_by_its_id_is_logged_as_the_file_is(stage: Stage) -> None:
    child = child_at(stage, "own")
    await stage.owner.execute("update children set school = 'another' where id = $1", child.id)
    change = await stage.owner.fetchval("select id from changes where record_id = $1", child.id)
    await logged(stage)
    for query in ("change(id: $id) { %s }", "node(id: $id) { ... on Change { %s } }"):
        for fields, expected in (("version fields", set()), ("values { after }", {("CHILD", str(child.id))})):
            await stage.ask("CASEWORKER", f"query ($id: ID!) {{ {query % fields} }}", {"id": str(change)})
            assert await logged(stage) == expected


async def test_what_a_subscription_shows_is_logged_at_every_answer(stage: Stage) -> None:
    text = f'subscription {{ tenant(code: "{OWN}") {{ children {{ nodes {{ __typename id name hiddenFields }} }} }} }}'
    await logged(stage)
    for _ in range(2):
        found = await stage.engine.execute(Request(text, subscribing=True), stage.callers["CASEWORKER"])
        assert await logged(stage) == set(shown(stage, orjson.loads(orjson.dumps(found)))) != set()


async def test_of_two_mutations_the_one_that_was_done_is_logged(stage: Stage) -> None:
    child = child_at(stage, "own")
    given = {"id": str(child.id)}
    version = await stage.owner.fetchval("select version from children where id = $1", child.id)
    update = f"updateChild(input: {{id: $id, expectedVersion: {version}, phone: null}}) {{ child {{ phone }} }}"
    below = f'{{tenant: "{BRANCH}", name: "x", kind: CAMP, focus: SAFETY, plannedOn: "2026-01-01"}}'
    texts = [update, f"planActivity(input: {below}) {{ activity {{ name }} }}"]
    await logged(stage)
    with pytest.raises(PartlyDone):
        await stage.ask("CASEWORKER", f"mutation ($id: ID!) {{ a: {texts[0]} b: {texts[1]} }}", given)
    assert await logged(stage) == {("CHILD", str(child.id))}


async def test_nothing_is_answered_that_cannot_be_logged(stage: Stage) -> None:
    await stage.owner.execute("alter table access_log_unchained add constraint full_up check (false) not valid")
    try:
        with pytest.raises(asyncpg.CheckViolationError):
            await stage.ask("CASEWORKER", "{ children { nodes { name } } }")
        assert await stage.ask("CASEWORKER", "{ children(first: 1) { nodes { sex } } }")
    finally:
        await stage.owner.execute("alter table access_log_unchained drop constraint full_up")


async def test_the_application_neither_changes_the_log_nor_writes_it_for_nobody(
    module_database: ScratchDatabase, stage: Stage
) -> None:
    await stage.ask("CASEWORKER", "{ children { nodes { name } } }")
    application = await asyncpg.connect(module_database.application_url)
    try:
        for statement in ("insert into {} default values", "delete from {}", "select from {}"):
            for table in ("access_log_chain", "access_log_days", "access_log_unchained"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await application.execute(statement.format(table))
        for statement in ("insert into access_log default values", "update access_log set fields = '{}'"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await application.execute(statement)
        with pytest.raises(asyncpg.NoDataFoundError):
            await application.execute(FORGED)
        assert await application.fetchval("select count(*) from access_log") == 0
    finally:
        await application.close()


def child_at(stage: Stage, mark: str) -> Kept:
    """A child in a pairing, of one's own or below."""
    paired = {pairing.row["child_id"] for pairing in stage.world.of("pairing")}
    return next(one for one in stage.world.of("child") if mark in one.marks and one.id in paired)


async def test_a_file_is_opened_with_a_reason_until_it_ends(stage: Stage) -> None:
    child = {"id": str(child_at(stage, "branch").id)}
    assert (await stage.ask("DIRECTOR", CHILD, child))["child"]["name"].endswith("**")
    await logged(stage)
    done = (await stage.ask("DIRECTOR", OPEN, {**child, "reason": REASON}))["done"]
    assert done["userErrors"] == []
    assert await logged(stage) == {("CHILD", child["id"])}
    holds = "select expires_at - created_at from file_openings where reason = $1"
    assert await stage.owner.fetchval(holds, REASON) == timedelta(hours=3)
    told = (await stage.ask("CASEWORKER", CHILD, child))["child"]["fileOpenings"]["nodes"]
    assert {"reason": REASON, "open": True} in told

    opened = (await stage.ask("DIRECTOR", CHILD, child))["child"]
    assert not opened["name"].endswith("**")
    assert {"name", "phone"}.isdisjoint(opened["hiddenFields"])
    assert all(pairing["handoverNote"] for pairing in opened["pairings"]["nodes"])
    await stage.owner.execute("select chain_access_log()")
    entry = await stage.owner.fetchrow("select * from access_log where role = 'DIRECTOR' and 'phone' = any (fields)")
    assert entry
    assert (entry["reason"], entry["operation"]) == (REASON, "Look")
    found = await stage.ask("DIRECTOR", "{ children(first: 200) { nodes { id name } } }")
    assert [one["name"] for one in found["children"]["nodes"] if one["id"] == child["id"]] == [opened["name"]]

    again = (await stage.ask("DIRECTOR", OPEN, {**child, "reason": REASON}))["done"]
    assert again["userErrors"] == [{"code": "ALREADY_DONE", "field": ["input", "childId"]}]
    await stage.owner.execute("update file_openings set expires_at = now() where reason = $1", REASON)
    assert (await stage.ask("DIRECTOR", CHILD, child))["child"]["phone"] is None

    done = (await stage.ask("DIRECTOR", OPEN, {**child, "reason": REASON}))["done"]
    assert (await stage.ask("DIRECTOR", CHILD, child))["child"]["phone"]
    ended = await stage.ask("CASEWORKER", END, {"id": done["fileOpening"]["id"]})
    assert ended["done"]["userErrors"] == []
    assert (await stage.ask("DIRECTOR", CHILD, child))["child"]["phone"] is None


@pytest.mark.parametrize("reason", ["", "too short", "长" * 501, " " * 20])
async def test_a_reason_has_ten_to_five_hundred_characters(stage: Stage, reason: str) -> None:
    child = {"id": str(child_at(stage, "branch").id)}
    done = (await stage.ask("DIRECTOR", OPEN, {**child, "reason": reason}))["done"]
    assert done["fileOpening"] is None
    assert [error["field"] for error in done["userErrors"]] == [["input", "reason"]]
