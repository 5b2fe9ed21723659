"""Erasure leaves no trace of who it was, and every figure as it was."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

import asyncpg
import pytest

from tenants.audit.verifying import verify
from tenants.encryption.columns import encrypt_columns, sensitive_columns
from tenants.person.erasing import erase_person
from tenants.person.request import PersonError, Request
from tests.callers import add_caller, ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS, TABLES, opened
from tests.tenants.records.office import COUNTY, OTHER_COUNTY, OTHER_VILLAGE, Done, Office

# The words of the domain, which point at nobody, and what the figures count.
REASON = "kid-reason: seen alone at night"
ANOTHER_VISIT = """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind,
    contact_made, findings) select gen_random_uuid(), tenant_code, pairing_id, child_id, caring_mother_id, visited_on,
    kind, contact_made, 'again' from visits where id = $1"""
KEPT = {
    *(
        "sex",
        "risk_level",
        "category",
        "category_source",
        "category_history",
        "risk_history",
        *("identity_kind", "schooling", "health_kind", "basis", "capacity"),
        "stays",
        "handed_over",
        "closed_reason",
        "state",
        "role",
    ),
    *("ended_reason", "kind", "recruited_through", "sector", "screening_state"),
    *("capacity", "no_contact_reason", "met", "living", "physical_health", "mood", "schooling", "care", "home_safety"),
    *("urgency", "entitlement", "outcome", "training_days"),
}


async def erase(owner: asyncpg.Connection, kind: str, key: object) -> Mapping[str, int]:
    async with owner.transaction():
        return await erase_person(owner, Request(kind, UUID(str(key)), "操作员", "guardian asked"))


async def dump(owner: asyncpg.Connection) -> str:
    """Every row of every table as text."""
    tables = await owner.fetch(
        "select oid::regclass::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
    )
    rows = [row[0] for (table,) in tables for row in await owner.fetch(f"select r::text from {table} r")]
    return "\n".join(rows)


async def plant(owner: asyncpg.Connection, table: str, key: str, mark: str) -> dict[str, str]:
    """Twice another text in every column of a row that is free to hold one, so that the history has some, too.

    Gives each text as it is kept: as it is, or as ciphertext.
    """
    columns = await owner.fetch(
        """select column_name, data_type from information_schema.columns where table_schema = 'public'
           and table_name = $1 and data_type in ('text', 'ARRAY', 'jsonb') and is_generated = 'NEVER'""",
        table,
    )
    planted = {}
    for name, type_ in columns:
        if name not in KEPT:
            for time in ("first", "then"):
                secret = f"{mark}-{name}-{time}"
                written = encrypt_columns(KEYS, TABLES[table], UUID(key), {name: secret})
                planted[secret] = written[name]
                values = (f"array[${n}::text]" if type_ == "ARRAY" else f"${n}" for n in range(2, 2 + len(written)))
                changed = ", ".join(f"{column} = {value}" for column, value in zip(written, values, strict=True))
                await owner.execute(f"update {table} set {changed} where id = $1", key, *written.values())
    assert all(planted[f"{mark}-{name}-then"] != f"{mark}-{name}-then" for name in sensitive_columns(TABLES[table]))
    return planted


async def hashes(owner: asyncpg.Connection, table: str, key: str) -> set[str]:
    """The keyed hashes of a row, as a dump shows them."""
    row = await owner.fetchrow(f"select identity_number_hash, phone_hash from {table} where id = $1", key)
    assert row
    return {value.hex() for value in row.values()}


async def opened_with_a_reason(office: Office, child: Done) -> None:
    """A director of the province opens a child's file and reads it; the log's chain holds both."""
    director = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    opening = {"childId": child.update["id"], "reason": REASON}
    await office.done("openChildFile", opening, director)
    await ask(office.engine, director, "query($id: ID!) { child(id: $id) { name } }", {"id": child.update["id"]})
    await office.owner.fetchval("select chain_access_log()")


async def asked_about(office: Office, child: Done) -> dict[str, str]:
    """A branch that was told that the child is on file asks its keeper, and is answered; each text as it is kept."""
    row = await office.owner.fetchrow("select * from children where id = $1", child.update["id"])
    number = opened("children", row)["identity_number"]
    elsewhere = {"tenant": OTHER_VILLAGE, "identityNumber": number}
    assert (await office.do("registerChild", elsewhere, "neighbour")).errors
    asked = await office.done("askKeeper", {**elsewhere, "question": "kid-question"}, "neighbour")
    found = await office.owner.fetchrow("select * from received_enquiries where child_id = $1", child.update["id"])
    answer = {"id": str(found["id"]), "expectedVersion": found["version"], "answer": "STAYS_HERE"}
    await office.done("answerEnquiry", {**answer, "answerNote": "kid-answer"})
    kept = await office.owner.fetchrow("select * from file_enquiries where id = $1", asked.update["id"])
    secrets = {name: kept[name] for name in ("identity_number", "question", "answer_note")}
    return secrets | {"hash": kept["identity_number_hash"].hex(), "told": row["identity_number_hash"].hex()}


async def merged_into(office: Office, child: Done) -> dict[str, str]:
    """Another file of the child, which was merged into this one; each text as it is kept."""
    other = await office.child()
    planted = await plant(office.owner, "children", other.update["id"], "twin")
    versions = "select version from children where id = $1"
    kept, merged = [await office.owner.fetchval(versions, one.update["id"]) for one in (child, other)]
    named = {"mergeId": other.update["id"], "mergeVersion": merged}
    await office.done("mergeChildren", {"id": child.update["id"], "expectedVersion": kept, **named})
    with pytest.raises(PersonError, match=f"was merged into CHILD {child.update['id']}: name that one"):
        await erase(office.owner, "CHILD", other.update["id"])
    return planted


async def one_of_each(office: Office) -> tuple[Done, Done, Done, Done]:
    """A child, a Caring Mother, their pairing, now ended, and its visit."""
    child, mother = await office.child(), await office.volunteer()
    pairing = await office.pairing(childId=child.update["id"], caringMotherId=mother.update["id"])
    visit = await office.done("recordVisit", {"pairingId": pairing.update["id"]})
    ended = await office.done("endPairing", {**pairing.update, "untilOn": "2024-06-30", "endedReason": "COMPLETED"})
    return child, mother, ended, visit


async def close(office: Office, kind: str, done: Done) -> None:
    reason = {"child": "MOVED_OUT", "caring_mother": "WITHDREW"}[kind]
    table = {"child": "children", "caring_mother": "caring_mothers"}[kind]
    statement = f"update {table} set closed_on = '2024-09-01', closed_reason = $2 where id = $1"
    await office.owner.execute(statement, done.update["id"], reason)


CARE = (
    ("raiseNeed", "needs", {"kind": "MEDICAL", "detail": "a need", "raisedOn": "2024-03-01"}),
    ("recordSupport", "supports", {"kind": "MEDICAL", "providedBy": "somebody", "supportedOn": "2024-03-01"}),
    ("recordWish", "wishes", {"wish": "a wish", "madeOn": "2024-03-01"}),
)
LINKED = "insert into identities (user_id, issuer, subject) values ($1, 'https://id.example', 'mother-subject')"
PROVEN = """insert into identity_codes (code_hash, challenge, issuer, subject, second_factor, until_at)
    values ('of none', '', 'https://id.example', 'mother-subject', false, now())"""


async def test_nothing_is_left_of_a_child(office: Office) -> None:
    child, _, pairing, visit = await one_of_each(office)
    planted = await asked_about(office, child)
    planted |= await merged_into(office, child)
    planted |= await plant(office.owner, "children", child.update["id"], "kid")
    planted |= await plant(office.owner, "pairings", pairing.update["id"], "kid-pairing")
    planted |= await plant(office.owner, "visits", visit.update["id"], "kid-visit")
    of_child = {"childId": child.update["id"]}
    for mutation, table, told in CARE:
        record = await office.done(mutation, {**of_child, **told})
        planted |= await plant(office.owner, table, record.update["id"], f"kid-{table}")
    assert {"kid-needs-detail-then", "kid-supports-provided_by-then", "kid-wishes-wish-first"} <= planted.keys()
    assert {"kid-health-first", "kid-pairing-handover_note-then", "kid-visit-findings-first"} <= planted.keys()
    await office.owner.execute("update children set basis = 'EMERGENCY' where id = $1", child.update["id"])
    moving = {**of_child, "receiver": OTHER_COUNTY, "reason": "kid-transfer-reason"}
    await office.done("requestTransfer", moving)
    await opened_with_a_reason(office, child)
    kept = {*planted.values(), moving["reason"], REASON, *await hashes(office.owner, "children", child.update["id"])}
    before = await dump(office.owner)
    assert {secret for secret in kept if secret not in before} == set()
    await close(office, "child", child)
    counts = await erase(office.owner, "CHILD", child.update["id"])
    assert [counts[name] for name in ("visits", "pairings", "openings", "reasons", "files")] == [1, 1, 1, 2, 2]
    after = await dump(office.owner)
    assert {secret for secret in kept if secret in after} == set()
    born = await office.owner.fetchval("select birth_date from children where id = $1", child.update["id"])
    assert str(born) == "2015-01-01"


async def test_nothing_is_left_of_a_caring_mother_and_the_children_keep_their_files(office: Office) -> None:
    _, mother, _, visit = await one_of_each(office)
    caller = await office.mother(mother)
    session = caller.session
    assert session
    await office.owner.execute("update users set name = 'mother-user' where id = $1", session.user_id)
    await office.owner.execute(LINKED, session.user_id)
    await office.owner.execute(PROVEN)
    planted = await plant(office.owner, "caring_mothers", mother.update["id"], "mum")
    kept = {
        "mother-user",
        "mother-subject",
        *planted.values(),
        *await hashes(office.owner, "caring_mothers", mother.update["id"]),
    }
    before = await dump(office.owner)
    assert {secret for secret in kept if secret not in before} == set()
    found = await plant(office.owner, "visits", visit.update["id"], "found")
    await close(office, "caring_mother", mother)
    await erase(office.owner, "CARING_MOTHER", mother.update["id"])
    after = await dump(office.owner)
    assert {secret for secret in kept if secret in after} == set()
    assert all(secret in after for secret in found.values())
    assert await office.owner.fetch("select * from live_grants($1)", session.user_id) == []
    live = "select count(*) from sessions where user_id = $1 and ended_at is null"
    assert await office.owner.fetchval(live, session.user_id) == 0


async def test_who_read_the_file_stays_in_the_log_whose_chain_still_holds(office: Office) -> None:
    child = await office.child()
    await opened_with_a_reason(office, child)
    entries = "select id, user_name, fields from access_log order by at"
    before = await office.owner.fetch(entries)
    await close(office, "child", child)
    await erase(office.owner, "CHILD", child.update["id"])
    assert await office.owner.fetch(entries) == before
    guess = "select count(*) from access_log where hash_of_reason($1, reason_salt) = reason"
    assert await office.owner.fetchval("select count(*) from access_log where reason is not null")
    assert await office.owner.fetchval(guess, REASON) == 0
    (day,) = (await verify(office.owner, KEYS)).days
    assert (day.entries, day.fault) == (len(before), None)
    await office.owner.execute("update access_log set reason = hash_of_reason('another', null)")
    (day,) = (await verify(office.owner, KEYS)).days
    assert day.fault


@pytest.mark.parametrize("kind", ["CHILD", "CARING_MOTHER"])
async def test_what_cannot_be_erased_is_refused_in_one_line(office: Office, kind: str) -> None:
    child, mother = await office.child(), await office.volunteer()
    pairing = await office.pairing(childId=child.update["id"], caringMotherId=mother.update["id"])
    done, single = (child, "child") if kind == "CHILD" else (mother, "caring_mother")
    key = done.update["id"]
    before = await office.fingerprint()
    with pytest.raises(PersonError, match="open pairings: end them first"):
        await erase(office.owner, kind, key)
    assert await office.fingerprint() == before
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-06-30", "endedReason": "COMPLETED"})
    with pytest.raises(PersonError, match="is open: close it first"):
        await erase(office.owner, kind, key)
    await close(office, single, done)
    await erase(office.owner, kind, key)
    with pytest.raises(PersonError, match="was erased on"):
        await erase(office.owner, kind, key)
    with pytest.raises(PersonError, match="there is no"):
        await erase(office.owner, kind, UUID(int=1))


async def test_an_erased_child_is_shown_as_one_and_never_written_about_again(office: Office) -> None:
    child, _, pairing, visit = await one_of_each(office)
    await close(office, "child", child)
    await erase(office.owner, "CHILD", child.update["id"])
    shown = await ask(
        office.engine,
        office.callers["caseworker"],
        "query($id: ID!) { child(id: $id) { name erasedOn version phone history { nodes { values { field } } } } }",
        {"id": child.update["id"]},
    )
    assert shown["child"]["name"] == ""
    assert shown["child"]["erasedOn"]
    assert {len(change["values"]) for change in shown["child"]["history"]["nodes"]} == {0}
    now = {"id": child.update["id"], "expectedVersion": shown["child"]["version"]}
    for mutation, given_ in (
        ("updateChild", {**now, "name": "again"}),
        ("updatePairing", {**pairing.update, "handoverNote": "again"}),
        ("updateVisit", {**visit.update, "findings": "again"}),
        ("recordVisit", {"pairingId": pairing.update["id"], "findings": "again"}),
    ):
        assert {code for code, _ in (await office.do(mutation, given_)).problems} == {"CLOSED"}, mutation
    above = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    opening = await office.do("openChildFile", {"childId": child.update["id"], "reason": "again and again"}, above)
    assert opening.problems == {("CLOSED", "input.childId")}
    for change in ("phone_hash = '1'", "name = 'again'", "erased_on = null", "closed_on = null, closed_reason = null"):
        with pytest.raises(asyncpg.CheckViolationError):
            await office.owner.execute(f"update children set {change} where id = $1", child.update["id"])
    assert "again" not in await dump(office.owner)
    listed = '{ children(first: 200, filter: { nameContains: "张" }) { nodes { id } } }'
    found = await ask(office.engine, office.callers["caseworker"], listed)
    assert child.update["id"] not in {one["id"] for one in found["children"]["nodes"]}


async def test_what_is_written_meanwhile_waits_and_is_erased_or_refused(
    office: Office, module_database: ScratchDatabase
) -> None:
    child, _, _, visit = await one_of_each(office)
    await close(office, "child", child)
    above = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    writing = await asyncpg.connect(module_database.owner_url)
    begun = writing.transaction()
    await begun.start()
    await writing.execute(ANOTHER_VISIT, visit.update["id"])
    erasing = office.owner.transaction()
    await erasing.start()
    request = Request("CHILD", UUID(child.update["id"]), "操作员", "guardian asked")
    erased = asyncio.create_task(erase_person(office.owner, request))
    assert not (await asyncio.wait({erased}, timeout=0.3))[0]
    await begun.commit()
    await writing.close()
    assert (await erased)["visits"] == 2
    opening = {"childId": child.update["id"], "reason": "again and again"}
    opened = asyncio.create_task(office.do("openChildFile", opening, above))
    assert not (await asyncio.wait({opened}, timeout=0.3))[0]
    await erasing.commit()
    assert {code for code, _ in (await opened).problems} == {"CLOSED"}
    assert "again" not in await dump(office.owner)


async def test_the_request_is_on_record_without_what_was_erased(office: Office) -> None:
    child, *_ = await one_of_each(office)
    await close(office, "child", child)
    await erase(office.owner, "CHILD", child.update["id"])
    noted = await office.owner.fetchrow("select * from person_requests where record_id = $1", child.update["id"])
    assert noted
    assert (noted["request"], noted["operator"], noted["reason"]) == ("ERASURE", "操作员", "guardian asked")
    assert COUNTY[:6] == str(noted["tenant_code"])[:6]
    assert "张小明" not in str(noted)
