"""How far a grant goes, at its tenant and below it; and how the database is told of who acts."""

from dataclasses import replace

import pytest
from uuid_utils.compat import uuid7

from tenants.access.actor import NO_REQUEST_INFO, Actor, Grant, Session
from tenants.access.scope import Verb

LOW, HIGH = 330127000000, 330128000000
GRANT = Grant(uuid7(), "ADMINISTRATOR", LOW, HIGH, (330000000000, LOW), "淳安县", None)
BELOW = {LOW + 1, LOW + 100000, HIGH - 1}
CODES = {330000000000, LOW - 1, LOW, *BELOW, HIGH, HIGH + 1}


@pytest.mark.parametrize(
    ("role", "resource", "verb", "covered"),
    [
        ("ADMINISTRATOR", "CASEWORKER", Verb.GIVE, {LOW, *BELOW}),
        ("ADMINISTRATOR", "DIRECTOR", Verb.GIVE, BELOW),
        ("ADMINISTRATOR", "CASEWORKER", Verb.APPROVE, set()),
        ("DIRECTOR", "CASEWORKER", Verb.APPROVE, {LOW, *BELOW}),
        ("DIRECTOR", "AUDITOR", Verb.APPROVE, BELOW),
        # Neither a scope of one tenant nor one of those above it is a range.
        ("DIRECTOR", "caring_mother", Verb.APPROVE, set()),
        ("CARING_MOTHER", "tenant", Verb.VIEW_SUMMARY, set()),
    ],
)
def test_a_verb_covers_the_tenants_that_its_scope_says(role: str, resource: str, verb: Verb, covered: set[int]) -> None:
    grant = replace(GRANT, role_name=role)
    assert {code for code in CODES if grant.covers(resource, verb, code)} == covered


def test_the_database_is_told_who_acts_and_which_roles_call_for_a_second_factor() -> None:
    session = Session(b"access", b"\x01\xff", b"connection", uuid7(), "陈主任", (GRANT,), second_factor=False)
    actor = Actor(session, GRANT, NO_REQUEST_INFO, ("AUDITOR", "DIRECTOR"))
    assert actor.settings_statement == (
        f"select prove_actor('\\x01ff', '{GRANT.id}', 'ADMINISTRATOR', {LOW}, {HIGH}, False, '{{AUDITOR,DIRECTOR}}')"
    )
