"""Accounts: who sees them, who closes and opens them, and how they come to their holders."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from tenants.administration.operator import NewGrant, add_user, grant_role
from tenants.errors import BadRequest, Forbidden, Unauthenticated
from tests.callers import anonymous, ask
from tests.schema.administration.bureau import (
    COUNTY,
    HERS,
    NEIGHBOUR,
    PASSWORD,
    STAFF,
    TREE,
    VILLAGE,
    Bureau,
)
from tests.schema.administration.test_granting import code_of

EVENTS = """query ($after: String) { administrationEvents(first: 200, after: $after) { totalCount
    nodes { action by actingRole actingCode user role tenantCode } } }"""

ACCOUNTS = """query ($after: String) { accountEvents(first: 3, after: $after) { totalCount
    pageInfo { hasNextPage endCursor } nodes { at kind userId user address } } }"""


def is_below(code: int, other: int) -> bool:
    return str(code).startswith(str(other).rstrip("0")) and code >= other


@pytest.mark.parametrize("name", [name for name, (role, _) in STAFF.items() if role == "ADMINISTRATOR"])
async def test_an_administrator_sees_who_has_a_grant_in_her_range(bureau: Bureau, name: str) -> None:
    _, at = STAFF[name]
    if not await bureau.owner.fetchval("select exists (select from users where name = 'roaming')"):
        await add_user(bureau.owner, "roaming", None)
        for tenant in (COUNTY, NEIGHBOUR):
            await grant_role(bureau.owner, "roaming", NewGrant("ANALYST", tenant))
    seen = {one["name"]: one for one in (await bureau.users(name, first=200))["nodes"]}
    wanted = {other for other, (_, tenant) in STAFF.items() if is_below(tenant, at)}
    assert set(STAFF) & set(seen) == wanted
    roaming = {tenant for tenant in (COUNTY, NEIGHBOUR) if is_below(tenant, at)}
    assert ("roaming" in seen) is bool(roaming)
    if roaming:
        assert {int(grant["tenantCode"]) for grant in seen["roaming"]["grants"]} == roaming
        assert seen["roaming"]["manageable"] is (len(roaming) == 2)


async def test_who_never_had_a_grant_is_seen_by_whom_she_was_made_by(bureau: Bureau) -> None:
    name, made = await bureau.create()
    assert await bureau.user("administrator", name)
    for other in ("peer", "city administrator", "province administrator", "neighbour administrator"):
        assert (await bureau.users(other, filter={"nameContains": name}))["nodes"] == []
        done = await bureau.do(other, "closeUser", id=made["user"]["id"], expectedVersion=1)
        assert code_of(done) == "NOT_FOUND"
    await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    assert await bureau.user("city administrator", name)


async def test_users_are_paged_and_filtered(bureau: Bureau) -> None:
    names = sorted([(await bureau.create(by="neighbour administrator"))[0] for _ in range(3)])
    found: list[str] = []
    after: str | None = None
    while True:
        page = await bureau.users("neighbour administrator", first=1, after=after, filter={"nameContains": "new "})
        assert page["totalCount"] == 3
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        found += [edge["node"]["name"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(found) == names
    in_village = await bureau.users("city administrator", filter={"tenant": str(VILLAGE)}, first=200)
    assert {"worker", "village administrator"} <= {one["name"] for one in in_village["nodes"]}
    assert "administrator" not in {one["name"] for one in in_village["nodes"]}
    outside = await bureau.users("neighbour administrator", filter={"tenant": str(VILLAGE)})
    assert outside["totalCount"] == 0
    assert (await bureau.users("peer", filter={"closed": True, "nameContains": "worker"}))["nodes"] == []


@pytest.mark.parametrize(
    "arguments",
    [{"first": 0}, {"first": 201}, {"after": "x"}, {"after": "WyJJRF9ERVNDIiwgIjEiXQ=="}],
    ids=str,
)
async def test_a_page_that_means_nothing_is_refused(bureau: Bureau, arguments: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        await bureau.users("administrator", **arguments)
    with pytest.raises(BadRequest):
        await bureau.users("administrator", filter={"nameContains": "\0"})


@pytest.mark.parametrize(
    "cursor", ["x", "WyJJRF9ERVNDIiwgIi0xIl0=", "WyJJRF9ERVNDIiwgIjk5OTk5OTk5OTk5OTk5OTk5OTkifQ=="]
)
async def test_a_cursor_of_events_that_means_nothing_is_refused(bureau: Bureau, cursor: str) -> None:
    with pytest.raises(BadRequest):
        await ask(bureau.engine, await bureau.caller("auditor"), EVENTS, {"after": cursor})


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\0b", "worker"])
async def test_an_unfit_name_makes_no_account(bureau: Bureau, name: str) -> None:
    done = await bureau.do("administrator", "createUser", name=name)
    assert {error["code"] for error in done["userErrors"]} <= {"REQUIRED", "TOO_LONG", "MALFORMED", "ALREADY_EXISTS"}
    assert done["userErrors"]
    assert done["invitation"] is None


async def test_an_invitation_is_good_once_while_it_lasts(bureau: Bureau) -> None:
    nobody = anonymous(bureau.database)
    name, made = await bureau.create()
    user = made["user"]
    again = await bureau.done("administrator", "inviteUser", id=user["id"], expectedVersion=user["version"])

    async def join(invitation: str, password: str = PASSWORD) -> dict[str, Any]:
        return await bureau.do(nobody, "acceptInvitation", invitation=invitation, password=password)

    for wrong in (made["invitation"], "", "x", again["invitation"] + "x"):
        assert code_of(await join(wrong)) == "WRONG_CODE"
    assert code_of(await join(again["invitation"], "short")) == "TOO_SHORT"
    assert code_of(await join(again["invitation"], "x" * 201)) == "TOO_LONG"
    until = "update users set invited_until = $2 where name = $1"
    await bureau.owner.execute(until, name, datetime.now(UTC) - timedelta(seconds=1))
    assert code_of(await join(again["invitation"])) == "WRONG_CODE"
    await bureau.owner.execute(until, name, datetime.now(UTC) + timedelta(hours=1))
    assert (await join(again["invitation"]))["name"] == name
    assert code_of(await join(again["invitation"])) == "WRONG_CODE"


async def test_an_account_with_a_holder_is_never_invited(bureau: Bureau) -> None:
    """Else an administrator would take over what was given to somebody else."""
    appointed = await bureau.appoint("CASEWORKER", VILLAGE)
    name, made = await bureau.create()
    nobody = anonymous(bureau.database)
    await bureau.done(nobody, "acceptInvitation", invitation=made["invitation"], password=PASSWORD)
    for taken in (appointed, name, "worker"):
        user = await bureau.user("administrator", taken)
        done = await bureau.do("administrator", "inviteUser", id=user["id"], expectedVersion=user["version"])
        assert code_of(done) == "ALREADY_JOINED"


async def test_an_open_invitation_ends_when_the_account_gets_work(bureau: Bureau) -> None:
    """The invitation, which the administrator knows, opens nothing once the holder has accepted what is hers."""
    name, made = await bureau.create()
    code = await bureau.confirm(await bureau.give(made["user"]["id"], "CASEWORKER", VILLAGE))
    await bureau.done(name, "acceptGrant", code=code, password=HERS)
    nobody = anonymous(bureau.database)
    done = await bureau.do(nobody, "acceptInvitation", invitation=made["invitation"], password=PASSWORD)
    assert code_of(done) == "WRONG_CODE"


async def test_an_invitation_does_not_come_back_with_the_account(bureau: Bureau) -> None:
    name, made = await bureau.create()
    await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    for mutation in ("closeUser", "reopenUser"):
        user = await bureau.user("administrator", name)
        await bureau.done("administrator", mutation, id=user["id"], expectedVersion=user["version"])
    nobody = anonymous(bureau.database)
    done = await bureau.do(nobody, "acceptInvitation", invitation=made["invitation"], password=PASSWORD)
    assert code_of(done) == "WRONG_CODE"


async def test_a_closed_account_acts_no_more_and_its_sessions_do_not_come_back(bureau: Bureau) -> None:
    name = await bureau.appoint("CASEWORKER", VILLAGE)
    holder = await bureau.caller(name)
    user = await bureau.user("administrator", name)
    stale = await bureau.do("administrator", "closeUser", id=user["id"], expectedVersion=user["version"] + 1)
    assert code_of(stale) == "CONFLICT"
    closed = await bureau.done("administrator", "closeUser", id=user["id"], expectedVersion=user["version"])
    assert closed["user"]["closed"] is True
    with pytest.raises(Unauthenticated):
        await ask(bureau.engine, holder, "{ children { totalCount } }")
    given = {"userId": user["id"], "role": "PARTNER", "tenant": str(VILLAGE)}
    assert code_of(await bureau.do("administrator", "grantRole", **given)) == "CLOSED"
    version = closed["user"]["version"]
    assert (
        code_of(await bureau.do("administrator", "closeUser", id=user["id"], expectedVersion=version)) == "ALREADY_DONE"
    )
    await bureau.done("administrator", "reopenUser", id=user["id"], expectedVersion=version)
    with pytest.raises(Unauthenticated):
        await ask(bureau.engine, holder, "{ children { totalCount } }")
    assert await ask(bureau.engine, await bureau.caller(name), "{ children { totalCount } }")


@pytest.mark.parametrize("of", ["administrator", "peer", "director", "auditor", "roving"])
async def test_an_account_that_is_not_hers_alone_is_not_closed(bureau: Bureau, of: str) -> None:
    """Herself, a peer, those who watch over her, and somebody who works elsewhere, too."""
    if of == "roving":
        await add_user(bureau.owner, of, None)
        await grant_role(bureau.owner, of, NewGrant("ANALYST", COUNTY))
        await grant_role(bureau.owner, of, NewGrant("ANALYST", NEIGHBOUR))
    key = str(await bureau.owner.fetchval("select id from users where name = $1", of))
    for mutation in ("closeUser", "reopenUser", "inviteUser"):
        done = await bureau.do("administrator", mutation, id=key, expectedVersion=1)
        assert code_of(done) == "NOT_YOURS_TO_MANAGE"


@pytest.mark.parametrize("by", ["city administrator", "operator"])
async def test_whom_somebody_above_closed_is_not_opened_below(bureau: Bureau, by: str) -> None:
    name = await bureau.appoint("CASEWORKER", VILLAGE)
    user = await bureau.user("administrator", name)
    if by == "operator":
        await bureau.owner.execute("update users set closed_at = now() where name = $1", name)
    else:
        await bureau.done(by, "closeUser", id=user["id"], expectedVersion=user["version"])
    version = user["version"] + 1
    done = await bureau.do("administrator", "reopenUser", id=user["id"], expectedVersion=version)
    assert code_of(done) == "NOT_YOURS_TO_MANAGE"
    if by != "operator":
        assert (await bureau.done(by, "reopenUser", id=user["id"], expectedVersion=version))["user"]["closed"] is False


async def test_what_was_administered_is_read_by_the_auditor_of_the_range(bureau: Bureau) -> None:
    name = await bureau.appoint("CASEWORKER", VILLAGE)
    user = await bureau.user("administrator", name)
    await bureau.done("administrator", "closeUser", id=user["id"], expectedVersion=user["version"])
    found = (await ask(bureau.engine, await bureau.caller("auditor"), EVENTS))["administrationEvents"]
    about = [event for event in found["nodes"] if event["user"] == name]
    work = {"role": "CASEWORKER", "tenantCode": str(VILLAGE)}
    assert [(event["action"], event["by"], event["actingRole"]) for event in about] == [
        ("USER_CLOSED", "administrator", "ADMINISTRATOR"),
        ("GRANT_ACCEPTED", name, None),
        ("GRANT_CONFIRMED", "director", "DIRECTOR"),
        ("GRANT_GIVEN", "administrator", "ADMINISTRATOR"),
        ("USER_CREATED", "administrator", "ADMINISTRATOR"),
    ]
    assert all(event.items() >= work.items() for event in about if event["action"].startswith("GRANT"))
    operators = [event for event in found["nodes"] if event["user"] == "worker"]
    assert {(event["action"], event["by"]) for event in operators} == {("USER_CREATED", None), ("GRANT_GIVEN", None)}
    shown = {event["user"] for event in found["nodes"]}
    assert shown & set(STAFF) == {name for name, (_, tenant) in STAFF.items() if is_below(tenant, COUNTY)}
    for other in ("administrator", "director", "analyst", "worker"):
        with pytest.raises(Forbidden):
            await ask(bureau.engine, await bureau.caller(other), EVENTS)


async def test_what_befell_accounts_is_read_by_the_auditor_of_the_range(bureau: Bureau) -> None:
    for name in STAFF:
        note = "select note_account_event(id, 'WRONG_PASSWORD', '192.0.2.7', null) from users where name = $1"
        await bureau.owner.execute(note, name)
    auditor = await bureau.caller("auditor")
    seen, after = [], None
    while True:
        found = (await ask(bureau.engine, auditor, ACCOUNTS, {"after": after}))["accountEvents"]
        seen += found["nodes"]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert found["totalCount"] == len(seen)
    failed = [event for event in seen if event["kind"] == "WRONG_PASSWORD"]
    within = {name for name, (_, tenant) in STAFF.items() if is_below(tenant, COUNTY)}
    assert {event["user"] for event in failed} == within != set(STAFF)
    assert {event["userId"] for event in failed} == {str(bureau.ids[name]) for name in within}
    assert {event["address"] for event in failed} == {"192.0.2.7"}
    for other in ("administrator", "director", "analyst", "worker"):
        with pytest.raises(Forbidden):
            await ask(bureau.engine, await bureau.caller(other), ACCOUNTS, {"after": None})


async def test_what_was_administered_is_only_added_to(bureau: Bureau) -> None:
    """Not even by its owner, unless she is a superuser."""
    policies = await bureau.owner.fetch(
        "select polcmd::text as command from pg_policy where polrelid = 'administration_events'::regclass"
    )
    assert {row["command"] for row in policies} == {"r", "a"}
    async with bureau.database.connection() as connection:
        for statement in ("select from", "update {} set at = now()", "delete from {}", "insert into {} default values"):
            text = statement.format("administration_events")
            with pytest.raises(asyncpg.PostgresError):
                await connection.execute(text if "{}" in statement else f"{text} administration_events")


async def test_only_hashes_of_invitations_and_codes_are_kept(bureau: Bureau) -> None:
    _, made = await bureau.create()
    code = await bureau.confirm(await bureau.give(made["user"]["id"], "PARTNER", VILLAGE))
    kept = ""
    for table in ("users", "grants", "administration_events"):
        kept += await bureau.owner.fetchval(f"select string_agg(t::text, ' ') from {table} t")
    for secret in (made["invitation"], code, code.replace("-", "")):
        assert secret not in kept
        assert secret.encode().hex() not in kept


def test_the_tree_holds_what_these_tests_rely_on() -> None:
    assert {tenant for _, tenant in STAFF.values()} <= set(TREE)
