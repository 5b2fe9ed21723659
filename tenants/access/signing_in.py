"""Signing in: a password is tried, and where it is right a session begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import asyncpg

from tenants.access.acting import Session
from tenants.access.attempts import Attempt, Client, place_of, settle, try_password
from tenants.access.password_rules import password_problems
from tenants.access.passwords import hash_password, hashing, is_outdated
from tenants.access.rules import SignInRules
from tenants.access.sessions import start_session
from tenants.access.tokens import Tokens, hash_token, make_token
from tenants.database import Database
from tenants.errors import Problem, ProblemCode, Rejected, Unauthenticated


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody signs in with."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session's tokens, the device's, and what somebody else may have done since the user last signed in."""

    tokens: Tokens
    device_token: str = field(repr=False)
    alerts: Sequence[Mapping[str, Any]]


async def sign_in(database: Database, given: Credentials, client: Client, rules: SignInRules) -> SignedIn:
    """A new session. Raises Rejected for a wrong name or password alike, and TooMany where it has to wait."""
    attempt = await try_password(database, given.name, given.password, client)
    if attempt.user_id is None:
        raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS)])
    if attempt.password_hash and is_outdated(attempt.password_hash):
        await rehash(database, attempt.user_id, attempt.password_hash, given.password)
    known = replace(client, device_token=client.device_token or make_token())
    async with database.connection() as connection, connection.transaction():
        alerts = await connection.fetch("select * from alerts_of($1)", attempt.user_id)
        await remember(connection, attempt, attempt.user_id, known)
        tokens = await start_session(connection, attempt.user_id, rules, client.address, second_factor=False)
    assert known.device_token  # noqa: S101  # made above
    return SignedIn(tokens, known.device_token, [dict(alert) for alert in alerts])


async def remember(connection: asyncpg.Connection, attempt: Attempt, user_id: UUID, client: Client) -> None:
    """The attempt was right, and its places are the user's own from now on."""
    await settle(connection, attempt.id, "SUCCEEDED", user_id, client)
    places = {attempt.place, place_of(client.address)}
    if client.device_token:
        places.add(hash_token(client.device_token))
    await connection.execute("select remember_places($1, $2)", user_id, sorted(places))


async def rehash(database: Database, user_id: UUID, old: str, password: str) -> None:
    """Keep the hash of the same password as it would be made today."""
    with hashing.place():
        new = await hashing.run(hash_password, password)
    async with database.connection() as connection:
        await connection.execute("select rehash_password($1, $2, $3)", user_id, old, new)


async def change_password(
    database: Database, session: Session, passwords: tuple[str, str], client: Client, rules: SignInRules
) -> None:
    """Change the password from the current to the new one, and end all other sessions.

    Raises Rejected with what is wrong with either, and TooMany as signing in does.
    """
    current, new = passwords
    problems = password_problems(new, session.user_name, rules, "new")
    if problems or new == current:
        raise Rejected(problems or [Problem(ProblemCode.UNCHANGED, ("new",))])
    attempt = await try_password(database, session.user_name, current, client)
    if attempt.user_id != session.user_id:
        raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS, ("current",))])
    with hashing.place():
        new_hash = await hashing.run(hash_password, new)
    change = "select change_password($1, $2, $3)"
    async with database.connection() as connection, connection.transaction():
        if not await connection.fetchval(change, session.access_hash, new_hash, client.address):
            raise Unauthenticated
        await remember(connection, attempt, session.user_id, client)
