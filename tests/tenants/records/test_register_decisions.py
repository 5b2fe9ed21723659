"""What is to be done of a registration: listed 30 days before, gone once it is done."""

from datetime import timedelta

from schema.caller import Caller
from tenants.clock import today
from tests.callers import add_caller, ask
from tests.tenants.records.office import APPROVAL, COUNTY, OTHER_COUNTY, VALID, Done, Office

LIST = """{ registerDecisions(first: 200) { nodes {
    decision dueOn step caringMother { id } screening { id } } } }"""
KNOWN = """query ($id: ID!) { caringMother(id: $id) {
    recruitingUnit { name } volunteerNumber insurance insuredUntil trainedUntil screeningUntil } }"""
TRAINED = """query ($period: Period) { tenant(code: "330127") { statistics(period: $period) { volunteersTrained } } }"""
FOUND = """query ($number: String!) { caringMothers(filter: {opened: true, volunteerNumber: $number}) {
    nodes { id } } }"""
RULE = {"tenant": "330000000000", "recruitedThrough": "ENTERPRISE", "openedOn": "2024-01-01"}


async def due(office: Office, mother: Done, by: str | Caller = "caseworker") -> set[tuple[str, str, str | None]]:
    caller = office.callers[by] if isinstance(by, str) else by
    nodes = (await ask(office.engine, caller, LIST))["registerDecisions"]["nodes"]
    mine = [one for one in nodes if one["caringMother"] and one["caringMother"]["id"] == mother.update["id"]]
    return {(one["decision"], one["dueOn"], one["step"]) for one in mine}


def in_days(number: int) -> str:
    return str(today() + timedelta(number))


async def test_insurance_and_an_approval_that_run_out(office: Office) -> None:
    mother = await office.done("registerCaringMother", {"insuredUntil": in_days(31)})
    assert await due(office, mother) == set()
    soon = await office.done("updateCaringMother", {**mother.update, "insuredUntil": in_days(30)})
    assert await due(office, soon) == {("RENEW_INSURANCE", in_days(30), None)}
    assert await due(office, soon, "director") == await due(office, soon)
    assert await due(office, soon, "neighbour") == set()
    # What ran out stays there until it is renewed, or she is on the register no more.
    ran_out = await office.done("updateCaringMother", {**soon.update, "insuredUntil": in_days(-3)})
    assert await due(office, ran_out) == {("RENEW_INSURANCE", in_days(-3), None)}
    screened = await office.screened(ran_out, state="APPROVED", approvedUntil=in_days(20))
    assert ("RENEW_SCREENING", in_days(20), None) in await due(office, screened)
    await office.done("applyForScreening", {"caringMotherId": mother.update["id"], "appliedOn": in_days(-1)})
    waits = ("DECIDE_SCREENING", in_days(-1), None)
    assert await due(office, screened) == {("RENEW_INSURANCE", in_days(-3), None), waits}
    closed = {**(await office.latest(mother)).update, "closedOn": str(today()), "closedReason": "WITHDREW"}
    await office.done("closeCaringMother", closed)
    assert await due(office, mother) == set()


async def test_a_step_is_due_so_many_days_after_the_application(office: Office) -> None:
    provincial = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    for place, (step, days) in enumerate((("TRAINING", 20), ("HEALTH", 90), ("IDENTITY", None)), 1):
        rule = {**RULE, "step": step, "position": place, "dueDays": days}
        await office.done("createClearanceRequirement", rule, provincial)
    stricter = {**RULE, "tenant": COUNTY, "step": "HEALTH", "position": 2, "dueDays": 60}
    await office.done("createClearanceRequirement", stricter, "director")
    mother = await office.done("registerCaringMother", {"recruitedThrough": "ENTERPRISE"})
    applied = {"caringMotherId": mother.update["id"], "appliedOn": in_days(-30)}
    screening = await office.done("applyForScreening", applied)
    # The shortest time that is required of her; of what has none, nothing is due.
    late = ("TAKE_STEP", in_days(-10), "TRAINING")
    assert await due(office, mother) == {late, ("TAKE_STEP", in_days(30), "HEALTH")}
    done = {"screeningId": screening.update["id"], "outcome": "PASSED", "doneOn": str(today())}
    await office.done("recordClearanceStep", {**done, "step": "TRAINING", "hours": 8, "validUntil": in_days(5)})
    assert await due(office, mother) == {("TAKE_STEP", in_days(30), "HEALTH")}
    known = await ask(office.engine, office.callers["caseworker"], KNOWN, {"id": mother.update["id"]})
    assert known["caringMother"]["trainedUntil"] == in_days(5)
    await office.done("withdrawScreening", screening.update)
    assert await due(office, mother) == set()


