"""A user with an account, and what she does to it by the API."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pyotp import TOTP

from schema.caller import Caller
from tenants.accounts.identities import Identity, challenge_of, give_code
from tenants.accounts.rules import SignInRules
from tenants.accounts.sessions import recognize
from tenants.accounts.tokens import hash_token, make_token
from tests import planted
from tests.callers import HOUR, anonymous, ask, begin_session
from tests.planted import PASSWORD
from tests.schema.administration.bureau import VILLAGE, Bureau

FIELDS = {
    **dict.fromkeys(("signIn", "completeSignIn", "redeemSignIn"), "accessToken refreshToken challenge"),
    **dict.fromkeys(("confirmSecondFactor", "renewRecoveryCodes"), "recoveryCodes"),
    "refreshSession": "refreshToken",
    "startSecondFactor": "secret",
}

PROOF = {"password": PASSWORD}
EVENTS = """select e.kind from account_events e where e.user_id = $1
    union all select a.action from administration_events a where a.user_id = $1"""


@dataclass
class Person:
    """A user with a password, an analyst of the county, and what she does."""

    bureau: Bureau
    name: str
    id: UUID
    caller: Caller
    refresh: str = ""
    secret: str = ""
    codes: Sequence[str] = ()
    before: Sequence[str] = ()

    async def mark(self) -> None:
        """What was told until now was preparation."""
        self.before = await self.events()

    async def events(self) -> list[str]:
        rows = await self.bureau.owner.fetch(EVENTS, self.id)
        return [row["kind"] for row in rows]

    async def do(self, mutation: str, caller: Caller | None = None, /, **given: object) -> dict[str, Any]:
        declared, passed = f"($input: {mutation[0].upper()}{mutation[1:]}Input!)", "(input: $input)"
        text = f"{mutation}{passed if given else ''} {{ {FIELDS.get(mutation, '__typename')} }}"
        asked = f"mutation {declared if given else ''} {{ {text} }}"
        done: dict[str, Any] = await ask(self.bureau.engine, caller or self.caller, asked, {"input": given})
        return dict(done[mutation])

    async def administered(self, mutation: str) -> None:
        user = await self.bureau.user("administrator", self.name)
        await self.bureau.done("administrator", mutation, id=user["id"], expectedVersion=user["version"])

    async def sign_in(self, password: str = PASSWORD) -> dict[str, Any]:
        return await self.do("signIn", anonymous(self.bureau.database), name=self.name, password=password)

    async def begin(self) -> None:
        """A session as a password starts one, which nobody vouches for, without the time that weighing one takes."""
        owner, rules = self.bureau.owner, SignInRules(access=HOUR, refresh=HOUR)
        tokens = await begin_session(owner, self.id, rules)
        self.refresh = planted.plant(tokens.refresh)
        session = await recognize(self.bureau.database, hash_token(planted.plant(tokens.access)))
        self.caller = replace(anonymous(self.bureau.database), session=session)

    async def vouch(self) -> None:
        await self.bureau.owner.execute("update sessions set vouched = true where user_id = $1", self.id)

    async def start(self, **given: object) -> None:
        self.secret = planted.plant((await self.do("startSecondFactor", **PROOF, **given))["secret"])

    async def enrol(self) -> None:
        await self.vouch()
        await self.start()
        self.codes = (await self.do("confirmSecondFactor", code=self.code))["recoveryCodes"]
        await self.bureau.owner.execute("update second_factors set last_step = 0 where user_id = $1", self.id)

    @property
    def code(self) -> str:
        return TOTP(self.secret).now()

    async def challenge(self) -> str:
        return str((await self.sign_in())["challenge"])

    async def complete(self, challenge: str, code: str) -> None:
        await self.do("completeSignIn", anonymous(self.bureau.database), challenge=challenge, code=code)

    async def proven(self) -> dict[str, str]:
        """What a front end shows of her identity at a provider."""
        verifier = make_token()
        identity = Identity("https://id.example", self.name, second_factor=False)
        return {
            "signInCode": await give_code(self.bureau.database, identity, challenge_of(verifier)),
            "verifier": verifier,
        }

    async def link(self) -> None:
        await self.vouch()
        await self.do("linkIdentity", **PROOF, **(await self.proven()))

    async def given(self) -> dict[str, Any]:
        """A grant that an administrator gave her."""
        return await self.bureau.give(str(self.id), "PARTNER", VILLAGE)

    async def seen(self, mutation: str, by: str, grant: dict[str, Any]) -> None:
        await self.bureau.done(by, mutation, id=grant["id"], expectedVersion=grant["version"])
