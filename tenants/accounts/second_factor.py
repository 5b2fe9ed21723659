"""The second factor of a user: an authenticator's secret, kept encrypted, and recovery codes in case it is lost."""

import hmac
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, Table, Uuid
from uuid_utils.compat import uuid7

from tenants.access.actor import Session
from tenants.accounts.attempts import Client, begin_attempt, fail, remember, settle, try_password
from tenants.accounts.tokens import hash_code, make_code
from tenants.accounts.totp import make_secret, step_of, uri_of
from tenants.database.transactions import Database
from tenants.encryption.columns import associated_data
from tenants.encryption.keys import Keys
from tenants.errors import Problem, ProblemCode, Rejected, Unauthenticated
from tenants.metadata import Sensitive, metadata

SECOND_FACTORS = Table(
    "second_factors",
    metadata,
    Column[UUID]("id", Uuid, primary_key=True),
    Column[UUID]("user_id", Uuid, nullable=False),
    Column[str]("secret", Sensitive, nullable=False),
    Column[datetime]("started_at", DateTime(timezone=True), nullable=False),
    Column[datetime]("confirmed_at", DateTime(timezone=True)),
    Column[int]("last_step", BigInteger),
    Column[UUID]("started_in", Uuid),
    Column[bytes]("verifier", LargeBinary),
)
RECOVERY_CODES = 10
CONFIRMED_WITHIN = timedelta(minutes=15)
# Anything else is taken for a recovery code.
SHOWN = re.compile(r"[0-9]{6}")

# Whether a code is right, at the client's address; it is spent.
Spending = Callable[[asyncpg.Connection, str | None], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Proof:
    """That the user herself is there: her password, where she has one, and a code, where she has a second factor.

    `enrolling` is what a thief of the password might be at, too: without a second factor it takes an enrolment code.
    """

    password: str = field(repr=False)
    code: str = field(repr=False)
    enrolling: bool = False


@dataclass(frozen=True, slots=True)
class NewSecret:
    """The secret for an authenticator, in base32 and as an otpauth URI; nobody can read it again."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


async def start(database: Database, session: Session, proof: Proof, client: Client) -> NewSecret:
    """A secret that is the user's second factor once it is confirmed. Raises Rejected for the proof, and TooMany."""
    await prove(database, session, proof, client)
    key, secret = uuid7(), make_secret()
    encrypted = database.keys.encrypt(secret_associated_data(key), secret)
    started = "select start_second_factor($1, $2, $3, $4)"
    await call_for_session(database, started, session, key, encrypted, show_secret(secret))
    return NewSecret(secret, uri_of(secret, session.user_name))


async def confirm(database: Database, session: Session, code: str, client: Client) -> Sequence[str]:
    """The recovery codes of the second factor, which counts from now on. Raises Rejected for a wrong code."""
    codes = make_codes()
    started, confirmed = (
        "select * from started_second_factor($1, $2)",
        "select confirm_second_factor($1, $2, $3, $4, $5)",
    )
    async with database.connection() as connection, connection.transaction():
        factor = await connection.fetchrow(started, session.access_hash, CONFIRMED_WITHIN)
        step = factor and find_step(database.keys, factor, code)
        if not factor or step is None:
            raise Rejected([Problem(ProblemCode.WRONG_CODE, ("code",))])
        given = (factor["id"], step, [hash_code(one) for one in codes], client.address)
        if not await connection.fetchval(confirmed, session.access_hash, *given):
            raise Unauthenticated
        await remember(connection, session, client)
    return codes


async def renew_recovery_codes(database: Database, session: Session, proof: Proof, client: Client) -> Sequence[str]:
    """New recovery codes in place of all others. Raises Rejected for the proof, and TooMany."""
    await prove_both(database, session, proof, client)
    codes = make_codes()
    renewed, hashes = "select renew_recovery_codes($1, $2, $3)", [hash_code(one) for one in codes]
    await call_for_session(database, renewed, session, hashes, client.address)
    return codes


async def end(database: Database, session: Session, proof: Proof, client: Client) -> None:
    """Takes the second factor away, and ends every session, this one as well. Raises Rejected, and TooMany."""
    await prove_both(database, session, proof, client)
    await call_for_session(database, "select end_second_factor($1, $2)", session, client.address)


async def call_for_session(database: Database, function: str, session: Session, *given: object) -> None:
    """Calls a function on the session's user. Raises Unauthenticated if the session has ended meanwhile."""
    async with database.connection() as connection:
        if not await connection.fetchval(function, session.access_hash, *given):
            raise Unauthenticated


async def factors_of(database: Database, session: Session) -> Mapping[str, Any]:
    """What the session's user has, and has shown. Raises Unauthenticated.

    `has_password`, `added_at` of the second factor or None, `recovery_codes_left`, and `vouched`: whether more than the
    password speaks for this session.
    """
    async with database.connection() as connection:
        row = await connection.fetchrow("select * from own_factors($1)", session.access_hash)
    if row is None:
        raise Unauthenticated
    return dict(row)


async def prove_both(database: Database, session: Session, proof: Proof, client: Client) -> None:
    """As `prove` does, for a user who has a second factor; one who has none is Rejected."""
    if not await prove(database, session, proof, client):
        raise Rejected([Problem(ProblemCode.NOT_FOUND)])


async def prove(database: Database, session: Session, proof: Proof, client: Client) -> bool:
    """Whether the user has a second factor, too, once she has proven again that it is she.

    She is slowed down as when signing in. Raises Rejected, and TooMany.
    """
    factors = await factors_of(database, session)
    if factors["has_password"]:
        attempt = await try_password(database, session.user_name, proof.password, client)
        if not attempt.right:
            raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS, ("password",))])
        async with database.connection() as connection:
            await settle(connection, attempt.ticket, None, client)
    if factors["added_at"]:
        await prove_code(database, session, partial(spend_code, database.keys, proof.code, session.access_hash), client)
    elif proof.enrolling and not factors["vouched"]:
        await prove_code(database, session, partial(spend_enrolment_code, session, proof.code), client)
    return factors["added_at"] is not None


