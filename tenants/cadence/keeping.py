"""Keeping duties and their figures: changes of checklists worked off, figures rolled up, all of it reckoned anew."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import asyncpg

from tenants.database.transactions import Database

# Children whose duties are reckoned in one transaction, and changes that are rolled up in one, at the most.
STEP: Final = 500
STEPS: Final = 4
CHANGES: Final = 20_000
NOBODY: Final = UUID(int=0)
NEXT = "select array(select id from children where id > $1 order by id limit $2)"
# Waits for whoever is working one off.
CHANGED = "select id from duty_backlog order by id limit 1 for update"


async def keep_duties(database: Database) -> None:
    """Works off some of what checklists have changed, and rolls up what is pending."""
    async with database.connection() as connection:
        await work_off(connection, steps=STEPS)
        await roll_up_duties(connection)


async def work_off(connection: asyncpg.Connection, *, steps: int | None = None) -> None:
    """So many steps, or all there are: each is a transaction, so that no child is held for long."""
    done = 0
    while done != steps and await connection.fetchval("select work_off_duties($1)", STEP):
        await roll_up_duties(connection)
        done += 1


async def roll_up_duties(connection: asyncpg.Connection) -> int | None:
    """Returns how many changes, or None while another process does so."""
    moved = 0
    while True:
        step: int | None = await connection.fetchval("select roll_up_duties($1)", CHANGES)
        moved += step or 0
        if step is None or step < CHANGES:
            return moved if step is not None or moved else None


async def find_wrong_duties(connection: asyncpg.Connection) -> Sequence[str]:
    """Every duty that is not what is on record makes it, and every figure that is not what the duties add up to.

    What checklists have changed is worked off before, by whomever.
    """
    while await connection.fetchval(CHANGED):
        await work_off(connection)
    wrong = [
        f"{row['tenant_code']:012} duties of item {row['item_id']} from {row['starts']}: rolled up and recounted differ"
        for row in await connection.fetch("select * from duty_rollup_differences()")
    ]
    ids: Sequence[UUID] = [NOBODY]
    while ids:
        ids = await connection.fetchval(NEXT, ids[-1], STEP)
        wrong += [
            f"{row['tenant_code']:012} duty of child {row['child_id']}, item {row['item_id']}: kept and reckoned differ"
            for row in await connection.fetch("select * from duty_differences($1)", ids)
        ]
    return wrong
