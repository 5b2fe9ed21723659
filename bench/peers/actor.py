"""Whom a token stands for, remembered by the process, and how a transaction begins acting as them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256

import asyncpg

LOOKED_UP = """
select g.id as grant_id, g.role, g.low, g.high from recognized_grants($1) g limit 1
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """A grant and the statement that proves it, at every transaction, against the tables."""

    role: str
    low: int
    high: int
    begins: str


class Tokens:
    """The tokens seen by this process."""

    def __init__(self) -> None:
        self.remembered: dict[str, Actor] = {}

    async def actor(self, pool: asyncpg.Pool, authorization: str) -> Actor:
        known = self.remembered.get(authorization)
        if known is None:
            access_hash = sha256(authorization.removeprefix("Bearer ").encode()).digest()
            row = await pool.fetchrow(LOOKED_UP, access_hash)
            if row is None:
                raise PermissionError
            proof = f"'\\x{access_hash.hex()}', '{row['grant_id']}', '{row['role']}', {row['low']}, {row['high']}"
            known = Actor(row["role"], row["low"], row["high"], f"select prove_actor({proof})")
            self.remembered[authorization] = known
        return known


@asynccontextmanager
async def transaction(pool: asyncpg.Pool, actor: Actor, begin: str) -> AsyncIterator[asyncpg.Connection]:
    """BEGIN and the proof in one trip, then the block, then COMMIT."""
    async with pool.acquire() as connection:
        try:
            await connection.execute(f"{begin}; {actor.begins}")
            yield connection
            await connection.execute("commit")
        except BaseException:
            await connection.execute("rollback")
            raise


async def leave_as_it_is(_: asyncpg.Connection) -> None:
    """Nothing outlives a transaction, so nothing is reset."""
