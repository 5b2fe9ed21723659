"""Sessions: starting, renewing, listing and ending them, and recognizing tokens, of which only hashes are kept."""

from collections.abc import Mapping, Sequence
from secrets import token_bytes
from typing import Any
from uuid import UUID

import asyncpg

from tenants.access.actor import Grant, Session
from tenants.accounts.rules import SignInRules
from tenants.accounts.tokens import Tokens, first_tokens, hash_token, next_tokens
from tenants.database.transactions import Database
from tenants.errors import Unauthenticated


async def start_session(connection: asyncpg.Connection, proof: UUID, rules: SignInRules, address: str | None) -> Tokens:
    """A new session of the user who has proven who she is; the proof is spent."""
    tokens = first_tokens()
    await connection.execute(
        "select start_session($1, $2, $3, $4, $5, $6, $7, $8)",
        proof,
        hash_token(tokens.family),
        *token_columns(tokens, rules),
        rules.session,
        address,
    )
    return tokens


async def renew(database: Database, refresh: str, rules: SignInRules, address: str | None) -> Tokens | None:
    """The next tokens of a refresh token's session; the token is spent. None if it is not valid.

    Using a spent token ends its session, unless it looks like a retry after a lost answer (`renew_session`).
    """
    nonce = token_bytes(32)
    tokens = next_tokens(refresh, nonce)
    async with database.connection() as connection:
        held: bytes | None = await connection.fetchval(
            "select renew_session($1, $2, $3, $4, $5, $6, $7, $8)",
            hash_token(tokens.family),
            hash_token(refresh),
            nonce,
            *token_columns(tokens, rules),
            address,
        )
    return next_tokens(refresh, held) if held else None


async def sign_out(database: Database, session: Session, address: str | None) -> bool:
    """Ends the session, for every process with its next statement; False if it had already ended."""
    async with database.connection() as connection:
        return bool(await connection.fetchval("select end_session($1, $2)", session.access_hash, address))


async def end_sessions(database: Database, session: Session, only: UUID | None, address: str | None) -> int:
    """Ends one session of the same user, or all but this one; returns how many ended."""
    async with database.connection() as connection:
        await refuse_ended(connection, session)
        ended = await connection.fetchval("select end_own_sessions($1, $2, $3)", session.access_hash, only, address)
    return int(ended)


async def list_sessions(database: Database, session: Session) -> Sequence[Mapping[str, Any]]:
    """The user's live sessions, the last used first."""
    async with database.connection() as connection:
        rows = await connection.fetch("select * from own_sessions($1)", session.access_hash)
    return [{**row, "id": str(row["id"])} for row in rows]


async def list_grants(database: Database, session: Session) -> Sequence[asyncpg.Record]:
    """The user's grants in effect now, the default first."""
    async with database.connection() as connection:
        rows: Sequence[asyncpg.Record] = await connection.fetch("select * from own_grants($1)", session.proof)
    return rows


async def recognize(database: Database, proof: bytes) -> Session | None:
    """The live session of an access token's hash or an open connection's key, with the grants in effect now.

    None if there is none. A token that was renewed a moment ago is taken for the one it was renewed to.
    """
    async with database.connection() as connection:
        row = await connection.fetchrow("select * from recognize_session($1)", proof)
        if row is None:
            return None
        grants = await connection.fetch("select * from recognized_grants($1)", proof_of(row, proof))
    return Session(
        row["access_hash"],
        proof_of(row, proof),
        row["connection_key"],
        row["user_id"],
        row["user_name"],
        read_grants(grants),
        row["second_factor"],
    )


def proof_of(session: asyncpg.Record, asked: bytes) -> bytes:
    """What a session acts by: the key of the open connection that asks, or else its token as it is now."""
    key: bytes = session["connection_key"]
    return key if asked == key else bytes(session["access_hash"])


async def refuse_ended(connection: asyncpg.Connection, session: Session) -> None:
    """Raises Unauthenticated for a session that has ended since it was recognized."""
    if not await connection.fetchval("select exists (select from live_session($1))", session.access_hash):
        raise Unauthenticated


def read_grants(rows: Sequence[asyncpg.Record]) -> tuple[Grant, ...]:
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


def token_columns(tokens: Tokens, rules: SignInRules) -> tuple[object, ...]:
    return hash_token(tokens.access), rules.access, hash_token(tokens.refresh), rules.refresh
