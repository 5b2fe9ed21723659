"""What a process answered is what its seals say: whatever an owner of the database does without the keys shows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from schema.engine.engine import Request
from tenants.audit import seals
from tenants.audit.chaining import chain
from tenants.audit.sealing import AT_LEAST, WRITE, Seal, seal
from tenants.audit.verifying import verify
from tenants.database.transactions import Database
from tenants.database.unsealed import NO_HEAD, Logged, Unsealed
from tenants.encryption.keys import Keys
from tenants.rotation.rotating import rotate
from tests.api.service import serve, settle
from tests.callers import add_caller, ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.records.office import COUNTY, OTHER_VILLAGE, VALID, Office, another_child

CHILDREN = "{ children(first: 50) { totalCount nodes { id name phone pairings { nodes { handoverNote } } } } }"
OPEN = 'mutation ($id: ID!) { openChildFile(input: {childId: $id, reason: "走访中发现异常,需核对档案"}) '
OPEN += "{ fileOpening { id child { name } } userErrors { code } } }"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for: what was answered has to be sealed."""
    monkeypatch.setattr(seals, "ON_ITS_WAY", timedelta(0))


async def faults(office: Office) -> list[str]:
    return (await verify(office.owner, KEYS)).faults


async def chained_and_sealed(office: Office) -> None:
    await chain(office.database)
    await seal(office.database)


@asynccontextmanager
async def undone(office: Office) -> AsyncIterator[None]:
    """Whatever is done to the database in the block is undone behind it."""
    transaction = office.owner.transaction()
    await transaction.start()
    yield
    await transaction.rollback()


async def answered(office: Office) -> Office:
    """A child is read by her caseworker and, with a reason, by a director above; the log is whole."""
    child = await office.child(phone="13800138000")
    province = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    caseworker = office.callers["caseworker"]
    for _ in range(3):
        await ask(office.engine, caseworker, CHILDREN)
    await ask(office.engine, province, OPEN, {"id": child.update["id"]})
    await ask(office.engine, province, CHILDREN.replace("children(", "children(filter: {opened: true}, "))
    await chained_and_sealed(office)
    assert await faults(office) == []
    return office


async def test_whatever_was_answered_is_sealed_as_it_is_logged(office: Office) -> None:
    """Reads, writes and what was read back, parts of one mutation that were refused, and what a subscription shows."""
    await answered(office)
    caseworker = office.callers["caseworker"]
    pairing = await office.pairing()
    number = {"identityNumber": another_child()["identityNumber"]}
    await office.done("registerChild", {**number, "tenant": OTHER_VILLAGE}, "neighbour")
    assert (await office.do("registerChild", number)).errors
    visit = await office.do(
        "recordVisit", {"pairingId": pairing.update["id"], "findings": "一切安好"}, fields="findings"
    )
    assert visit.record
    child = await office.child()
    twice = f'updateChild(input: {{id: "{child.update["id"]}", expectedVersion: 1, school: "x"}})'
    text = (
        f"mutation {{ a: {twice} {{ child {{ school }} }} b: {twice} {{ child {{ school }} userErrors {{ code }} }} }}"
    )
    await ask(office.engine, caseworker, text)
    await office.done("updateChild", {**await version(office, child.update["id"]), "birthDate": "2014-01-01"})
    shown = f'subscription {{ tenant(code: "{COUNTY}") {CHILDREN} }}'
    await office.engine.execute(Request(shown, subscribing=True), caseworker)
    await chained_and_sealed(office)
    assert await faults(office) == []
    assert await office.owner.fetchval("select count(*) from access_log where statement_id is null") == 0


async def version(office: Office, child: str) -> dict[str, object]:
    return {
        "id": child,
        "expectedVersion": await office.owner.fetchval("select version from children where id = $1", UUID(child)),
    }


