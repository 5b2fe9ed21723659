"""A session without the second factor that a role calls for: whatever the schema has, it does nothing but add one."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)

from api.negotiation import EVENT_STREAM
from api.web_socket import Close
from schema.build import graphql_schema
from schema.caller import Language
from schema.messages import error_text
from tenants.accounts.rules import IN_CHARGE, SignInRules
from tenants.administration.operator import NewGrant, enrol, grant_role
from tenants.errors import Forbidden, Unauthenticated
from tests.api.second_factor import STATE, Holder, signed_in
from tests.api.service import COUNTY, COUNTY_NAME, settle
from tests.api.sockets import BOARD, Served, serve_for_real
from tests.conftest import ScratchDatabase

NOBODY = "00000000-0000-0000-0000-000000000000"
VALUES = {
    **dict.fromkeys(("ID", "String"), f'"{NOBODY}"'),
    "Int": "1",
    "Boolean": "true",
    "Date": '"2024-01-01"',
    "DateTime": '"2024-01-01T00:00:00Z"',
    "DivisionCode": '"33"',
    "Money": '"1.00"',
    "Period": '"2024"',
}
# What anybody may ask, signed in or not.
ANYBODY = {
    "labels",
    "forms",
    "verifyCertificate",
    "signIn",
    "completeSignIn",
    "redeemSignIn",
    "refreshSession",
    "acceptInvitation",
}
CONFINED = {"viewer", "startSecondFactor", "confirmSecondFactor", "acceptGrant", "signOut"}
REFUSED = error_text(Forbidden("SECOND_FACTOR_REQUIRED"), Language.EN)


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve_for_real(owner, module_database, sign_in=SignInRules()) as made:
        yield made
    await owner.close()


async def in_charge(served: Served, role: str) -> Holder:
    holder = await signed_in(served)
    await grant_role(served.owner, holder.name, NewGrant(role, COUNTY))
    return holder


def operations() -> Iterator[tuple[str, str]]:
    """Each root field of the schema, with an operation that asks for it alone; what ends the session comes last."""
    schema = graphql_schema()
    roots = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
    fields = [(kind, name, field) for kind, root in roots.items() if root for name, field in root.fields.items()]
    for kind, name, field in sorted(fields, key=lambda one: one[1] == "signOut"):
        yield name if kind != "subscription" else f"{kind} {name}", f"{kind} {{ {asked(name, field)} }}"


def asked(name: str, field: GraphQLField) -> str:
    given = {key: literal(one.type) for key, one in field.args.items() if is_required_argument(one)}
    arguments = ", ".join(f"{key}: {value}" for key, value in given.items())
    below = "{ __typename }" if is_composite_type(get_named_type(field.type)) else ""
    return f"{name}{f'({arguments})' if given else ''} {below}"


def literal(type_: GraphQLInputType) -> str:
    """The least that is a value of the type."""
    if is_list_type(type_.of_type if is_non_null_type(type_) else type_):
        return "[]"
    bare = get_named_type(type_)
    if isinstance(bare, GraphQLInputObjectType):
        needed = {key: one for key, one in bare.fields.items() if is_required_input_field(one)}
        return f"{{{', '.join(f'{key}: {literal(one.type)}' for key, one in needed.items())}}}"
    return next(iter(bare.values)) if isinstance(bare, GraphQLEnumType) else VALUES[bare.name]


async def answer(served: Served, token: str, query: str, accept: str) -> str:
    headers = {"accept": accept, "accept-language": "en"}
    headers |= {"authorization": f"Bearer {token}"} if token else {}
    response = await served.post({"query": query}, headers)
    line = next(line for line in response.text.splitlines() if line.startswith(("data: {", "{")))
    errors = orjson.loads(line.removeprefix("data: ")).get("errors", [{"message": ""}])
    return str(errors[0]["message"])


@pytest.mark.parametrize("role", sorted(IN_CHARGE))
async def test_it_is_refused_every_root_field_but_these(served: Served, role: str) -> None:
    holder = await in_charge(served, role)
    said = {name: await answer(served, holder.token, query, EVENT_STREAM) for name, query in operations()}
    assert {name for name, message in said.items() if message != REFUSED} == ANYBODY | CONFINED
    assert set(said) > ANYBODY | CONFINED
    # The same over plain HTTP, and of what it may do nothing is refused to it.
    assert await answer(served, (await in_charge(served, role)).token, COUNTY_NAME, "application/json") == REFUSED
    assert {said[name] for name in CONFINED} == {""}


async def test_who_has_not_signed_in_is_refused_every_root_field_but_what_is_everybodys(served: Served) -> None:
    said = {name: await answer(served, "", query, EVENT_STREAM) for name, query in operations()}
    refused = error_text(Unauthenticated(), Language.EN)
    # Signing out without a session is no mistake, and there was none.
    assert {name for name, message in said.items() if message != refused} == ANYBODY | {"signOut"}


async def test_it_opens_no_socket(served: Served) -> None:
    holder = await in_charge(served, "CASEWORKER")
    async with served.socket() as client:
        await client.say("connection_init", payload={"authorization": f"Bearer {holder.token}"})
        assert await client.closed() == Close.FORBIDDEN


@pytest.mark.parametrize("role", sorted(IN_CHARGE))
async def test_once_it_has_one_the_very_next_request_works(served: Served, role: str) -> None:
    holder = await in_charge(served, role)
    assert await answer(served, holder.token, COUNTY_NAME, "application/json") == REFUSED
    required = (await holder.ask(STATE, holder.token))["data"]["viewer"]["secondFactor"]
    assert required == {"addedAt": None, "recoveryCodesLeft": 0, "required": True}
    await holder.enrol(code=await enrol(served.owner, holder.name))
    assert await holder.ask(COUNTY_NAME, holder.token) == {
        "data": {"tenant": {"name": "淳安县"}},
        "extensions": {"cost": {"requested": 2, "limit": 1000000}},
    }
    assert await holder.complete(await holder.challenge(), await holder.shown()) == "in"
    async with served.signed_in(holder.token) as client:
        await client.subscribe(BOARD if role != "ADMINISTRATOR" else BOARD.replace("statistics { projects }", ""))
        assert (await client.next_data())["tenant"]["name"] == "淳安县"


async def test_other_roles_may_have_one_and_need_not(served: Served) -> None:
    """What the process remembers of the session is not what stops it."""
    holder = await in_charge(served, "ANALYST")
    code = await enrol(served.owner, holder.name)
    for _ in range(2):
        assert "errors" not in await holder.ask(COUNTY_NAME, holder.token)
        await holder.enrol(code=code)
        code = await holder.shown()
    assert "errors" not in await holder.ask(COUNTY_NAME, holder.token)


async def test_a_role_given_later_calls_for_one_at_once(served: Served) -> None:
    """What the process remembers of the session is proven wrong by the next statement, whichever grant it names."""
    for named in (False, True):
        holder = await in_charge(served, "ANALYST")
        assert "errors" not in await holder.ask(COUNTY_NAME, holder.token)
        await grant_role(served.owner, holder.name, NewGrant("DIRECTOR", COUNTY))
        headers = {"authorization": f"Bearer {holder.token}", "accept-language": "en"}
        if named:
            grants = (await holder.ask("{ viewer { grants { id role } } }", holder.token))["data"]["viewer"]["grants"]
            headers["x-acting-grant"] = next(grant["id"] for grant in grants if grant["role"] == "DIRECTOR")
        assert REFUSED in (await served.post({"query": COUNTY_NAME}, headers)).text
        assert await answer(served, holder.token, COUNTY_NAME, "application/json") == REFUSED


async def test_a_role_given_later_confines_what_is_open_and_idle(served: Served) -> None:
    analyst, other = await in_charge(served, "ANALYST"), await in_charge(served, "ANALYST")
    async with served.signed_in(analyst.token) as client, served.signed_in(other.token) as another:
        await grant_role(served.owner, analyst.name, NewGrant("DIRECTOR", COUNTY))
        assert await client.closed() == Close.FORBIDDEN
        await another.say("ping")
        assert await another.hear() == {"type": "pong"}


async def test_a_role_that_is_yet_to_begin_calls_for_none(served: Served) -> None:
    holder = await in_charge(served, "ANALYST")
    assert "errors" not in await holder.ask(COUNTY_NAME, holder.token)
    begins = """insert into grants (user_id, role, tenant_code, from_at)
                select id, 'DIRECTOR', $2, now() + $3 * interval '1 hour' from users where name = $1"""
    await served.owner.execute(begins, holder.name, COUNTY, 1)
    assert "errors" not in await holder.ask(COUNTY_NAME, holder.token)
    of_hers = "user_id = (select id from users where name = $1)"
    await served.owner.execute(f"update grants set from_at = now() where role = 'DIRECTOR' and {of_hers}", holder.name)
    assert await answer(served, holder.token, COUNTY_NAME, "application/json") == REFUSED
