"""From an account to work: by an administrator, a director and the holder, none of whom can do without the others."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from tenants.administration.operator import NewGrant, add_user, grant_role
from tenants.errors import Forbidden, Stale, Unauthenticated
from tests.callers import anonymous, ask
from tests.schema.administration.bureau import (
    CITY,
    COUNTY,
    HERS,
    NEIGHBOUR,
    PASSWORD,
    PROVINCE,
    STAFF,
    TREE,
    VILLAGE,
    Bureau,
)

ROLES = ("ANALYST", "DIRECTOR", "CASEWORKER", "PROJECT_MANAGER", "PARTNER", "AUDITOR", "ADMINISTRATOR")
CHILDREN = "{ children { totalCount } }"
AWAITED = "{ awaitedGrants { id user givenBy role tenantCode confirmed } }"
BELOW_ONLY = {"administrator": ("ADMINISTRATOR", "DIRECTOR", "AUDITOR"), "director": ("DIRECTOR", "AUDITOR")}
SEEN = (COUNTY, VILLAGE)
ABOVE = (CITY, PROVINCE)
DIRECTORS = ("confirmGrant", "declineGrant")


def code_of(done: dict[str, Any]) -> str:
    (error,) = done["userErrors"]
    return str(error["code"])


async def test_a_grant_holds_once_it_was_given_confirmed_and_accepted(bureau: Bureau) -> None:
    name, made = await bureau.create()
    joined = await bureau.done(
        anonymous(bureau.database), "acceptInvitation", invitation=made["invitation"], password=PASSWORD
    )
    assert joined["name"] == name
    grant = await bureau.give(made["user"]["id"], "CASEWORKER", VILLAGE)
    holder = await bureau.caller(name)
    assert grant["state"] == "AWAITS_CONFIRMATION"
    code = await bureau.confirm(grant)
    assert (await bureau.user("administrator", name))["grants"][0]["state"] == "AWAITS_ACCEPTANCE"
    with pytest.raises(Forbidden):
        await ask(bureau.engine, await bureau.caller(name), CHILDREN)
    accepted = await bureau.done(holder, "acceptGrant", code=code.lower().replace("-", " "), password=HERS)
    assert accepted["grant"] == {"id": grant["id"], "role": "CASEWORKER", "tenantCode": str(VILLAGE)}
    assert (await bureau.user("administrator", name))["grants"][0]["state"] == "LIVE"
    assert await ask(bureau.engine, await bureau.caller(name), CHILDREN) == {"children": {"totalCount": 0}}


async def test_a_revoked_grant_opens_nothing_from_the_next_statement_on(bureau: Bureau) -> None:
    holder = await bureau.caller(name := await bureau.appoint("CASEWORKER", VILLAGE))
    await ask(bureau.engine, holder, CHILDREN)
    (grant,) = (await bureau.user("administrator", name))["grants"]
    version = await bureau.owner.fetchval("select version from grants where id = $1", grant["id"])
    done = await bureau.done("administrator", "revokeGrant", id=grant["id"], expectedVersion=version)
    assert done["grant"]["state"] == "ENDED"
    with pytest.raises(Stale):
        await ask(bureau.engine, holder, CHILDREN)


def may(actor: str, role: str, tenant: int) -> bool:
    """Written from access.md: within the subtree; those over whom one has no say, only strictly below."""
    own = STAFF[actor][1]
    return tenant in SEEN and (tenant != own or role not in BELOW_ONLY[actor])


@pytest.mark.parametrize(("role", "tenant"), list(product(ROLES, TREE)))
async def test_an_administrator_gives_within_her_range_what_she_may(bureau: Bureau, role: str, tenant: int) -> None:
    _, made = await bureau.create()
    given = {"userId": made["user"]["id"], "role": role, "tenant": str(tenant)}
    if may("administrator", role, tenant):
        assert (await bureau.done("administrator", "grantRole", **given))["grant"]["state"] == "AWAITS_CONFIRMATION"
    elif tenant == NEIGHBOUR:
        assert code_of(await bureau.do("administrator", "grantRole", **given)) == "NOT_FOUND"
    else:
        with pytest.raises(Forbidden):
            await bureau.do("administrator", "grantRole", **given)


@pytest.mark.parametrize(("role", "tenant"), list(product(ROLES, TREE)))
async def test_a_director_confirms_within_her_range_what_she_may(bureau: Bureau, role: str, tenant: int) -> None:
    if role == "CASEWORKER" and tenant in ABOVE:
        return
    name = f"pending {role} {tenant}"
    await add_user(bureau.owner, name, None)
    giver = bureau.ids["province administrator"]
    awaited = """insert into grants (user_id, role, tenant_code, given_by, accepted_at)
                 values ((select id from users where name = $1), $2, $3, $4, null) returning id::text, version"""
    grant = dict(await bureau.owner.fetchrow(awaited, name, role, tenant, giver))
    listed = (await ask(bureau.engine, await bureau.caller("director"), AWAITED))["awaitedGrants"]
    assert (grant["id"] in {one["id"] for one in listed}) is may("director", role, tenant)
    if may("director", role, tenant):
        assert await bureau.confirm(grant)
        await bureau.decline({**grant, "version": grant["version"] + 1})
    else:
        for mutation in DIRECTORS:
            done = await bureau.do("director", mutation, id=grant["id"], expectedVersion=grant["version"])
            assert code_of(done) == "NOT_FOUND"
    declined = await bureau.owner.fetchval("select declined_by from grants where id = $1", grant["id"])
    assert (declined is not None) is may("director", role, tenant)


@pytest.mark.parametrize("name", STAFF)
async def test_only_administrators_give_and_only_directors_confirm(bureau: Bureau, name: str) -> None:
    role, _ = STAFF[name]
    user = str(bureau.ids["neighbour worker"])
    calls: dict[str, dict[str, object]] = {
        "createUser": {"name": f"by {name}"},
        **{each: {"id": user, "expectedVersion": 1} for each in ("inviteUser", "closeUser", "reopenUser")},
        **{each: {"id": user, "expectedVersion": 1} for each in ("revokeGrant", *DIRECTORS)},
        "grantRole": {"userId": user, "role": "PARTNER", "tenant": str(VILLAGE)},
    }
    for mutation, given in calls.items():
        if role != ("DIRECTOR" if mutation in DIRECTORS else "ADMINISTRATOR"):
            with pytest.raises(Forbidden):
                await bureau.do(name, mutation, **given)
    for query, owner in {"users { totalCount }": "ADMINISTRATOR", "awaitedGrants { id }": "DIRECTOR"}.items():
        if role != owner:
            with pytest.raises(Forbidden):
                await ask(bureau.engine, await bureau.caller(name), f"{{ {query} }}")


async def test_nobody_gives_to_herself_or_confirms_her_own(bureau: Bureau) -> None:
    given = {"role": "PARTNER", "tenant": str(VILLAGE)}
    me = str(bureau.ids["administrator"])
    assert code_of(await bureau.do("administrator", "grantRole", userId=me, **given)) == "NOT_YOURS_TO_MANAGE"
    grant = await bureau.give(str(bureau.ids["director"]), "ANALYST", VILLAGE)
    listed = (await ask(bureau.engine, await bureau.caller("director"), AWAITED))["awaitedGrants"]
    assert grant["id"] not in {one["id"] for one in listed}
    for mutation in DIRECTORS:
        done = await bureau.do("director", mutation, id=grant["id"], expectedVersion=grant["version"])
        assert code_of(done) == "NOT_FOUND"
    assert await bureau.confirm(grant, "city director")


async def test_a_code_is_good_once_for_its_holder_while_it_lasts(bureau: Bureau) -> None:
    (name, made), (other, _) = await bureau.create(), await bureau.create()
    grant = await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    first = await bureau.confirm(grant)
    code = await bureau.confirm({**grant, "version": 2})
    for caller, tried in ((other, code), (name, first), (name, "AAAA-AAAA-AAAA-AAAA"), (name, "")):
        assert code_of(await bureau.do(caller, "acceptGrant", code=tried, password=HERS)) == "WRONG_CODE"
    with pytest.raises(Unauthenticated):
        await bureau.do(anonymous(bureau.database), "acceptGrant", code=code, password=HERS)
    until = "update grants set code_until = $2 where id = $1"
    await bureau.owner.execute(until, grant["id"], datetime.now(UTC) - timedelta(seconds=1))
    assert code_of(await bureau.do(name, "acceptGrant", code=code, password=HERS)) == "WRONG_CODE"
    await bureau.owner.execute(until, grant["id"], datetime.now(UTC) + timedelta(hours=1))
    await bureau.done(name, "acceptGrant", code=code, password=HERS)
    assert code_of(await bureau.do(name, "acceptGrant", code=code, password=HERS)) == "WRONG_CODE"


async def test_what_the_operator_gives_to_an_administrators_account_is_accepted_too(bureau: Bureau) -> None:
    """Else the administrator, who may hold the account, would hold what was meant for the person of that name."""
    name, _ = await bureau.create()
    code = await grant_role(bureau.owner, name, NewGrant("CASEWORKER", VILLAGE))
    assert code
    assert [grant["state"] for grant in (await bureau.user("administrator", name))["grants"]] == ["AWAITS_ACCEPTANCE"]
    with pytest.raises(Forbidden):
        await ask(bureau.engine, await bureau.caller(name), CHILDREN)
    await bureau.done(name, "acceptGrant", code=code, password=HERS)
    assert await ask(bureau.engine, await bureau.caller(name), CHILDREN)
    await add_user(bureau.owner, "the operator's", None)
    assert await grant_role(bureau.owner, "the operator's", NewGrant("CASEWORKER", VILLAGE)) is None


async def test_a_revoked_grant_is_no_longer_accepted(bureau: Bureau) -> None:
    name, made = await bureau.create()
    grant = await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    code = await bureau.confirm(grant)
    stale = await bureau.do("administrator", "revokeGrant", id=grant["id"], expectedVersion=grant["version"])
    assert code_of(stale) == "CONFLICT"
    await bureau.done("administrator", "revokeGrant", id=grant["id"], expectedVersion=grant["version"] + 1)
    assert code_of(await bureau.do(name, "acceptGrant", code=code, password=HERS)) == "WRONG_CODE"


@pytest.mark.parametrize(
    ("by", "of"),
    [
        ("administrator", "peer"),
        ("administrator", "director"),
        ("administrator", "auditor"),
        ("village administrator", "administrator"),
    ],
)
async def test_what_one_may_not_give_one_may_not_take(bureau: Bureau, by: str, of: str) -> None:
    key = str(await bureau.owner.fetchval("select id from grants where user_id = $1", bureau.ids[of]))
    try:
        assert code_of(await bureau.do(by, "revokeGrant", id=key, expectedVersion=1)) == "NOT_FOUND"
    except Forbidden:
        assert by == "administrator"


@pytest.mark.parametrize("low", [PROVINCE, COUNTY])
@pytest.mark.parametrize("user", ["", "somebody", "administrator"])
async def test_settings_made_by_hand_administer_nothing(bureau: Bureau, user: str, low: int) -> None:
    """Below the policy, the functions believe the settings only where the grants say the same."""
    key = str(bureau.ids[user]) if user in bureau.ids else "00000000-0000-0000-0000-000000000000" if user else ""
    values = {"role": "ADMINISTRATOR", "low": low, "high": 10**13, "user_id": key}
    refused = (
        "select create_user(gen_random_uuid(), 'forged', 'x', now())",
        f"select close_user('{bureau.ids['worker']}', 1)",
        f"select give_grant(gen_random_uuid(), '{bureau.ids['worker']}', 'PARTNER', {VILLAGE}, now(), null, null)",
        "select withdraw_grant((select id from administered_grants(null) limit 1), 1)",
        "select decline_grant((select id from awaited_grants() limit 1), 1)",
    )
    for statement in ("select from administered_users()", "select from administered_grants(null)", *refused):
        async with bureau.database.connection() as connection, connection.transaction():
            for name, value in values.items():
                await connection.execute("select set_config($1, $2, true)", f"circle.{name}", str(value))
            if statement in refused:
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    async with connection.transaction():
                        await connection.execute(statement)
            else:
                assert await connection.fetch(statement) == []


async def test_a_grant_names_what_it_has_to(bureau: Bureau) -> None:
    _, made = await bureau.create()
    mother = await bureau.owner.fetchval(
        """insert into caring_mothers (id, tenant_code, name, recruited_through, sector, service_code, registered_on)
           values (gen_random_uuid(), $1, '张三', 'INDIVIDUAL', 'OTHER', $1, '2024-01-01') returning id::text""",
        VILLAGE,
    )
    user, soon = made["user"]["id"], datetime.now(UTC) + timedelta(hours=1)
    refused: list[tuple[str, dict[str, object]]] = [
        ("REQUIRED", {"role": "CARING_MOTHER", "tenant": str(VILLAGE)}),
        ("NOT_FOUND", {"role": "CARING_MOTHER", "tenant": str(VILLAGE), "caringMotherId": user}),
        ("NOT_FOUND", {"role": "CARING_MOTHER", "tenant": str(COUNTY), "caringMotherId": mother}),
        ("MALFORMED", {"role": "PARTNER", "tenant": str(VILLAGE), "caringMotherId": mother}),
        ("NOT_FOUND", {"role": "PARTNER", "tenant": "440000000000"}),
        ("OUT_OF_ORDER", {"role": "PARTNER", "tenant": str(VILLAGE), "untilAt": "2020-01-01T00:00:00Z"}),
        (
            "OUT_OF_ORDER",
            {"role": "PARTNER", "tenant": str(VILLAGE), "fromAt": "2099-01-02T00:00:00Z", "untilAt": soon.isoformat()},
        ),
    ]
    for code, given in refused:
        assert code_of(await bureau.do("administrator", "grantRole", userId=user, **given)) == code, given
    assert (
        code_of(await bureau.do("administrator", "grantRole", userId="x", role="PARTNER", tenant="33")) == "NOT_FOUND"
    )
    await bureau.give(user, "CARING_MOTHER", VILLAGE, caringMotherId=mother)
    again = {"role": "CARING_MOTHER", "tenant": str(VILLAGE), "caringMotherId": mother}
    assert code_of(await bureau.do("administrator", "grantRole", userId=user, **again)) == "ALREADY_EXISTS"
    high = {"userId": user, "role": "CASEWORKER", "tenant": str(CITY)}
    done = await bureau.do("province administrator", "grantRole", **{**high, "userId": str(bureau.ids["worker"])})
    assert code_of(done) == "WRONG_LEVEL"


async def test_a_partners_grant_names_an_organisation_that_is_seen_there(bureau: Bureau) -> None:
    """On a register there, above or below; who confirms the grant is told which one it is."""
    enter = """insert into organizations (id, tenant_code, name, kind, registered_on, closed_on, closed_reason)
        values (gen_random_uuid(), $1, '社工', 'SOCIAL_ORGANIZATION', '2024-01-01', $2, $3) returning id::text"""
    above, beside = [await bureau.owner.fetchval(enter, tenant, None, None) for tenant in (CITY, NEIGHBOUR)]
    closed = await bureau.owner.fetchval(enter, VILLAGE, date(2024, 6, 1), "DISSOLVED")
    _, made = await bureau.create()
    user = made["user"]["id"]
    for role, named, code in (
        ("ANALYST", above, "MALFORMED"),
        ("PARTNER", beside, "NOT_FOUND"),
        ("PARTNER", closed, "NOT_FOUND"),
        ("PARTNER", user, "NOT_FOUND"),
    ):
        given = {"userId": user, "role": role, "tenant": str(COUNTY), "organizationId": named}
        assert code_of(await bureau.do("administrator", "grantRole", **given)) == code, given
    grant = await bureau.give(user, "PARTNER", COUNTY, organizationId=above)
    told = await ask(bureau.engine, await bureau.caller("director"), "{ awaitedGrants { id organizationId } }")
    (awaited,) = [one for one in told["awaitedGrants"] if one["id"] == grant["id"]]
    assert awaited["organizationId"] == above
    forged = f"select give_grant('{uuid4()}', '{user}', 'PARTNER', {VILLAGE}, now(), null, null, '{beside}')"
    caller = await bureau.caller("administrator")
    async with bureau.database.writing(caller.actor) as writing:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await writing.connection.execute(forged)
