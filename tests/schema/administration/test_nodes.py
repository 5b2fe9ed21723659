"""Users, grants and sessions by their ids: for each who asks, those that her lists show, as they show them."""

from typing import Any

import pytest

from schema.caller import Caller
from tests.callers import ask
from tests.schema.administration.bureau import STAFF, VILLAGE, Bureau

FIELDS = {
    "User": "id version name closed manageable grants { id state }",
    "Grant": "id version role tenantCode tenantName fromAt untilAt caringMotherId organizationId state",
    "AwaitedGrant": "id version user givenBy role tenantCode fromAt untilAt caringMotherId organizationId confirmed",
    "Session": "id startedAt address current",
}
SHOWN = " ".join(f"... on {type_} {{ {fields} }}" for type_, fields in FIELDS.items())
NODES = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename {SHOWN} }} }}"
NODE = f"query ($id: ID!) {{ node(id: $id) {{ __typename {SHOWN} }} }}"


def listed(type_: str, fields: str = "") -> str:
    return f"{{ __typename {FIELDS[type_].replace('grants { id state }', fields)} }}"


OWN = f"viewer {{ sessions {listed('Session')} grants {listed('Grant')} }}"
USERS = f"users(first: 200) {{ nodes {listed('User', 'grants { id state } all: grants ' + listed('Grant'))} }}"
LISTS = {
    "ADMINISTRATOR": f"{{ {OWN} {USERS} }}",
    "DIRECTOR": f"{{ {OWN} awaitedGrants {listed('AwaitedGrant')} }}",
}


async def seen(bureau: Bureau, caller: Caller) -> dict[str, Any]:
    """What the lists of somebody show, by id; of her own grants as whoever administers them sees them."""
    answer = await ask(bureau.engine, caller, LISTS.get(caller.actor.grant.role_name, f"{{ {OWN} }}"))
    users = answer.get("users", {"nodes": []})["nodes"]
    held = [grant for user in users for grant in user.pop("all")]
    viewer = answer["viewer"]
    every = [*viewer["sessions"], *viewer["grants"], *users, *held, *answer.get("awaitedGrants", [])]
    return {one["id"]: one for one in every}


@pytest.fixture(scope="module")
async def ids(bureau: Bureau) -> list[str]:
    """Of all users, grants and sessions there are, some in every state."""
    _, made = await bureau.create()
    await bureau.give(made["user"]["id"], "CASEWORKER", VILLAGE)
    await bureau.appoint("PARTNER", VILLAGE)
    rows = await bureau.owner.fetch(
        "select id from users union all select id from grants union all select id from sessions"
    )
    return [str(row["id"]) for row in rows]


@pytest.mark.parametrize("name", STAFF)
async def test_what_her_lists_show_is_found_by_its_id_and_nothing_else(
    bureau: Bureau, ids: list[str], name: str
) -> None:
    caller = await bureau.caller(name)
    shown = await seen(bureau, caller)
    own = [one for one in shown if one not in ids]
    asked = [*ids, *own, "no id", "33", str(bureau.ids[name]).upper()]
    assert len(asked) <= 200
    found = (await ask(bureau.engine, caller, NODES, {"ids": asked}))["nodes"]
    assert found[:-3] == [shown.get(key) for key in asked[:-3]]
    assert found[-1] == shown.get(str(bureau.ids[name]))
    assert {"Session", "Grant"} <= {one["__typename"] for one in shown.values()}
    for key in [*shown][:3]:
        assert (await ask(bureau.engine, caller, NODE, {"id": key}))["node"] == shown[key]


async def test_records_and_what_is_none_are_found_side_by_side(bureau: Bureau) -> None:
    caller = await bureau.caller("administrator")
    key = str(bureau.ids["worker"])
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Tenant { name } ... on User { name } } }"
    assert (await ask(bureau.engine, caller, text, {"ids": ["330127", key, "x", key, "330127101201"]}))["nodes"] == [
        {"__typename": "Tenant", "id": "330127000000", "name": "淳安县"},
        {"__typename": "User", "id": key, "name": "worker"},
        None,
        {"__typename": "User", "id": key, "name": "worker"},
        {"__typename": "Tenant", "id": "330127101201", "name": "凤凰村"},
    ]


async def test_a_director_finds_what_awaits_her(bureau: Bureau, ids: list[str]) -> None:
    found = (await ask(bureau.engine, await bureau.caller("director"), NODES, {"ids": ids}))["nodes"]
    assert "AwaitedGrant" in {one["__typename"] for one in found if one}
