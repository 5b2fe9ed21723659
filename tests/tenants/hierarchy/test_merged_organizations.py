"""Organisations on both registers of a succession: one is kept, and what goes on of the others is of it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

import asyncpg

from tenants.hierarchy.loading import load_tenants
from tenants.hierarchy.succeeding import succeed
from tests.tenants.hierarchy.test_succeeding import BEFORE, DAY

FIRST, SECOND, THIRD = (330127100000 + number for number in range(1, 4))
MOVED = date(2024, 6, 15)
# But for who they speak for, and who gave what: that is over.
NAMING = """select c.conrelid::regclass::text, a.attname::text
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'organizations'::regclass and a.atttypid = 'uuid'::regtype
      and c.conrelid not in ('organizations'::regclass, 'grants'::regclass, 'donations'::regclass)"""
GOING_ON = "select record_table::text, organization_column from naming_organizations"
ORGANIZATION = """insert into organizations (id, tenant_code, name, kind, credit_code, registered_on)
    values ($1, $2, $3, 'ALLIANCE', $4, '2024-01-05')"""
# What one of the first tenant's is said to be, to belong to, to do and to hold; of each also what is over.
PLANTED = """
insert into memberships (id, tenant_code, alliance_id, member_id, from_on, until_on, ended_reason) values
    (gen_random_uuid(), {FIRST}, '{gone}', '{member}', '2024-01-05', null, null),
    (gen_random_uuid(), {FIRST}, '{gone}', '{kept}', '2024-01-05', null, null),
    (gen_random_uuid(), {FIRST}, '{other}', '{gone}', '2024-01-05', null, null),
    (gen_random_uuid(), {FIRST}, '{other}', '{kept}', '2024-02-05', null, null),
    (gen_random_uuid(), {SECOND}, '{kept}', '{third}', '2024-01-05', null, null),
    (gen_random_uuid(), {FIRST}, '{gone}', '{third}', '2024-01-05', '2024-02-01', 'LEFT');
insert into programmes (id, tenant_code, name, kind, started_on)
    values ('{programme}', {FIRST}, 'p', 'BRAND', '2024-01-05');
insert into participations (id, tenant_code, programme_id, organization_id, from_on)
    values (gen_random_uuid(), {FIRST}, '{programme}', '{gone}', '2024-01-05');
insert into measures (id, tenant_code, programme_id, title, responsible_id, due_on, closed_on, closed_reason) values
    (gen_random_uuid(), {FIRST}, '{programme}', 'open', '{gone}', '2024-12-31', null, null),
    (gen_random_uuid(), {FIRST}, '{programme}', 'done', '{gone}', '2024-05-31', '2024-05-01', 'DONE');
insert into projects (id, tenant_code, name, partner_id, funder_id, started_on)
    values (gen_random_uuid(), {FIRST}, 'p', '{gone}', '{gone}', '2024-01-05');
insert into activities (id, tenant_code, name, kind, focus, planned_on)
    values ('{activity}', {FIRST}, 'a', 'LECTURE', 'SAFETY', '2024-09-01');
insert into activity_partners (id, tenant_code, activity_id, partner_id, from_on) values
    (gen_random_uuid(), {FIRST}, '{activity}', '{gone}', '2024-01-05'),
    (gen_random_uuid(), {FIRST}, '{activity}', '{kept}', '2024-02-05');
insert into funds (id, tenant_code, name, holder_id, opened_on)
    values (gen_random_uuid(), {FIRST}, 'f', '{gone}', '2024-01-05');
insert into caring_mothers (id, tenant_code, service_code, name, recruited_through, sector, registered_on, capacity,
                            recruiting_unit_id)
    values (gen_random_uuid(), {FIRST}, {FIRST}, 'm', 'OFFICIAL', 'OTHER', '2024-01-05', 1, '{gone}');
insert into service_offers (id, tenant_code, organization_id, kind, title, capacity, from_on) values
    ('{offer}', {FIRST}, '{gone}', 'LEGAL', 'o', 3, '2024-01-05');
