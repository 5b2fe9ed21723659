"""What may be read from a replica: figures, the tree, programmes; nothing of a person, and nothing that is logged."""

import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine
from schema.engine.plan import make_plan
from tenants.access.policy import load_policy
from tenants.catalogue.records import RECORDS

LATE = [
    "{ tenant { name level parent { name } ancestors { code } branches { pageInfo { hasNextPage } } } }",
    "{ tenants(filter: {level: CITY}) { totalCount edges { cursor node { code } } } }",
    "{ tenant { statistics { children childrenByRisk { count } activitiesByVenue { rest } suppressed } } }",
    '{ tenant { compliance(period: "2024-05") { code } } }',
    "{ programmes { nodes { name targets { nodes { value light } } measures { nodes { id } } } } }",
]
IN_TIME = [
    "{ children { totalCount } }",
    "{ tenant { children { totalCount } } }",
    "{ tenant { name } children { totalCount } }",
    "{ tenants { nodes { caringMothers { totalCount } } } }",
    "{ tenant { agenda { totalCount } } }",
    "{ fileOpenings { totalCount } }",
    "{ accessLog { totalCount } }",
    "{ programmes { nodes { history { totalCount } } } }",
    "{ programmes { nodes { stories { totalCount } } } }",
    '{ node(id: "33") { id } }',
    '{ nodes(ids: ["33"]) { ... on Tenant { name } } }',
]


@pytest.mark.parametrize("query", [*LATE, *IN_TIME])
def test_what_may_be_late_is_declared(query: str) -> None:
    engine = Engine(graphql_schema())
    operation = engine.operations.find(query, None)
    variables = engine.variables(operation, {})
    plan = make_plan(engine.schema, operation, variables, engine.limits, load_policy()["DIRECTOR"])
    assert plan.statement
    assert plan.statement.may_be_late is (query in LATE)


def test_of_all_kinds_these_are() -> None:
    late = {name for name, record in RECORDS.items() if record.may_be_late}
    assert late == {"Tenant", "Programme", "Participation", "Measure", "ProgressEntry", "Target"}
