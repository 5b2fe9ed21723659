"""All that may be done to an account, by whom, and what the account is told of it."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID, uuid4

from tenants.accounts.throttling import HERE
from tenants.accounts.tokens import make_token
from tenants.administration import operator
from tests.callers import anonymous
from tests.planted import PASSWORD
from tests.schema.administration.bureau import COUNTY, VILLAGE
from tests.schema.administration.person import PROOF, Person

WRONG = "a wrong one, and long"
NEW = "a better horse battery"

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


@act("signIn", "NEW_PLACE", "SIGNED_IN")
async def sign_in_elsewhere(person: Person) -> None:
    await person.bureau.owner.execute("insert into known_places (user_id, place) values ($1, 'home')", person.id)
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
