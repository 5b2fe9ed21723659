"""The access log, entry by entry: who is told whose file was opened, of entries from everywhere about everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from tenants.audit.exposed import MOST_COUNTED
from tenants.division import line_of
from tenants.errors import Forbidden
from tests.conftest import ScratchDatabase
from tests.isolation.roles import ROLES, SUBTREE
from tests.isolation.stage import Stage
from tests.world import BRANCH, OWN, PLAIN, TENANTS, Kept

READERS = ("AUDITOR", "CASEWORKER", "DIRECTOR")
LOG = "query ($filter: AccessLogEntryFilter) { all: accessLog(first: 200, filter: $filter) { nodes { id recordIds } } }"
OF_CHILD = "query ($id: ID!) { child(id: $id) { accessLog(first: 200) { nodes { id recordIds } } } }"
INSERT = """insert into access_log (id, day, at, user_name, role, tenant_code, tenant_name, kind, record_ids,
        tenant_codes, fields, searched)
    values ($1, today(), now(), 'somebody', 'CASEWORKER', $2, 'somewhere', 'CHILD', $3, $4, '{name}',
        cardinality($3::uuid[]) = 0)"""

FILL = """with filled as (
        insert into access_log (id, day, at, user_name, role, tenant_code, tenant_name, kind, record_ids, tenant_codes,
            fields, searched)
        select time_ordered_id(), today(), now(), $1, 'CASEWORKER', $2, 'somewhere', 'CHILD', '{}', $3, '{name}', false
        from generate_series(1, $4) returning 1)
    select count(*) from filled"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody at a tenant opened the files of these children, or searched more than are named."""

    id: UUID
    tenant: int
    named: Sequence[Kept]

    def told(self, role: str) -> set[str]:
        """The children of whom the role at the county learns, by this entry, that their files were opened."""
        scope = {"own"} if role == "DIRECTOR" else SUBTREE
        everybody = role == "AUDITOR" and TENANTS[self.tenant][3] in SUBTREE
        return {str(child.id) for child in self.named if everybody or child.marks & scope}

    def reaches(self, role: str) -> bool:
        """Whether it was a search at the county or above it; for an auditor also below."""
        return self.tenant in line_of(OWN) or (role == "AUDITOR" and TENANTS[self.tenant][3] in SUBTREE)


@pytest.fixture(scope="module")
async def entries(stage: Stage) -> list[Entry]:
    """From each tenant, about one child or two of whichever tenants."""
    one_each = {child.row["tenant_code"]: child for child in stage.world.of("child")}
    children = [one_each[tenant] for tenant in PLAIN]
    named = [*combinations(children, 0), *combinations(children, 1), *combinations(children, 2)]
    made = [Entry(uuid7(), tenant, of) for tenant, of in product(PLAIN, named)]
    for one in made:
        ids, codes = [child.id for child in one.named], [child.row["tenant_code"] for child in one.named]
        await stage.owner.execute(INSERT, one.id, one.tenant, ids, codes)
    return made


def wanted(entries: Sequence[Entry], role: str, about: str | None = None) -> dict[str, list[str]]:
    """The entries that the role reads, with whom each names to her; those that name one of whom she is told."""
    told = {str(entry.id): sorted(entry.told(role)) for entry in entries}
    searched = {str(entry.id) for entry in entries if not entry.named and entry.reaches(role)}
    return {key: names for key, names in told.items() if (about in names if about else names or key in searched)}


def read(nodes: list[dict[str, list[str]]]) -> dict[str, list[str]]:
    return {str(one["id"]): sorted(one["recordIds"]) for one in nodes}


@pytest.mark.parametrize("role", READERS)
async def test_an_entry_is_read_by_whom_it_concerns(guarded: Stage, entries: list[Entry], role: str) -> None:
    found = (await guarded.ask(role, LOG))["all"]["nodes"]
    assert read(found) == wanted(entries, role)
    assert 0 < len(found) < len(entries)


@pytest.mark.parametrize("role", READERS)
async def test_no_question_about_a_child_tells_more(guarded: Stage, entries: list[Entry], role: str) -> None:
    for child in guarded.world.of("child"):
        key = str(child.id)
        found = (await guarded.ask(role, LOG, {"filter": {"record": key}}))["all"]["nodes"]
        assert read(found) == wanted(entries, role, key)
        if role != "AUDITOR" and (shown := (await guarded.ask(role, OF_CHILD, {"id": key}))["child"]):
            assert read(shown["accessLog"]["nodes"]) == wanted(entries, role, key)


@pytest.mark.parametrize("role", ROLES)
async def test_row_security_alone_shows_no_other_entry(
    module_database: ScratchDatabase, stage: Stage, entries: list[Entry], role: str
) -> None:
    application = await asyncpg.connect(module_database.application_url)
    try:
        async with application.transaction():
            await application.execute(stage.callers[role].actor.settings_statement)
            rows = await application.fetch("select id::text from access_log")
            assert {row["id"] for row in rows} == (wanted(entries, role).keys() if role in READERS else set())
            for child in stage.world.of("child"):
                found = await application.fetchval("select accesses_of($1)::text[]", child.id)
                assert set(found) == (wanted(entries, role, str(child.id)).keys() if role in READERS else set())
    finally:
        await application.close()


@pytest.mark.parametrize("role", sorted(set(ROLES) - set(READERS)))
async def test_the_log_is_forbidden_to_everybody_else(stage: Stage, role: str) -> None:
    with pytest.raises(Forbidden):
        await stage.ask(role, LOG)


@pytest.mark.parametrize("role", READERS)
async def test_an_entry_more_than_are_counted_has_no_count(stage: Stage, entries: list[Entry], role: str) -> None:
    """What is asked more narrowly is counted, whatever the log holds."""
    many, count = "somebody else", "{ totalCount }"
    filled = await stage.owner.fetchval(FILL, many, OWN, [BRANCH if role != "DIRECTOR" else OWN], MOST_COUNTED)
    asked = (
        f'{{ all: accessLog {count} hers: accessLog(filter: {{userName: "{many}"}}) {count} '
        f'others: accessLog(filter: {{userName: "somebody"}}) {count} }}'
    )
    found = {name: one["totalCount"] for name, one in (await stage.ask(role, asked)).items()}
    assert found == {"all": None, "hers": filled, "others": len(wanted(entries, role))}
    await stage.owner.execute("delete from access_log where user_name = $1", many)