# As an owner of the database who can hash, and has no key.
REMAKE = """
do $$
declare link record; before bytea := ''; begin
    for link in select c.day, c.position, sha256(convert_to(access_log_text(l), 'UTF8')) as digest
                from access_log_chain c join access_log l on (l.id, l.day) = (c.entry_id, c.logged_on)
                order by c.day, c.position loop
        before := sha256(before || link.digest);
        update access_log_chain set digest = link.digest, hash = before
        where (day, position) = (link.day, link.position);
    end loop;
    update access_log_days set head = before,
        entries = (select count(*) from access_log_chain c where c.day = access_log_days.day);
end $$
"""
LAST = "(select id from access_log order by id desc limit 1)"
ONE = "(select id from access_log where operation is null order by id limit 1)"
WITH_LINKS = f"""
    with gone as (delete from access_log where id = {LAST} returning id)
    delete from access_log_chain where entry_id in (select id from gone)"""
TAMPERING = {
    "somebody else's name": f"update access_log set user_id = gen_random_uuid() where id = {ONE}",
    "another file": f"update access_log set record_ids = array[gen_random_uuid()] where id = {ONE}",
    "one file more": f"update access_log set tenant_codes = tenant_codes || 1::bigint where id = {ONE}",
    "another field": f"update access_log set fields = '{{sex}}' where id = {ONE}",
    "another time": f"update access_log set at = at - interval '1 second' where id = {ONE}",
    "another user name": f"update access_log set user_name = 'somebody' where id = {ONE}",
    "another reason": "update access_log set reason = 'none of any interest' where reason is not null",
    "one removed": WITH_LINKS,
    "one removed, of which nothing is sealed": f"{WITH_LINKS}; delete from access_log_seals",
    "one put in": """with put as (
            insert into access_log
                (id, day, at, user_name, tenant_code, tenant_name, kind, record_ids, tenant_codes, fields)
            select time_ordered_id(), day, at, 'forged', 1, '', kind, record_ids, tenant_codes, fields
            from access_log limit 1 returning id, day)
        insert into access_log_chain select day, 1000, id, day, '', '' from put;
        update access_log_chain set position = (select count(*) from access_log_chain) where position = 1000""",
}


async def test_a_chain_that_was_made_again_shows(office: Office) -> None:
    await answered(office)
    for name, tampering in TAMPERING.items():
        async with undone(office):
            await office.owner.execute(tampering)
            await office.owner.execute(REMAKE)
            found = await verify(office.owner, KEYS)
            assert [day.fault for day in found.days] == [None], f"{name}: the chain itself was made again"
            assert found.faults, name
    assert await faults(office) == []


SEALS = {
    "another head": "update access_log_seals set head = sha256('x') where head is not null",
    "another digest": "update access_log_seals set digests[1] = sha256('x') where cardinality(digests) > 0",
    "said to be unanswered": "update access_log_seals set digests[1] = null where cardinality(digests) > 0",
    "another number": "update access_log_seals set number = number + 1000",
    "an end": "update access_log_seals set ended = not ended",
    "another time": "update access_log_seals set at = at - interval '1 day'",
    "one removed": "delete from access_log_seals where number = 2",
    "the first removed": "delete from access_log_seals where number = 1",
    "another's mac": """update access_log_seals s set mac = o.mac from access_log_seals o
        where s.number + o.number = 3 and s.series = o.series""",
}


async def test_a_seal_that_was_changed_or_removed_shows(office: Office) -> None:
    await chained_and_sealed(office)
    await answered(office)
    await ask(office.engine, office.callers["caseworker"], CHILDREN)
    await chained_and_sealed(office)
    assert await faults(office) == []
    for name, tampering in SEALS.items():
        async with undone(office):
            await office.owner.execute(tampering)
            assert await faults(office), name


async def test_what_is_removed_before_it_is_chained_shows(office: Office) -> None:
    await answered(office)
    await ask(office.engine, office.callers["caseworker"], CHILDREN)
    await office.owner.execute("delete from access_log_unchained")
    await chained_and_sealed(office)
    (fault,) = await faults(office)
    assert fault.endswith(" is about was removed")


