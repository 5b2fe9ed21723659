"""Suggestions and proposals through the API: who may ask, who is proposed, and that a confirmation is a pairing."""

from typing import Any

import pytest

from tenants.errors import BadRequest, Forbidden
from tests.callers import ask
from tests.tenants.records.office import COUNTY, OTHER_COUNTY, OTHER_VILLAGE, VILLAGE, Office

SUGGEST = """query ($child: ID!, $first: Int) { suggestPairings(child: $child, first: $first) {
    childId caringMotherId name tenantCode score factors { factor points value } } }"""
PROPOSE = """query ($tenant: DivisionCode) { proposePairings(tenant: $tenant) {
    proposals { childId caringMotherId score } unmatched } }"""
CONFIRM = """mutation ($input: ConfirmPairingsInput!) { confirmPairings(input: $input) {
    pairings { id child { id paired } caringMother { id } } userErrors { code field } } }"""


async def approved(office: Office, by: str, **given: object) -> str:
    registered = await office.done("registerCaringMother", given, by)
    await office.owner.execute(
        "update caring_mothers set screening_state = 'APPROVED', screening_until = '2099-01-01' where id = $1",
        registered.update["id"],
    )
    return str(registered.update["id"])


async def suggested(office: Office, child: str, by: str = "caseworker") -> list[dict[str, Any]]:
    answer = await ask(office.engine, office.callers[by], SUGGEST, {"child": child})
    found: list[dict[str, Any]] = answer["suggestPairings"]
    return found


async def test_who_might_be_paired_with_a_child_and_why(office: Office) -> None:
    """Who is free, screened, serves there and is not paired with the child; a settled need asks for no skill."""
    child = (await office.child()).update["id"]
    near = await approved(office, "caseworker", tenant=VILLAGE, skills=["学业辅导", "绘画"], capacity=2)
    far = (await office.volunteer(skills=["法律咨询"])).update["id"]
    busy = (await office.volunteer()).update["id"]
    await office.pairing(caringMotherId=busy)
    unscreened = (await office.done("registerCaringMother", {})).update["id"]
    elsewhere = (await office.done("registerCaringMother", {"tenant": OTHER_COUNTY}, "neighbour")).update["id"]
    need = {"childId": child, "kind": "EDUCATION", "detail": "数学吃力", "raisedOn": "2024-03-01"}
    raised = await office.done("raiseNeed", need)
    found = {one["caringMotherId"]: one for one in await suggested(office, child)}
    assert found.keys() & {near, far, busy, unscreened, elsewhere} == {near, far}
    assert found[near] == {
        "childId": child,
        "caringMotherId": near,
        "name": "王**",
        "tenantCode": VILLAGE,
        "score": 75,
        "factors": [
            {"factor": "DISTANCE", "points": 40, "value": "VILLAGE"},
            {"factor": "SKILLS", "points": 15, "value": "EDUCATION"},
            {"factor": "FREE_PLACES", "points": 20, "value": "2/2"},
        ],
    }
    assert [one["score"] for one in await suggested(office, child)] == sorted(
        (one["score"] for one in found.values()), reverse=True
    )
    await office.done("declineNeed", {**raised.update, "settledOn": "2024-03-02", "outcome": "NO_LONGER_NEEDED"})
    await office.done("pair", {"childId": child, "caringMotherId": near})
    after = {one["caringMotherId"]: one["score"] for one in await suggested(office, child)}
    assert near not in after
    assert after[far] == found[far]["score"]
    for role in ("director", "manager"):
        with pytest.raises(Forbidden):
            await suggested(office, child, role)
    with pytest.raises(BadRequest):
        await suggested(office, child, "neighbour")


async def test_what_is_proposed_is_confirmed_one_by_one_or_all(office: Office) -> None:
    """At another county, of which the caseworker here proposes nothing; each is done or refused as a pairing is."""
    children = [
        (await office.done("registerChild", {"tenant": OTHER_VILLAGE}, "neighbour")).update["id"] for _ in range(3)
    ]
    mothers = [await approved(office, "neighbour", tenant=OTHER_COUNTY) for _ in range(2)]
    neighbour = office.callers["neighbour"]
    answer = (await ask(office.engine, neighbour, PROPOSE))["proposePairings"]
    assert {one["caringMotherId"] for one in answer["proposals"]} == set(mothers)
    assert len(answer["unmatched"]) == 1
    assert {one["childId"] for one in answer["proposals"]} | set(answer["unmatched"]) == set(children)
    with pytest.raises(BadRequest):
        await ask(office.engine, office.callers["caseworker"], PROPOSE, {"tenant": OTHER_COUNTY})
    with pytest.raises(Forbidden):
        await ask(office.engine, office.callers["director"], PROPOSE, {"tenant": COUNTY})

    agreed = {"fromOn": "2024-02-01", "kinshipExcluded": True}
    confirmed = [{name: one[name] for name in ("childId", "caringMotherId")} | agreed for one in answer["proposals"]]
    third = {"childId": answer["unmatched"][0], "caringMotherId": mothers[0], **agreed}
    given = {"input": {"pairings": [*confirmed, third, {**third, "kinshipExcluded": False}]}}
    done = (await ask(office.engine, neighbour, CONFIRM, given))["confirmPairings"]
    assert [one and one["child"]["id"] for one in done["pairings"]] == [
        *(one["childId"] for one in confirmed),
        None,
        None,
    ]
    assert [(error["code"], ".".join(error["field"])) for error in done["userErrors"]] == [
        ("NO_CAPACITY", "input.pairings.2.caringMotherId"),
        ("REQUIRED", "input.pairings.3.kinshipExcluded"),
    ]
    again = (await ask(office.engine, neighbour, PROPOSE))["proposePairings"]
    assert again == {"proposals": [], "unmatched": [answer["unmatched"][0]]}
