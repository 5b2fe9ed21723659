"""Those who ask, in the tests: users with a grant, and nobody, through the engine in this process."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from api.app import live_limits
from api.settings import Settings
from schema.caller import Caller, Language
from schema.engine.engine import Engine, Request
from schema.engine.limits import Limits
from tenants.access.actor import Session
from tenants.accounts import sessions
from tenants.accounts.passwords import hash_as, hash_password
from tenants.accounts.rules import SignInRules
from tenants.accounts.sessions import recognize
from tenants.accounts.tokens import Tokens, hash_token
from tenants.administration.operator import NewGrant, add_user, grant_role, start_session, vouch
from tenants.database.transactions import Database
from tests import planted

HOUR = timedelta(hours=1)
RULES = SignInRules(access=HOUR, refresh=HOUR)
LIMITS = live_limits(Settings())

# For tests that ask everything at once.
UNLIMITED = Limits(**{limit.name: 10**9 for limit in fields(Limits)})

_numbers = count(1)


def anonymous(database: Database) -> Caller:
    return Caller(database, RULES, None, None, Language.EN)


async def add_caller(  # noqa: PLR0913  # whom, what and where
    owner: asyncpg.Connection,
    database: Database,
    role: str,
    tenant: int,
    mother: UUID | None = None,
    *,
    organization: UUID | None = None,
) -> Caller:
    """A new user who acts under one grant; a Caring Mother's names her registration, a partner's the organisation."""
    name = f"user {next(_numbers)}"
    await add_user(owner, name, None)
    named = mother if role == "CARING_MOTHER" else None, organization if role == "PARTNER" else None
    await grant_role(owner, name, NewGrant(role, tenant, None, *named))
    return Caller(database, RULES, await sign_on(owner, database, name), None, Language.EN)


async def add_person(owner: asyncpg.Connection, name: str) -> None:
    """A new user who can sign in with the password of these tests."""
    await add_user(owner, name, None)
    await owner.execute("update users set password_hash = $2 where name = $1", name, hashed_password())


@cache
def hashed_password() -> str:
    """The password as it is kept: hashing it takes long on purpose, and once is enough."""
    return hash_password(planted.PASSWORD)


def is_hash_of(password: str, kept: str) -> bool:
    """Whether what is kept is the hash of the password, as the database finds out."""
    return hash_as(password, kept.rpartition("$")[0] + "$") == kept


async def begin_session(
    owner: asyncpg.Connection, user: UUID, rules: SignInRules, address: str | None = None
) -> Tokens:
    """A session as a password begins it, without the time that weighing one takes."""
    return await sessions.start_session(owner, await vouch(owner, user, second_factor=False), rules, address)


async def sign_on(owner: asyncpg.Connection, database: Database, name: str) -> Session:
    """A live session of a user, with the grants that hold now."""
    token = await start_session(owner, name, HOUR, HOUR)
    session = await recognize(database, hash_token(token))
    assert session is not None
    return session


async def ask(engine: Engine, caller: Caller, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The data, read back from the JSON a client gets. Raises what the engine raises."""
    answer: dict[str, Any] = orjson.loads(await ask_text(engine, caller, query, variables))
    return answer


async def ask_text(engine: Engine, caller: Caller, query: str, variables: Mapping[str, Any] | None = None) -> bytes:
    """The data as the bytes a client gets."""
    try:
        return orjson.dumps(await engine.execute(Request(query, variables or {}), caller))
    except Exception as error:
        planted.search("an exception", f"{error!r} {error}")
        raise
