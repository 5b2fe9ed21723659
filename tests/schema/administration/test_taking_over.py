"""Whatever opened an account before its first accepted grant opens it no more: the holder's code ends it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from pyotp import TOTP

from schema.caller import Caller
from tenants.accounts.identities import Identity, challenge_of, give_code
from tenants.accounts.sessions import recognize, renew
from tenants.accounts.tokens import Tokens, hash_token, make_token
from tenants.administration.operator import enrol
from tenants.errors import CircleError
from tests import planted
from tests.callers import RULES, anonymous, ask, begin_session
from tests.planted import PASSWORD
from tests.schema.administration.bureau import COUNTY, HERS, VILLAGE, Bureau
from tests.schema.administration.test_granting import code_of

Opens = Callable[[], Awaitable[bool]]


@dataclass
class Account:
    """An account that an administrator made, and what she may do with it before its holder has her code."""

    bureau: Bureau
    name: str
    id: UUID
    invitation: str
    sessions: list[Tokens] = field(default_factory=list)

    async def do(self, mutation: str, fields: str, caller: Caller | None = None, /, **given: object) -> dict[str, Any]:
        text = f"""mutation ($input: {mutation[0].upper()}{mutation[1:]}Input!) {{
            done: {mutation}(input: $input) {{ {fields} userErrors {{ code }} }} }}"""
        by = caller or anonymous(self.bureau.database)
        done: dict[str, Any] = (await ask(self.bureau.engine, by, text, {"input": given}))["done"]
        return done

    async def join(self) -> None:
        await self.do("acceptInvitation", "name", invitation=self.invitation, password=PASSWORD)

    async def session(self) -> tuple[Tokens, Caller]:
        """One as a password begins it, without the time that weighing it takes."""
        tokens = await begin_session(self.bureau.owner, self.id, RULES)
        planted.plant(tokens.access)
        session = await recognize(self.bureau.database, hash_token(tokens.access))
        return tokens, Caller(self.bureau.database, RULES, session, None, anonymous(self.bureau.database).language)

    async def factor(self, caller: Caller) -> str:
        code = await enrol(self.bureau.owner, self.name)
        started = await self.do("startSecondFactor", "secret", caller, password=PASSWORD, code=code)
        return str(planted.plant(started["secret"]))

    async def proven(self) -> dict[str, str]:
        """What shows a provider's identity to the API."""
        verifier = make_token()
        identity = Identity("https://provider.example", str(self.id), second_factor=False)
        return {
            "signInCode": await give_code(self.bureau.database, identity, challenge_of(verifier)),
            "verifier": verifier,
        }

    async def begins(self, mutation: str, **given: object) -> bool:
        """Whether a session begins, or what would lead to one."""
        done = await self.do(mutation, "accessToken challenge", **given)
        return bool(done["accessToken"] or done["challenge"])


WAYS: dict[str, Callable[[Account], Awaitable[Opens]]] = {}


def way(prepare: Callable[[Account], Awaitable[Opens]]) -> Callable[[Account], Awaitable[Opens]]:
    WAYS[prepare.__name__] = prepare
    return prepare


@way
async def an_invitation_that_nobody_accepted(account: Account) -> Opens:
    async def opens() -> bool:
        done = await account.do("acceptInvitation", "name", invitation=account.invitation, password=PASSWORD)
        return done["name"] is not None

    return opens


@way
async def the_password_that_she_chose(account: Account) -> Opens:
    await account.join()
    return lambda: account.begins("signIn", name=account.name, password=PASSWORD)


@way
async def an_access_token(account: Account) -> Opens:
    tokens, _ = await account.session()

    async def opens() -> bool:
        return await recognize(account.bureau.database, hash_token(tokens.access)) is not None

    return opens


@way
async def a_refresh_token(account: Account) -> Opens:
    tokens, _ = await account.session()

    async def opens() -> bool:
        return await renew(account.bureau.database, tokens.refresh, RULES, None) is not None

    return opens


@way
async def an_open_socket(account: Account) -> Opens:
    _, caller = await account.session()
    assert caller.session
    key = caller.session.connection_key

    async def opens() -> bool:
        return await recognize(account.bureau.database, key) is not None

    return opens


@way
async def a_place_that_is_known(account: Account) -> Opens:
    await account.join()
    await account.begins("signIn", name=account.name, password=PASSWORD)

    async def opens() -> bool:
        places = "select exists (select from known_places where user_id = $1)"
        return bool(await account.bureau.owner.fetchval(places, account.id))

    return opens


