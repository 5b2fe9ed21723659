"""What the migrations say of each kind is what its declaration says: its checks, and its class of protection."""

from collections.abc import AsyncIterator
from datetime import date

import asyncpg
import pytest

from tenants.access.policy import HERE
from tenants.kinds.checks import checks_of
from tenants.kinds.field import Source
from tenants.kinds.kind import Kind
from tenants.records.kinds import KINDS
from tests.conftest import ScratchDatabase
from tests.kinds import BY_HAND

REMEMBERED = [kind for kind in KINDS if kind.history]
CONSTRAINTS = """select conname, pg_get_constraintdef(oid) as said from pg_constraint
    where contype = 'c' and conrelid = $1::regclass"""
# Until when something holds of which no day says since when, or a rule does.
WITHOUT_A_BEGINNING = {
    *("CaringMother insured_until", "CaringMother screening_until"),
    "Screening approved_until",
    "Subsidy notice_until",
}
# Of several fields at once.
SAYING_MORE = {"disbursements_amount_bounds", "disbursements_amount_sign", "disbursements_paid_on_approved"}
# Of kinds older than their declaration: conditions that say more than one field does.
BEYOND = {
    *("parent_circumstances_from_on_for_long", "attendances_closed_reason_fulfilled"),
    "project_steps_score_needed",
    "stories_faces_shown_within",
}
DIFFERENT = {
    "transfers_child_name_length",
    *("children_name_length", "caring_mothers_name_length", "donations_amount_range"),
    *("projects_ended_on_after_opening", "donations_amount_sign", "disbursements_amount_range"),
}
# Conditions on several fields, which rules of the kind have.
OF_SEVERAL = {
    *("checklist_items_age_until_after_opening", "checklist_items_acts_named"),
    *("venues_opened_on_between_stays", "venues_closed_on_between_stays"),
    *("organizations_registered_on_between_stays", "organizations_closed_on_between_stays"),
    *("screenings_decided_on_named", "screenings_decided_on_after_opening", "screenings_approved_until_named"),
    "screenings_lapsed_on_decided",
    "attachments_sha256_hexadecimal",
    "project_indicators_target_on_within",
    *("milestones_donation_id_needed", "targets_programme_id_needed"),
    *("service_agreements_persons_served_named", "service_agreements_score_named"),
    *("service_agreements_delivered_on_unapproved", "service_agreements_rated_on_after_opening"),
    "service_agreements_closed_on_fulfilled",
}


@pytest.fixture(scope="module")
async def migrated(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    owner = await asyncpg.connect(module_database.owner_url)
    yield owner
    await owner.close()


async def constraints(owner: asyncpg.Connection, table: str) -> dict[str, str]:
    # One that is not valid holds for all that is written since.
    return {row["conname"]: row["said"].removesuffix(" NOT VALID") for row in await owner.fetch(CONSTRAINTS, table)}


@pytest.mark.parametrize("kind", REMEMBERED, ids=lambda kind: kind.name)
async def test_a_tables_checks_are_those_of_its_fields(migrated: asyncpg.Connection, kind: Kind) -> None:
    declared = {name: sql for name, sql in checks_of(kind).items() if name not in DIFFERENT}
    async with migrated.transaction():
        await migrated.execute(f"create temporary table declared (like {kind.plural}) on commit drop")
        for name, sql in declared.items():
            await migrated.execute(f"alter table declared add constraint {name} check ({sql})")
        expected = await constraints(migrated, "declared")
        found = await constraints(migrated, kind.plural)
        await migrated.execute("drop table declared")
    assert {name: found.get(name) for name in expected} == expected
    if kind.name not in BY_HAND:
        assert set(found) - SAYING_MORE - BEYOND - OF_SEVERAL == set(expected)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_holds_until_a_day_is_not_over_before_it_begins(kind: Kind) -> None:
    closing = kind.closing.day if kind.closing and kind.closing.after else None
    for name, one in kind.fields.items():
        if one.type is date and one.source is Source.GIVEN and ("until" in name or "end_on" in name):
            assert one.after or name == closing or f"{kind.name} {name}" in WITHOUT_A_BEGINNING, name


async def test_each_layer_names_the_same_class_of_protection(migrated: asyncpg.Connection) -> None:
    rows = await migrated.fetch("select kind, record_table::text, protection from record_kinds")
    declared = {(kind.code, kind.plural, kind.protection.name.upper()) for kind in REMEMBERED}
    assert {tuple(row) for row in rows} == declared
    policy = [line.split(", ") for line in (HERE / "policy.csv").read_text().splitlines() if line.startswith("g, ")]
    assert {(kind, protection) for _, kind, protection in policy} == {
        (kind.single, kind.protection.name) for kind in KINDS
    }
