"""Who is signed in, the grant that she acts under, and its tenant as the query of it shows it, in one request."""

import pytest

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.failing import PartlyDone
from tests.callers import anonymous
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import CITY, COUNTY, PROVINCE
from tests.schema.engine.records_world import World

SHOWN = "code name hiddenFields parent { name hiddenFields } branches(first: $n) { totalCount nodes { name } }"
TEXT = f"""query ($n: Int = 2) {{
    who: viewer {{ name as: actingGrant {{ grant {{ id role tenantCode }} where: tenant {{ {SHOWN} }} }} }}
    tenant {{ {SHOWN} }} }}"""


@pytest.mark.parametrize(("role", "code"), [("CASEWORKER", COUNTY), ("DIRECTOR", CITY), ("ANALYST", PROVINCE)])
async def test_the_tenant_is_the_one_acted_for(world: World, engine: Engine, role: str, code: int) -> None:
    caller = world.caller(role, code)
    for size in (1, 3):
        answer = await ask(engine, caller, TEXT, {"n": size})
        assert answer["who"]["as"] == {
            "grant": {"id": str(caller.grant.id), "role": role, "tenantCode": str(code)},  # type: ignore[union-attr]
            "where": answer["tenant"],
        }
        assert len(answer["tenant"]["branches"]["nodes"]) <= size
    alone = "{ viewer { actingGrant { tenant { code } } } }"
    assert await ask(engine, caller, alone) == {"viewer": {"actingGrant": {"tenant": {"code": str(code)}}}}


async def test_what_fails_there_fails_there_alone(world: World, engine: Engine) -> None:
    text = "{ viewer { name actingGrant { grant { role } tenant { children { totalCount } } } } }"
    with pytest.raises(PartlyDone) as raised:
        await engine.execute(Request(text), world.caller("ANALYST", PROVINCE))
    assert raised.value.data["viewer"]["actingGrant"] == {"grant": {"role": "ANALYST"}, "tenant": None}
    (failure,) = raised.value.errors.values()
    assert failure.path[:3] == ("viewer", "actingGrant", "tenant")
    assert await refusal(engine, world.caller("ANALYST", PROVINCE), "{ children { totalCount } }") == "FORBIDDEN"


async def test_it_costs_what_it_reads(world: World, engine: Engine, caseworker: Caller) -> None:
    def cost(text: str) -> int:
        return engine.prepare(Request(text), caseworker).cost

    below = "tenant { children(first: 50) { nodes { id name } } }"
    assert cost(f"{{ viewer {{ actingGrant {{ {below} }} }} }}") == cost(f"{{ {below} }}") + 2
    with_none = "{ viewer { actingGrant { tenant { code } } } }"
    assert await refusal(engine, anonymous(world.database), with_none) == "UNAUTHENTICATED"
