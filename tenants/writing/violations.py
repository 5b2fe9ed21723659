"""What the database refused, as problems of a form: its constraints are the last line of defence for a rule."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import asyncpg

from tenants.errors import Problem, ProblemCode, Rejected

NAMED = {
    "pairings_open_pair_key": Problem(ProblemCode.ALREADY_PAIRED, ("caring_mother_id",)),
    "donations_reverses_id_key": Problem(ProblemCode.ALREADY_DONE, ("donation_id",)),
    "transfers_receiver_code_fkey": Problem(ProblemCode.NOT_FOUND, ("receiver",)),
    "screenings_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("caring_mother_id",)),
    "team_members_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("caring_mother_id",)),
    "teams_closed_on_while_paired": Problem(ProblemCode.STILL_PAIRED, ("id",)),
    "transfers_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("child_id",)),
    "checklist_items_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("code",)),
    "proposed_successions_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("old",)),
    "users_password_unchanged": Problem(ProblemCode.UNCHANGED, ("password",)),
    "disbursements_reverses_id_key": Problem(ProblemCode.ALREADY_DONE, ("disbursement_id",)),
    "activity_partners_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("partner_id",)),
    "service_agreements_open_key": Problem(ProblemCode.ALREADY_EXISTS, ("offer_id",)),
    "users_name_key": Problem(ProblemCode.ALREADY_EXISTS, ("name",)),
    "grants_role_apart": Problem(ProblemCode.DUTIES_APART, ("role",)),
    "grants_figures_apart": Problem(ProblemCode.FIGURES_APART, ("role",)),
    "grants_until_at_after_from": Problem(ProblemCode.OUT_OF_ORDER, ("until_at",)),
    "caring_mothers_closed_on_while_paired": Problem(ProblemCode.STILL_PAIRED, ("id",)),
    "assessments_id_same": Problem(ProblemCode.SAME_PERSON, ("id",)),
    "parent_circumstances_from_on_for_long": Problem(ProblemCode.TOO_LATE, ("from_on",)),
    "children_identity_number_on_file": Problem(ProblemCode.ALREADY_ON_FILE, ("identity_number",)),
    "children_stays_apart": Problem(ProblemCode.OUT_OF_ORDER, ("id",)),
}
# The keys that an id is in; which of them is looked at first depends on the order in which they were made.
KEYS = ("_pkey", "_tenant_key", "_parties_key")
BY_ENDING = {
    **dict.fromkeys(KEYS, ProblemCode.ALREADY_EXISTS),
    "_fkey": ProblemCode.NOT_FOUND,
    "_length": ProblemCode.TOO_LONG,
    "_range": ProblemCode.TOO_LARGE,
    "_known": ProblemCode.MALFORMED,
    "_within": ProblemCode.OUT_OF_ORDER,
    "_uncovered": ProblemCode.NOT_COVERED,
    "_left": ProblemCode.NOT_EMPTY,
    "_needed": ProblemCode.REQUIRED,
    "_twice": ProblemCode.ALREADY_EXISTS,
    "_key": ProblemCode.ALREADY_EXISTS,
    "_not_future": ProblemCode.IN_THE_FUTURE,
    "_after_opening": ProblemCode.OUT_OF_ORDER,
    "_after_birth": ProblemCode.OUT_OF_ORDER,
    "_after_category": ProblemCode.OUT_OF_ORDER,
    "_before_files": ProblemCode.OUT_OF_ORDER,
    "_between_stays": ProblemCode.OUT_OF_ORDER,
    "_before_pairings": ProblemCode.OUT_OF_ORDER,
    "_after_pairings": ProblemCode.OUT_OF_ORDER,
    "_before_visits": ProblemCode.OUT_OF_ORDER,
    "_after_visits": ProblemCode.OUT_OF_ORDER,
    "_outside_pairing": ProblemCode.OUT_OF_ORDER,
    "_outside_project": ProblemCode.OUT_OF_ORDER,
    "_outside_venue": ProblemCode.OUT_OF_ORDER,
    "_after_entries": ProblemCode.OUT_OF_ORDER,
    "_before_entries": ProblemCode.OUT_OF_ORDER,
    "_after_first_day": ProblemCode.OUT_OF_ORDER,
    "_of_age": ProblemCode.OUT_OF_ORDER,
    "_under_age": ProblemCode.OUT_OF_ORDER,
    "_paired_already": ProblemCode.ALREADY_PAIRED,
    "_not_on_file": ProblemCode.NOT_ON_FILE,
    "_closed": ProblemCode.CLOSED,
    "_erased": ProblemCode.CLOSED,
    "_lead_taken": ProblemCode.LEAD_TAKEN,
    "_in_use": ProblemCode.IN_USE,
    "_fulfilled": ProblemCode.ALREADY_DONE,
    "_own_content": ProblemCode.SAME_PERSON,
    "_unapproved": ProblemCode.NOT_APPROVED,
    "_unconsented": ProblemCode.NOT_CONSENTED,
    "_kept_there": ProblemCode.ALREADY_DONE,
    "_steps_missing": ProblemCode.STEPS_MISSING,
    "_suspended": ProblemCode.SUSPENDED,
    "_unscreened": ProblemCode.NOT_SCREENED,
    "_elsewhere": ProblemCode.SERVES_ELSEWHERE,
    "_full": ProblemCode.NO_CAPACITY,
    "_untold": ProblemCode.NOT_TOLD,
    "_restricted": ProblemCode.RESTRICTED,
    "_not_held": ProblemCode.NOT_HELD,
    "_taken": ProblemCode.NO_PLACES,
    "_fewer_served": ProblemCode.FEWER_SERVED,
    "_unserved": ProblemCode.NO_SERVICE,
    "_unmeasured": ProblemCode.NOT_MEASURED,
    "_unoffered": ProblemCode.NOT_OFFERED,
}


@contextmanager
def told_at_the_end() -> Iterator[None]:
    """Around a transaction: what the database refuses only at its end is rejected like anything else."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise rejection_of(error, {}) from None


def rejection_of(error: asyncpg.IntegrityConstraintViolationError, fields: Mapping[str, str]) -> Rejected:
    """The violated constraint as a problem; its name is `<table>_<field>_<ending>`.

    `fields` maps columns to input fields with other names.
    """
    name = error.constraint_name or ""
    if name in NAMED:
        return Rejected([NAMED[name]])
    ending = next((ending for ending in BY_ENDING if name.endswith(ending)), "")
    field = "id" if ending in KEYS else name.removeprefix(f"{error.table_name}_").removesuffix(ending)
    return Rejected([Problem(BY_ENDING.get(ending, ProblemCode.MALFORMED), (fields.get(field, field),))])
