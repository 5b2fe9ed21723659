"""One mutation that changes many records: each item is done or refused by itself, and told at its place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import strawberry
from graphql import GraphQLSchema
from strawberry.tools import merge_types

from schema.build import QUERIES, RECORDS
from schema.engine.engine import Engine
from schema.kinds.mutations import mutation_of
from schema.kinds.objects import make_class
from schema.scalars import CONFIG
from tenants.database.transactions import Writing
from tenants.errors import Forbidden, Problem, ProblemCode
from tenants.kinds.mutation import Input, InputKind, each
from tenants.records.visit.kind import VISIT
from tenants.records.visit.rules import TOLD, record_visit
from tenants.writing.each import LONGEST
from tenants.writing.rule import Changed, Values
from tests.callers import ask
from tests.tenants.records.office import Office

SHARED = each(VISIT, Input(InputKind.CREATE, TOLD, "A visit."), "Visits of one pairing.", VISIT.form("pairing"))


async def record_visits(writing: Writing, values: Values) -> UUID | Changed:
    """Records many visits of one pairing; one of the second of a month is to be looked at again."""
    changed = await record_visit.change(writing, values)
    assert isinstance(changed, Changed)
    if values["visited_on"].day == 2:
        return replace(changed, warnings=[Problem(ProblemCode.ALREADY_DONE, ("visited_on",))])
    key = changed.ids["visit"]
    assert isinstance(key, UUID)
    return key


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    fields = {"record_visits": mutation_of(SHARED(record_visits))}
    mutations = strawberry.type(make_class("ManyMutations", (), {}, fields))
    made_schema = strawberry.Schema(
        query=merge_types("Query", QUERIES),
        mutation=merge_types("Mutation", (mutations,)),
        types=RECORDS,
        config=CONFIG,
    )
    return made_schema._schema  # noqa: SLF001  # as schema/build.py


TEXT = """mutation ($input: RecordVisitsInput!) { recordVisits(input: $input) {
    visits { visitedOn pairing { id } } userErrors { code field parameters { name value } }
    warnings { code field } } }"""
NO_LIMIT: Mapping[str, object] = {"parameters": []}
HOME = {"kind": "HOME", "contactMade": True, "accompaniedBy": "李主任", "lateReason": "山区无信号"}


async def record(office: Office, schema: GraphQLSchema, pairing: str, *days: str, by: str = "caseworker") -> Any:  # noqa: ANN401  # JSON
    visits: list[Mapping[str, object]] = [{**HOME, "visitedOn": day} for day in days]
    given = {"input": {"pairingId": pairing, "visits": visits}}
    return (await ask(Engine(schema), office.callers[by], TEXT, given))["recordVisits"]


async def kept(office: Office, pairing: str) -> list[str]:
    rows = await office.owner.fetch("select visited_on from visits where pairing_id = $1 order by 1", pairing)
    return [str(row["visited_on"]) for row in rows]


async def test_each_is_done_or_refused_by_itself(office: Office, schema: GraphQLSchema) -> None:
    pairing = (await office.pairing()).update["id"]
    done = await record(office, schema, pairing, "2024-03-03", "2024-01-01", "2024-02-02", "2099-01-01", "2024-03-02")
    at = {"pairing": {"id": pairing}}
    assert done == {
        "visits": [
            {"visitedOn": "2024-03-03", **at},
            None,
            {"visitedOn": "2024-02-02", **at},
            None,
            {"visitedOn": "2024-03-02", **at},
        ],
        "userErrors": [
            {"code": "OUT_OF_ORDER", "field": ["input", "visits", "1", "visitedOn"], **NO_LIMIT},
            {"code": "IN_THE_FUTURE", "field": ["input", "visits", "3", "visitedOn"], **NO_LIMIT},
        ],
        "warnings": [{"code": "ALREADY_DONE", "field": ["input", "visits", n, "visitedOn"]} for n in ("2", "4")],
    }
    assert await kept(office, pairing) == ["2024-02-02", "2024-03-02", "2024-03-03"]


async def test_what_is_wrong_with_what_all_share_is_told_once(office: Office, schema: GraphQLSchema) -> None:
    done = await record(office, schema, "nothing", "2024-03-03", "2024-02-02")
    assert (done["visits"], done["warnings"]) == ([None, None], [])
    assert done["userErrors"] == [{"code": "NOT_FOUND", "field": ["input", "pairingId"], **NO_LIMIT}]


async def test_no_more_than_the_most(office: Office, schema: GraphQLSchema) -> None:
    pairing = (await office.pairing()).update["id"]
    done = await record(office, schema, pairing, *["2024-03-03"] * (LONGEST + 1))
    assert (done["visits"], done["warnings"]) == (None, [])
    limit = {"parameters": [{"name": "most", "value": str(LONGEST)}]}
    assert done["userErrors"] == [{"code": "TOO_LARGE", "field": ["input", "visits"], **limit}]
    done = await record(office, schema, pairing, *["2099-01-01"] * LONGEST)
    assert [error["code"] for error in done["userErrors"]] == ["IN_THE_FUTURE"] * LONGEST
    assert await kept(office, pairing) == []


async def test_who_may_not_do_it_does_none(office: Office, schema: GraphQLSchema) -> None:
    pairing = (await office.pairing()).update["id"]
    with pytest.raises(Forbidden):
        await record(office, schema, pairing, "2024-03-03", by="manager")
