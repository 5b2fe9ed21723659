"""Encrypts the history's values anew: what encrypted columns held before and after a change."""

from collections.abc import Callable
from uuid import UUID

import asyncpg

from tenants.encryption.columns import associated_data, sensitive_columns
from tenants.encryption.keys import DecryptionError, Keys
from tenants.history.exposed import ENCRYPTED_TABLES

BATCH = 500
TABLES = {kind: table.name for kind, table in ENCRYPTED_TABLES.items()}
OF_ENCRYPTED = "(kind, field) in ({})".format(
    ", ".join(f"('{kind}', '{name}')" for kind, table in ENCRYPTED_TABLES.items() for name in sensitive_columns(table))
)
VALUES = f"select unnest(array[before, after]) from change_values where {OF_ENCRYPTED}"  # noqa: S608  # our own names
CHANGE = """
update change_values kept set before = anew.before, after = anew.after
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) anew (change_id, field, before, after)
where kept.change_id = anew.change_id and kept.field = anew.field"""


async def rotate_history(
    owner: asyncpg.Connection, keys: Keys, condition: str, open_: Callable[[str, str], str], broken: dict[str, UUID]
) -> int:
    """Encrypts anew the changes with a value that meets the condition; returns how many; adds failures to `broken`.

    The records have to be done first, so that what enters the history meanwhile is already encrypted anew.
    """
    wanted = f"{OF_ENCRYPTED} and ({condition.format('before')} or {condition.format('after')})"
    batch = f"""select change_id, kind, record_id, field, before, after from change_values
        where {wanted} and (change_id, field) > ($1, $2)
        order by change_id, field limit {BATCH} for no key update"""  # noqa: S608  # our own names

    def anew(row: asyncpg.Record, name: str) -> str | None:
        data, value = associated_data(TABLES[row["kind"]], row["field"], row["record_id"]), row[name]
        try:
            return value and keys.encrypt(data, open_(data, value))
        except DecryptionError:
            broken[data] = row["record_id"]
            return str(value)

    count, last = 0, (UUID(int=0), "")
    while True:
        async with owner.transaction():
            rows = await owner.fetch(batch, *last)
            if not rows:
                return count
            encrypted = [(row["change_id"], row["field"], anew(row, "before"), anew(row, "after")) for row in rows]
            await owner.execute(CHANGE, *map(list, zip(*encrypted, strict=True)))
        count, last = count + len(rows), (rows[-1]["change_id"], rows[-1]["field"])
