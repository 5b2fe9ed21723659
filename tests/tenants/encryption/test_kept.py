"""What the database has of a person: nothing that can be read without the keys, by whatever way it came there."""

import logging
from uuid import UUID

import asyncpg
import pytest

from tenants.encryption.columns import associated_data, sensitive_columns
from tenants.encryption.keys import DecryptionError, is_encrypted
from tenants.kinds.field import FilterBy
from tenants.kinds.filters import filter_by
from tenants.records.kinds import KINDS
from tenants.rotation.stored import TABLES as KEPT
from tests.callers import ask
from tests.keys import KEYS, TABLES
from tests.noting import noting_prepared
from tests.planted import CHILD, MOTHER, SECRETS
from tests.tenants.records.office import VILLAGE, Done, Office

SENSITIVE = {(name, column) for name, table in TABLES.items() for column in sensitive_columns(table)}
# Those of the table that are about the column alone, and enforced.
CHECKS_OF = """select pg_get_constraintdef(c.oid) as it from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
    where c.conrelid = $1::text::regclass and a.attname = $2 and c.contype = 'c' and c.conenforced and c.convalidated"""
# What is looked for by its hash.
SOUGHT = {
    (kind.plural, name)
    for kind in KINDS
    for name, one in kind.columns.items()
    if one.hashed and one.filter and filter_by(one) is FilterBy.SAME
}
EVERY_TABLE = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"


async def backup(owner: asyncpg.Connection) -> str:
    """Every row of every table, as text."""
    tables = [row["relname"] for row in await owner.fetch(EVERY_TABLE)]
    dumped = "select coalesce(string_agg(r::text, E'\\n'), '') from {} r"
    return "\n".join([await owner.fetchval(dumped.format(table)) for table in tables])


async def kept(office: Office, done: Done) -> asyncpg.Record:
    row = await office.owner.fetchrow("select * from children where id = $1", UUID(done.update["id"]))
    assert row
    return row


async def test_what_is_sensitive_is_declared_so() -> None:
    assert {
        *(("children", name) for name in ("identity_number", "phone", "address", "health")),
        *(("children", name) for name in ("teacher_phone", "disability", "taboos")),
        *(("caring_mothers", name) for name in ("identity_number", "phone", "address")),
        *(("caring_mothers", name) for name in ("volunteer_number", "insurance")),
        *(("guardians", name) for name in ("identity_number", "phone", "address", "child_opinion")),
        *(("incident_reporters", name) for name in ("name", "phone")),
        *((table, name) for table in ("incident_reports", "incident_amendments") for name in ("facts", "protection")),
        ("assessments", "urgent_sign"),
        *(("attachments", name) for name in ("reference", "file_name")),
        ("care_plans", "goals"),
        ("file_enquiries", "identity_number"),
        ("clearance_steps", "note"),
        ("screenings", "opinion"),
        ("screenings", "statement"),
        ("organizations", "phone"),
    } == SENSITIVE
    assert [(table.name, sensitive_columns(table)) for table in KEPT if table.name not in TABLES] == [
        ("second_factors", ("secret",))
    ]


async def test_a_backup_without_keys_shows_nothing(office: Office) -> None:
    await office.forget_children()
    child = await office.child(name="可见的名字", **CHILD)
    mother = await office.done("registerCaringMother", MOTHER)
    await office.done("updateChild", {**child.update, "address": MOTHER["address"]})
    await office.done("updateCaringMother", {**mother.update, "address": CHILD["address"]})
    everything = await backup(office.owner)
    assert "可见的名字" in everything  # or the search would find nothing whatever there is
    assert [secret for secret in SECRETS if secret in everything] == []


async def test_no_statement_carries_a_value(office: Office) -> None:
    """Neither writing, reading back, nor looking for it sends anything to the database that could be read there."""
    await office.forget_children()
    sent: list[str] = []
    connections = [holder._con for holder in office.database.connections.pool._holders]  # noqa: SLF001  # asyncpg names no way to them
    loggers = [(connection, lambda query: sent.append(repr(query))) for connection in connections if connection]
    for connection, logger in loggers:
        connection.add_query_logger(logger)
    with noting_prepared(lambda text, values: sent.append(f"{text} {values}")):
        child = await office.child(name="可见的名字", **CHILD)
        await office.done("updateChild", {**child.update, "phone": CHILD["phone"], "health": MOTHER["address"]})
        for name in ("identityNumber", "phone"):
            await ask(
                office.engine,
                office.callers["caseworker"],
                "query ($by: ChildFilter) { children(filter: $by) { nodes { identityNumber phone address health } } }",
                {"by": {name: CHILD[name]}},
            )
    for connection, logger in loggers:
        connection.remove_query_logger(logger)
    assert any("可见的名字" in statement for statement in sent)
    assert [secret for secret in SECRETS for statement in sent if secret in statement] == []


