"""Every reason for which a write is rejected: its code, its field, in both languages, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from schema.caller import Language
from schema.problem_texts import PROBLEMS
from tenants.errors import ProblemCode
from tests.tenants.records.office import CLOSED_VILLAGE, OTHER_VILLAGE, Office
from tests.tenants.records.states import YESTERDAY, States, make_states

LONG_LIST = ["技能"] * 21
FUTURE = "2099-01-01"


@dataclass(frozen=True)
class Case:
    """A mutation of a record in a state, and what of the input is wrong; `ids` name others in their states."""

    code: ProblemCode
    path: str
    mutation: str
    of: str = ""
    given: Mapping[str, object] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    by: str = "caseworker"

    def __str__(self) -> str:
        return f"{self.mutation} {self.of} {self.path} {self.code}"

    def input(self, states: States) -> dict[str, object]:
        named = {name: states[state]["id"] for name, state in self.ids.items()}
        return {**(states[self.of] if self.of else {}), **named, **self.given}


P = ProblemCode
PAIR = {"childId": "child", "caringMotherId": "volunteer"}
APPROVE = {"state": "APPROVED", "approvedUntil": FUTURE}
HEALTH = {"step": "HEALTH", "outcome": "PASSED", "doneOn": "2024-02-01"}
HOLD = {"heldOn": "2024-06-01", "parentsServed": 1, "childrenServed": 1}
CASES = [
    # The forms.
    *(
        Case(P.REQUIRED, name, "updateChild", "child", {name: None})
        for name in ("name", "sex", "birthDate", "identifiedOn", "onFileOn")
    ),
    *(
        Case(P.REQUIRED, name, "updateCaringMother", "volunteer", {name: None})
        for name in ("name", "recruitedThrough", "sector", "registeredOn", "capacity", "skills", "serviceArea")
    ),
    *(Case(P.REQUIRED, name, "updatePairing", "pairing", {name: None}) for name in ("fromOn", "role")),
    *(Case(P.REQUIRED, name, "updateVisit", "visit", {name: None}) for name in ("visitedOn", "kind", "contactMade")),
    *(
        Case(P.REQUIRED, name, "updateActivity", "activity", {name: None}, by="manager")
        for name in ("name", "kind", "focus", "plannedOn", "partners")
    ),
    *(
        Case(P.REQUIRED, name, "updateDelivery", "delivery", {name: None}, by="manager")
        for name in ("deliveredOn", "womenSupported", "childrenSupported")
    ),
    Case(P.REQUIRED, "name", "updateProject", "project", {"name": " \t"}, by="manager"),
    Case(
        P.REQUIRED,
        "cancelledReason",
        "cancelActivity",
        "activity",
        {"cancelledOn": "2024-05-05", "cancelledReason": " "},
        by="manager",
    ),
    Case(P.REQUIRED, "approvedUntil", "decideScreening", "application", {"state": "APPROVED"}, by="director"),
    Case(P.REQUIRED, "opinion", "decideScreening", "application", {"state": "REJECTED"}, by="director"),
    Case(P.MALFORMED, "state", "decideScreening", "application", {"state": "WITHDRAWN"}, by="director"),
    Case(P.TOO_LONG, "name", "registerChild", given={"name": "长" * 51}),
    Case(P.TOO_LONG, "health", "registerChild", given={"health": "长" * 2001}),
    Case(P.TOO_LONG, "skills", "registerCaringMother", given={"skills": ["长" * 51]}),
    Case(P.TOO_LONG, "findings", "updateVisit", "visit", {"findings": "长" * 4001}),
    Case(P.TOO_LONG, "handoverNote", "updatePairing", "pairing", {"handoverNote": "长" * 4001}),
    Case(
        P.TOO_LONG, "donor", "recordDonation", given={"donor": "长" * 101}, ids={"projectId": "project"}, by="manager"
    ),
    Case(P.TOO_LARGE, "skills", "registerCaringMother", given={"skills": LONG_LIST}),
    Case(P.TOO_SMALL, "capacity", "registerCaringMother", given={"capacity": 0}),
    Case(P.TOO_LARGE, "capacity", "updateCaringMother", "volunteer", {"capacity": 21}),
    Case(P.TOO_SMALL, "parentsServed", "holdActivity", "activity", {**HOLD, "parentsServed": -1}, by="manager"),
    Case(
        P.TOO_LARGE, "childrenServed", "holdActivity", "activity", {**HOLD, "childrenServed": 1_000_001}, by="manager"
    ),
    Case(P.TOO_SMALL, "budget", "createProject", given={"budget": "-0.01"}, by="manager"),
    Case(P.TOO_SMALL, "amount", "recordDonation", given={"amount": "0"}, ids={"projectId": "project"}, by="manager"),
    Case(P.TOO_SMALL, "amount", "recordDonation", given={"amount": "-5"}, ids={"projectId": "project"}, by="manager"),
    Case(P.TOO_SMALL, "womenSupported", "updateDelivery", "delivery", {"womenSupported": -1}, by="manager"),
    Case(P.MALFORMED, "identityNumber", "registerChild", given={"identityNumber": "330127201505050000"}),
    Case(P.MALFORMED, "identityNumber", "registerCaringMother", given={"identityNumber": "\0"}),
    Case(P.MALFORMED, "phone", "registerCaringMother", given={"phone": "12345"}),
    Case(P.MALFORMED, "name", "registerChild", given={"name": "小\0明"}),
    Case(P.MALFORMED, "id", "registerChild", ids={"id": "uuid 4"}),
    Case(P.MALFORMED, "id", "registerChild", given={"id": "1"}),
    Case(P.IN_THE_FUTURE, "birthDate", "registerChild", given={"birthDate": FUTURE}),
    Case(P.IN_THE_FUTURE, "registeredOn", "registerCaringMother", given={"registeredOn": FUTURE}),
    Case(P.IN_THE_FUTURE, "fromOn", "updatePairing", "pairing", {"fromOn": FUTURE}),
    Case(P.IN_THE_FUTURE, "visitedOn", "recordVisit", given={"visitedOn": FUTURE}, ids={"pairingId": "pairing"}),
    Case(P.IN_THE_FUTURE, "heldOn", "holdActivity", "activity", {**HOLD, "heldOn": FUTURE}, by="manager"),
    Case(P.IN_THE_FUTURE, "startedOn", "createProject", given={"startedOn": FUTURE}, by="manager"),
    Case(P.IN_THE_FUTURE, "deliveredOn", "updateDelivery", "delivery", {"deliveredOn": FUTURE}, by="manager"),
    Case(P.TOO_EARLY, "birthDate", "registerChild", given={"birthDate": "1899-12-31"}),
    Case(P.TOO_EARLY, "registeredOn", "registerCaringMother", given={"registeredOn": "0001-01-01"}),
    Case(
        P.TOO_LATE,
        "approvedUntil",
        "decideScreening",
        "application",
        {**APPROVE, "approvedUntil": "2101-01-01"},
        by="director",
    ),
    Case(P.TOO_LATE, "plannedOn", "updateActivity", "activity", {"plannedOn": "9999-12-31"}, by="manager"),
    # The order of days.
    Case(
        P.OUT_OF_ORDER,
        "identifiedOn",
        "registerChild",
        given={"birthDate": "2024-01-03", "categorySince": "2024-01-03", "onFileOn": None},
    ),
    Case(P.OUT_OF_ORDER, "onFileOn", "registerChild", given={"onFileOn": "2024-01-01"}),
    Case(P.OUT_OF_ORDER, "onFileOn", "registerChild", given={"categorySince": "2024-01-04"}),
    Case(P.OUT_OF_ORDER, "onFileOn", "updateChild", "paired child", {"onFileOn": "2024-02-02"}),
    Case(P.OUT_OF_ORDER, "closedOn", "closeChild", "child", {"closedOn": "2024-01-02", "closedReason": "DIED"}),
    Case(P.OUT_OF_ORDER, "closedOn", "closeChild", "paired child", {"closedOn": "2024-01-31", "closedReason": "DIED"}),
    Case(P.OUT_OF_ORDER, "closedOn", "closeChild", "paired child", {"closedOn": "2024-02-29", "closedReason": "DIED"}),
    Case(P.OUT_OF_ORDER, "registeredOn", "updateCaringMother", "full", {"registeredOn": "2024-02-02"}),
    Case(
        P.OUT_OF_ORDER, "closedOn", "closeCaringMother", "volunteer", {"closedOn": "2023-12-31", "closedReason": "DIED"}
    ),
    Case(
        P.OUT_OF_ORDER,
        "approvedUntil",
        "decideScreening",
        "application",
        {"state": "APPROVED", "approvedUntil": YESTERDAY},
        by="director",
    ),
    Case(
        P.OUT_OF_ORDER,
        "approvedUntil",
        "decideScreening",
        "application",
        {"state": "REJECTED", "opinion": "否", "approvedUntil": FUTURE},
        by="director",
    ),
    Case(P.OUT_OF_ORDER, "fromOn", "pair", given={"fromOn": "2024-01-02"}, ids=PAIR),
    Case(P.OUT_OF_ORDER, "fromOn", "updatePairing", "pairing", {"fromOn": "2024-01-02"}),
    Case(P.OUT_OF_ORDER, "fromOn", "updatePairing", "ended", {"fromOn": "2024-01-02"}),
    Case(P.OUT_OF_ORDER, "fromOn", "updatePairing", "pairing", {"fromOn": "2024-03-02"}),
    Case(P.OUT_OF_ORDER, "untilOn", "endPairing", "pairing", {"untilOn": "2024-01-31", "endedReason": "COMPLETED"}),
    Case(P.OUT_OF_ORDER, "untilOn", "endPairing", "pairing", {"untilOn": "2024-02-29", "endedReason": "COMPLETED"}),
    Case(P.OUT_OF_ORDER, "visitedOn", "recordVisit", given={"visitedOn": "2024-01-31"}, ids={"pairingId": "pairing"}),
    Case(P.OUT_OF_ORDER, "visitedOn", "recordVisit", given={"visitedOn": "2024-06-30"}, ids={"pairingId": "ended"}),
    Case(P.OUT_OF_ORDER, "visitedOn", "updateVisit", "visit", {"visitedOn": "2024-01-31"}),
    Case(
        P.OUT_OF_ORDER,
        "endedOn",
        "endProject",
        "project",
        {"endedOn": "2023-12-31", "endedReason": "MERGED"},
        by="manager",
    ),
    Case(
        P.OUT_OF_ORDER,
        "receivedOn",
        "reverseDonation",
        given={"receivedOn": "2024-03-31"},
        ids={"donationId": "donation"},
        by="manager",
    ),
    # What is named.
    Case(P.NOT_FOUND, "tenant", "registerChild", given={"tenant": OTHER_VILLAGE}),
    Case(P.NOT_FOUND, "tenant", "registerChild", given={"tenant": "99"}),
    Case(P.NOT_FOUND, "serviceArea", "registerCaringMother", given={"serviceArea": "99"}),
    Case(P.NOT_FOUND, "id", "updateChild", "foreign child", {"name": "李"}),
    Case(P.NOT_FOUND, "id", "updateChild", given={"expectedVersion": 1}, ids={"id": "nothing"}),
    Case(P.NOT_FOUND, "id", "updateChild", given={"expectedVersion": 1, "id": "no id"}),
    Case(P.NOT_FOUND, "childId", "pair", ids={**PAIR, "childId": "foreign child"}),
    Case(P.NOT_FOUND, "childId", "pair", ids={**PAIR, "childId": "volunteer"}),
    Case(P.NOT_FOUND, "caringMotherId", "pair", ids={**PAIR, "caringMotherId": "foreign volunteer"}),
    Case(P.NOT_FOUND, "pairingId", "recordVisit", ids={"pairingId": "nothing"}),
    Case(P.NOT_FOUND, "projectId", "recordDonation", given={"projectId": ""}, by="manager"),
    Case(
        P.NOT_FOUND,
        "donationId",
        "reverseDonation",
        given={"receivedOn": "2024-05-05"},
        ids={"donationId": "project"},
        by="manager",
    ),
    Case(P.CONFLICT, "expectedVersion", "updateChild", "identified", {"name": "李"}),
    Case(P.ALREADY_EXISTS, "id", "registerChild", ids={"id": "child"}),
    Case(P.ALREADY_EXISTS, "id", "registerChild", ids={"id": "foreign child"}),
    # The states.
    Case(P.ALREADY_PAIRED, "caringMotherId", "pair", ids={"childId": "twice", "caringMotherId": "twice volunteer"}),
    Case(P.ALREADY_PAIRED, "caringMotherId", "pair", ids={"childId": "paired child", "caringMotherId": "full"}),
    Case(P.ALREADY_DONE, "id", "endPairing", "ended", {"untilOn": "2024-07-07", "endedReason": "COMPLETED"}),
    Case(
        P.ALREADY_DONE,
        "donationId",
        "reverseDonation",
        given={"receivedOn": "2024-05-05"},
        ids={"donationId": "reversed"},
        by="manager",
    ),
    Case(
        P.ALREADY_DONE,
        "donationId",
        "reverseDonation",
        given={"receivedOn": "2024-05-05"},
        ids={"donationId": "reversal"},
        by="manager",
    ),
    Case(P.STILL_PAIRED, "id", "closeCaringMother", "full", {"closedOn": "2024-09-09", "closedReason": "WITHDREW"}),
    Case(P.NOT_SCREENED, "caringMotherId", "pair", ids={**PAIR, "caringMotherId": "pending"}),
    Case(P.NOT_SCREENED, "caringMotherId", "pair", ids={**PAIR, "caringMotherId": "lapsed"}),
    Case(P.NO_CAPACITY, "caringMotherId", "pair", ids={**PAIR, "caringMotherId": "full"}),
    Case(P.SERVES_ELSEWHERE, "caringMotherId", "pair", ids={**PAIR, "caringMotherId": "serves elsewhere"}),
    Case(P.NOT_ON_FILE, "childId", "pair", ids={**PAIR, "childId": "identified"}),
    Case(P.NOT_ON_FILE, "childId", "pair", ids={**PAIR, "childId": "closed child"}),
    Case(P.CLOSED, "caringMotherId", "pair", ids={**PAIR, "caringMotherId": "closed volunteer"}),
    Case(P.CLOSED, "tenant", "registerChild", given={"tenant": CLOSED_VILLAGE}),
    Case(P.CLOSED, "serviceArea", "registerCaringMother", given={"serviceArea": CLOSED_VILLAGE}),
    Case(P.CLOSED, "id", "updateChild", "closed child", {"name": "李"}),
    Case(P.CLOSED, "id", "closeChild", "closed child", {"closedOn": "2024-09-09", "closedReason": "DIED"}),
    Case(P.CLOSED, "id", "updateCaringMother", "closed volunteer", {"name": "李"}),
    Case(P.CLOSED, "id", "decideScreening", "application of a closed", APPROVE, by="director"),
    Case(P.CLOSED, "caringMotherId", "applyForScreening", ids={"caringMotherId": "closed volunteer"}),
    Case(P.CLOSED, "screeningId", "recordClearanceStep", given=HEALTH, ids={"screeningId": "application of a closed"}),
    Case(P.CLOSED, "id", "closeCaringMother", "closed volunteer", {"closedOn": "2024-09-09", "closedReason": "DIED"}),
    Case(P.CLOSED, "id", "holdActivity", "cancelled", HOLD, by="manager"),
    Case(
        P.CLOSED, "id", "cancelActivity", "held", {"cancelledOn": "2024-06-06", "cancelledReason": "雨"}, by="manager"
    ),
    Case(P.CLOSED, "id", "updateProject", "ended project", {"name": "新名"}, by="manager"),
    Case(
        P.CLOSED, "id", "endProject", "ended project", {"endedOn": "2024-09-09", "endedReason": "MERGED"}, by="manager"
    ),
]
# Reached elsewhere: by somebody who is two, at the door, and where accounts are administered.
ELSEWHERE = {
    **dict.fromkeys(
        (P.BIRTH_DATE_DIFFERS, P.SEX_DIFFERS, P.ALREADY_ON_FILE, P.NOT_TOLD), "tenants/records/test_identity.py"
    ),
    P.LIKELY_ON_FILE: "tenants/records/test_likely.py",
    P.KEPT_APART: "tenants/records/test_merging.py",
    **dict.fromkeys(
        (P.NOT_LEGAL_GUARDIAN, P.CHILDS_OWN_DECISION, P.UNFIT, P.KEEPING_REFUSED), "tenants/records/test_guardians.py"
    ),
    **dict.fromkeys((P.STEPS_MISSING, P.TWO_PEOPLE), "tenants/records/test_clearance.py"),
    P.NOT_CONSENTED: "tenants/records/test_transfer.py",
    P.SUSPENDED: "tenants/records/test_suspension.py",
    P.NOT_AHEAD: "tenants/cadence/test_story.py",
    P.NOT_BORNE_OUT: "tenants/records/test_categories.py",
    **dict.fromkeys((P.LEAD_TAKEN, P.TERM_TOO_SHORT), "tenants/records/test_pairing.py"),
    P.NOT_MEASURED: "tenants/records/test_project_steps.py",
    P.NOT_OFFERED: "tenants/records/test_service.py",
    P.NO_SERVICE: "tenants/records/test_certificate.py",
    **dict.fromkeys((P.NOT_HELD, P.NO_PLACES, P.FEWER_SERVED), "tenants/records/test_attendance.py"),
    **dict.fromkeys((P.NAMES_CHILD, P.IN_USE), "tenants/records/test_care.py"),
    P.IDENTIFIES: "tenants/records/test_story.py",
    **dict.fromkeys(
        (P.NOT_COVERED, P.NOT_EMPTY, P.RESTRICTED, P.SUBSIDISED_ELSEWHERE),
        "tenants/records/test_ledger.py",
    ),
    P.SAME_PERSON: "tenants/records/test_approval.py",
    P.NOT_APPROVED: "tenants/records/test_approval.py",
    P.WRONG_CREDENTIALS: "api/test_sessions.py",
    P.UNCHANGED: "api/test_guessing.py",
    P.TOO_SHORT: "api/test_guessing.py",
    P.EASILY_GUESSED: "api/test_guessing.py",
    P.ALREADY_JOINED: "schema/administration/test_users.py",
    P.NOT_YOURS_TO_MANAGE: "schema/administration/test_users.py",
    P.DUTIES_APART: "schema/administration/test_duties.py",
    P.FIGURES_APART: "schema/administration/test_duties.py",
    P.NOT_LINKED: "api/openid/test_identities.py",
    P.WRONG_CODE: "schema/administration/test_granting.py",
    P.WRONG_LEVEL: "schema/administration/test_granting.py",
    P.UNCLEAR_SUCCESSOR: "schema/administration/test_successions.py",
}


@pytest.fixture(scope="module")
async def states(office: Office) -> States:
    twice, volunteer = await office.child(), await office.volunteer(capacity=5)
    await office.pairing(childId=twice.update["id"], caringMotherId=volunteer.update["id"])
    return {**await make_states(office), "twice": twice.update, "twice volunteer": volunteer.update}


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_rejected(office: Office, states: States, case: Case) -> None:
    before = await office.fingerprint()
    messages = set()
    for language, words in zip(Language, PROBLEMS[case.code], strict=True):
        done = await office.do(case.mutation, case.input(states), case.by, language=language)
        assert done.record is None
        assert done.problems == {(case.code, f"input.{case.path}")}
        assert done.errors[0]["message"].startswith(words.partition("$")[0])
        assert "$" not in done.errors[0]["message"]
        messages.add(done.errors[0]["message"])
    assert len(messages) == len(Language)
    assert await office.fingerprint() == before


def test_every_code_is_reached() -> None:
    assert {case.code for case in CASES} | ELSEWHERE.keys() == set(ProblemCode)
    tests = Path(__file__).parents[2]
    assert [code for code, module in ELSEWHERE.items() if f'"{code}"' not in (tests / module).read_text()] == []
