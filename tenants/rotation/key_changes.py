"""What the owner tells the database of its keys: which it begins with, and which are taken up, retired or given up."""

import asyncpg

from tenants.encryption.fingerprints import WrongKeys, refuse_other_keys
from tenants.encryption.keys import SEARCH_KEY, Keys
from tenants.rotation.stored import count_by_key, decrypts_one, finds_by_search_key


async def keep_first(owner: asyncpg.Connection, keys: Keys) -> None:
    """Keeps keys in mind that are proven by what they encrypted already. Raises WrongKeys."""
    known = {row["name"] for row in await owner.fetch("select name from key_fingerprints")}
    for key_id in set(keys.ids) - known:
        if not await decrypts_one(owner, keys, key_id):
            raise WrongKeys(f"the key {key_id} of CIRCLE_KEYS cannot be decrypted what was encrypted under this id")
    if SEARCH_KEY not in known and not await finds_by_search_key(owner, keys):
        raise WrongKeys(f"{SEARCH_KEY} is not the key by which numbers are found in this database")
    await refuse_other_keys(owner, keys)


async def begin_rotation(owner: asyncpg.Connection, keys: Keys) -> None:
    """Lets a new search key take effect, and the first key encrypt again. Raises WrongKeys."""
    (kept,) = await owner.fetch("select fingerprint from key_fingerprints where name = $1", SEARCH_KEY) or [None]
    if kept and kept["fingerprint"] != keys.fingerprints[SEARCH_KEY]:
        if keys.first in await count_by_key(owner):
            raise WrongKeys(f"a new {SEARCH_KEY} needs a first key of CIRCLE_KEYS that has encrypted nothing yet")
        change = "update key_fingerprints set fingerprint = $2, kept_at = now() where name = $1"
        await owner.execute(change, SEARCH_KEY, keys.fingerprints[SEARCH_KEY])
    await owner.execute("update key_fingerprints set retired_at = null where name = $1", keys.first)
    await refuse_other_keys(owner, keys)


async def retire_unused(owner: asyncpg.Connection, keys: Keys) -> None:
    """Lets servers do without the keys that encrypt nothing any more."""
    used = [keys.first, *filter(None, await count_by_key(owner))]
    await owner.execute(
        """update key_fingerprints set retired_at = now()
           where name <> all ($1) and name <> $2 and retired_at is null""",
        used,
        SEARCH_KEY,
    )


async def forget(owner: asyncpg.Connection, key_id: str) -> bool:
    """Lets servers do without a lost key; what it encrypted stays unreadable. Whether the database knew it."""
    done: str = await owner.execute(
        "update key_fingerprints set retired_at = now() where name = $1 and name <> $2", key_id, SEARCH_KEY
    )
    return done != "UPDATE 0"
