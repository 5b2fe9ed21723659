"""Duties that nobody has together: who administers, who audits, and who works with records."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from tenants.access.policy import load_policy
from tenants.access.scope import Verb
from tenants.administration.operator import AdministrationError, NewGrant, add_user, grant_role, revoke_grant
from tenants.statistics.suppression import hideable_fields
from tests.conftest import ScratchDatabase
from tests.hostile.inside import attempt
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
        await grant_role(bureau.owner, name, NewGrant(second, COUNTY if first != second else VILLAGE))
        return
    with pytest.raises(AdministrationError, match="has other duties there"):
        await grant_role(bureau.owner, name, NewGrant(second, VILLAGE))
    await revoke_grant(bureau.owner, name, first, COUNTY)
    await grant_role(bureau.owner, name, NewGrant(second, VILLAGE))
    with pytest.raises(asyncpg.CheckViolationError, match="role_apart"):
        await bureau.owner.execute("update grants set revoked_at = null where role = $1 and declined_by is null", first)


WITH_FIGURES = sorted(name for name, role in load_policy().items() if role.scopes("statistics", Verb.READ))


@pytest.mark.parametrize("first", WITH_FIGURES)
@pytest.mark.parametrize("second", WITH_FIGURES)
async def test_nobody_takes_small_figures_apart_by_two_grants(bureau: Bureau, first: str, second: str) -> None:
    """Hidden above and exact below: whichever comes first, whoever gives them; elsewhere neither tells of the other."""
    hidden = {name: bool(hideable_fields(load_policy()[name])) for name in WITH_FIGURES}
    places = (COUNTY, VILLAGE, NEIGHBOUR)
    for number, (one, other) in enumerate((one, other) for one in places for other in places):
        name = f"{first} {second} {number}"
        await add_user(bureau.owner, name, None)
        await grant_role(bureau.owner, name, NewGrant(first, one))
        above = {(COUNTY, VILLAGE): first, (VILLAGE, COUNTY): second}.get((one, other))
        below = second if one == COUNTY else first
        takes_apart = above is not None and hidden[above] and not hidden[below]
        give = "insert into grants (user_id, role, tenant_code) select id, $2, $3 from users where name = $1"
        async with undone(bureau.owner):
            apart = first != second and "AUDITOR" in (first, second) and is_below(one, other)
            came = await attempt(bureau.owner, give, name, second, other)
            wanted = "CheckViolationError" if takes_apart or apart else "INSERT 0 1"
            assert came == wanted, f"{first} at {one}, {second} at {other}"


def is_below(one: int, other: int) -> bool:
    """Whether the one's range is met by the other's."""
    return NEIGHBOUR not in (one, other) or one == other


async def test_figures_kept_apart_are_told(bureau: Bureau) -> None:
    _, made = await bureau.create()
    await bureau.give(made["user"]["id"], "ANALYST", COUNTY)
    given = {"userId": made["user"]["id"], "role": "CASEWORKER", "tenant": str(VILLAGE)}
    assert code_of(await bureau.do("administrator", "grantRole", **given)) == "FIGURES_APART"
    await add_user(bureau.owner, "both figures", None)
    await grant_role(bureau.owner, "both figures", NewGrant("ANALYST", COUNTY))
    with pytest.raises(AdministrationError, match="give these to two persons"):
        await grant_role(bureau.owner, "both figures", NewGrant("CASEWORKER", VILLAGE))
    await grant_role(bureau.owner, "both figures", NewGrant("CASEWORKER", COUNTY))


@asynccontextmanager
async def undone(owner: asyncpg.Connection) -> AsyncIterator[None]:
    transaction = owner.transaction()
    await transaction.start()
    yield
    await transaction.rollback()


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
