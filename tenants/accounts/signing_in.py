"""Signing in: a password, then a second factor if there is one, and a session begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg

from tenants.access.actor import Session
from tenants.accounts.attempts import Attempt, Client, places_of, remember, settle, try_password
from tenants.accounts.password_rules import password_problems
from tenants.accounts.passwords import hash_password, hashing, is_outdated, normalize_password
from tenants.accounts.rules import SignInRules
from tenants.accounts.second_factor import spend_code, try_code
from tenants.accounts.sessions import start_session
from tenants.accounts.tokens import Tokens, hash_token, make_token
from tenants.database.transactions import Database
from tenants.errors import Problem, ProblemCode, Rejected, Unauthenticated

CHALLENGE_LIFETIME = timedelta(minutes=5)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody signs in with."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The tokens of a new session and of its device, and what somebody else may have done since the last sign-in."""

    tokens: Tokens
    device_token: str = field(repr=False)
    alerts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Challenge:
    """A sign-in that awaits its second factor; the token names it and opens nothing."""

    token: str = field(repr=False)


async def sign_in(database: Database, given: Credentials, client: Client, rules: SignInRules) -> SignedIn | Challenge:
    """A new session, or a challenge. Raises Rejected for a wrong name or password alike, and TooMany."""
    attempt = await try_password(database, given.name, given.password, client)
    if not attempt.right:
        raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS)])
    if is_outdated(attempt.password_hash):
        await rehash(database, attempt, given.password)
    async with database.connection() as connection, connection.transaction():
        proof = await connection.fetchval("select proof_of_attempt($1)", attempt.ticket)
        begun = await begin_session(connection, proof, client, rules)
        # A right password alone is no success: that would reset the guesses at the code.
        outcome = None if isinstance(begun, Challenge) else "SUCCEEDED"
        await settle(connection, attempt.ticket, outcome, client)
        return begun


async def begin_session(
    connection: asyncpg.Connection, proof: UUID, client: Client, rules: SignInRules
) -> SignedIn | Challenge:
    """The session of a user who has proven who she is, or the challenge to bring her second factor."""
    challenge = Challenge(make_token())
    waiting = (hash_token(challenge.token), CHALLENGE_LIFETIME, TRIES)
    if await connection.fetchval("select begin_challenge($1, $2, $3, $4)", proof, *waiting):
        return challenge
    return await finish_sign_in(connection, proof, client, rules)


async def complete(database: Database, challenge: str, code: str, client: Client, rules: SignInRules) -> SignedIn:
    """The session of a challenge, by a code of the authenticator or a recovery code.

    Raises Rejected for an invalid challenge, and for a wrong or spent code, and TooMany.
    """
    token = hash_token(challenge)
    async with database.connection() as connection, connection.transaction():
        name = await connection.fetchval("select try_challenge($1)", token)
        if name and await try_code(connection, name, partial(spend_code, database.keys, code, token), client):
            proof = await connection.fetchval("select end_challenge($1)", token)
            return await finish_sign_in(connection, proof, client, rules)
    raise Rejected([Problem(ProblemCode.WRONG_CODE, ("code" if name else "challenge",))])


async def finish_sign_in(connection: asyncpg.Connection, proof: UUID, client: Client, rules: SignInRules) -> SignedIn:
    """A new session with its alerts; the client's address and device become known places of the user."""
    device_token = await find_device(connection, proof, client)
    places = places_of(replace(client, device_token=device_token))
    alerts = await connection.fetch("select * from alerts_of($1, $2)", proof, places)
    await connection.execute("select remember_places($1, $2, $3)", proof, places, client.address)
    tokens = await start_session(connection, proof, rules, client.address)
    return SignedIn(tokens, device_token, [dict(alert) for alert in alerts])


async def find_device(connection: asyncpg.Connection, proof: UUID, client: Client) -> str:
    """The token of a device that is known as the user's own, or a new one: none is chosen by whoever sends it."""
    known = "select knows_device($1, $2)"
    given = client.device_token
    return given if given and await connection.fetchval(known, proof, hash_token(given)) else make_token()


async def rehash(database: Database, attempt: Attempt, password: str) -> None:
    """Keep the hash of the same password as it would be made today."""
    with hashing.slot():
        new = await hashing.run(hash_password, password)
    async with database.connection() as connection:
        await connection.execute("select rehash_password($1, $2, $3)", attempt.ticket, attempt.password_hash, new)


async def change_password(
    database: Database, session: Session, passwords: tuple[str, str], client: Client, rules: SignInRules
) -> None:
    """Change the password from the current to the new one, and end all other sessions.

    Raises Rejected with what is wrong with either, and TooMany as signing in does.
    """
    current, new = passwords
    problems = password_problems(new, session.user_name, rules, "new")
    if problems or normalize_password(new) == normalize_password(current):
        raise Rejected(problems or [Problem(ProblemCode.UNCHANGED, ("new",))])
    attempt = await try_password(database, session.user_name, current, client)
    if not attempt.right:
        raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS, ("current",))])
    with hashing.slot():
        new_hash = await hashing.run(hash_password, new)
    change = "select change_password($1, $2, $3)"
    async with database.connection() as connection, connection.transaction():
        if not await connection.fetchval(change, session.access_hash, new_hash, client.address):
            raise Unauthenticated
        await settle(connection, attempt.ticket, "SUCCEEDED", client)
        await remember(connection, session, client)
