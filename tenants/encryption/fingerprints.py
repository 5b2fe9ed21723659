"""Fingerprints of the keys, kept in the database: a wrong or missing key is named before anything is served with it."""

from collections.abc import Iterator, Sequence

import asyncpg

from tenants.encryption.keys import SEARCH_KEY, Keys

KEPT = "select * from keep_fingerprints($1, $2)"


class WrongKeys(Exception):
    """Keys that are not those of the database; the message is one line for a person and names each."""


async def refuse_other_keys(connection: asyncpg.Connection, keys: Keys) -> None:
    """Raises WrongKeys where the database was encrypted with others; a key that it does not know yet is kept."""
    async with connection.transaction():
        faults = list(faults_of(keys, await read_fingerprints(connection, keys)))
        if faults:
            raise WrongKeys("; ".join(faults))


async def read_fingerprints(connection: asyncpg.Connection, keys: Keys) -> Sequence[asyncpg.Record]:
    """Every key that the database knows, with these."""
    names, fingerprints = zip(*keys.fingerprints.items(), strict=True)
    rows: Sequence[asyncpg.Record] = await connection.fetch(KEPT, names, fingerprints)
    return rows


def faults_of(keys: Keys, kept: Sequence[asyncpg.Record]) -> Iterator[str]:
    for row in kept:
        given, key_id = keys.fingerprints.get(row["name"]), row["name"]
        if given is None:
            if row["retired_at"] is None:
                yield f"CIRCLE_KEYS lacks {key_id}, which encrypts values of this database"
        elif given != row["fingerprint"]:
            yield (
                f"{SEARCH_KEY} is not the key by which numbers are found in this database"
                if key_id == SEARCH_KEY
                else f"the key {key_id} of CIRCLE_KEYS is not the one of this id that the database knows"
            )
        elif key_id == keys.first and row["retired_at"]:
            yield f"the key {key_id}, the first of CIRCLE_KEYS, was retired: `circle keys rotate` takes it up again"
