"""Attempts to prove a password or a code: recorded, throttled and settled in the database, for all processes alike."""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil
from uuid import UUID

import asyncpg

from tenants.access.actor import Session
from tenants.accounts.passwords import hash_as, hashing
from tenants.accounts.throttling import FailureCounts, Failures, is_last_free, wait_before
from tenants.accounts.tokens import hash_token
from tenants.database.transactions import Database
from tenants.errors import TooMany


@dataclass(frozen=True, slots=True)
class Client:
    """Where an attempt comes from: an address, and the token of a known device."""

    address: str | None = None
    device_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A finished attempt: whether the password was right, and its hash, which the database has compared."""

    ticket: UUID
    right: bool
    password_hash: str = field(repr=False)


async def try_password(database: Database, name: str, password: str, client: Client) -> Attempt:
    """Try a password; the attempt counts as a failure until it is settled otherwise.

    Raises TooMany if it has to wait, whether there is such a user or not, or if too many are being tried already.
    """
    # No name holds a character that no text of the database can.
    asked = "" if "\0" in name else name
    with hashing.slot():
        async with database.connection() as connection, connection.transaction():
            found, attempt = await begin_attempt(connection, asked, client)
        made = await hashing.run(hash_as, password, found["made_with"])
    async with database.connection() as connection, connection.transaction():
        right = bool(await connection.fetchval("select prove_password($1, $2)", attempt, made))
        if not right:
            await fail(connection, found, attempt, "WRONG_PASSWORD", client)
    return Attempt(attempt, right, made)


async def begin_attempt(connection: asyncpg.Connection, name: str, client: Client) -> tuple[asyncpg.Record, UUID]:
    """What is known before the attempt, and its ticket. Raises TooMany."""
    device = hash_token(client.device_token) if client.device_token else None
    found = await connection.fetchrow(
        "select * from weigh_attempt($1, $2, $3)", name, hash_address(client.address), device
    )
    wait = wait_before(read_failures(found), found["moment"])
    if wait:
        raise TooMany("TOO_MANY_ATTEMPTS", retry_after=ceil(wait / timedelta(seconds=1)))
    return found, await connection.fetchval("select add_attempt($1, $2, $3)", name, found["place"], found["known"])


def read_failures(found: asyncpg.Record) -> FailureCounts:
    kinds = ("here", "account", "strange", "codes")
    return FailureCounts(found["known"], *(Failures(found[kind], found[f"{kind}_last"]) for kind in kinds))


async def settle(connection: asyncpg.Connection, attempt: UUID, outcome: str | None, client: Client) -> None:
    """Record the outcome of an attempt; None removes it, because it counts neither as right nor as wrong."""
    await connection.execute("select settle_attempt($1, $2, $3)", attempt, outcome, client.address)


async def fail(
    connection: asyncpg.Connection, found: asyncpg.Record, attempt: UUID, outcome: str, client: Client
) -> None:
    """Say that an attempt failed; where further ones have to wait from now on, the user reads that, too."""
    last = is_last_free(read_failures(found), code=outcome == "WRONG_CODE")
    given = (attempt, outcome, client.address, last)
    await connection.execute("select settle_attempt($1, $2, $3, $4)", *given)


async def remember(connection: asyncpg.Connection, session: Session, client: Client) -> None:
    """Makes the client's address a known place of the session's user."""
    await connection.execute("select remember_own_places($1, $2)", session.access_hash, [hash_address(client.address)])


def places_of(client: Client) -> list[bytes]:
    device = {hash_token(client.device_token)} if client.device_token else set()
    return sorted({hash_address(client.address)} | device)


def hash_address(address: str | None) -> bytes:
    """The hash that stands for an address: of its /64 for IPv6, which a household has whole, else of the address."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return sha256(b"nowhere").digest()
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return sha256(parsed.packed[:8]).digest()
    return sha256((getattr(parsed, "ipv4_mapped", None) or parsed).packed).digest()
