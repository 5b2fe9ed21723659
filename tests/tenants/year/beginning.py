"""How it begins: Caring Mothers are recruited and screened, children are found, filed and paired."""

from typing import Any

import pytest

from tenants.errors import Unauthenticated
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_VILLAGE, VILLAGE
from tests.tenants.year.telling import PROVINCE, Year, years_before

ENQUIRIES = "{ receivedEnquiries { nodes { id version question } } }"
# Of nobody: a boy born on 2015-05-05.
NUMBER = "330113201505050033"


async def recruit(year: Year) -> None:
    rule = {"tenant": PROVINCE, "recruitedThrough": "INDIVIDUAL", "openedOn": year.on(0)}
    for position, step in enumerate(("NO_OFFENCE", "INTERVIEW", "TRAINING"), 1):
        given = {**rule, "step": step, "position": position}
        await year.denied("createClearanceRequirement", given, "caseworker", "director")
        await year.done("createClearanceRequirement", given, "province")
    given = {"recruitedThrough": "INDIVIDUAL", "sector": "OTHER", "registeredOn": year.on(0, 3)}
    await year.denied("registerCaringMother", given, "director", "partner")
    await year.refused("registerCaringMother", {**given, "tenant": COUNTY}, "NOT_FOUND", "tenant", "neighbour")
    for name, capacity in (("Wang", 2), ("Li", 1), ("Zhao", 3)):
        mother = await year.done("registerCaringMother", {**given, "name": name, "capacity": capacity})
        year.diary.begin("mother", year.remember(name, mother), COUNTY, year.on(0, 3))
    await year.denied("applyForScreening", {"caringMotherId": mother.update["id"]}, "director", "partner")
    for name in ("Wang", "Li"):
        await screen(year, name)
        await year.sign_in(name)


async def screen(year: Year, name: str) -> None:
    given = {"caringMotherId": year.known[name], "appliedOn": year.on(0, 4)}
    application = await year.done("applyForScreening", given)
    await year.refused("applyForScreening", given, "ALREADY_EXISTS", "caringMotherId")
    approving = {**application.update, "state": "APPROVED", "approvedUntil": year.on(24)}
    await year.denied("decideScreening", approving, "caseworker")
    await year.refused("decideScreening", approving, "STEPS_MISSING", "id", "director")
    step = {
        "screeningId": application.update["id"],
        "outcome": "PASSED",
        "doneOn": year.on(0, 6),
        "validUntil": year.on(24),
    }
    enquiry = {**step, "step": "NO_OFFENCE", "body": "淳安县公安局", "referenceNumber": "查〔2024〕1号"}
    two = [one.user_name for name in ("village director", "province") if (one := year.people[name].session)]
    interview = {**step, "step": "INTERVIEW", "interviewers": two}
    await year.refused("recordClearanceStep", interview, "STEPS_MISSING", "step")
    await year.done("recordClearanceStep", enquiry)
    await year.refused("recordClearanceStep", {**interview, "interviewers": two[:1]}, "TWO_PEOPLE", "interviewers")
    await year.done("recordClearanceStep", interview)
    await year.done("recordClearanceStep", {**step, "step": "TRAINING", "hours": 8})
    late = {**approving, "approvedUntil": "2099-01-01"}
    await year.refused("decideScreening", late, "OUT_OF_ORDER", "approvedUntil", "director")
    await year.done("decideScreening", approving, "director")


async def find_and_file(year: Year) -> None:
    found = {"categorySource": "CIVIL_AFFAIRS", "identifiedOn": year.on(1, 2), "onFileOn": None}
    given = {**found, "name": "陈小明", "identityNumber": NUMBER}
    await year.denied("registerChild", given, "director", "Wang")
    await year.refused("registerChild", {**given, "onFileOn": year.on(1)}, "OUT_OF_ORDER", "onFileOn")
    year.remember("Ming", await year.done("registerChild", given))
    unpaired = {"childId": year.known["Ming"], "caringMotherId": year.known["Wang"], "fromOn": year.on(1, 5)}
    await year.refused("pair", unpaired, "NOT_ON_FILE", "childId")
    await file_again(year, given)
    for name, tenant, born in (
        ("Hong", NEXT_VILLAGE, "2014-04-04"),
        ("Gang", VILLAGE, "2016-06-06"),
        ("Mei", VILLAGE, str(years_before(year.on(8, 14), 16))),
    ):
        child = {**found, "name": name, "sex": "FEMALE", "identityNumber": None, "birthDate": born, "tenant": tenant}
        year.remember(name, await year.done("registerChild", child))
    for name in ("Ming", "Hong", "Gang", "Mei"):
        tenant = NEXT_VILLAGE if name == "Hong" else VILLAGE
        await year.done("updateChild", {**await year.now("child", name), "onFileOn": year.on(1, 10)}, "caseworker")
        year.diary.begin("file", year.known[name], tenant, year.on(1, 10))
        year.diary.begin("left behind", year.known[name], tenant, year.on(1, 10))


