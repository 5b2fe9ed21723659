"""Every kind belongs to one class of protection, and is protected word for word as the one that stands for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from tenants.access.policy import HERE, Role, compile_policy, load_policy
from tenants.kinds.exposed import record_of
from tenants.reading.record import Record
from tenants.records.kinds import KINDS
from tenants.records.milestone.kind import MILESTONE
from tests.isolation.classes import ALONE, Texts, catalog_of, differences, is_standing, policy_of
from tests.isolation.roles import CLASSES
from tests.kinds import WITH_TABLES

OPENED = """create or replace function actor_opens(of_kind text, record uuid) returns boolean language plpgsql as
    $$ begin case of_kind when 'MILESTONE' then return true;
       else return false; end case; end $$"""


def policies(roles: Mapping[str, Role], *others: Record) -> dict[str, Texts]:
    """Of all kinds, some in place of those of their names."""
    records = {record.single: record for record in (*map(record_of, KINDS), *others)}
    return {name: policy_of(record, roles) for name, record in records.items()}


async def catalogs(owner: asyncpg.Connection) -> dict[str, Texts]:
    return {kind.single: await catalog_of(owner, record_of(kind)) for kind in WITH_TABLES}


def test_every_kind_belongs_to_one_class() -> None:
    assert Counter(kind for kinds in CLASSES.values() for kind in kinds) == Counter(kind.single for kind in KINDS)
    assert {kind.single: kind.protection.name for kind in KINDS} == {
        kind: name for name, kinds in CLASSES.items() for kind in kinds
    }


def test_one_of_each_class_stands_for_it() -> None:
    assert all(map(is_standing, ALONE))
    for kinds in CLASSES.values():
        alike = [kind for kind in kinds if kind not in ALONE]
        assert [kind for kind in alike if is_standing(kind)] == alike[:1]


def test_a_kind_is_read_and_written_by_whom_its_class_is() -> None:
    assert differences(policies(load_policy())) == []


async def test_a_table_has_the_policies_and_rights_of_its_class(module_owner: asyncpg.Connection) -> None:
    found = await catalogs(module_owner)
    assert differences(found) == []
    assert [
        kind for kind, texts in found.items() if len(texts) < len(("owned", "seen", "added", "rights", "opens"))
    ] == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("p, ANALYST, milestone, manage, OWN", "milestone ANALYST manage"),
        ("p, PARTNER, milestone, view_full, SUBTREE", "milestone PARTNER sees"),
        ("p, CARING_MOTHER, milestone, view_full, SUBTREE", "milestone CARING_MOTHER sees"),
    ],
)
def test_a_row_of_the_policy_for_one_kind_is_found(tmp_path: Path, row: str, found: str) -> None:
    policy = tmp_path / "policy.csv"
    of_class = [line.split(", ") for line in (HERE / "policy.csv").read_text().splitlines()]
    alone = [", ".join([*line[:2], "milestone", *line[3:]]) for line in of_class if line[2:3] == ["project_work"]]
    ungrouped = (HERE / "policy.csv").read_text().replace("g, milestone, project_work\n", "")
    policy.write_text("\n".join([ungrouped, *(line for line in alone if line.startswith("p")), row]))
    assert found in differences(policies(compile_policy(policy)))


def test_a_condition_of_one_kind_is_found() -> None:
    kept_elsewhere = replace(record_of(MILESTONE), tenant_column="created_by")
    assert "milestone DIRECTOR sees" in differences(policies(load_policy(), kept_elsewhere))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("alter policy seen on milestones using (true)", "milestone seen"),
        ("create policy wide on milestones for select using (true)", "milestone wide"),
        ("alter policy added on milestones with check (true)", "milestone added"),
        ("drop policy changed on milestones", "milestone changed"),
        ("alter table milestones no force row level security", "milestone rights"),
        ('grant delete on milestones to "circle_application"', "milestone rights"),
        ("grant update (name) on milestones to public", "milestone rights"),
        (OPENED, "milestone opens"),
    ],
)
async def test_what_the_database_has_of_one_kind_alone_is_found(
    module_owner: asyncpg.Connection, change: str, found: str
) -> None:
    transaction = module_owner.transaction()
    await transaction.start()
    try:
        await module_owner.execute(change)
        assert [name for name in differences(await catalogs(module_owner)) if name.startswith(found)]
    finally:
        await transaction.rollback()
