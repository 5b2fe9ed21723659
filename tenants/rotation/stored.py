"""What is encrypted in the database: in which tables, and by which keys."""

import asyncpg

from tenants.accounts.second_factor import SECOND_FACTORS
from tenants.catalogue.records import RECORDS
from tenants.encryption.columns import SearchTerm, associated_data, hash_column, hash_term, sensitive_columns
from tenants.encryption.keys import DecryptionError, Keys
from tenants.rotation.history import VALUES

TABLES = (*(record.table for record in RECORDS.values() if sensitive_columns(record.table)), SECOND_FACTORS)


async def count_by_key(owner: asyncpg.Connection) -> dict[str | None, int]:
    """How many values each key encrypts, by key id; under None those that are not encrypted."""
    values = " union all ".join(f"select {name} from {table}" for table in TABLES for name in sensitive_columns(table))  # noqa: S608
    rows = await owner.fetch(f"""
        select case when is_encrypted(value) then split_part(value, ':', 1) end as key, count(*)
        from ({values} union all {VALUES}) kept (value) where value is not null group by key order by key""")  # noqa: S608
    return {row["key"]: row["count"] for row in rows}


async def count_seals_by_key(owner: asyncpg.Connection) -> dict[str, int]:
    """How many seals of the access log each key made, by key id."""
    rows = await owner.fetch("select key, count(*) from access_log_seals group by key order by key")
    return {row["key"]: row["count"] for row in rows}


async def decrypts_one(owner: asyncpg.Connection, keys: Keys, key_id: str) -> bool:
    """Whether the key decrypts a value that was encrypted by one of its id; true where there is none."""
    for table in TABLES:
        for name in sensitive_columns(table):
            row = await owner.fetchrow(
                f"select id, {name} as value from {table} where starts_with({name}, $1) limit 1",  # noqa: S608
                f"{key_id}:",
            )
            if row:
                try:
                    keys.decrypt(associated_data(table.name, name, row["id"]), row["value"])
                except DecryptionError:
                    return False
                return True
    return True


async def finds_by_search_key(owner: asyncpg.Connection, keys: Keys) -> bool:
    """Whether the search key makes the hash kept of a value that the keys decrypt; true where there is none."""
    for table in TABLES:
        for name in filter(lambda name: hash_column(name) in table.columns, sensitive_columns(table)):
            row = await owner.fetchrow(
                f"""select id, {name} as value, {hash_column(name)} as hash from {table}
                    where split_part({name}, ':', 1) = any ($1) limit 1""",  # noqa: S608
                list(keys.ids),
            )
            if row:
                value = keys.decrypt(associated_data(table.name, name, row["id"]), row["value"])
                return bool(hash_term(keys, SearchTerm(table.name, name, value)) == row["hash"])
    return True
