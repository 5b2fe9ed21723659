"""Duties that nobody has together: who administers, who audits, and who works with records."""

import asyncpg
import pytest

from tenants.administration.operator import AdministrationError, NewGrant, add_user, grant_role, revoke_grant
from tests.conftest import ScratchDatabase
from tests.schema.administration.bureau import (
    COUNTY,
    NEIGHBOUR,
    VILLAGE,
    Bureau,
)
from tests.schema.administration.test_granting import code_of


@pytest.mark.parametrize("first", ["ADMINISTRATOR", "AUDITOR", "ANALYST"])
@pytest.mark.parametrize("second", ["ADMINISTRATOR", "AUDITOR", "CASEWORKER"])
async def test_the_database_keeps_duties_apart_whoever_gives_them(bureau: Bureau, first: str, second: str) -> None:
    def duty(role: str) -> str:
        return role if role in ("ADMINISTRATOR", "AUDITOR") else "records"

    name = f"{first} and {second}"
    await add_user(bureau.owner, name, None)
    await grant_role(bureau.owner, name, NewGrant(first, COUNTY))
    await grant_role(bureau.owner, name, NewGrant(second, NEIGHBOUR))
    if duty(first) == duty(second):
        await grant_role(bureau.owner, name, NewGrant(second, VILLAGE))
        return
    with pytest.raises(AdministrationError, match="has other duties there"):
        await grant_role(bureau.owner, name, NewGrant(second, VILLAGE))
    await revoke_grant(bureau.owner, name, first, COUNTY)
    await grant_role(bureau.owner, name, NewGrant(second, VILLAGE))
    with pytest.raises(asyncpg.CheckViolationError, match="role_apart"):
        await bureau.owner.execute("update grants set revoked_at = null where role = $1 and declined_by is null", first)


async def test_duties_kept_apart_are_told_to_the_administrator(bureau: Bureau) -> None:
    _, made = await bureau.create()
    await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    given = {"userId": made["user"]["id"], "role": "AUDITOR", "tenant": str(VILLAGE)}
    assert code_of(await bureau.do("administrator", "grantRole", **given)) == "DUTIES_APART"
    later = {**given, "fromAt": "2098-01-01T00:00:00Z", "untilAt": "2099-01-01T00:00:00Z"}
    assert code_of(await bureau.do("administrator", "grantRole", **later)) == "DUTIES_APART"


async def test_two_grants_given_at_once_are_kept_apart_too(bureau: Bureau, module_database: ScratchDatabase) -> None:
    await add_user(bureau.owner, "both", None)
    other = await asyncpg.connect(module_database.owner_url)
    give = "insert into grants (user_id, role, tenant_code) select id, $1, $2 from users where name = 'both'"
    try:
        first, second = bureau.owner.transaction(), other.transaction()
        await first.start()
        await second.start()
        await bureau.owner.execute(give, "AUDITOR", COUNTY)
        await other.execute("set local lock_timeout = '200ms'")
        with pytest.raises(asyncpg.LockNotAvailableError):
            await other.execute(give, "ANALYST", VILLAGE)
        await second.rollback()
        await first.rollback()
    finally:
        await other.close()