@pytest.mark.parametrize(("table", "column"), sorted(SENSITIVE))
async def test_the_database_takes_no_plaintext(office: Office, table: str, column: str) -> None:
    """Tried in a table of the same checks alone, where nothing but the value can be what is refused."""
    async with office.owner.transaction():
        await office.owner.execute(f"create temporary table of_one ({column} text) on commit drop")
        checks = await office.owner.fetch(CHECKS_OF, table, column)
        for check in checks:
            await office.owner.execute(f"alter table of_one add {check['it']}")
        await office.owner.execute("insert into of_one values ($1)", KEYS.encrypt("anything", "13812345678"))
        with pytest.raises(asyncpg.CheckViolationError):
            await office.owner.execute("insert into of_one values ('13812345678')")


async def test_what_is_given_again_is_not_sealed_again(office: Office) -> None:
    await office.forget_children()
    child = await office.child(**CHILD)
    before = await kept(office, child)
    again = await office.done("updateChild", {**child.update, **CHILD, "phone": "15487650000"})
    after = await kept(office, child)
    for name in ("identity_number", "identity_number_hash", "address", "health"):
        assert after[name] == before[name]
    assert after["phone_hash"] != before["phone_hash"]
    assert KEYS.decrypt(associated_data("children", "phone", before["id"]), after["phone"]) == "15487650000"
    emptied = await office.done("updateChild", {**again.update, "phone": None, "health": None})
    last = await kept(office, emptied)
    assert (last["phone"], last["phone_hash"], last["health"]) == (None, None, None)
    assert is_encrypted(last["address"])


@pytest.mark.parametrize("field", ["phone", "address"])
async def test_what_somebody_moved_in_the_database_is_no_answer(
    office: Office, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    """A ciphertext copied from another child opens for nobody, and its value is not taken for this one's."""
    await office.forget_children()
    one, other = await office.child(**CHILD), await office.child(phone="15487650000", address="别处")
    copied = f"update children c set {field} = o.{field} from children o where c.id = $1 and o.id = $2"
    await office.owner.execute(copied, UUID(one.update["id"]), UUID(other.update["id"]))
    query = f"query ($id: ID!) {{ child(id: $id) {{ name {field} }} }}"
    with pytest.raises(DecryptionError), caplog.at_level(logging.ERROR):
        await ask(office.engine, office.callers["caseworker"], query, {"id": one.update["id"]})
    assert caplog.messages == [f"children.{field}:{one.update['id']} cannot be decrypted with any of the keys tests"]
    without = await ask(
        office.engine, office.callers["caseworker"], query.replace(field, "sex"), {"id": one.update["id"]}
    )
    assert without["child"]
    # What is broken can be put right.
    await office.done("updateChild", {**one.update, field: "15487650001"})
    right = await ask(office.engine, office.callers["caseworker"], query, {"id": one.update["id"]})
    assert right["child"][field] == "15487650001"


async def test_a_person_is_found_by_number_and_phone_however_they_are_spelled(office: Office) -> None:
    child = await office.child(identityNumber="11010519491231002X", phone="0571-87650000")
    for by in (
        {"identityNumber": "11010519491231002x"},
        {"phone": "0571 8765 0000"},
        {"identityNumber": "11010519491231002X", "phone": "057187650000", "tenant": VILLAGE},
    ):
        assert [one["id"] for one in await found(office, by)] == [child.update["id"]]
    for by in ({"phone": "87650000"}, {"identityNumber": ""}, {"phone": "\ud7ff"}):
        assert await found(office, by) == []


async def found(office: Office, by: dict[str, str]) -> list[dict[str, str]]:
    query = "query ($by: ChildFilter) { children(filter: $by) { nodes { id } } }"
    nodes: list[dict[str, str]] = (await ask(office.engine, office.callers["caseworker"], query, {"by": by}))[
        "children"
    ]["nodes"]
    return nodes


async def test_equality_of_hashes_is_leakproof_and_indexed(office: Office) -> None:
    """Otherwise row-level security would keep the index from being used."""
    assert await office.owner.fetchval("select proleakproof from pg_proc where proname = 'byteaeq'")
    indexed = await office.owner.fetch("select tablename || '.' || split_part(indexdef, '(', 2) as it from pg_indexes")
    assert {
        *((table, name) for table in ("children", "caring_mothers") for name in ("identity_number", "phone")),
        ("caring_mothers", "volunteer_number"),
    } == SOUGHT
    for table, column in SOUGHT:
        assert any(row["it"].startswith(f"{table}.{column}_hash,") for row in indexed)