"""
OF_OPEN = """select (select count(*) from organizations where closed_on is null and credit_code = 'same') as kept,
    (select count(*) from participations where organization_id = $1) as participations,
    (select array_agg(title order by title) from measures where responsible_id = $1) as measures,
    (select count(*) from projects where partner_id = $1 and funder_id = $1) as projects,
    (select count(*) from activity_partners where partner_id = $1 and until_on is null) as activities,
    (select count(*) from funds where holder_id = $1) as funds,
    (select count(*) from caring_mothers where recruiting_unit_id = $1 and tenant_code = $2) as mothers,
    (select count(*) from service_offers where organization_id = $1 and tenant_code = $2) as offers"""
STOCK = """select month, sum(amount)::integer as amount from recounted_shares
    where figure = 'organizations' and dimension = '' group by 1 having sum(amount) <> 0 order by 1"""


async def plant(owner: asyncpg.Connection) -> Mapping[str, UUID]:
    ids = {name: uuid4() for name in ("gone", "kept", "other", "member", "third", "programme", "offer", "activity")}
    for name, tenant, credit_code in (
        *(("gone", FIRST, "same"), ("kept", SECOND, "same")),
        *(("other", FIRST, "other"), ("member", FIRST, None), ("third", THIRD, "same")),
    ):
        await owner.execute(ORGANIZATION, ids[name], tenant, name, credit_code)
    await owner.execute(PLANTED.format(FIRST=FIRST, SECOND=SECOND, **ids))
    return ids


async def memberships(owner: asyncpg.Connection, ids: Mapping[str, UUID]) -> set[tuple[str, str, bool]]:
    """The open ones, by names, and whether they are the successor's."""
    names = {key: name for name, key in ids.items()}
    rows = await owner.fetch("select alliance_id, member_id, tenant_code from memberships where until_on is null")
    return {(names[row["alliance_id"]], names[row["member_id"]], row["tenant_code"] == SECOND) for row in rows}


async def test_what_goes_on_of_an_organisation_is_of_the_one_that_is_kept(owner: asyncpg.Connection) -> None:
    """Every column that names an organisation is looked at; what is over stays with the one of which it was."""
    assert {*map(tuple, await owner.fetch(NAMING))} == {*map(tuple, await owner.fetch(GOING_ON))}
    await load_tenants(owner, BEFORE, DAY)
    ids = await plant(owner)
    stock = await owner.fetch(STOCK)
    await succeed(owner, FIRST, [SECOND], MOVED)

    gone = await owner.fetchrow("select * from organizations where id = $1", ids["gone"])
    assert gone
    told = tuple(gone[name] for name in ("tenant_code", "closed_on", "closed_reason", "merged_into_id"))
    assert told == (SECOND, MOVED, "MERGED", ids["kept"])
    # Nobody is twice a member, and nothing of itself.
    assert await memberships(owner, ids) == {
        *(("kept", "member", True), ("other", "kept", True), ("kept", "third", True)),
    }
    ended = await owner.fetch("select from_on, until_on from memberships where until_on is not null order by 1, 2")
    assert [row["until_on"] for row in ended if row["until_on"] == MOVED] == [MOVED] * 2
    found = await owner.fetchrow(OF_OPEN, ids["kept"], SECOND)
    assert found
    assert dict(found) == {
        "kept": 2,
        "participations": 1,
        "measures": ["open"],
        "projects": 1,
        "activities": 1,
        "funds": 1,
        "mothers": 1,
        "offers": 1,
    }
    # Until the day there were two, and since there is one of them.
    after = {row["month"]: row["amount"] for row in await owner.fetch(STOCK)}
    assert after == {**{row["month"]: row["amount"] for row in stock}, date(2024, 6, 1): -1}
    for differing in ("statistics_differences", "account_differences"):
        assert await owner.fetch(f"select * from {differing}()") == [], differing  # named above


async def test_of_two_that_go_over_together_one_is_kept(owner: asyncpg.Connection) -> None:
    """However often it goes on: what was merged leads to what it was merged into."""
    await load_tenants(owner, BEFORE, DAY)
    for village in (FIRST, SECOND):
        await owner.execute(ORGANIZATION, uuid4(), village, "x", "same")
    await owner.fetch("select * from succeed($1, $2, $3)", [FIRST, SECOND], [THIRD, THIRD], MOVED)
    rows = await owner.fetch("select id, tenant_code, closed_reason, merged_into_id from organizations order by id")
    assert {row["tenant_code"] for row in rows} == {THIRD}
    assert [(row["closed_reason"], row["merged_into_id"]) for row in rows] == [(None, None), ("MERGED", rows[0]["id"])]