async def file_again(year: Year, given: dict[str, Any]) -> None:
    """The same child, found by others: refused, and asked after."""
    elsewhere = {**given, "tenant": OTHER_VILLAGE}
    await year.refused("registerChild", elsewhere, "ALREADY_ON_FILE", "identityNumber", "neighbour")
    asking = {"tenant": OTHER_VILLAGE, "identityNumber": NUMBER, "question": "孩子已在我村就读，是否转档？"}
    await year.refused(
        "askKeeper", {**asking, "identityNumber": "330113201505050025"}, "NOT_TOLD", "identityNumber", "neighbour"
    )
    await year.done("askKeeper", asking, "neighbour")
    (enquiry,) = (await year.read("caseworker", ENQUIRIES))["nodes"]
    answer = {"id": enquiry["id"], "expectedVersion": enquiry["version"], "answer": "STAYS_HERE"}
    await year.done("answerEnquiry", answer)
    await year.refused("registerChild", {**given, "identityNumber": None}, "LIKELY_ON_FILE", "differsFrom")


async def decide_and_assess(year: Year) -> None:
    of = {"childId": year.known["Ming"], "fromOn": year.on(1, 10)}
    adult = {**of, "name": "陈奶奶", "relation": "GRANDPARENT", "legalGuardian": False}
    grandmother = await year.done("addGuardian", adult)
    father = await year.done("addGuardian", {**adult, "name": "陈建国", "relation": "FATHER", "legalGuardian": True})
    consent = {**of, "purpose": "KEEP_FILE", "decision": "GIVEN", "method": "PAPER"}
    await year.refused("recordConsent", consent, "REQUIRED", "guardianId")
    by_her = {**consent, "guardianId": grandmother.update["id"]}
    await year.refused("recordConsent", by_her, "NOT_LEGAL_GUARDIAN", "guardianId")
    await year.refused("recordConsent", {**consent, "byChild": True}, "NOT_LEGAL_GUARDIAN", "byChild")
    year.known["father"] = str(father.update["id"])
    await year.done("recordConsent", {**consent, "guardianId": year.known["father"]})
    hers = {**consent, "childId": year.known["Mei"], "guardianId": year.known["father"]}
    await year.refused("recordConsent", hers, "CHILDS_OWN_DECISION", "byChild")
    await year.done("recordConsent", {**hers, "guardianId": None, "byChild": True})
    risk = {"childId": year.known["Ming"], "assessedOn": year.on(1, 11)}
    await year.refused("recordAssessment", risk, "REQUIRED", "level")
    await year.denied("recordAssessment", {**risk, "level": "YELLOW"}, "director", "Wang")
    assessed = await year.done("recordAssessment", {**risk, "level": "YELLOW"})
    await year.refused("reviewAssessment", assessed.update, "SAME_PERSON", "id")
    await year.done("reviewAssessment", assessed.update, "village")


async def pair(year: Year) -> None:
    parties = {"childId": year.known["Ming"], "caringMotherId": year.known["Wang"], "fromOn": year.on(2)}
    await year.denied("pair", parties, "director", "Wang")
    await year.refused("pair", {**parties, "kinshipExcluded": None}, "REQUIRED", "kinshipExcluded")
    await year.refused("pair", {**parties, "agreedUntil": year.on(13)}, "TERM_TOO_SHORT", "agreedUntil")
    await year.refused("pair", {**parties, "caringMotherId": year.known["Zhao"]}, "NOT_SCREENED", "caringMotherId")
    for child, mother in (("Ming", "Wang"), ("Mei", "Wang"), ("Hong", "Li")):
        parties |= {"childId": year.known[child], "caringMotherId": year.known[mother]}
        paired = await year.done("pair", parties)
        tenant = NEXT_VILLAGE if child == "Hong" else VILLAGE
        year.diary.begin("pairing", year.remember(f"{child} {mother}", paired), tenant, year.on(2), year.known[child])
    await year.refused("pair", {**parties, "role": "COMPANION"}, "ALREADY_PAIRED", "caringMotherId")
    await year.refused("pair", {**parties, "childId": year.known["Gang"]}, "NO_CAPACITY", "caringMotherId")
    await screen(year, "Zhao")
    await year.sign_in("Zhao")
    parties["caringMotherId"] = year.known["Zhao"]
    await year.refused("pair", parties, "LEAD_TAKEN", "role")
    suspended = {**await year.now("caringMother", "Zhao"), "suspendedReason": "被举报，接受调查"}
    await year.done("suspendCaringMother", suspended)
    await year.refused("pair", {**parties, "childId": year.known["Gang"]}, "SUSPENDED", "caringMotherId")
    with pytest.raises(Unauthenticated):
        await year.read("Zhao", "{ children { totalCount } }")
    await year.denied("liftSuspension", await year.now("caringMother", "Zhao"), "caseworker")
    await year.done("liftSuspension", await year.now("caringMother", "Zhao"), "director")
    paired = await year.done("pair", {**parties, "childId": year.known["Gang"], "fromOn": year.on(2, 15)})
    year.diary.begin("pairing", year.remember("Gang Zhao", paired), VILLAGE, year.on(2, 15), year.known["Gang"])
