"""What is sealed in the database: in which tables, and by which keys."""

import asyncpg

from tenants.access.second_factor import SECOND_FACTORS
from tenants.catalogue import RECORDS
from tenants.history.resealing import VALUES
from tenants.sealing.columns import Sought, digest, hash_of, place_of, sensitive_columns
from tenants.sealing.keys import BrokenSeal, Keys

TABLES = (*(record.table for record in RECORDS.values() if sensitive_columns(record.table)), SECOND_FACTORS)


async def count_by_key(owner: asyncpg.Connection) -> dict[str | None, int]:
    """How many values each key seals, by key id; under None those that are not sealed."""
    values = " union all ".join(f"select {name} from {table}" for table in TABLES for name in sensitive_columns(table))  # noqa: S608
    rows = await owner.fetch(f"""
        select case when is_sealed(value) then split_part(value, ':', 1) end as key, count(*)
        from ({values} union all {VALUES}) kept (value) where value is not null group by key order by key""")  # noqa: S608
    return {row["key"]: row["count"] for row in rows}


async def opens_one(owner: asyncpg.Connection, keys: Keys, key_id: str) -> bool:
    """Whether the key opens a value that was sealed by one of its id; true where there is none."""
    for table in TABLES:
        for name in sensitive_columns(table):
            row = await owner.fetchrow(
                f"select id, {name} as value from {table} where starts_with({name}, $1) limit 1",  # noqa: S608
                f"{key_id}:",
            )
            if row:
                try:
                    keys.open(place_of(table.name, name, row["id"]), row["value"])
                except BrokenSeal:
                    return False
                return True
    return True


async def finds_one(owner: asyncpg.Connection, keys: Keys) -> bool:
    """Whether the search key makes the hash that is kept of a value which the keys open; true where there is none."""
    for table in TABLES:
        for name in filter(lambda name: hash_of(name) in table.columns, sensitive_columns(table)):
            row = await owner.fetchrow(
                f"""select id, {name} as value, {hash_of(name)} as hash from {table}
                    where split_part({name}, ':', 1) = any ($1) limit 1""",  # noqa: S608
                list(keys.ids),
            )
            if row:
                value = keys.open(place_of(table.name, name, row["id"]), row["value"])
                return bool(digest(keys, Sought(table.name, name, value)) == row["hash"])
    return True
