"""Whatever is done to an account is an event of it: each mutation, and each act of the operator, by its kind."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from inspect import iscoroutinefunction
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from pyotp import TOTP

from schema.build import graphql_schema
from schema.caller import Caller
from tenants.accounts.enums import AccountEventKind
from tenants.accounts.identities import Identity, challenge_of, give_code
from tenants.accounts.rules import SignInRules
from tenants.accounts.sessions import recognize
from tenants.accounts.throttling import HERE
from tenants.accounts.tokens import hash_token, make_token
from tenants.administration import operator
from tenants.administration.enums import AdministrationAction
from tests import planted
from tests.callers import HOUR, add_person, anonymous, ask, begin_session
from tests.isolation.mutations import MUTATIONS
from tests.planted import PASSWORD
from tests.schema.administration.bureau import COUNTY, VILLAGE, Bureau

WRONG = "a wrong one, and long"
NEW = "a better horse battery"
# They change nothing that anybody has: the next tokens of the same session, a secret that does not count yet, a proof
# that no session has begun with.
QUIET = {"refreshSession", "startSecondFactor", "list_users", "vouch"}
FIELDS = {
    **dict.fromkeys(("signIn", "completeSignIn", "redeemSignIn"), "accessToken refreshToken challenge"),
    **dict.fromkeys(("confirmSecondFactor", "renewRecoveryCodes"), "recoveryCodes"),
    "refreshSession": "refreshToken",
    "startSecondFactor": "secret",
}
PROOF = {"password": PASSWORD}
EVENTS = """select e.kind from account_events e where e.user_id = $1
    union all select a.action from administration_events a where a.user_id = $1"""

_numbers = count(1)


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


Act = Callable[[Person], Awaitable[None]]
ACTS: list[tuple[str, Sequence[str], Act]] = []


def act(by: str, *events: str) -> Callable[[Act], Act]:
    """An act by a mutation or a function of the operator's, and what it tells, of the same name once more or less."""

    def kept(done: Act) -> Act:
        ACTS.append((by, events, done))
        return done

    return kept


@act("signIn", "SIGNED_IN")
async def by_password(person: Person) -> None:
    await person.sign_in()


@act("signIn", "WRONG_PASSWORD")
async def by_a_wrong_password(person: Person) -> None:
    await person.sign_in(WRONG)


@act("signIn", "WRONG_PASSWORD", "GUESSES_SLOWED")
async def by_the_last_guess_that_is_free(person: Person) -> None:
    for _ in range(HERE.free - 1):
        await person.sign_in(WRONG)
    await person.mark()
    await person.sign_in(WRONG)


@act("completeSignIn", "SIGNED_IN")
async def by_a_code(person: Person) -> None:
    await person.enrol()
    challenge = await person.challenge()
    await person.mark()
    await person.complete(challenge, person.code)


@act("completeSignIn", "WRONG_CODE")
async def by_a_wrong_code(person: Person) -> None:
    await person.enrol()
    challenge = await person.challenge()
    await person.mark()
    await person.complete(challenge, "")


@act("completeSignIn", "WRONG_CODE", "GUESSES_SLOWED")
async def by_the_last_code_that_is_free(person: Person) -> None:
    await person.enrol()
    challenge = await person.challenge()
    for _ in range(HERE.free - 1):
        await person.complete(challenge, "")
    await person.mark()
    await person.complete(challenge, "")


@act("completeSignIn", "RECOVERY_CODE_USED", "SIGNED_IN")
async def by_a_recovery_code(person: Person) -> None:
    await person.enrol()
    challenge = await person.challenge()
    await person.mark()
    await person.complete(challenge, person.codes[0])


@act("refreshSession", "TOKEN_REUSED")
async def a_spent_token_again(person: Person) -> None:
    nobody, next_one = anonymous(person.bureau.database), person.refresh
    for _ in range(2):
        next_one = (await person.do("refreshSession", nobody, refreshToken=next_one))["refreshToken"]
    await person.do("refreshSession", nobody, refreshToken=person.refresh)


@act("signOut", "SIGNED_OUT")
async def sign_out(person: Person) -> None:
    await person.do("signOut")


