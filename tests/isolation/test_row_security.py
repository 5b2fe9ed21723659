"""Row-level security alone: with the policy opened wide, nothing outside the grant is read or written."""

from itertools import product

import asyncpg
import pytest

from tenants.errors import Forbidden
from tests.callers import ask
from tests.isolation.classes import standing
from tests.isolation.fields import SHAPES
from tests.isolation.mutations import MUTATIONS, Order
from tests.isolation.roles import FIGURES, ROLES, SUBTREE, WRITES, sees
from tests.isolation.stage import Stage
from tests.isolation.test_writing import written_as
from tests.isolation.unguarded import unguarded
from tests.world import Kept


def may_write_rows(role: str, order: Order, named: Kept) -> bool:
    """Whether some verb of the role adds, or changes, such rows: row-level security knows no finer verbs."""
    adding = {"manage", "add", "enter"}
    verbs = adding if order.adds else {"manage", "approve", "enter"}
    scopes = WRITES[role].get(order.kind, {})
    return any(named.marks & scope for verb, scope in scopes.items() if verb in verbs)


async def test_the_policy_is_out_of_the_way(stage: Stage) -> None:
    """Row-level security guards rows: what of one seen in summary is hidden, the policy alone decides."""
    names = "{ children(first: 200) { nodes { name hiddenFields } } }"
    guarded = await stage.ask("DIRECTOR", names)
    assert any(one["hiddenFields"] for one in guarded["children"]["nodes"])
    opened = await ask(stage.engine, unguarded(stage.callers["DIRECTOR"]), names)
    assert not any(one["hiddenFields"] or "*" in one["name"] for one in opened["children"]["nodes"])


@pytest.mark.parametrize(("role", "kind"), standing(product(ROLES, SHAPES)))
async def test_no_row_out_of_sight_is_read(stage: Stage, role: str, kind: str) -> None:
    caller = unguarded(stage.callers[role])
    seen = {str(record.id) for record in stage.world.of(kind) if sees(role, record)}
    answer = await ask(
        stage.engine, caller, f"{{ all: {SHAPES[kind].plural}(first: 200) {{ nodes {{ id }} totalCount }} }}"
    )
    assert {one["id"] for one in answer["all"]["nodes"]} == seen
    assert answer["all"]["totalCount"] == len(seen)


@pytest.mark.parametrize(("role", "kind"), standing(product(ROLES, SHAPES)))
async def test_no_relation_leads_out_of_sight(stage: Stage, role: str, kind: str) -> None:
    caller = unguarded(stage.callers[role])
    relations, key = SHAPES[kind].relations.items(), "code" if kind == "tenant" else "id"
    fields = [
        f"{name} {{ id }}" if relation.single or relation.listed else f"{name}(first: 200) {{ nodes {{ id }} }}"
        for name, relation in relations
    ]
    answer = await ask(
        stage.engine, caller, f"{{ all: {SHAPES[kind].plural}(first: 200) {{ nodes {{ {key} {' '.join(fields)} }} }} }}"
    )
    for one, (name, relation) in product(answer["all"]["nodes"], relations):
        record, found = stage.world.find(kind, one[key]), one[name]
        assert record
        others = found if relation.listed else [found] * bool(found) if relation.single else found["nodes"]
        wanted = {str(other.id) for other in stage.world.of(relation.kind) if relation.joins(record, other)}
        seen = {str(other.id) for other in stage.world.of(relation.kind) if sees(role, other)}
        assert {other["id"] for other in others} == wanted & seen, f"{role} was led by {name} from {record}"


@pytest.mark.parametrize("role", ROLES)
async def test_no_figure_out_of_range_is_read(stage: Stage, role: str) -> None:
    caller = unguarded(stage.callers[role])
    answer = await ask(stage.engine, caller, "{ tenants(first: 200) { nodes { code statistics { children } } } }")
    for one in answer["tenants"]["nodes"]:
        tenant = stage.world.find("tenant", one["code"])
        assert tenant
        in_range = [child for child in stage.world.of("child") if child.marks & SUBTREE]
        kept = [child for child in in_range if SHAPES["tenant"].relations["children"].joins(tenant, child)]
        assert one["statistics"]["children"] == (len(kept) if role in FIGURES else 0)


@pytest.mark.parametrize("role", ROLES)
async def test_no_row_out_of_reach_is_written(stage: Stage, role: str) -> None:
    caller = unguarded(stage.callers[role])
    before = await stage.fingerprint()
    for name, order in MUTATIONS.items():
        for named in order.cases(stage.world):
            if not may_write_rows(role, order, named):
                given = {"input": order.input(stage.world, named)}
                try:
                    done = (await ask(stage.engine, caller, written_as(name, order), given))["done"]
                # Some rules ask for more than the policy does; their rows are tried in test_raw_sql.py.
                except (asyncpg.InsufficientPrivilegeError, Forbidden):
                    continue
                assert done[order.payload] == order.refused, f"{role} {name} {named}"
    assert await stage.fingerprint() == before
