"""The policy, compiled: what a row gives, to which kinds, and which rows are none."""

from pathlib import Path

import pytest

from tenants.access.policy import compile_policy
from tenants.access.scope import Scope, Verb
from tenants.division import TenantLevel

POLICY = """
g, venue, branch_work
g, activity, branch_work
g, donation, ledger
p, WORKER, grant, hold, COUNTY
p, WORKER, branch_work, view_full, OWN
p, WORKER, branch_work, view_full, SUBTREE
p, WORKER, branch_work, manage, OWN
p, WORKER, branch_work, manage, OWN
p, WORKER, branch_work, add, SUBTREE
p, WORKER, tenant, view_summary, LINE
p, READER, grant, hold, PROVINCE
p, READER, ledger, view_full, SUBTREE
"""


def policy(folder: Path, text: str = POLICY) -> Path:
    written = folder / "policy.csv"
    written.write_text(text)
    return written


def test_a_row_of_a_class_counts_for_each_of_its_kinds_and_for_no_other(tmp_path: Path) -> None:
    roles = compile_policy(policy(tmp_path))
    assert {name: role.name for name, role in roles.items()} == {"WORKER": "WORKER", "READER": "READER"}
    # A row that is there twice says no less.
    work = {Verb.VIEW_FULL: {Scope.OWN, Scope.SUBTREE}, Verb.MANAGE: {Scope.OWN}, Verb.ADD: {Scope.SUBTREE}}
    assert roles["WORKER"].permissions == {
        **{(kind, verb): scopes for kind in ("venue", "activity") for verb, scopes in work.items()},
        ("tenant", Verb.VIEW_SUMMARY): {Scope.LINE},
    }
    assert roles["READER"].permissions == {("donation", Verb.VIEW_FULL): {Scope.SUBTREE}}


def test_what_no_row_gives_is_denied(tmp_path: Path) -> None:
    worker = compile_policy(policy(tmp_path))["WORKER"]
    assert worker.scopes("venue", Verb.VIEW_FULL) == {Scope.OWN, Scope.SUBTREE}
    for resource, verb in (("venue", Verb.VIEW_SUMMARY), ("donation", Verb.VIEW_FULL), ("branch_work", Verb.VIEW_FULL)):
        assert worker.scopes(resource, verb) == frozenset()


def test_a_role_is_granted_at_its_level_or_lower(tmp_path: Path) -> None:
    roles = compile_policy(policy(tmp_path))
    assert {name: role.highest_level for name, role in roles.items()} == {
        "WORKER": TenantLevel.COUNTY,
        "READER": TenantLevel.PROVINCE,
    }


@pytest.mark.parametrize(
    "row",
    ["p, WORKER, venue, peek, OWN", "p, WORKER, venue, open, EVERYWHERE", "p, WORKER, grant, hold, PLANET"],
)
def test_a_row_that_means_nothing_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        compile_policy(policy(tmp_path, f"{POLICY}{row}\n"))


def test_a_role_that_may_be_granted_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="where NOBODY may be granted"):
        compile_policy(policy(tmp_path, f"{POLICY}p, NOBODY, venue, view_full, OWN\n"))
