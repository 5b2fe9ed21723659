"""Somebody with a phone: what she asks, and the codes that her authenticator shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pyotp import TOTP

from tests import planted
from tests.api.service import Service, send
from tests.callers import add_person
from tests.planted import PASSWORD

SIGN_IN = """mutation ($name: String!, $password: String!, $device: String) {
    signIn(input: {name: $name, password: $password, deviceToken: $device}) {
        accessToken challenge deviceToken alerts { kind } userErrors { code field } } }"""
COMPLETE = """mutation ($challenge: String!, $code: String!, $device: String) {
    completeSignIn(input: {challenge: $challenge, code: $code, deviceToken: $device}) {
        accessToken refreshToken challenge deviceToken alerts { kind } userErrors { code field } } }"""
START = """mutation ($password: String!, $code: String!) {
    startSecondFactor(input: {password: $password, code: $code}) { uri secret userErrors { code field } } }"""
CONFIRM = """mutation ($code: String!) { confirmSecondFactor(input: {code: $code}) {
    recoveryCodes userErrors { code field } } }"""
RENEW = """mutation ($password: String!, $code: String!) {
    renewRecoveryCodes(input: {password: $password, code: $code}) { recoveryCodes userErrors { code field } } }"""
END = """mutation ($password: String!, $code: String!) { endSecondFactor(input: {password: $password, code: $code}) {
    ended userErrors { code field } } }"""
STATE = "{ viewer { secondFactor { addedAt recoveryCodesLeft required } events { kind } } }"

_numbers = count(1)


@dataclass
class Holder:
    """A user at an address, with what she was given; the codes of her authenticator run ahead of the clock."""

    service: Service
    name: str
    address: str
    token: str = ""
    secret: str = ""
    recovery_codes: Sequence[str] = field(default_factory=list)

    async def ask(self, query: str, token: str | None = None, /, **given: object) -> dict[str, Any]:
        return await send(self.service, self.address, query, token, **given)

    async def do(self, query: str, **given: object) -> dict[str, Any]:
        """The payload of the one mutation, in her session."""
        return payload_of(await self.ask(query, self.token, **given))

    async def first_step(self, **given: object) -> dict[str, Any]:
        return payload_of(await self.ask(SIGN_IN, None, name=self.name, **{"password": PASSWORD, **given}))

    async def challenge(self) -> str:
        return planted.plant(str((await self.first_step())["challenge"]))

    async def complete(self, challenge: str, code: str, **given: object) -> str:
        """What came of it: an error's code, or `in`, with a new session."""
        answer = await self.ask(COMPLETE, None, challenge=challenge, code=code, **given)
        if "errors" in answer:
            return str(answer["errors"][0]["extensions"]["code"])
        payload = payload_of(answer)
        if payload["userErrors"]:
            return str(payload["userErrors"][0]["code"])
        self.token = planted.plant(payload["accessToken"])
        return "in"

    async def shown(self) -> str:
        """What the authenticator shows, with all that she has used forgotten."""
        await self.service.owner.execute("update second_factors set last_step = 0 where confirmed_at is not null")
        return self.code

    @property
    def code(self) -> str:
        return TOTP(self.secret).now()

    async def enrol(self, **given: object) -> None:
        started = await self.do(START, **{"password": PASSWORD, "code": "", **given})
        self.secret = planted.plant(started["secret"])
        confirmed = await self.do(CONFIRM, code=self.code)
        self.recovery_codes = [planted.plant(code) for code in confirmed["recoveryCodes"]]


def payload_of(answer: dict[str, Any]) -> dict[str, Any]:
    payload: dict[str, Any]
    (payload,) = answer["data"].values()
    return payload


async def signed_in(service: Service, address: str | None = None) -> Holder:
    """A new user, signed in with her password alone."""
    number = next(_numbers)
    holder = Holder(service, f"holder {number}", address or f"198.51.100.{number}")
    await add_person(service.owner, holder.name)
    holder.token = planted.plant((await holder.first_step())["accessToken"])
    return holder


async def enrolled(service: Service) -> Holder:
    """A new user with a second factor."""
    holder = await signed_in(service)
    await holder.enrol()
    return holder
