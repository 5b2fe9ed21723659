"""Seals the access log anew under the first key, so that another can be done without."""

import asyncpg

from tenants.audit.sealing import Seal
from tenants.encryption.keys import Keys

BATCH = 200
BEHIND = """
    select * from access_log_seals where key <> $1 and key = any ($2) and (series, number) > ($3, $4)
    order by series, number limit $5 for update
"""
ANEW = "update access_log_seals set key = $3, mac = $4 where (series, number) = ($1, $2)"
BEGINNING = ("00000000-0000-0000-0000-000000000000", 0)


async def rotate_seals(owner: asyncpg.Connection, keys: Keys) -> None:
    """What another key did not make as it stands stays as it is, for `circle audit verify` to name."""
    last: tuple[object, int] = BEGINNING
    while True:
        async with owner.transaction():
            rows = await owner.fetch(BEHIND, keys.first, list(keys.ids), *last, BATCH)
            whole = [one for row in rows if keys.is_seal(row["key"], (one := Seal.of(row)).text, row["mac"])]
            await owner.executemany(ANEW, [(one.series, one.number, keys.first, keys.seal(one.text)) for one in whole])
        if not rows:
            return
        last = (rows[-1]["series"], rows[-1]["number"])
