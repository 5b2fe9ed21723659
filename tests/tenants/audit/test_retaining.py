"""Months that are old enough go whole and stay provable; nothing younger goes, and nothing else may be missing."""

import asyncpg
import pytest

from tenants.audit.retaining import AuditError, retain
from tenants.audit.verifying import verify
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.audit.entries import faults, log

OLD, OLDER, YOUNG = (f"date_trunc('month', today()) - interval '{months} months'" for months in (7, 9, 6))
OLD_LAST = "date_trunc('month', today()) - interval '6 months' - interval '1 day'"
PARTS = "select relname from pg_class where relname ~ '^access_log_[0-9]{4}' and relkind = 'r' order by 1"


async def seven_days(owner: asyncpg.Connection) -> None:
    for day in (OLDER, OLDER + " + interval '3 days'", OLD, OLD_LAST, YOUNG, "today() - 1", "today()"):
        await log(owner, day)


async def test_months_that_are_over_for_long_enough_go_whole(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    await seven_days(owner)
    before = (await verify(owner, KEYS)).days
    retired = await retain(database.owner_url, KEYS, 6)
    assert [one.entries for one in retired] == [10, 10]
    assert await retain(database.owner_url, KEYS, 6) == []
    assert await owner.fetchval("select count(*) from access_log") == 15
    assert await owner.fetchval("select count(*) from access_log_chain") == 15
    found = await verify(owner, KEYS)
    assert found.faults == []
    assert [(one.day, one.head) for one in found.days] == [(one.day, one.head) for one in before]
    assert [one.retired_on is not None for one in found.days] == [True] * 4 + [False] * 3


async def test_no_younger_month_goes_whatever_is_asked(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await seven_days(owner)
    parts = await owner.fetch(PARTS)
    assert await retain(database.owner_url, KEYS, 36) == []
    assert await owner.fetch(PARTS) == parts
    for month in (YOUNG, "today()"):
        with pytest.raises(asyncpg.CheckViolationError):
            await owner.execute(f"select retire_access_log(date_trunc('month', {month})::date)")
    assert await owner.fetch(PARTS) == parts


async def test_a_month_whose_chain_does_not_hold_stays(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await seven_days(owner)
    await owner.execute(f"update access_log set user_name = 'somebody else' where day = ({OLD})::date")
    with pytest.raises(AuditError, match="was changed"):
        await retain(database.owner_url, KEYS, 6)
    assert await owner.fetchval(f"select count(*) from access_log where day = ({OLD})::date") == 5
    assert await owner.fetchval(f"select count(*) from access_log where day = ({OLDER})::date") == 0


async def test_what_came_too_late_for_the_chain_of_its_month_may_be_gone(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    await log(owner, YOUNG)
    await log(owner, OLD_LAST)
    assert [one.entries for one in (await verify(owner, KEYS)).days] == [10]
    assert [one.entries for one in await retain(database.owner_url, KEYS, 6)] == [0]
    assert await owner.fetchval("select count(*) from access_log") == 5
    assert await faults(owner) == []


@pytest.mark.parametrize(
    "tampering",
    [
        f"delete from access_log where day = ({YOUNG})::date",
        (
            f"with gone as (delete from access_log_chain where day = ({YOUNG})::date) "
            f"delete from access_log where day = ({YOUNG})::date"
        ),
        (
            f"with links as (delete from access_log_chain where day = ({YOUNG})::date), "
            f"days as (delete from access_log_days where day = ({YOUNG})::date) "
            f"delete from access_log where day = ({YOUNG})::date"
        ),
        f"delete from access_log_days where day = ({OLDER})::date",
        f"delete from access_log_days where day < ({YOUNG})::date",
        f"update access_log_days set entries = 4 where day = ({OLDER})::date",
        f"update access_log_days set head = sha256('x') where day = ({OLD_LAST})::date",
        "alter table access_log_retired disable trigger kept; delete from access_log_retired",
        (
            "alter table access_log_retired drop constraint access_log_retired_month_old; "
            f"select retire_access_log(({YOUNG})::date)"
        ),
    ],
    ids=[
        *("a day's entries", "with their links", "with all of them", "a retired day", "all of them"),
        *("a retired day's count", "a retired day's head", "the ledger", "a month retired too young"),
    ],
)
async def test_any_other_day_that_is_missing_shows(
    database: ScratchDatabase, owner: asyncpg.Connection, tampering: str
) -> None:
    await seven_days(owner)
    await retain(database.owner_url, KEYS, 6)
    assert await faults(owner) == []
    await owner.execute(tampering)
    assert await faults(owner) != []


async def test_the_ledger_is_only_added_to(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await seven_days(owner)
    await retain(database.owner_url, KEYS, 6)
    for change in ("delete from {}", "update {} set entries = 0", "truncate {}"):
        with pytest.raises(asyncpg.RaiseError):
            await owner.execute(change.format("access_log_retired"))
    application = await asyncpg.connect(database.application_url)
    for attempt in ("select retire_access_log('2020-01-01')", "select from access_log_retired"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(attempt)
    await application.close()


async def test_a_reader_is_not_held_up_for_long(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    """Dropping waits for whoever reads the log, in turns of a second."""
    await seven_days(owner)
    reader = await asyncpg.connect(database.owner_url)
    reading = reader.transaction()
    await reading.start()
    await reader.fetchval("select count(*) from access_log")
    await owner.execute("set lock_timeout = '100ms'")
    with pytest.raises(asyncpg.LockNotAvailableError):
        await owner.execute(f"select retire_access_log(({OLD})::date)")
    await reading.rollback()
    await reader.close()
    assert await faults(owner) == []
    assert len(await retain(database.owner_url, KEYS, 6)) == 2