@act("endSession", "SESSION_ENDED")
async def end_one_session(person: Person) -> None:
    key = await person.bureau.owner.fetchval("select id::text from sessions where user_id = $1", person.id)
    await person.do("endSession", id=key)


@act("endOtherSessions", "SESSION_ENDED")
async def end_other_sessions(person: Person) -> None:
    await person.sign_in()
    await person.mark()
    await person.do("endOtherSessions")


@act("changePassword", "PASSWORD_CHANGED")
async def change_the_password(person: Person) -> None:
    await person.do("changePassword", current=PASSWORD, new=NEW)


@act("startSecondFactor", "ENROLMENT_CODE_USED")
async def begin_with_a_code(person: Person) -> None:
    code = await operator.enrol(person.bureau.owner, person.name)
    await person.mark()
    await person.start(code=code)


@act("confirmSecondFactor", "SECOND_FACTOR_ADDED")
async def add_a_second_factor(person: Person) -> None:
    await person.enrol()


@act("renewRecoveryCodes", "RECOVERY_CODES_RENEWED")
async def renew_the_codes(person: Person) -> None:
    await person.enrol()
    await person.mark()
    await person.do("renewRecoveryCodes", **PROOF, code=person.code)


@act("endSecondFactor", "SECOND_FACTOR_REMOVED")
async def end_it(person: Person) -> None:
    await person.enrol()
    await person.mark()
    await person.do("endSecondFactor", **PROOF, code=person.code)


@act("linkIdentity", "IDENTITY_LINKED")
async def link_an_identity(person: Person) -> None:
    await person.link()


@act("unlinkIdentity", "IDENTITY_UNLINKED")
async def unlink_it(person: Person) -> None:
    await person.link()
    await person.mark()
    key = await person.bureau.owner.fetchval("select id::text from identities where user_id = $1", person.id)
    await person.do("unlinkIdentity", **PROOF, id=key)


@act("redeemSignIn", "SIGNED_IN")
async def by_an_identity(person: Person) -> None:
    await person.link()
    await person.mark()
    await person.do("redeemSignIn", anonymous(person.bureau.database), **(await person.proven()))


@act("signIn", "NEW_PLACE", "SIGNED_IN")
async def sign_in_elsewhere(person: Person) -> None:
    await person.bureau.owner.execute("insert into known_places (user_id, place) values ($1, 'home')", person.id)
    await person.sign_in()


@act("redeemSignIn", "IDENTITY_CODE_MISUSED")
async def by_a_stolen_code(person: Person) -> None:
    await person.link()
    await person.mark()
    stolen = {**(await person.proven()), "verifier": make_token()}
    await person.do("redeemSignIn", anonymous(person.bureau.database), **stolen)


@act("redeemSignIn", "USER_JOINED", "INVITATION_ACCEPTED", "IDENTITY_LINKED", "SIGNED_IN")
async def join_by_an_identity(person: Person) -> None:
    invitation = await become_new(person)
    nobody, proven = anonymous(person.bureau.database), await person.proven()
    await person.do("redeemSignIn", nobody, **proven, invitation=invitation)


@act("acceptInvitation", "USER_JOINED", "INVITATION_ACCEPTED")
async def join_by_a_password(person: Person) -> None:
    invitation = await become_new(person)
    nobody = anonymous(person.bureau.database)
    await person.do("acceptInvitation", nobody, invitation=invitation, password=PASSWORD)


async def become_new(person: Person) -> str:
    """She is another, whom an administrator has just made."""
    person.name, made = await person.bureau.create()
    person.id = UUID(made["user"]["id"])
    await person.mark()
    return str(made["invitation"])


@act("createUser", "USER_CREATED")
async def make_an_account(person: Person) -> None:
    await become_new(person)
    person.before = ()


@act("inviteUser", "USER_INVITED")
async def invite(person: Person) -> None:
    await become_new(person)
    await person.administered("inviteUser")


@act("closeUser", "USER_CLOSED")
async def close(person: Person) -> None:
    await person.administered("closeUser")


@act("reopenUser", "USER_REOPENED")
async def reopen(person: Person) -> None:
    await person.administered("closeUser")
    await person.mark()
    await person.administered("reopenUser")