async def test_what_is_changed_before_it_is_chained_shows(office: Office) -> None:
    await answered(office)
    await ask(office.engine, office.callers["caseworker"], CHILDREN)
    await office.owner.execute("update access_log_unchained set marks = '{}'")
    await chained_and_sealed(office)
    (fault,) = await faults(office)
    assert fault.endswith(" is about was changed")


async def test_a_whole_series_that_is_gone_was_seen_by_another(office: Office) -> None:
    await answered(office)
    await seal(office.database, ended=True)
    first = office.database.unsealed.series
    office.database.unsealed = Unsealed()
    await ask(office.engine, office.callers["caseworker"], CHILDREN)
    await chained_and_sealed(office)
    assert await faults(office) == []
    await office.owner.execute("truncate access_log, access_log_chain, access_log_days")
    await office.owner.execute("delete from access_log_seals where series = $1", first)
    assert any("is missing, which seal 1 of " in fault for fault in await faults(office))


async def test_what_another_key_made_is_told_and_by_a_rotation_made_anew(
    office: Office, database: ScratchDatabase
) -> None:
    await answered(office)
    new = Keys({"new": b"the key that is to seal from now"}, b"the key that finds in the tests.")
    assert any("which is not given" in fault for fault in (await verify(office.owner, new)).faults)
    both = Keys(
        {"new": b"the key that is to seal from now", "tests": b"the key that seals in the tests."},
        b"the key that finds in the tests.",
    )
    await office.owner.execute("update access_log_seals set ended = true where number = 1 and not ended")
    broken = await faults(office)
    await rotate(database.owner_url, both)
    assert len((await verify(office.owner, both)).faults) == len(broken)
    await office.owner.execute(
        "update access_log_seals set ended = false where number = 1 and series = $1", office.database.unsealed.series
    )
    assert (await verify(office.owner, both)).faults == []


LOGGED = """
    insert into access_log_unchained (statement_id, at, user_name, tenant_code, kinds, fields)
    values (gen_random_uuid(), $1, 'user', 330000000000, '{CHILD}', '{"{name}"}')"""


async def test_a_process_that_broke_off_is_told_and_what_it_could_not_seal(office: Office) -> None:
    """A note for who runs it; of another time it would be a fault."""
    await answered(office)
    unsealed = office.database.unsealed
    long_ago = datetime.now(UTC) - 10 * AT_LEAST
    crashed = Seal(uuid4(), 1, long_ago, [], NO_HEAD, [], ended=False)
    await office.owner.execute(WRITE, *crashed.values(KEYS))
    await office.owner.execute(LOGGED, long_ago + timedelta(seconds=1))
    await chained_and_sealed(office)
    found = await verify(office.owner, KEYS)
    assert found.faults == []
    broke, lost = found.notes
    assert f"the process of {crashed.series} broke off" in broke
    assert lost.endswith("was logged and not sealed by a process that broke off")
    await office.owner.execute(LOGGED, long_ago - AT_LEAST)
    await chained_and_sealed(office)
    (fault,) = await faults(office)
    assert fault.endswith(" is not sealed")
    assert unsealed.logged == []


