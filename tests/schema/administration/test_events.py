"""Whatever is done to an account is an event of it: each mutation, and each act of the operator, by its kind."""

from collections.abc import Sequence
from inspect import iscoroutinefunction
from itertools import count

import pytest

from schema.build import graphql_schema
from tenants.accounts.enums import AccountEventKind
from tenants.administration import operator
from tenants.administration.enums import AdministrationAction
from tests.callers import add_person, anonymous
from tests.isolation.declared import SUCCESSION_MUTATIONS
from tests.isolation.mutations import MUTATIONS
from tests.schema.administration.account_acts import ACTS, Act
from tests.schema.administration.bureau import COUNTY, Bureau
from tests.schema.administration.person import Person

# They change nothing that anybody has: the next tokens of the same session, a secret that does not count yet, a proof
# that no session has begun with.
QUIET = {"refreshSession", "startSecondFactor", "list_users", "vouch"}
# They change records: those of the isolation's tests name one by its id, others say who keeps them, the last one is of
# several children and mothers.
OF_RECORDS = {*MUTATIONS, *SUCCESSION_MUTATIONS, "confirmPairings"}

_numbers = count(1)


@pytest.mark.parametrize(("by", "events", "done"), ACTS, ids=[f"{by}-{done.__name__}" for by, _, done in ACTS])
async def test_what_is_done_to_an_account_is_told(bureau: Bureau, by: str, events: Sequence[str], done: Act) -> None:  # noqa: ARG001  # the name
    name = f"person {next(_numbers)}"
    await add_person(bureau.owner, name)
    await operator.grant_role(bureau.owner, name, operator.NewGrant("ANALYST", COUNTY))
    key = await bureau.owner.fetchval("select id from users where name = $1", name)
    person = Person(bureau, name, key, anonymous(bureau.database))
    await person.begin()
    await person.mark()
    await done(person)
    told = await person.events()
    for kind in person.before:
        told.remove(kind)
    assert sorted(told) == sorted(events)


def test_no_act_and_no_event_is_forgotten() -> None:
    """A mutation that changes no record, or a function of the operator's, is red here until it says what it tells."""
    schema = graphql_schema()
    assert schema.mutation_type
    operators = {
        name
        for name, made in vars(operator).items()
        if iscoroutinefunction(made) and made.__module__ == operator.__name__ and not name.startswith("_")
    }
    assert {by for by, _, _ in ACTS} | QUIET == (set(schema.mutation_type.fields) - OF_RECORDS) | operators
    assert {kind for _, events, _ in ACTS for kind in events} == {*AccountEventKind, *AdministrationAction}
