"""Identities that a provider has proven: signing in with one, linking it to a user and unlinking it."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg

from tenants.access.actor import Session
from tenants.accounts.attempts import Client
from tenants.accounts.rules import SignInRules
from tenants.accounts.second_factor import Proof, factors_of, prove
from tenants.accounts.sessions import refuse_ended
from tenants.accounts.signing_in import Challenge, SignedIn, begin_session
from tenants.accounts.tokens import hash_token, make_token
from tenants.database.transactions import Database
from tenants.encryption.keys import Keys
from tenants.errors import Problem, ProblemCode, Rejected

IDENTITY_CODE_LIFETIME = timedelta(seconds=60)
CODE_REFUSED = Problem(ProblemCode.WRONG_CODE, ("sign_in_code",))
NOT_LINKED = Problem(ProblemCode.NOT_LINKED)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as a provider knows her, and whether it asked for a second factor this time."""

    issuer: str
    subject: str = field(repr=False)
    second_factor: bool


@dataclass(frozen=True, slots=True)
class IdentityCode:
    """What a front end shows to get an identity: the code that it received, and the verifier of its challenge."""

    code: str = field(repr=False)
    verifier: str = field(repr=False)


def challenge_of(verifier: str) -> str:
    """The S256 challenge of RFC 7636."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


async def give_code(database: Database, identity: Identity, challenge: str) -> str:
    """A code for the identity, valid once, within a minute, for whoever has the challenge's verifier."""
    code, subject = make_token(), key_subject(database.keys, identity)
    proven = (identity.issuer, subject, identity.second_factor)
    add = "select add_identity_code($1, $2, $3, $4, $5, $6)"
    async with database.connection() as connection:
        await connection.execute("select key_subject($1, $2, $3)", identity.issuer, identity.subject, subject)
        await connection.execute(add, hash_token(code), challenge, *proven, IDENTITY_CODE_LIFETIME)
    return code


def key_subject(keys: Keys, identity: Identity) -> str:
    """What stands for a subject in the database, which nobody makes of the subject without the program's key."""
    return keys.hash("identities.subject", f"{identity.issuer} {identity.subject}").hex()


async def sign_in_with_identity(
    database: Database, redeemed: IdentityCode, invitation: str | None, client: Client, rules: SignInRules
) -> SignedIn | Challenge:
    """What a password gives, for the identity's user, or whom the invitation makes it. Raises Rejected.

    What comes to nothing costs neither the code nor the invitation.
    """
    invited = None if invitation is None else hash_token(invitation)
    shown = (hash_token(redeemed.code), challenge_of(redeemed.verifier), invited, client.address)
    async with database.connection() as connection, connection.transaction():
        found = await connection.fetchrow("select * from redeem_identity_code($1, $2, $3, $4)", *shown)
        if found["proof"]:
            return await begin_session(connection, found["proof"], client, rules)
        if found["taken"]:
            raise Rejected([Problem(ProblemCode.WRONG_CODE, ("invitation",)) if invited else NOT_LINKED])
    raise Rejected([CODE_REFUSED])


async def link(database: Database, session: Session, redeemed: IdentityCode, proof: Proof, client: Client) -> None:
    """Links the identity to the user, who proves that it is her. Raises Rejected, and TooMany as signing in does."""
    await prove_with_password(database, session, proof, client)
    identity = await spend_identity_code(database, redeemed, client)
    linking = (session.access_hash, identity.issuer, identity.subject, client.address)
    async with database.connection() as connection:
        await refuse_ended(connection, session)
        linked = await connection.fetchval("select link_identity($1, $2, $3, $4)", *linking)
    if not linked:
        raise Rejected([Problem(ProblemCode.ALREADY_EXISTS)])


async def unlink(database: Database, session: Session, identity: UUID, proof: Proof, client: Client) -> None:
    """Unlinks one of the user's identities, and ends all her other sessions. Raises as `link` does."""
    await prove_with_password(database, session, proof, client)
    unlinking = (session.access_hash, identity, client.address)
    async with database.connection() as connection:
        await refuse_ended(connection, session)
        unlinked = await connection.fetchval("select unlink_identity($1, $2, $3)", *unlinking)
    if not unlinked:
        raise Rejected([Problem(ProblemCode.NOT_FOUND, ("id",))])


async def list_identities(database: Database, session: Session) -> Sequence[Mapping[str, Any]]:
    """The user's identities, in the order in which they were linked."""
    async with database.connection() as connection:
        rows = await connection.fetch("select * from own_identities($1)", session.access_hash)
    return [{**row, "id": str(row["id"])} for row in rows]


async def spend_identity_code(database: Database, redeemed: IdentityCode, client: Client) -> Identity:
    """The identity of a code, which is spent in any case. Raises Rejected."""
    async with database.connection() as connection:
        identity = await take_identity_code(connection, redeemed, client)
    if identity is None:
        raise Rejected([CODE_REFUSED])
    return identity


async def take_identity_code(connection: asyncpg.Connection, redeemed: IdentityCode, client: Client) -> Identity | None:
    """The identity of a code, which is spent with the transaction; None, and spent as well, in another's hands."""
    shown = (hash_token(redeemed.code), challenge_of(redeemed.verifier), client.address)
    taken = await connection.fetchrow("select * from take_identity_code($1, $2, $3)", *shown)
    return Identity(**taken) if taken else None


async def prove_with_password(database: Database, session: Session, proof: Proof, client: Client) -> None:
    """As `prove` does. A user without a password is Rejected: whoever has her session alone could lock her out."""
    if not (await factors_of(database, session))["has_password"]:
        raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS, ("password",))])
    await prove(database, session, proof, client)
