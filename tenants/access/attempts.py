"""Attempts to prove a password: weighed, written down, tried at a bounded pace, settled, the same in all processes."""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil
from uuid import UUID

import asyncpg

from tenants.access.passwords import hashing, password_matches
from tenants.access.throttling import Failures, Tally, is_last_free, wait_before
from tenants.access.tokens import hash_token
from tenants.database import Database
from tenants.errors import TooMany


@dataclass(frozen=True, slots=True)
class Client:
    """Where an attempt comes from: the address, and the token of a device that was remembered."""

    address: str | None = None
    device_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was tried: `user_id` where the password was right, else None."""

    id: int
    user_id: UUID | None
    password_hash: str | None = field(repr=False)


async def try_password(database: Database, name: str, password: str, client: Client) -> Attempt:
    """Try a password, which counts as a failure until it is settled otherwise.

    Raises TooMany where it has to wait, whether there is such a user or not, or where too much is being tried already.
    """
    # No name holds a character that no text of the database can.
    asked = "" if "\0" in name else name
    with hashing.place():
        async with database.connection() as connection, connection.transaction():
            found, attempt = await begin_attempt(connection, asked, client)
        right = await hashing.run(password_matches, password, found["password_hash"])
    tried = Attempt(attempt, found["user_id"] if right else None, found["password_hash"])
    if not right:
        async with database.connection() as connection:
            await fail(connection, found, attempt, "WRONG_PASSWORD", client)
    return tried


async def begin_attempt(connection: asyncpg.Connection, name: str, client: Client) -> tuple[asyncpg.Record, int]:
    """What is known before the attempt, and its id. Raises TooMany."""
    device = hash_token(client.device_token) if client.device_token else None
    found = await connection.fetchrow("select * from weigh_attempt($1, $2, $3)", name, place_of(client.address), device)
    wait = wait_before(tally_of(found), found["moment"])
    if wait:
        raise TooMany("TOO_MANY_ATTEMPTS", retry_after=ceil(wait / timedelta(seconds=1)))
    return found, await connection.fetchval("select add_attempt($1, $2, $3)", name, found["place"], found["known"])


def tally_of(found: asyncpg.Record) -> Tally:
    kinds = ("here", "account", "strange", "codes")
    return Tally(found["known"], *(Failures(found[kind], found[f"{kind}_last"]) for kind in kinds))


async def settle(
    connection: asyncpg.Connection, attempt: int, outcome: str | None, user_id: UUID | None, client: Client
) -> None:
    """Say what became of an attempt; None takes it back, for it was neither right nor wrong."""
    await connection.execute("select settle_attempt($1, $2, $3, $4)", attempt, outcome, user_id, client.address)


async def fail(
    connection: asyncpg.Connection, found: asyncpg.Record, attempt: int, outcome: str, client: Client
) -> None:
    """Say that an attempt failed; where further ones have to wait from now on, the user reads that, too."""
    last = is_last_free(tally_of(found), code=outcome == "WRONG_CODE")
    given = (attempt, outcome, found["user_id"], client.address, last)
    await connection.execute("select settle_attempt($1, $2, $3, $4, $5)", *given)


async def remember(connection: asyncpg.Connection, user_id: UUID, client: Client) -> None:
    """The places of the client are the user's own from now on."""
    places = {place_of(client.address)}
    if client.device_token:
        places.add(hash_token(client.device_token))
    await connection.execute("select remember_places($1, $2)", user_id, sorted(places))


def place_of(address: str | None) -> bytes:
    """The place of an address: a household has a whole network of IPv6, and one address of IPv4."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return sha256(b"nowhere").digest()
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return sha256(parsed.packed[:8]).digest()
    return sha256((getattr(parsed, "ipv4_mapped", None) or parsed).packed).digest()