@way
async def a_second_factor(account: Account) -> Opens:
    await account.join()
    _, caller = await account.session()
    secret = await account.factor(caller)
    await account.do("confirmSecondFactor", "recoveryCodes", caller, code=TOTP(secret).now())

    async def opens() -> bool:
        """As whoever has the password that holds now finds it."""
        tries = [await account.do("signIn", "challenge", name=account.name, password=one) for one in (HERS, PASSWORD)]
        return any(tried["challenge"] for tried in tries)

    return opens


@way
async def a_second_factor_that_was_begun(account: Account) -> Opens:
    await account.join()
    _, caller = await account.session()
    secret = await account.factor(caller)

    async def opens() -> bool:
        try:
            done = await account.do("confirmSecondFactor", "recoveryCodes", caller, code=TOTP(secret).now())
        except CircleError:
            return False
        return bool(done["recoveryCodes"])

    return opens


@way
async def a_sign_in_that_waits_for_its_code(account: Account) -> Opens:
    await account.join()
    _, caller = await account.session()
    secret = await account.factor(caller)
    await account.do("confirmSecondFactor", "recoveryCodes", caller, code=TOTP(secret).now())
    await account.bureau.owner.execute("update second_factors set last_step = 0 where user_id = $1", account.id)
    waiting = await account.do("signIn", "challenge", name=account.name, password=PASSWORD)

    async def opens() -> bool:
        done = await account.do(
            "completeSignIn", "accessToken", challenge=waiting["challenge"], code=TOTP(secret).now()
        )
        return done["accessToken"] is not None

    return opens


@way
async def an_identity_that_joined(account: Account) -> Opens:
    await account.begins("redeemSignIn", **await account.proven(), invitation=account.invitation)

    async def opens() -> bool:
        return await account.begins("redeemSignIn", **await account.proven())

    return opens


@way
async def an_enrolment_code(account: Account) -> Opens:
    await account.join()
    code = await enrol(account.bureau.owner, account.name)

    async def opens() -> bool:
        """In a session of her new password."""
        _, caller = await account.session()
        password = HERS if await account.begins("signIn", name=account.name, password=HERS) else PASSWORD
        done = await account.do("startSecondFactor", "secret", caller, password=password, code=code)
        return done["secret"] is not None

    return opens


@pytest.mark.parametrize("is_accepted", [True, False], ids=["accepted", "not accepted"])
@pytest.mark.parametrize("prepare", WAYS.values(), ids=WAYS)
async def test_it_opens_the_account_until_its_holder_has_entered_her_code(
    bureau: Bureau, prepare: Callable[[Account], Awaitable[Opens]], *, is_accepted: bool
) -> None:
    name, made = await bureau.create()
    account = Account(bureau, name, UUID(made["user"]["id"]), made["invitation"])
    opens = await prepare(account)
    if is_accepted:
        code = await bureau.confirm(await bureau.give(made["user"]["id"], "PARTNER", VILLAGE))
        holder = await bureau.caller(name)
        await bureau.done(holder, "acceptGrant", code=code, password=HERS)
        assert holder.session
        assert await recognize(bureau.database, holder.session.proof)
    assert await opens() is not is_accepted


async def test_the_first_role_takes_a_password_that_is_new_and_hard_to_guess(bureau: Bureau) -> None:
    name, made = await bureau.create()
    account = Account(bureau, name, UUID(made["user"]["id"]), made["invitation"])
    await account.join()
    code = await bureau.confirm(await bureau.give(made["user"]["id"], "PARTNER", VILLAGE))
    refused: Mapping[str | None, str] = {None: "REQUIRED", "short": "TOO_SHORT", name: "EASILY_GUESSED"}
    for password, problem in {**refused, PASSWORD: "UNCHANGED"}.items():
        assert code_of(await bureau.do(name, "acceptGrant", code=code, password=password)) == problem
    await bureau.done(name, "acceptGrant", code=code, password=HERS)
    second = await bureau.confirm(await bureau.give(made["user"]["id"], "PARTNER", COUNTY))
    await bureau.done(name, "acceptGrant", code=second)


async def test_an_invitation_takes_no_password_with_the_accounts_name(bureau: Bureau) -> None:
    name, made = await bureau.create()
    for password in (name, f"{name}!", name.upper()):
        done = await bureau.do(
            anonymous(bureau.database), "acceptInvitation", invitation=made["invitation"], password=password
        )
        assert code_of(done) == "EASILY_GUESSED"