@pytest.mark.parametrize("minutes", [1, 3, 6])
async def test_no_process_that_broke_off_is_taken_for_a_forger(
    office: Office, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    """However soon it is asked: what it logged last is on its way, or is a note."""
    monkeypatch.setattr(seals, "ON_ITS_WAY", seals.SILENT)
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    crashed = Seal(uuid4(), 1, at, [], NO_HEAD, [], ended=False)
    await office.owner.execute(WRITE, *crashed.values(KEYS))
    await office.owner.execute(LOGGED, at + timedelta(seconds=1))
    await chain(office.database)
    found = await verify(office.owner, KEYS)
    assert (found.faults, len(found.notes)) == ([], 2 if timedelta(minutes=minutes) > seals.SILENT else 0)


async def test_what_could_not_be_written_is_written_as_it_was_made(office: Office) -> None:
    await answered(office)
    before = office.database.unsealed.number
    await ask(office.engine, office.callers["caseworker"], CHILDREN)
    await office.owner.execute("alter table access_log_seals add constraint full_up check (false) not valid")
    with pytest.raises(asyncpg.CheckViolationError):
        await seal(office.database)
    await ask(office.engine, office.callers["caseworker"], CHILDREN)
    await office.owner.execute("alter table access_log_seals drop constraint full_up")
    await chained_and_sealed(office)
    assert (await faults(office), office.database.unsealed.number) == ([], before + 2)


async def test_an_answer_that_never_came_leaves_no_doubt(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was logged is then not known, and either is right."""
    await answered(office)
    fetch = Database.fetch_row

    async def broken(*given: object) -> None:
        await fetch(*given)  # type: ignore[arg-type]  # as they are
        raise asyncio.CancelledError

    monkeypatch.setattr(Database, "fetch_row", broken)
    with pytest.raises(asyncio.CancelledError):
        await ask(office.engine, office.callers["caseworker"], CHILDREN)
    assert office.database.unsealed.logged == [Logged(office.database.unsealed.logged[0].statement)]
    await chained_and_sealed(office)
    assert await faults(office) == []


async def test_a_process_seals_that_it_is_there_before_it_answers(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    await settle(owner)
    async with serve(owner, database.application_url):
        assert await owner.fetchval("select count(*) from access_log_seals where not ended") == 1


async def test_the_application_adds_seals_and_neither_reads_nor_changes_any(office: Office) -> None:
    await answered(office)
    application = await asyncpg.connect(office.application_url)
    try:
        for statement in (
            "select from {}",
            "delete from {}",
            "update {} set ended = true",
            "insert into {} default values",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await application.execute(statement.format("access_log_seals"))
    finally:
        await application.close()


def test_a_seal_is_of_the_keys_and_of_all_that_it_says() -> None:
    one = Seal(uuid4(), 1, datetime.now(UTC), [Logged(uuid4(), b"x"), Logged(uuid4())], NO_HEAD, ["a 1 b"], ended=False)
    others = [
        replace(one, series=uuid4()),
        replace(one, number=2),
        replace(one, at=one.at + timedelta(microseconds=1)),
        replace(one, logged=[Logged(one.logged[0].statement, b"y"), one.logged[1]]),
        replace(one, logged=[Logged(one.logged[0].statement), one.logged[1]]),
        replace(one, logged=[*one.logged, Logged(uuid4())]),
        *(replace(one, head=(one.at.date(), entries, head)) for entries, head in ((1, b"h"), (2, b"h"), (1, b"i"))),
        replace(one, seen=[]),
        replace(one, ended=True),
    ]
    mac = KEYS.seal(one.text)
    assert KEYS.is_seal("tests", one.text, mac)
    assert not any(KEYS.is_seal("tests", other.text, mac) for other in others)
    assert not KEYS.is_seal("other", one.text, mac)
    assert not Keys({"tests": bytes(32)}, bytes(32)).is_seal("tests", one.text, mac)


async def test_a_server_seals_what_it_answered_to_its_end(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    await settle(owner)
    given = {**VALID["registerChild"]}
    text = """mutation ($input: RegisterChildInput!) {
        registerChild(input: $input) { child { id name phone } userErrors { code } } }"""
    async with serve(owner, database.application_url) as service:
        answer = (await service.ask(text, await service.token(), input=given)).json()
        assert answer["data"]["registerChild"]["userErrors"] == []
    assert await owner.fetchval("select chain_access_log()") == 1
    assert (await verify(owner, KEYS)).faults == []
    made = await owner.fetchrow(
        "select count(distinct series) as series, bool_or(ended) as ended from access_log_seals"
    )
    assert made
    assert (made["series"], made["ended"]) == (1, True)


async def test_a_server_ends_though_nothing_can_be_sealed(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    await settle(owner)
    async with serve(owner, database.application_url) as service:
        service.app.state.database.unsealed.logged.append(Logged(uuid4()))
        await owner.execute("alter table access_log_seals add constraint full_up check (false) not valid")
    assert await owner.fetchval("select count(*) from access_log_seals") == 1
