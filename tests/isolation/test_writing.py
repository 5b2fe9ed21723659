"""Every mutation, for every role, at every distance: done, forbidden, or not found; and a refusal writes nothing."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from enum import Enum, auto
from typing import Any

import pytest

from tenants.access.actor import Actor
from tenants.database.transactions import Database, Writing
from tenants.errors import Forbidden
from tests.callers import ask
from tests.isolation.mutations import MUTATIONS, Order, is_unpaired
from tests.isolation.roles import NOWHERE, ROLES, SIGHTS, Sight, may_write, sees, view_of
from tests.isolation.stage import Stage, is_refusal, on_other_database
from tests.kinds import RULES
from tests.world import Kept, World


class Outcome(Enum):
    """What comes of an order."""

    DONE = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()


class Rehearsal(Database):
    """Takes back what was written, once all of it has been done and read, so that the next order finds the same."""

    first: tuple[object, ...] = ()

    @asynccontextmanager
    async def writing(self, actor: Actor | None) -> AsyncIterator[Writing]:
        async with super().writing(actor) as writing:
            if self.first:
                await writing.connection.execute(*self.first)
            yield writing
            # What is checked at the end of a transaction is checked at the end of a rehearsal, too.
            await writing.connection.execute("set constraints all immediate")
            await writing.connection.execute("rollback")
            await writing.connection.execute("begin")


def expected_outcome(role: str, order: Order, named: Kept) -> Outcome:
    scope = may_write(role, order.kind, order.verb)
    if scope is None:
        return Outcome.FORBIDDEN
    if not sees(role, named):
        return Outcome.NOT_FOUND
    return Outcome.DONE if named.marks & scope else Outcome.FORBIDDEN


def written_as(name: str, order: Order) -> str:
    payload = f"{order.payload} {{ id }} userErrors {{ code field }}"
    return f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{ done: {name}(input: $input) {{ {payload} }} }}"


async def outcome(stage: Stage, role: str, name: str, given: dict[str, Any]) -> Outcome:
    """Gives the order and tells what came of it; any other answer fails."""
    order = MUTATIONS[name]
    try:
        done = (await stage.ask(role, written_as(name, order), {"input": given}))["done"]
    except Forbidden as refused:
        return forbidden(refused, role, order)
    if done["userErrors"]:
        assert done == {order.payload: order.refused, "userErrors": [not_found(*order.path)]}
        return Outcome.NOT_FOUND
    (written,) = done[order.payload] if order.listed else [done[order.payload]]
    assert written["id"]
    return Outcome.DONE


def forbidden(refused: Forbidden, role: str, order: Order) -> Outcome:
    """It says to whom, and of what: what was to be written, or what it was to be written to."""
    assert any(is_refusal(refused, role, one) for one in (order.kind, order.names))
    return Outcome.FORBIDDEN


def not_found(*path: str) -> dict[str, object]:
    return {"code": "NOT_FOUND", "field": ["input", *path]}


@pytest.mark.parametrize("role", ROLES)
async def test_an_order_is_done_forbidden_or_not_found(guarded: Stage, role: str) -> None:
    rehearsal = Rehearsal(guarded.database.connections, guarded.database.keys)
    rehearsed = on_other_database(guarded, rehearsal)
    before = await guarded.fingerprint()
    wrong = []
    for name, order in MUTATIONS.items():
        for named in told_apart(role, order, guarded.world):
            wanted = expected_outcome(role, order, named)
            # What is to come to nothing is given in earnest.
            stage = rehearsed if wanted is Outcome.DONE else guarded
            rehearsal.first = (order.first, named.id) if order.first else ()
            came = await outcome(stage, role, name, order.input(guarded.world, named))
            wrong += [(name, str(named), came)] if came is not wanted else []
    assert wrong == []
    assert await guarded.fingerprint() == before


def told_apart(role: str, order: Order, world: World) -> Iterable[Kept]:
    """One of each distance that the role's scopes know; without the verb, one of each view."""
    scope, sight = may_write(role, order.kind, order.verb), SIGHTS[role].get(order.names, Sight())
    known = NOWHERE if scope is None else scope | sight.in_full | sight.in_summary
    cases = order.cases(world)
    return {(view_of(role, one), expected_outcome(role, order, one), one.marks & known): one for one in cases}.values()


def rehearsing(stage: Stage) -> Stage:
    return on_other_database(stage, Rehearsal(stage.database.connections, stage.database.keys))


def test_a_mutation_needs_the_verb_that_is_said_here() -> None:
    """And is of the kind: who has not that verb on that kind is refused before anything is looked for."""
    said = {name: (order.kind, order.verb) for name, order in MUTATIONS.items()}
    assert said == {name: (rule.resource, rule.verb) for name, (_, rule) in RULES.items()}


async def test_every_order_is_done_for_somebody(stage: Stage) -> None:
    """Otherwise the refusals would prove nothing."""
    for name, order in MUTATIONS.items():
        outcomes = {expected_outcome(role, order, named) for role in ROLES for named in order.cases(stage.world)}
        assert outcomes == set(Outcome), name


async def test_a_child_is_paired_only_with_somebody_visible(guarded: Stage) -> None:
    children = [child for child in guarded.world.of("child") if "branch" in child.marks]
    free = next(child for child in children if is_unpaired(guarded.world, child))
    caller, query = rehearsing(guarded).callers["CASEWORKER"], written_as("pair", MUTATIONS["pair"])
    for mother in guarded.world.of("caring_mother"):
        parties = {"childId": str(free.id), "caringMotherId": str(mother.id)}
        given = {**parties, "fromOn": "2024-02-01", "kinshipExcluded": True}
        done = (await ask(guarded.engine, caller, query, {"input": given}))["done"]
        unseen = done["userErrors"] == [not_found("caringMotherId")]
        assert unseen is not sees("CASEWORKER", mother), f"paired with {mother}"


@pytest.mark.parametrize("name", ["registerCaringMother", "updateCaringMother"])
async def test_a_service_area_is_named_only_where_it_is_visible(guarded: Stage, name: str) -> None:
    order = MUTATIONS[name]
    named = next(one for one in guarded.world.of(order.names) if "own" in one.marks)
    caller = rehearsing(guarded).callers["CASEWORKER"]
    for area in guarded.world.of("tenant"):
        given = {**order.input(guarded.world, named), "serviceArea": area.id}
        done = (await ask(guarded.engine, caller, written_as(name, order), {"input": given}))["done"]
        unseen = done["userErrors"] == [not_found("serviceArea")]
        assert unseen is not sees("CASEWORKER", area)
