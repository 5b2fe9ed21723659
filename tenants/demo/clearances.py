"""What is looked into before a Caring Mother is approved: which steps, and the applications that are open."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import asyncpg

from tenants.demo.drawing import END, HALF_YEAR, draw_day, draw_identity, happens
from tenants.demo.people import WOMENS_SYLLABLES, draw_name
from tenants.demo.province import PROVINCE, zhejiang
from tenants.demo.tables import CaringMother, ClearanceRequirement, ClearanceStep, Screening
from tenants.demo.volunteers import CLEARED_UNTIL
from tenants.records.caring_mother.enums import Recruitment
from tenants.records.clearance.kind import ClearanceStepKind
from tenants.records.clearance.rules import YEAR, YEARLY

ALL = tuple(ClearanceStepKind)
# Whom her unit knows by its own files; in public it is announced who comes from outside.
KNOWN = (Recruitment.OFFICIAL, Recruitment.COMMITTEE_MEMBER)
OUTSIDE = (Recruitment.ENTERPRISE, Recruitment.NONPROFIT, Recruitment.INDIVIDUAL)
RENEWS, FAILS = 0.02, 0.04
# Of approvals and of insurances; and of who was registered before training was required, how many were trained.
RUNS_OUT, TRAINED_BEFORE = 0.06, 0.8
INSURANCE = "志愿者人身意外伤害保险"
FIRST_APPLIED = END - timedelta(75)


def steps_for(way: Recruitment) -> tuple[ClearanceStepKind, ...]:
    """What is required of whoever is recruited in a way, in order."""
    left_out = {ClearanceStepKind.HEALTH, ClearanceStepKind.INTERVIEW} if way in KNOWN else set()
    return tuple(
        step for step in ALL if step not in left_out and (way in OUTSIDE or step != ClearanceStepKind.PUBLIC_NOTICE)
    )


def clearance_requirements(chance: Random) -> Iterator[Any]:
    """The province's."""
    for way in Recruitment:
        for step in steps_for(way):
            yield ClearanceRequirement(
                *_kept(chance, PROVINCE, HALF_YEAR),
                recruited_through=way.value,
                step=step.value,
                position=ALL.index(step) + 1,
                due_days=10 * (ALL.index(step) + 1),
                opened_on=HALF_YEAR,
            )


def open_screenings(chance: Random, mothers: Iterable[CaringMother]) -> Iterator[Any]:
    """Of whoever was never screened, and of some who renew in time."""
    for mother in mothers:
        renews = mother.screening_state == "APPROVED" and happens(chance, RENEWS)
        if mother.closed_on is None and (renews or mother.screening_state == "PENDING"):
            day = draw_day(chance, max(FIRST_APPLIED, mother.registered_on), END - timedelta(10))
            yield Screening(
                *_kept(chance, mother.tenant_code, day),
                caring_mother_id=mother.id,
                applied_on=day,
                recommended_by=mother.employer,
                state="APPLIED",
            )


def approved(chance: Random, mother: CaringMother) -> tuple[CaringMother, list[Any], list[Any]]:
    """Who was approved, as she stands by that and by her insurance; the application, and its training.

    Most hold as long as the demo does. Some run out about its end: approvals only of who was never paired.
    """
    renewable = mother.closed_on is None and not mother.paired_on and mother.registered_on < END - YEAR
    until = _about_the_end(chance) if renewable and happens(chance, RUNS_OUT) else CLEARED_UNTIL
    day = draw_day(chance, mother.registered_on + timedelta(1), mother.registered_on + timedelta(22))
    trained = (mother.closed_on or END) > day and (day >= HALF_YEAR or happens(chance, TRAINED_BEFORE))
    valid = [asyncpg.Range(mother.registered_on, until + timedelta(1)), asyncpg.Range(day, until + timedelta(1))]
    stands = mother._replace(
        screening_until=until,
        cleared_on=valid[:1],
        trained_on=valid[1:] if trained else [],
        training_days=[day] if trained else [],
        insurance=INSURANCE,
        insured_until=_about_the_end(chance) if happens(chance, RUNS_OUT) else CLEARED_UNTIL,
    )
    if not trained:
        return stands, [], []
    screening = Screening(
        *_kept(chance, mother.tenant_code, mother.registered_on),
        caring_mother_id=mother.id,
        applied_on=mother.registered_on,
        recommended_by=mother.employer,
        state="APPROVED",
        decided_on=day,
        approved_until=until,
    )
    step = _step(chance, screening, ClearanceStepKind.TRAINING, day, "PASSED")
    return stands, [screening], [step._replace(valid_until=until)]


def _about_the_end(chance: Random) -> date:
    return draw_day(chance, END - timedelta(20), END + timedelta(40))


def clearance_steps(chance: Random, mother: CaringMother, screening: Any) -> Iterator[Any]:  # noqa: ANN401  # rows
    """As far as it has come: in order, a few days from one to the next, until one is not passed."""
    day = screening.applied_on
    required = steps_for(Recruitment(mother.recruited_through))
    for step in required[: chance.randint(1, len(required))]:
        if day >= END:
            return
        failed = happens(chance, FAILS)
        yield _step(chance, screening, step, day, "FAILED" if failed else "PASSED")
        if failed:
            return
        day += timedelta(chance.randint(1, 9))


def _step(chance: Random, screening: Any, step: ClearanceStepKind, day: date, outcome: str) -> Any:  # noqa: ANN401
    place = zhejiang().names[screening.tenant_code]
    told: dict[ClearanceStepKind, dict[str, Any]] = {
        ClearanceStepKind.NO_OFFENCE: {"body": f"{place}公安机关", "reference_number": f"查{day:%Y%m%d}"},
        ClearanceStepKind.TRAINING: {"body": f"{place}妇女联合会", "hours": 8},
        ClearanceStepKind.INTERVIEW: {"interviewers": [draw_name(chance, WOMENS_SYLLABLES) for _ in range(2)]},
    }
    return ClearanceStep(
        *_kept(chance, screening.tenant_code, day),
        caring_mother_id=screening.caring_mother_id,
        screening_id=screening.id,
        step=step.value,
        outcome=outcome,
        done_on=day,
        valid_until=day + YEAR if step in YEARLY else None,
        **{"interviewers": [], **told.get(step, {})},
    )


def _kept(chance: Random, tenant: int, day: date) -> tuple[Any, ...]:
    record_id, created_at = draw_identity(chance, day)
    return record_id, tenant, created_at