@act("grantRole", "GRANT_GIVEN")
async def give(person: Person) -> None:
    await person.given()


@act("revokeGrant", "GRANT_REVOKED")
async def take(person: Person) -> None:
    grant = await person.given()
    await person.mark()
    await person.seen("revokeGrant", "administrator", grant)


@act("confirmGrant", "GRANT_CONFIRMED")
async def confirm(person: Person) -> None:
    grant = await person.given()
    await person.mark()
    await person.seen("confirmGrant", "director", grant)


@act("declineGrant", "GRANT_DECLINED")
async def decline(person: Person) -> None:
    grant = await person.given()
    await person.mark()
    await person.seen("declineGrant", "director", grant)


@act("acceptGrant", "GRANT_ACCEPTED")
async def accept(person: Person) -> None:
    code = await person.bureau.confirm(await person.given())
    await person.mark()
    await person.do("acceptGrant", code=code)


@act("add_user", "USER_CREATED")
async def the_operator_adds_one(person: Person) -> None:
    person.name = f"added {uuid4()}"
    await operator.add_user(person.bureau.owner, person.name, None)
    person.id = await person.bureau.owner.fetchval("select id from users where name = $1", person.name)
    person.before = ()


@act("grant_role", "GRANT_GIVEN")
async def the_operator_gives(person: Person) -> None:
    await operator.grant_role(person.bureau.owner, person.name, operator.NewGrant("PARTNER", VILLAGE))


@act("revoke_grant", "GRANT_REVOKED")
async def the_operator_takes(person: Person) -> None:
    await operator.revoke_grant(person.bureau.owner, person.name, "ANALYST", COUNTY)


@act("revoke_all", "GRANT_REVOKED", "SESSIONS_REVOKED")
async def the_operator_takes_all(person: Person) -> None:
    await operator.revoke_all(person.bureau.owner, person.name)


@act("start_session", "SIGNED_IN")
async def the_operator_vouches(person: Person) -> None:
    await person.bureau.caller(person.name)


@act("enrol", "ENROLMENT_CODE_GIVEN")
async def the_operator_gives_a_code(person: Person) -> None:
    await operator.enrol(person.bureau.owner, person.name)


@act("reset_second_factor", "SECOND_FACTOR_RESET", "ENROLMENT_CODE_GIVEN")
async def the_operator_resets(person: Person) -> None:
    await person.enrol()
    await person.mark()
    await operator.reset_second_factor(person.bureau.owner, person.name)


@act("unlink_identities", "IDENTITY_UNLINKED")
async def the_operator_unlinks(person: Person) -> None:
    await person.link()
    await person.mark()
    await operator.unlink_identities(person.bureau.owner, person.name)


@pytest.mark.parametrize(("by", "events", "done"), ACTS, ids=[f"{by}-{done.__name__}" for by, _, done in ACTS])
async def test_what_is_done_to_an_account_is_told(bureau: Bureau, by: str, events: Sequence[str], done: Act) -> None:  # noqa: ARG001  # the name
    name = f"person {next(_numbers)}"
    await add_person(bureau.owner, name)
    await operator.grant_role(bureau.owner, name, operator.NewGrant("ANALYST", COUNTY))
    key = await bureau.owner.fetchval("select id from users where name = $1", name)
    person = Person(bureau, name, key, anonymous(bureau.database))
    await person.begin()
    await person.mark()
    await done(person)
    told = await person.events()
    for kind in person.before:
        told.remove(kind)
    assert sorted(told) == sorted(events)


def test_no_act_and_no_event_is_forgotten() -> None:
    """A mutation that changes no record, or a function of the operator's, is red here until it says what it tells."""
    schema = graphql_schema()
    assert schema.mutation_type
    operators = {
        name
        for name, made in vars(operator).items()
        if iscoroutinefunction(made) and made.__module__ == operator.__name__ and not name.startswith("_")
    }
    assert {by for by, _, _ in ACTS} | QUIET == (set(schema.mutation_type.fields) - set(MUTATIONS)) | operators
    assert {kind for _, events, _ in ACTS for kind in events} == {*AccountEventKind, *AdministrationAction}
