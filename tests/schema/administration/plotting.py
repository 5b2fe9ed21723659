"""What an administrator tries who would raise herself: her attacks, each chosen by a few whole numbers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from hypothesis import strategies as st

from schema.caller import Caller
from tenants.accounts.tokens import hash_code, hash_token
from tenants.administration.operator import AdministrationError
from tenants.errors import CircleError
from tests.callers import anonymous, ask
from tests.schema.administration.bureau import HERS, PASSWORD, TREE, Bureau
from tests.schema.administration.test_granting import ROLES

ATTACKER = "administrator"
# Of the rounds in which the others do their part.
DECLINED_OF = 5
NUMBERS = st.tuples(*[st.integers(0, 10_000)] * 4)
ATTACKS: dict[str, Callable[["Plot", tuple[int, ...]], Awaitable[None]]] = {}


@dataclass
class Plot:
    """What the attacker has so far: the names of the accounts she can open, and every secret she was shown.

    `codes` are those that went to the persons named.
    """

    bureau: Bureau
    accounts: list[str] = field(default_factory=lambda: [ATTACKER])
    secrets: list[str] = field(default_factory=lambda: ["AAAA-AAAA-AAAA-AAAA"])
    codes: dict[str, str] = field(default_factory=dict)

    async def somebody(self, number: int) -> asyncpg.Record:
        """Every other time somebody whom she made up."""
        rows = await self.bureau.owner.fetch("select id::text, version, name from users order by name")
        puppets = [row for row in rows if row["name"].startswith("puppet")]
        return pick(puppets if puppets and number % 2 else rows, number // 2)

    async def grants(self) -> list[asyncpg.Record]:
        rows: list[asyncpg.Record] = await self.bureau.owner.fetch("select id::text, version from grants order by id")
        return rows

    async def held(self) -> set[tuple[str, str, int]]:
        """The live grants of all her accounts."""
        rows = await self.bureau.owner.fetch(
            "select u.name, g.role, g.low from users u, live_grants(u.id) g where u.name = any ($1)", self.accounts
        )
        return {tuple(row) for row in rows}

    async def try_(self, caller: Caller, mutation: str, **given: object) -> dict[str, Any]:
        """What the mutation gives; nothing where it is refused."""
        try:
            done = await self.bureau.do(caller, mutation, **given)
        except CircleError:
            return {}
        if done.get("invitation"):
            self.secrets.append(done["invitation"])
        return done

    async def actor(self, number: int) -> Caller:
        """One of her accounts, or nobody."""
        name = [*self.accounts, None][number % (len(self.accounts) + 1)]
        return await self.caller(name) if name else anonymous(self.bureau.database)

    async def caller(self, name: str) -> Caller:
        """Nobody where the account is closed."""
        try:
            return await self.bureau.caller(name)
        except AdministrationError:
            return anonymous(self.bureau.database)


def attack(
    move: Callable[[Plot, tuple[int, ...]], Awaitable[None]],
) -> Callable[[Plot, tuple[int, ...]], Awaitable[None]]:
    ATTACKS[move.__name__] = move
    return move


def pick(options: list[Any], number: int) -> Any:  # noqa: ANN401  # one of them
    return options[number % len(options)]


@attack
async def make_an_account(plot: Plot, n: tuple[int, ...]) -> None:
    """And make it hers, at once or later."""
    done = await plot.try_(await plot.actor(n[0]), "createUser", name=f"puppet {uuid4()}")
    if done.get("invitation") and n[1] % 2:
        await redeem(plot, done["invitation"])


@attack
async def invite_anybody(plot: Plot, n: tuple[int, ...]) -> None:
    user = await plot.somebody(n[1])
    done = await plot.try_(await plot.actor(n[0]), "inviteUser", id=user["id"], expectedVersion=user["version"])
    if done.get("invitation"):
        await redeem(plot, done["invitation"])


async def redeem(plot: Plot, invitation: str) -> None:
    nobody = anonymous(plot.bureau.database)
    joined = await plot.try_(nobody, "acceptInvitation", invitation=invitation, password=PASSWORD)
    if joined.get("name"):
        plot.accounts.append(joined["name"])


@attack
async def close_and_open_anybody(plot: Plot, n: tuple[int, ...]) -> None:
    user = await plot.somebody(n[1])
    mutation = pick(["closeUser", "reopenUser"], n[2])
    await plot.try_(await plot.actor(n[0]), mutation, id=user["id"], expectedVersion=user["version"])


@attack
async def give_anything(plot: Plot, n: tuple[int, ...]) -> None:
    user = await plot.somebody(n[1])
    role, tenant = pick(list(product(ROLES, TREE)), n[2])
    await plot.try_(await plot.actor(n[0]), "grantRole", userId=user["id"], role=role, tenant=str(tenant))


@attack
async def take_anything(plot: Plot, n: tuple[int, ...]) -> None:
    grant = pick(await plot.grants(), n[1])
    await plot.try_(await plot.actor(n[0]), "revokeGrant", id=grant["id"], expectedVersion=grant["version"])


@attack
async def confirm_anything(plot: Plot, n: tuple[int, ...]) -> None:
    grant = pick(await plot.grants(), n[1])
    done = await plot.try_(await plot.actor(n[0]), "confirmGrant", id=grant["id"], expectedVersion=grant["version"])
    if done.get("code"):
        plot.secrets.append(done["code"])


@attack
async def decline_anything(plot: Plot, n: tuple[int, ...]) -> None:
    grant = pick(await plot.grants(), n[1])
    await plot.try_(await plot.actor(n[0]), "declineGrant", id=grant["id"], expectedVersion=grant["version"])


@attack
async def accept_with_any_secret(plot: Plot, n: tuple[int, ...]) -> None:
    secret = pick(plot.secrets, n[1])
    await plot.try_(await plot.actor(n[0]), "acceptGrant", code=secret, password=HERS)
    await redeem(plot, secret)


@attack
async def the_others_do_their_part(plot: Plot, n: tuple[int, ...]) -> None:
    """Directors confirm all that waits, or decline it; codes go to the persons named, whom nobody may ask for them."""
    for director in ("director", "city director"):
        caller = await plot.bureau.caller(director)
        awaited = await ask(plot.bureau.engine, caller, "{ awaitedGrants { id version user confirmed } }")
        for grant in awaited["awaitedGrants"]:
            seen = {"id": grant["id"], "expectedVersion": grant["version"]}
            if n[1] % DECLINED_OF == 1:
                await plot.bureau.done(caller, "declineGrant", **seen)
            elif not grant["confirmed"] or n[0] % 2:
                plot.codes[grant["user"]] = (await plot.bureau.do(caller, "confirmGrant", **seen))["code"]
    for name, code in plot.codes.items():
        if name not in plot.accounts:
            await plot.try_(await plot.caller(name), "acceptGrant", code=code, password=HERS)


RAW: Mapping[str, str] = {
    "create_user": "select create_user(gen_random_uuid(), 'raw ' || gen_random_uuid(), $1, now() + interval '1 day')",
    "invite_user": "select invite_user($2, $3, $1, now() + interval '1 day')",
    "close_user": "select close_user($2, $3)",
    "reopen_user": "select reopen_user($2, $3)",
    "give_grant": "select give_grant(gen_random_uuid(), $2, $4, $5, now(), null, null)",
    "withdraw_grant": "select withdraw_grant($6, $7)",
    "decline_grant": "select decline_grant($6, $7)",
    "confirm_grant": "select confirm_grant($6, $7, $8, now() + interval '1 day')",
}
RAW_TYPES = ("bytea", "uuid", "integer", "text", "bigint", "uuid", "integer", "bytea")


@attack
async def go_past_the_api(plot: Plot, n: tuple[int, ...]) -> None:
    """The same by SQL of her own under her own session: the policy is out of the way."""
    secret = f"raw {n}"
    user, grant = await plot.somebody(n[1]), pick(await plot.grants(), n[2])
    role, tenant = pick(list(product(ROLES, TREE)), n[2])
    values = [hash_token(secret), UUID(user["id"]), user["version"], role, tenant]
    values += [UUID(grant["id"]), grant["version"], hash_code(secret)]
    text = pick(sorted(RAW.values()), n[3])
    await run_raw(plot, await plot.actor(n[0]), text, values)
    await redeem(plot, secret)
    for name in plot.accounts:
        await plot.try_(await plot.caller(name), "acceptGrant", code=secret, password=HERS)


async def run_raw(plot: Plot, caller: Caller, text: str, values: list[Any]) -> None:
    used = [number for number in range(1, len(values) + 1) if f"${number}" in text]
    for place, number in enumerate(used, 1):
        text = text.replace(f"${number}", f"%{place}::{RAW_TYPES[number - 1]}")
    try:
        async with plot.bureau.database.writing(caller.actor) as writing:
            await writing.connection.fetchval(text.replace("%", "$"), *(values[number - 1] for number in used))
    except (CircleError, asyncpg.InsufficientPrivilegeError, asyncpg.IntegrityConstraintViolationError):
        pass
