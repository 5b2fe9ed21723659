"""A subscription shows a role what the query of the same name does, at every distance, and nothing else."""

import orjson
import pytest

from schema.engine.engine import Request
from tenants.errors import BadRequest, Forbidden, Unauthenticated
from tests.callers import anonymous, ask_text
from tests.isolation.declared import SUBSCRIPTIONS
from tests.isolation.operations import single
from tests.isolation.roles import FIGURES, ROLES, SIGHTS, sees
from tests.isolation.stage import Stage
from tests.world import PROVINCE

NAMED = f'subscription {{ tenant(code: "{PROVINCE}") {{ name }} }}'


def subscribed(query: str) -> str:
    return query.replace("query", "subscription", 1)


@pytest.mark.parametrize("role", [role for role in ROLES if "tenant" in SIGHTS[role]])
async def test_a_subscription_shows_what_the_query_shows(guarded: Stage, role: str) -> None:
    assert {"tenant"} == SUBSCRIPTIONS
    query, caller = single(role, "tenant"), guarded.callers[role]
    for tenant in guarded.world.of("tenant"):
        key = {"key": tenant.id}
        answer = await guarded.engine.execute(Request(subscribed(query), key, subscribing=True), caller)
        assert orjson.dumps(answer) == await ask_text(guarded.engine, caller, query, key)
        assert (answer["one"] is not None) is sees(role, tenant)


@pytest.mark.parametrize("role", [role for role in ROLES if "tenant" not in SIGHTS[role] or role not in FIGURES])
async def test_what_a_query_is_refused_a_subscription_is(stage: Stage, role: str) -> None:
    text = f'subscription {{ tenant(code: "{PROVINCE}") {{ statistics {{ children }} }} }}'
    with pytest.raises(Forbidden):
        await stage.engine.execute(Request(text, subscribing=True), stage.callers[role])


async def test_nobody_subscribes_without_a_session(stage: Stage) -> None:
    with pytest.raises(Unauthenticated):
        await stage.engine.execute(Request(NAMED, subscribing=True), anonymous(stage.database))


async def test_a_subscription_is_not_answered_once(stage: Stage) -> None:
    with pytest.raises(BadRequest, match="SUBSCRIPTION"):
        await stage.engine.execute(Request(NAMED), stage.callers["ANALYST"])
