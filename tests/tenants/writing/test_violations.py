"""What the database refuses is told of the field that its constraint names, under the name that the input has."""

from collections.abc import Mapping

import asyncpg
import pytest

from tenants.errors import Problem, ProblemCode
from tenants.writing.violations import NAMED, rejection_of


def refused(constraint: str | None, table: str = "visits", fields: Mapping[str, str] | None = None) -> list[Problem]:
    error = asyncpg.CheckViolationError("refused")
    error.constraint_name, error.table_name = constraint, table
    return list(rejection_of(error, fields or {}).problems)


@pytest.mark.parametrize(
    ("constraint", "code", "field"),
    [
        ("visits_visited_on_not_future", ProblemCode.IN_THE_FUTURE, "visited_on"),
        ("visits_pairing_id_fkey", ProblemCode.NOT_FOUND, "pairing_id"),
        ("visits_findings_length", ProblemCode.TOO_LONG, "findings"),
        # Of a key it is the id that is there already, whichever columns are in it.
        ("visits_pkey", ProblemCode.ALREADY_EXISTS, "id"),
        ("visits_tenant_key", ProblemCode.ALREADY_EXISTS, "id"),
        ("visits_parties_key", ProblemCode.ALREADY_EXISTS, "id"),
        ("visits_number_key", ProblemCode.ALREADY_EXISTS, "number"),
        # What no ending is known of.
        ("visits_mood_glum", ProblemCode.MALFORMED, "mood_glum"),
    ],
)
def test_a_constraint_says_what_is_wrong_with_which_field(constraint: str, code: ProblemCode, field: str) -> None:
    assert refused(constraint) == [Problem(code, (field,))]


def test_a_field_is_named_as_the_input_has_it() -> None:
    assert refused("visits_pairing_id_fkey", fields={"pairing_id": "caring_mother_id"}) == [
        Problem(ProblemCode.NOT_FOUND, ("caring_mother_id",))
    ]
    assert refused("visits_child_id_fkey", fields={"pairing_id": "caring_mother_id"}) == [
        Problem(ProblemCode.NOT_FOUND, ("child_id",))
    ]


def test_what_says_more_than_its_name_is_told_by_itself() -> None:
    for constraint, problem in NAMED.items():
        assert refused(constraint, constraint.split("_", maxsplit=1)[0]) == [problem]


def test_a_violation_without_a_name_is_still_refused() -> None:
    assert refused(None) == [Problem(ProblemCode.MALFORMED, ("",))]
