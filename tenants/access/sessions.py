"""Sessions: signing in and out, renewing, and recognizing a token; only hashes of tokens are kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from tenants.access.acting import Grant, Session
from tenants.access.passwords import password_matches
from tenants.access.tokens import hash_token, make_token
from tenants.database import Database


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long an access token and a refresh token hold."""

    access: timedelta
    refresh: timedelta


@dataclass(frozen=True, slots=True)
class Tokens:
    """A pair of fresh tokens; nobody can read them again."""

    access: str
    refresh: str


async def sign_in(database: Database, name: str, password: str, lifetimes: Lifetimes) -> Tokens | None:
    """A new session's tokens, or None for a wrong name or password alike."""
    async with database.connection() as connection:
        # No name holds a character that no text of the database can.
        asked = "" if "\0" in name else name
        found = await connection.fetchrow("select user_id, password_hash from find_credentials($1)", asked)
    matches = await asyncio.to_thread(password_matches, password, found and found["password_hash"])
    if not matches or found is None:
        return None
    tokens = Tokens(make_token(), make_token())
    async with database.connection() as connection:
        await connection.execute(
            "select start_session($1, $2, $3, $4, $5)", found["user_id"], *stored(tokens, lifetimes)
        )
    return tokens


async def renew(database: Database, refresh: str, lifetimes: Lifetimes) -> Tokens | None:
    """Fresh tokens for the session of a refresh token, which is spent; None where it does not hold."""
    tokens = Tokens(make_token(), make_token())
    async with database.connection() as connection:
        renewed = await connection.fetchval(
            "select renew_session($1, $2, $3, $4, $5)", hash_token(refresh), *stored(tokens, lifetimes)
        )
    return tokens if renewed else None


async def sign_out(database: Database, session: Session) -> bool:
    """Ends the session, in every process from its next statement on; False where it had ended."""
    async with database.connection() as connection:
        return bool(await connection.fetchval("select end_session($1)", session.access_hash))


async def recognize(database: Database, access_hash: bytes) -> Session | None:
    """The live session of an access token's hash, with the grants that hold now."""
    async with database.connection() as connection:
        user = await connection.fetchrow("select user_id, user_name from live_session($1)", access_hash)
        if user is None:
            return None
        grants = await connection.fetch("select * from live_grants($1)", user["user_id"])
    return Session(access_hash, user["user_id"], user["user_name"], grants_of(grants))


def grants_of(rows: Sequence[asyncpg.Record]) -> tuple[Grant, ...]:
    return tuple(
        Grant(
            row["id"],
            row["role"],
            row["low"],
            row["high"],
            tuple(row["line"]),
            row["tenant_name"],
            row["caring_mother_id"],
        )
        for row in rows
    )


def stored(tokens: Tokens, lifetimes: Lifetimes) -> tuple[bytes, timedelta, bytes, timedelta]:
    return hash_token(tokens.access), lifetimes.access, hash_token(tokens.refresh), lifetimes.refresh