async def test_an_application_waits_for_somebody_who_had_no_part_in_it(office: Office) -> None:
    """Whoever entered it sees that it waits, may not decide it, and it waits on."""
    entered = await office.worker(COUNTY)
    mother = await office.done("registerCaringMother", {}, entered)
    screening = await office.done("applyForScreening", {"caringMotherId": mother.update["id"]}, entered)
    waits = {("DECIDE_SCREENING", "2024-01-01", None)}
    assert await due(office, mother) == waits
    in_charge, herself = (
        await office.both(entered, "DIRECTOR"),
        await office.both(await office.mother(mother), "DIRECTOR"),
    )
    for one in (in_charge, herself):
        refused = await office.do("decideScreening", {**screening.update, **APPROVAL}, one)
        assert refused.problems == {("SAME_PERSON", "input.id")}
        assert await due(office, mother, one) == waits
    step = {"screeningId": screening.update["id"], "step": "HEALTH", "outcome": "PASSED", "doneOn": "2024-02-01"}
    await office.done("recordClearanceStep", step)
    assert await due(office, mother, "director") == {("DECIDE_SCREENING", "2024-02-01", None)}
    provincial = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    assert await due(office, mother, provincial) == set()
    await office.done("decideScreening", {**screening.update, **APPROVAL}, "director")
    assert await due(office, mother) == set()


async def trained(office: Office, period: str) -> int:
    found = await ask(office.engine, office.callers["director"], TRAINED, {"period": period})
    return int(found["tenant"]["statistics"]["volunteersTrained"])


