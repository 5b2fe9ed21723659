"""An administrator cannot raise herself: not by any sequence of mutations, through any account she can open.

She acts through the API, and past it, by the database's functions on the application's own connection. She redeems
every invitation she makes, and everybody else helps her as far as an honest person may: a director confirms whatever
awaits her, and gives the code to the person named, who does as she is told. What she must never have, in all the
accounts that she opens, is one live grant more than she began with.
"""

from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenants.administration.enums import AdministrationAction
from tests.isolation.declared import ADMINISTRATION_MUTATIONS
from tests.schema.administration.bureau import FIELDS, STAFF, VILLAGE, Bureau
from tests.schema.administration.plotting import (
    ATTACKER,
    ATTACKS,
    NUMBERS,
    Plot,
    accept_with_any_secret,
    make_an_account,
    redeem,
    the_others_do_their_part,
)

STORIES = st.lists(st.tuples(st.sampled_from(sorted(ATTACKS)), NUMBERS), min_size=3, max_size=20)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=STORIES)
async def test_whatever_she_tries_she_holds_no_more_than_before(bureau: Bureau, story: list[tuple[str, Any]]) -> None:
    passwords = await others_passwords(bureau)
    plot = Plot(bureau)
    before = await plot.held()
    for name, numbers in story:
        await ATTACKS[name](plot, numbers)
    assert await plot.held() <= before
    assert await others_passwords(bureau) == passwords
    assert set(plot.accounts).isdisjoint(set(STAFF) - {ATTACKER})
    assert await unconfirmed(bureau) == []
    await give_back(bureau)


async def others_passwords(bureau: Bureau) -> list[tuple[Any, ...]]:
    rows = await bureau.owner.fetch(
        "select name, password_hash, invitation_hash from users where name = any ($1) order by name", list(STAFF)
    )
    return [tuple(row) for row in rows]


async def unconfirmed(bureau: Bureau) -> list[asyncpg.Record]:
    """What holds although it was given by an administrator, and no third person confirmed it."""
    rows: list[asyncpg.Record] = await bureau.owner.fetch(
        """select id from grants where given_by is not null and accepted_at is not null
           and (confirmed_by is null or confirmed_by in (given_by, user_id))"""
    )
    return rows


async def give_back(bureau: Bureau) -> None:
    """As the operator made it, for the next story."""
    await bureau.owner.execute("update grants set revoked_at = now() where given_by is not null and revoked_at is null")
    await bureau.owner.execute("update grants set revoked_at = null where given_by is null and revoked_at is not null")
    await bureau.owner.execute("update users set closed_at = null where closed_at is not null")


def test_every_mutation_of_administration_is_tried() -> None:
    """By the API; a new one is red here until an attack uses it."""
    assert set(FIELDS) >= ADMINISTRATION_MUTATIONS | {"acceptGrant", "acceptInvitation"}


async def test_every_attack_can_come_to_something(bureau: Bureau) -> None:
    """Else the stories would prove nothing: accounts are made, grants given, confirmed, taken, accepted by others."""
    plot = Plot(bureau)
    random = Random(1)  # noqa: S311  # repeatable
    done: set[str] = set()
    most = 0
    for step in range(2000):
        if done == set(AdministrationAction):
            break
        if step % 20 == 0:
            # A walk that has closed or revoked everybody comes to nothing more.
            await give_back(bureau)
            plot = Plot(bureau)
        name = random.choice(sorted(ATTACKS))
        first, second, third, fourth = (random.randrange(10_000) for _ in range(4))
        # And once more on the same: what was closed is opened.
        for move in (third, third + 1):
            await ATTACKS[name](plot, (first, second, move, fourth))
        found = await bureau.owner.fetch("select distinct action from administration_events where by_user is not null")
        done = {row["action"] for row in found}
        most = max(most, len(plot.accounts))
    assert done == set(AdministrationAction)
    assert most > 1
    await give_back(bureau)


FUNCTION = "pg_get_functiondef('{}'::regprocedure)"
GRANTS_NOW = """'create or replace view grants_now with (security_invoker = true) as '
    || pg_get_viewdef('grants_now'::regclass)"""


@pytest.mark.parametrize(
    ("defined", "held", "story"),
    [
        (GRANTS_NOW, "(g.accepted_at IS NOT NULL)", ["make", "give"]),
        (
            FUNCTION.format("accept_grant(bytea, bytea, text, text, text)"),
            "g.code_hash = with_code",
            ["make", "give", "confirm", "accept"],
        ),
        (FUNCTION.format("awaits_holder(uuid)"), "(u.created_by IS NOT NULL)", ["invite"]),
    ],
)
async def test_a_hole_would_be_found(bureau: Bureau, defined: str, held: str, story: list[str]) -> None:
    """The invariant is not idle: with one condition of the database out of the way, she gets through."""
    plot = Plot(bureau)
    before = await plot.held()
    definition = await bureau.owner.fetchval(f"select {defined}")
    assert held in definition
    await bureau.owner.execute(definition.replace(held, "true"))
    try:
        for act in story:
            await PLOTTED[act](plot)
        assert not await plot.held() <= before
    finally:
        await bureau.owner.execute(definition)
        await give_back(bureau)


async def give_work_to_her_puppet(plot: Plot) -> None:
    puppet = await plot.bureau.user(ATTACKER, plot.accounts[-1])
    await plot.bureau.give(puppet["id"], "CASEWORKER", VILLAGE)


async def invite_the_worker(plot: Plot) -> None:
    worker = await plot.bureau.user(ATTACKER, "worker")
    given = {"id": worker["id"], "expectedVersion": worker["version"]}
    # What earlier stories gave her has never been confirmed, and stays so.
    of_operator = "update grants set accepted_at = {} where given_by is null and user_id = $1"
    await plot.bureau.owner.execute(of_operator.format("null"), UUID(worker["id"]))
    await redeem(plot, (await plot.bureau.done(ATTACKER, "inviteUser", **given))["invitation"])
    await plot.bureau.owner.execute(of_operator.format("now()"), UUID(worker["id"]))


PLOTTED: Mapping[str, Callable[[Plot], Awaitable[None]]] = {
    "make": lambda plot: make_an_account(plot, (0, 1, 0, 0)),
    "give": give_work_to_her_puppet,
    "confirm": lambda plot: the_others_do_their_part(plot, (0, 0, 0, 0)),
    "accept": lambda plot: accept_with_any_secret(plot, (1, 0, 0, 0)),
    "invite": invite_the_worker,
}
