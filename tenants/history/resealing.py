"""Seals the history's values anew: what sealed columns held before and after each change."""

from collections.abc import Callable
from uuid import UUID

import asyncpg

from tenants.history.exposed import SEALED
from tenants.sealing.columns import place_of, sensitive_columns
from tenants.sealing.keys import BrokenSeal, Keys

BATCH = 500
TABLES = {kind: table.name for kind, table in SEALED.items()}
OF_SEALED = "(kind, field) in ({})".format(
    ", ".join(f"('{kind}', '{name}')" for kind, table in SEALED.items() for name in sensitive_columns(table))
)
VALUES = f"select unnest(array[before, after]) from change_values where {OF_SEALED}"  # noqa: S608  # our own names
CHANGE = """
update change_values kept set before = anew.before, after = anew.after
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) anew (change_id, field, before, after)
where kept.change_id = anew.change_id and kept.field = anew.field"""


async def reseal_history(
    owner: asyncpg.Connection, keys: Keys, condition: str, open_: Callable[[str, str], str], broken: dict[str, UUID]
) -> int:
    """Seals anew the changes with a value that meets the condition; returns how many, and adds to `broken` what fails.

    The records have to be done first, so that whatever enters the history meanwhile is already sealed anew.
    """
    wanted = f"{OF_SEALED} and ({condition.format('before')} or {condition.format('after')})"
    batch = f"""select change_id, kind, record_id, field, before, after from change_values
        where {wanted} and (change_id, field) > ($1, $2)
        order by change_id, field limit {BATCH} for no key update"""  # noqa: S608  # our own names

    def anew(row: asyncpg.Record, name: str) -> str | None:
        place, value = place_of(TABLES[row["kind"]], row["field"], row["record_id"]), row[name]
        try:
            return value and keys.seal(place, open_(place, value))
        except BrokenSeal:
            broken[place] = row["record_id"]
            return str(value)

    count, last = 0, (UUID(int=0), "")
    while True:
        async with owner.transaction():
            rows = await owner.fetch(batch, *last)
            if not rows:
                return count
            sealed = [(row["change_id"], row["field"], anew(row, "before"), anew(row, "after")) for row in rows]
            await owner.execute(CHANGE, *map(list, zip(*sealed, strict=True)))
        count, last = count + len(rows), (rows[-1]["change_id"], rows[-1]["field"])