async def test_a_training_that_is_entered_late_counts_on_its_day_and_does_not_stand_for_a_later_one(
    office: Office,
) -> None:
    mothers = [await office.done("registerCaringMother", {}) for _ in range(40)]
    screenings = [await office.done("applyForScreening", {"caringMotherId": one.update["id"]}) for one in mothers]
    step = {"step": "TRAINING", "outcome": "PASSED", "hours": 8}
    for one in screenings:
        later = {**step, "doneOn": "2024-05-01", "validUntil": "2098-01-01", "screeningId": one.update["id"]}
        await office.done("recordClearanceStep", later)
    assert (await trained(office, "2024-03"), await trained(office, "2024-05"), await trained(office, "2024")) == (
        0,
        40,
        40,
    )
    for one in screenings:
        earlier = {**step, "doneOn": "2024-03-01", "validUntil": "2099-01-01", "screeningId": one.update["id"]}
        await office.done("recordClearanceStep", earlier)
    assert (await trained(office, "2024-03"), await trained(office, "2024-05"), await trained(office, "2024")) == (
        40,
        40,
        40,
    )
    of_her = {"screeningId": screenings[0].update["id"], **step}
    known = await ask(office.engine, office.callers["caseworker"], KNOWN, {"id": mothers[0].update["id"]})
    assert known["caringMother"]["trainedUntil"] == "2098-01-01"
    ahead = await office.do("recordClearanceStep", {**of_her, "doneOn": in_days(1)})
    assert ahead.problems == {("IN_THE_FUTURE", "input.doneOn")}
    # A later one stands, and is over already.
    await office.done("recordClearanceStep", {**of_her, "doneOn": "2024-06-01", "validUntil": "2024-06-01"})
    known = await ask(office.engine, office.callers["caseworker"], KNOWN, {"id": mothers[0].update["id"]})
    assert known["caringMother"]["trainedUntil"] is None
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def warned(
    office: Office, mutation: str, given: dict[str, object], by: str = "caseworker"
) -> tuple[Done, set[str]]:
    name = mutation[0].upper() + mutation[1:]
    text = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
        caringMother {{ id version }} userErrors {{ code field }} warnings {{ code field }} }} }}"""
    input_ = {**VALID.get(mutation, {}), "identityNumber": None, **given}
    done = (await ask(office.engine, office.callers[by], text, {"input": input_}))[mutation]
    return Done(done["caringMother"], done["userErrors"]), {
        f"{one['code']} {one['field'][-1]}" for one in done["warnings"]
    }


async def test_a_number_that_another_register_has_is_told_however_it_is_typed(office: Office) -> None:
    number, typed = "330127A000099", " \uff13\uff13\uff10\uff11\uff12\uff17 \uff410000\uff19\uff19\u200b"
    held = {"ALREADY_ON_FILE volunteerNumber"}
    there, told = await warned(
        office, "registerCaringMother", {"tenant": OTHER_COUNTY, "volunteerNumber": number}, "neighbour"
    )
    assert told == set()
    mother, told = await warned(office, "registerCaringMother", {"volunteerNumber": typed})
    assert told == held
    known = await ask(office.engine, office.callers["caseworker"], KNOWN, {"id": mother.update["id"]})
    assert known["caringMother"]["volunteerNumber"] == number
    # Found by whoever keeps her, and by nobody else.
    for by, one in (("caseworker", mother), ("neighbour", there)):
        found = await ask(office.engine, office.callers[by], FOUND, {"number": typed.lower()})
        assert [row["id"] for row in found["caringMothers"]["nodes"]] == [one.update["id"]]
    again, told = await warned(
        office, "updateCaringMother", {**mother.update, "volunteerNumber": number, "phone": None}
    )
    assert told == held
    closed = {**there.update, "closedOn": "2024-09-01", "closedReason": "WITHDREW"}
    await office.done("closeCaringMother", closed, "neighbour")
    _, told = await warned(office, "updateCaringMother", {**again.update, "volunteerNumber": number})
    assert told == set()
    long, _ = await warned(office, "registerCaringMother", {"volunteerNumber": "1" * 41})
    assert long.problems == {("TOO_LONG", "input.volunteerNumber")}


async def test_who_recruited_her_and_how_she_is_insured(office: Office) -> None:
    unit = await office.done(
        "createOrganization",
        {"tenant": COUNTY, "name": "县妇联机关妇委会", "kind": "WOMENS_COMMITTEE", "registeredOn": "2024-01-01"},
        "manager",
    )
    told = {"volunteerNumber": "330127000001", "insurance": "人保 P2024-0001", "insuredUntil": "2099-01-01"}
    mother = await office.done("registerCaringMother", {**told, "recruitingUnitId": unit.update["id"]})
    known = await ask(office.engine, office.callers["caseworker"], KNOWN, {"id": mother.update["id"]})
    expected = {**told, "recruitingUnit": {"name": "县妇联机关妇委会"}, "trainedUntil": None, "screeningUntil": None}
    assert known["caringMother"] == expected
    kept = "select volunteer_number || insurance from caring_mothers where id = $1"
    raw = await office.owner.fetchval(kept, mother.update["id"])
    assert told["volunteerNumber"] not in raw
    assert "P2024-0001" not in raw
    nowhere = {"recruitingUnitId": mother.update["id"]}
    refused = await office.do("updateCaringMother", {**mother.update, **nowhere})
    assert refused.problems == {("NOT_FOUND", "input.recruitingUnitId")}
