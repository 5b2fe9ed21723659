"""A root field that fails, fails alone: the others are answered, and it says which field it was, where, and why."""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from schema.engine.engine import Request
from schema.engine.failing import Failure, PartlyDone
from tenants.errors import CircleError, Forbidden, Unauthenticated
from tests.callers import anonymous, ask
from tests.tenants.records.conftest import office
from tests.tenants.records.office import COUNTY, VALID, Office

__all__ = ["office"]


async def partly(
    office: Office, text: str, by: str = "caseworker", variables: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], Mapping[str, Failure]]:
    with pytest.raises(PartlyDone) as done:
        await office.engine.prepare(Request(text, variables or {}), office.callers[by]).run(None)
    return orjson.loads(orjson.dumps(done.value.data)), done.value.errors


def told(failures: Mapping[str, Failure]) -> dict[str, tuple[str, tuple[str | int, ...], list[tuple[int, int]]]]:
    return {
        key: (
            failure.error.code if isinstance(failure.error, CircleError) else type(failure.error).__name__,
            failure.path,
            [(place["line"], place["column"]) for place in failure.locations],
        )
        for key, failure in failures.items()
    }


async def test_forbidden_ones_and_those_asked_for_wrongly_are_null(office: Office) -> None:
    text = """{
        __typename
        viewer { grants { role } }
        awaitedGrants { id }
        tenant(code: "330127") { name }
        users { totalCount }
        many: children(first: 201) { totalCount }
        both: children(first: 1, last: 1) { totalCount }
        wrong: children(after: "x") { totalCount nodes { id } }
        nothing: tenants(filter: { nameContains: "\\u0000" }) { totalCount }
        deep: tenant(code: "330127") { branches { nodes { children(first: 0) { totalCount } } } }
        deeper: tenant(code: "330127") { parent { name children(first: 0) { totalCount } } }
        changes { totalCount }
        children { totalCount }
    }"""
    data, failures = await partly(office, text)
    assert {key: value for key, value in data.items() if value is not None} == {
        "__typename": "Query",
        "viewer": {"grants": [{"role": "CASEWORKER"}]},
        "tenant": {"name": "淳安县"},
        "children": {"totalCount": data["children"]["totalCount"]},
    }
    assert told(failures) == {
        "awaitedGrants": ("FORBIDDEN", ("awaitedGrants",), [(4, 9)]),
        "users": ("FORBIDDEN", ("users",), [(6, 9)]),
        "many": ("BAD_REQUEST", ("many",), [(7, 9)]),
        "both": ("BAD_REQUEST", ("both",), [(8, 9)]),
        "wrong": ("BAD_REQUEST", ("wrong",), [(9, 9)]),
        "nothing": ("BAD_REQUEST", ("nothing",), [(10, 9)]),
        "deep": ("BAD_REQUEST", ("deep", "branches", "nodes"), [(11, 59)]),
        "deeper": ("BAD_REQUEST", ("deeper", "parent", "children"), [(12, 56)]),
        "changes": ("FORBIDDEN", ("changes",), [(13, 9)]),
    }


@pytest.mark.parametrize("role", ["caseworker", "director", "manager"])
async def test_who_has_only_the_histories_of_records_has_no_list_of_changes(office: Office, role: str) -> None:
    for text in ("{ changes { totalCount } }", f'{{ tenant(code: "{COUNTY}") {{ changes {{ totalCount }} }} }}'):
        with pytest.raises(Forbidden):
            await ask(office.engine, office.callers[role], text)


async def test_what_fails_in_the_database_fails_alone(office: Office) -> None:
    await office.child()
    text = "{ children(first: 1) { nodes { name } } tenants { totalCount } activities { totalCount } }"
    await office.owner.execute("alter table access_log_unchained add constraint full_up check (false) not valid")
    try:
        data, failures = await partly(office, text)
    finally:
        await office.owner.execute("alter table access_log_unchained drop constraint full_up")
    assert data["children"] is None
    assert (data["tenants"]["totalCount"] > 0, data["activities"]["totalCount"] >= 0) == (True, True)
    assert told(failures) == {"children": ("CheckViolationError", ("children",), [(1, 3)])}


async def test_what_is_public_is_answered_to_nobody_and_the_rest_is_not(office: Office) -> None:
    nobody = anonymous(office.database)
    with pytest.raises(PartlyDone) as done:
        await office.engine.prepare(Request("{ labels { of } viewer { name } children { totalCount } }"), nobody).run(
            None
        )
    assert done.value.data["labels"]
    assert {key: one[0] for key, one in told(done.value.errors).items()} == {
        "viewer": "UNAUTHENTICATED",
        "children": "UNAUTHENTICATED",
    }
    with pytest.raises(Unauthenticated):
        await office.engine.prepare(Request("{ viewer { name } children { totalCount } }"), nobody).run(None)


async def test_of_mutations_that_run_out_of_time_those_that_were_done_are_told(office: Office) -> None:
    child = {**VALID["registerChild"], "name": "及时"}
    activity = {"tenant": COUNTY, "name": "讲座", "kind": "LECTURE", "focus": "SAFETY", "plannedOn": "2024-06-01"}
    text = """mutation ($child: RegisterChildInput!, $activity: PlanActivityInput!) {
        a: registerChild(input: $child) { child { name } }
        b: planActivity(input: $activity) { activity { name } }
        c: registerChild(input: $child) { child { name } }
    }"""
    prepared = office.engine.prepare(
        Request(text, {"child": child, "activity": activity}), office.callers["caseworker"]
    )
    async with office.owner.transaction():
        await office.owner.execute("lock table activities in access exclusive mode")
        with pytest.raises(PartlyDone) as done:
            await prepared.run(asyncio.get_running_loop().time() + 3)
    assert orjson.loads(orjson.dumps(done.value.data)) == {"a": {"child": {"name": "及时"}}, "b": None, "c": None}
    assert told(done.value.errors) == {
        "b": ("UNAVAILABLE", ("b",), [(3, 9)]),
        "c": ("UNAVAILABLE", ("c",), [(4, 9)]),
    }
    assert await office.owner.fetchval("select count(*) from children where name = '及时'") == 1
