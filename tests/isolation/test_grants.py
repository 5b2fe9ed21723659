"""No grant that holds, nothing visible: from the next statement on, whatever the process remembers."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from api.answer import Answer
from api.answering import Answering
from api.sender import Sender
from schema.caller import Caller, Language
from schema.engine.engine import Request
from schema.engine.failing import PartlyDone
from tenants.access.actor import NO_REQUEST_INFO, Actor
from tenants.administration.operator import NewGrant, add_user, grant_role, start_session
from tenants.errors import CircleError, Forbidden, Stale, Unauthenticated
from tests.callers import HOUR, RULES, add_caller, anonymous, ask, ask_text, sign_on
from tests.isolation.declared import camel
from tests.isolation.fields import SHAPES
from tests.isolation.mutations import MUTATIONS
from tests.isolation.stage import Stage
from tests.isolation.test_writing import written_as
from tests.world import BRANCH, OTHER, OWN, SIBLING, Kept

LISTS = " ".join(f"{shape.plural}(first: 200) {{ nodes {{ id }} }}" for shape in SHAPES.values())
CHILDREN = "{ children(first: 200) { nodes { id name } } }"
GRANT = "update grants set {} where user_id = (select id from users where name = $1)"
SESSION = "update sessions set {} where user_id = (select id from users where name = $1)"
PAST, FUTURE = "now() - interval '1 day'", "now() + interval '1 day'"

SPOILED: Mapping[str, tuple[str, type[CircleError]]] = {
    "revoked": (GRANT.format("revoked_at = now()"), Forbidden),
    "expired": (GRANT.format(f"from_at = {PAST} - interval '1 day', until_at = {PAST}"), Forbidden),
    "not begun": (GRANT.format(f"from_at = {FUTURE}"), Forbidden),
    "another role's": (GRANT.format("role = 'ADMINISTRATOR'"), Forbidden),
    "signed out": (SESSION.format("ended_at = now()"), Unauthenticated),
    "session over": (SESSION.format(f"access_until = {PAST}"), Unauthenticated),
    "user closed": ("update users set closed_at = now() where name = $1", Unauthenticated),
}


@pytest.fixture
def answering(stage: Stage) -> Answering:
    """A process of its own, which remembers sessions."""
    return Answering(stage.engine, stage.database, RULES)


async def add_worker(stage: Stage, tenant: int = OWN) -> tuple[str, Sender]:
    """The name of a new caseworker, and whoever sends a token of hers."""
    name = str(uuid4())
    await add_user(stage.owner, name, None)
    await grant_role(stage.owner, name, NewGrant("CASEWORKER", tenant))
    return name, Sender(f"Bearer {await start_session(stage.owner, name, HOUR, HOUR)}", language=Language.EN)


async def execute(
    answering: Answering, sender: Sender, query: str = CHILDREN, variables: Mapping[str, Any] | None = None
) -> dict[str, object]:
    try:
        return await answering.execute(Request(query, variables or {}), sender, Answer(sender.language))
    except PartlyDone as partly:
        if partly.answered:
            raise
        raise next(iter(partly.errors.values())).error from None


@pytest.mark.parametrize("remembered", [False, True])
@pytest.mark.parametrize("how", SPOILED)
async def test_what_no_longer_holds_opens_nothing(
    stage: Stage, answering: Answering, how: str, *, remembered: bool
) -> None:
    name, sender = await add_worker(stage)
    if remembered:
        await execute(answering, sender)
    spoil, refusal = SPOILED[how]
    await stage.owner.execute(spoil, name)
    with pytest.raises(refusal):
        await execute(answering, sender)


@pytest.mark.parametrize("remembered", [False, True])
async def test_a_grant_to_a_closed_tenant_opens_nothing(
    stage: Stage, answering: Answering, *, remembered: bool
) -> None:
    _, sender = await add_worker(stage, BRANCH)
    if remembered:
        await execute(answering, sender)
    await stage.owner.execute("update tenants set closed_on = today() where code = $1", BRANCH)
    try:
        with pytest.raises(Forbidden):
            await execute(answering, sender)
    finally:
        await stage.owner.execute("update tenants set closed_on = null where code = $1", BRANCH)


@pytest.mark.parametrize("how", SPOILED)
async def test_what_no_longer_holds_writes_nothing(stage: Stage, answering: Answering, how: str) -> None:
    name, sender = await add_worker(stage)
    await execute(answering, sender)
    spoil, refusal = SPOILED[how]
    await stage.owner.execute(spoil, name)
    before = await stage.fingerprint()
    order = MUTATIONS["registerChild"]
    given = {"input": order.input(stage.world, own_tenant(stage))}
    with pytest.raises(refusal):
        await execute(answering, sender, written_as("registerChild", order), given)
    assert await stage.fingerprint() == before


def own_tenant(stage: Stage) -> Kept:
    return next(tenant for tenant in stage.world.of("tenant") if tenant.id == str(OWN))


async def test_signing_out_ends_the_session_in_every_process(stage: Stage, answering: Answering) -> None:
    _, sender = await add_worker(stage)
    await execute(answering, sender)
    elsewhere = Answering(stage.engine, stage.database, RULES)
    assert await execute(elsewhere, sender, "mutation { signOut { signedOut } }") == {"signOut": {"signedOut": True}}
    for process in (answering, elsewhere):
        with pytest.raises(Unauthenticated):
            await execute(process, sender)


async def test_what_a_process_remembers_is_proven_by_each_transaction(stage: Stage) -> None:
    """Below the endpoint, which looks the session up once more, a stale claim is refused as such."""
    caller = await add_caller(stage.owner, stage.database, "CASEWORKER", OWN)
    await ask(stage.engine, caller, CHILDREN)
    assert caller.session
    await stage.owner.execute(GRANT.format("revoked_at = now()"), caller.session.user_name)
    with pytest.raises(Stale):
        await ask(stage.engine, caller, CHILDREN)


@pytest.mark.parametrize("named", ["somebody else's", "nobody's", "no grant at all"])
async def test_a_grant_of_somebody_else_is_not_acted_under(stage: Stage, answering: Answering, named: str) -> None:
    _, sender = await add_worker(stage)
    other = stage.callers["DIRECTOR"].actor.grant.id
    actor = {"somebody else's": str(other), "nobody's": str(uuid4()), "no grant at all": "x"}[named]
    with pytest.raises(Forbidden):
        await execute(answering, replace(sender, actor_grant=actor))


async def test_a_grant_of_somebody_else_is_refused_by_the_database(stage: Stage) -> None:
    mine, other = stage.callers["ADMINISTRATOR"].actor, stage.callers["CASEWORKER"].actor
    with pytest.raises(Stale):
        async with stage.database.reading(Actor(mine.session, other.grant, NO_REQUEST_INFO, ())):
            pytest.fail("it acted under a grant that is not the user's")


async def test_one_of_several_grants_gives_its_own_reach_exactly(stage: Stage) -> None:
    held = {"CASEWORKER": OWN, "DIRECTOR": SIBLING, "ANALYST": OTHER, "PROJECT_MANAGER": OWN}
    name = str(uuid4())
    await add_user(stage.owner, name, None)
    for role, tenant in held.items():
        await grant_role(stage.owner, name, NewGrant(role, tenant))
    session = await sign_on(stage.owner, stage.database, name)
    caller = Caller(stage.database, RULES, session, None, Language.EN)
    assert {grant.role_name for grant in session.grants} == set(held)
    for grant in session.grants:
        alone = await add_caller(stage.owner, stage.database, grant.role_name, grant.low)
        several = replace(caller, grant_id=grant.id)
        for shape in SHAPES.values():
            query = f"{{ {shape.plural}(first: 200) {{ nodes {{ id hiddenFields }} }} }}"
            assert await text_or_refusal(stage, several, query) == await text_or_refusal(stage, alone, query)


async def text_or_refusal(stage: Stage, caller: Caller, query: str) -> bytes | str:
    try:
        return await ask_text(stage.engine, caller, query)
    except CircleError as error:
        return error.code


async def without_grant(stage: Stage) -> Caller:
    name = str(uuid4())
    await add_user(stage.owner, name, None)
    return Caller(stage.database, RULES, await sign_on(stage.owner, stage.database, name), None, Language.EN)


async def test_nobody_and_a_user_without_a_grant_read_nothing(stage: Stage) -> None:
    """Whichever the record: who has no grant is refused before any is looked for."""
    callers = {Unauthenticated: anonymous(stage.database), Forbidden: await without_grant(stage)}
    for (refusal, caller), kind in product(callers.items(), SHAPES):
        key, argument = stage.world.of(kind)[0].id, "code" if kind == "tenant" else "id"
        for query in (
            f'{{ {camel(kind)}({argument}: "{key}") {{ id }} }}',
            f'{{ node(id: "{key}") {{ id }} }}',
            f"{{ {SHAPES[kind].plural} {{ totalCount }} }}",
        ):
            with pytest.raises(refusal):
                await ask(stage.engine, caller, query)


async def test_nobody_and_a_user_without_a_grant_write_nothing(stage: Stage) -> None:
    callers = {Unauthenticated: anonymous(stage.database), Forbidden: await without_grant(stage)}
    before = await stage.fingerprint()
    for (refusal, caller), (name, order) in product(callers.items(), MUTATIONS.items()):
        given = {"input": order.input(stage.world, stage.world.of(order.names)[0])}
        with pytest.raises(refusal):
            await ask(stage.engine, caller, written_as(name, order), given)
    assert await stage.fingerprint() == before


async def test_an_ended_pairing_ends_what_it_opened(stage: Stage) -> None:
    caller = stage.callers["CARING_MOTHER"]
    mine = [child for child in stage.world.of("child") if "mine" in child.marks]
    query = "query ($id: ID!) { child(id: $id) { id } }"
    for child in mine:
        assert await ask(stage.engine, caller, query, {"id": str(child.id)}) == {"child": {"id": str(child.id)}}
        await stage.owner.execute(
            "update pairings set until_on = '2024-06-01', ended_reason = 'COMPLETED' "
            "where child_id = $1 and until_on is null",
            child.id,
        )
        assert await ask(stage.engine, caller, query, {"id": str(child.id)}) == {"child": None}
    for kind in ("child", "pairing", "visit"):
        answer = await ask(stage.engine, caller, f"{{ all: {SHAPES[kind].plural} {{ nodes {{ id }} }} }}")
        assert answer == {"all": {"nodes": []}}
