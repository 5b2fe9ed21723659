"""Whatever decrypts a person's values is known, and logs it before anybody is told of them."""

import ast
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from tenants.audit.chaining import chain
from tenants.audit.sealing import seal
from tenants.audit.verifying import verify
from tenants.database.transactions import Database
from tenants.database.unsealed import Unsealed
from tenants.encryption.columns import sensitive_columns
from tenants.identity_number import holder_of
from tenants.kinds.table import table_of
from tenants.person.exporting import export_person
from tenants.person.records import kind_of
from tenants.person.request import Request
from tenants.reading.names import camel
from tenants.rotation.rotating import rotate
from tests.callers import ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.planted import CHILD
from tests.tenants.records.office import Office

ROOT = Path(__file__).parents[3]
# Every function that decrypts, and what logs it; or why it opens nobody's file.
DECRYPTING = {
    "tenants/reading/marks.py value": "the statement whose answer it is",
    "tenants/records/identity.py read_stored_number": "test_what_a_rule_reads_of_a_number_is_logged",
    "tenants/encryption/columns.py decrypts_to": "test_a_value_that_is_found_to_be_the_one_given_is_logged",
    "tenants/person/exporting.py decrypt_value": "test_an_export_is_logged_and_sealed_before_it_is_given",
    "tenants/rotation/rotating.py rotate": "test_a_rotation_is_logged_and_sealed",
    "tenants/rotation/rotating.py encrypt_row": "test_a_rotation_is_logged_and_sealed",
    "tenants/rotation/stored.py decrypts_one": "it tells of a key alone",
    "tenants/rotation/stored.py finds_by_search_key": "it tells of a key alone",
    "tenants/accounts/second_factor.py decrypt_secret": "an account's own secret",
    "tenants/demo/multiplying.py opened": "made-up people's, before anybody signs in",
    "api/openid/sign_in_cookie.py read": "a cookie",
}
ENTRIES = "select user_name, role, kind, record_ids, fields, operation from access_log order by at, id"


class Decrypting(ast.NodeVisitor):
    """The innermost function around each mention of `decrypt`."""

    def __init__(self) -> None:
        self.around: list[str] = []
        self.found: set[str] = set()

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:  # ast's
        self.around.append(node.name)
        self.generic_visit(node)
        self.around.pop()

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  # ast's

    def visit_Attribute(self, node: ast.Attribute) -> None:  # ast's
        if node.attr == "decrypt":
            self.found.add(self.around[-1])
        self.generic_visit(node)


def decrypting() -> Iterator[str]:
    for package in ("api", "schema", "tenants"):
        for file in sorted((ROOT / package).rglob("*.py")):
            visitor = Decrypting()
            visitor.visit(ast.parse(file.read_text()))
            yield from (f"{file.relative_to(ROOT)} {name}" for name in visitor.found)


def test_nothing_decrypts_that_nobody_thought_about() -> None:
    cipher = "tenants/encryption/keys.py decrypt"
    assert set(decrypting()) - {cipher} == set(DECRYPTING)
    tests = {why for why in DECRYPTING.values() if why.startswith("test_")}
    assert tests <= set(globals())


@pytest.fixture
async def office(owner: asyncpg.Connection, database: ScratchDatabase) -> AsyncIterator[Office]:
    pool = await Database.connect(database.application_url, pool_size=4, keys=KEYS)
    yield await Office.open(owner, pool, database.application_url)
    await pool.close()


async def logged(office: Office) -> list[asyncpg.Record]:
    """What was logged since it was last looked at, all of it sealed."""
    await chain(office.database)
    await seal(office.database)
    rows: list[asyncpg.Record] = await office.owner.fetch(ENTRIES)
    assert (await verify(office.owner, KEYS)).faults == []
    await office.owner.execute("truncate access_log, access_log_chain, access_log_days, access_log_seals")
    office.database.unsealed = Unsealed()
    return rows


async def test_an_export_is_logged_and_sealed_before_it_is_given(office: Office) -> None:
    """By the operator's name, with every field that is in it; where it cannot be, nothing is given."""
    pairing = await office.pairing()
    await office.done("recordVisit", {"pairingId": pairing.update["id"], "findings": "一切安好"})
    for kind, table in (("CHILD", "children"), ("CARING_MOTHER", "caring_mothers")):
        key = await office.owner.fetchval(f"select id from {table}")
        await logged(office)
        document = await export_person(office.owner, Request(kind, key, "操作员"), KEYS)
        (row,) = await logged(office)
        assert tuple(row)[:4] == ("操作员", None, kind, [key])
        assert row["operation"] == "circle person export"
        file = json.loads(document)["file"][0]
        shown = {camel(name) for name in sensitive_columns(table_of(kind_of(kind)))}
        assert shown & {camel(name) for name in file} <= set(row["fields"])
        assert ("visit.findings" in row["fields"], "history" in row["fields"]) == (kind == "CHILD", True)
    await office.owner.execute("alter table access_log_unchained add constraint full_up check (false) not valid")
    with pytest.raises(asyncpg.CheckViolationError):
        await export_person(office.owner, Request(kind, key, "操作员"), KEYS)


async def test_a_rotation_is_logged_and_sealed(office: Office, database: ScratchDatabase) -> None:
    await office.child()
    await logged(office)
    await rotate(database.owner_url, KEYS)
    rows = await logged(office)
    assert [(row["user_name"], row["kind"], row["record_ids"], row["operation"]) for row in rows] == [
        ("operator", kind, [], "circle keys rotate") for kind in ("CHILD", "CARING_MOTHER")
    ]
    assert {"identityNumber", "phone", "guardian.phone"} <= set(rows[0]["fields"])


async def test_what_a_rule_reads_of_a_number_is_logged(office: Office) -> None:
    """Whether a date agrees with the number that is kept tells of it."""
    child = await office.child()
    born = holder_of(CHILD["identityNumber"])
    assert born
    await logged(office)
    for birth, doubtful in ((f"{born.birth_date}", []), ("2014-01-01", ["BIRTH_DATE_DIFFERS"])):
        version = await office.owner.fetchval("select version from children")
        text = f"""mutation {{ updateChild(input: {{id: "{child.update["id"]}", expectedVersion: {version},
            birthDate: "{birth}"}}) {{ warnings {{ code }} userErrors {{ code field }} }} }}"""
        done = (await ask(office.engine, office.callers["caseworker"], text))["updateChild"]
        assert done["userErrors"] == []
        assert [one["code"] for one in done["warnings"]] == doubtful
        (row,) = await logged(office)
        assert (row["record_ids"], row["fields"]) == ([UUID(child.update["id"])], ["identityNumber"])


async def test_a_value_that_is_found_to_be_the_one_given_is_logged(office: Office) -> None:
    """Another leaves a change."""
    child = await office.child(phone="13800138000")
    await logged(office)
    for phone, entries in (("13800138000", [["phone"]]), ("13800138001", [])):
        version = await office.owner.fetchval("select version from children")
        await office.done("updateChild", {"id": child.update["id"], "expectedVersion": version, "phone": phone})
        assert [row["fields"] for row in await logged(office)] == entries
    assert await office.owner.fetchval("select count(*) from changes where fields = '{phone}'") == 1