async def prove_code(database: Database, session: Session, spending: Spending, client: Client) -> None:
    async with database.connection() as connection, connection.transaction():
        right = await try_code(connection, session.user_name, spending, client)
    if not right:
        raise Rejected([Problem(ProblemCode.WRONG_CODE, ("code",))])


async def try_code(connection: asyncpg.Connection, name: str, spending: Spending, client: Client) -> bool:
    """Whether the code of the user of this name is right; all within a transaction. Raises TooMany."""
    found, attempt = await begin_attempt(connection, name, client)
    right = await spending(connection, client.address)
    if right:
        await settle(connection, attempt, "SUCCEEDED", client)
    else:
        await fail(connection, found, attempt, "WRONG_CODE", client)
    return right


async def spend_enrolment_code(
    session: Session, code: str, connection: asyncpg.Connection, address: str | None
) -> bool:
    """Whether it is the enrolment code of the session's user; the session is vouched for from now on."""
    used = "select use_enrolment_code($1, $2, $3)"
    return bool(await connection.fetchval(used, session.access_hash, hash_code(code), address))


async def spend_code(keys: Keys, code: str, token: bytes, connection: asyncpg.Connection, address: str | None) -> bool:
    """Whether it is a code of the authenticator of whoever has the challenge or the session, or a recovery code."""
    factor = await connection.fetchrow("select * from find_second_factor($1)", token)
    if factor is None:
        return False
    if SHOWN.fullmatch(strip_spaces(code)):
        step, shown = find_step(keys, factor, code), show_secret(decrypt_secret(keys, factor))
        return step is not None and bool(await connection.fetchval("select use_step($1, $2, $3)", token, step, shown))
    used = "select use_recovery_code($1, $2, $3)"
    return bool(await connection.fetchval(used, token, hash_code(code), address))


def find_step(keys: Keys, factor: asyncpg.Record, code: str) -> int | None:
    """The time step that the code is of, by the database's clock."""
    return step_of(decrypt_secret(keys, factor), strip_spaces(code), factor["moment"])


def decrypt_secret(keys: Keys, factor: asyncpg.Record) -> str:
    return keys.decrypt(secret_associated_data(factor["id"]), factor["secret"])


def show_secret(secret: str) -> bytes:
    """What shows the database that the secret was read, and tells it nothing of it."""
    return hmac.digest(secret.encode(), b"second factor", "sha256")


def strip_spaces(code: str) -> str:
    """A code as it was typed, without spaces."""
    return "".join(code.split())


def make_codes() -> Sequence[str]:
    """Recovery codes: each random enough (80 bits) to be kept under a plain hash."""
    return [make_code() for _ in range(RECOVERY_CODES)]


def secret_associated_data(key: UUID) -> str:
    return associated_data(SECOND_FACTORS.name, "secret", key)
