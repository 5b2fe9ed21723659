"""Offers, requests and agreements: a service is bought from request to rating, and a partner learns of no child."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from schema.caller import Caller
from tenants.errors import BadRequest, Forbidden, Unauthenticated
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, OTHER_COUNTY, VILLAGE, Done, Office

REQUEST = {
    "tenant": COUNTY,
    "kind": "TUTORING",
    "title": "暑期学业辅导",
    "description": "每周三次，集中辅导数学和英语",
    "persons": 20,
    "needKinds": ["EDUCATION"],
    "ageBands": ["FROM_6_TO_11"],
    "fromOn": "2024-07-01",
    "untilOn": "2024-08-31",
}
OFFER = {"kind": "TUTORING", "title": "乡村学业辅导", "capacity": 30, "fromOn": "2024-07-01", "untilOn": "2024-08-31"}
UNFIT = ({"kind": "LEGAL"}, {"fromOn": "2024-01-01", "untilOn": "2024-06-30"})
TERMS = {
    "persons": 20,
    "fromOn": "2024-07-01",
    "untilOn": "2024-08-31",
    "arrangement": "PURCHASED_SERVICE",
    "amount": "36000.00",
}
DELIVERED = {"deliveredOn": "2024-08-31", "personsServed": 19}
SUGGEST = """query ($request: ID!) { suggestOffers(request: $request) {
    offerId organization title score factors { factor points value } } }"""
SEEN = """{ organizations { nodes { id } } projects { nodes { name } }
    serviceOffers { nodes { id organization { id } } }
    serviceRequests { nodes { id title persons needKinds ageBands tenant { code } agreements { nodes { id } } } }
    serviceAgreements { nodes { id state } } }"""
# Whatever leads to a child, to who cares for it, or to how many there are.
CLOSED_TO_PARTNERS = (
    *("children", "pairings", "visits", "needs", "supports", "wishes", "guardians", "consents", "assessments"),
    *("caringMothers", "screenings", "incidentReports", "subsidies", "attendances", "transfers", "stories"),
    *("donations", "disbursements", "funds", "deliveries", "venues", "measures", "milestones", "changes", "accessLog"),
)


async def organization(office: Office, name: str) -> str:
    told = {"kind": "SOCIAL_ORGANIZATION", "arrangement": "PURCHASED_SERVICE", "registeredOn": "2024-01-01"}
    return str(
        (await office.done("createOrganization", {"tenant": COUNTY, "name": name, **told}, "manager")).update["id"]
    )


async def partner_of(office: Office, of: str | None, tenant: str = COUNTY) -> Caller:
    named = UUID(of) if of else None
    return await add_caller(office.owner, office.database, "PARTNER", int(tenant), organization=named)


async def seen_by(office: Office, caller: Caller) -> dict[str, list[dict[str, Any]]]:
    answer = await ask(office.engine, caller, SEEN)
    return {name: listed["nodes"] for name, listed in answer.items()}


def ids(nodes: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in nodes}


@dataclass(frozen=True)
class Parties:
    """An organisation whose people have an account, one whose people have none, and the former's."""

    speaking: str
    silent: str
    partner: Caller


@pytest.fixture(scope="module")
async def parties(office: Office) -> Parties:
    speaking, silent = await organization(office, "阳光社工服务中心"), await organization(office, "爱心义工队")
    return Parties(speaking, silent, await partner_of(office, speaking))


async def test_a_service_is_bought_from_request_to_rating(office: Office, parties: Parties) -> None:
    request = await asked(office, parties.partner)
    good, other = await offered(office, parties)
    await are_suggested(office, parties.partner, request, (good, other))
    terms = {**TERMS, "serviceRequestId": request.update["id"], "offerId": good.update["id"]}
    agreed = await agreed_by_each(office, parties.partner, terms)
    await delivered_and_rated(office, parties.partner, agreed)
    await agreed_by_the_branch_alone(office, {**terms, "offerId": other.update["id"]})
    await answered(office, parties, request, terms)
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def asked(office: Office, partner: Caller) -> Done:
    """A request names nobody, and is not for a few."""
    child = {"name": "王小麦", "school": "石林镇中心小学"}
    await office.child(**child)
    for told in (*child.values(), "13812345678"):
        refused = await office.do("createServiceRequest", {**REQUEST, "description": f"请联系{told}"})
        assert refused.problems == {("IDENTIFIES", "input.description")}
    few = await office.do("createServiceRequest", {**REQUEST, "persons": 9})
    assert few.problems == {("TOO_SMALL", "input.persons")}
    backwards = await office.do("createServiceRequest", {**REQUEST, "untilOn": "2024-06-30"})
    assert backwards.problems == {("OUT_OF_ORDER", "input.untilOn")}
    for by in ("manager", "director", partner):
        with pytest.raises(Forbidden):
            await office.do("createServiceRequest", REQUEST, by)
    villager = await office.worker(VILLAGE)
    with pytest.raises(Forbidden):
        await office.do("createServiceRequest", {**REQUEST, "tenant": VILLAGE})
    named = await office.done("createServiceRequest", {**REQUEST, "tenant": VILLAGE, "persons": 10}, villager)
    telling = await office.do("updateServiceRequest", {**named.update, "title": f"{child['name']}等学生"}, villager)
    assert telling.problems == {("IDENTIFIES", "input.title")}
    return await office.done("createServiceRequest", REQUEST)


async def offered(office: Office, parties: Parties) -> tuple[Done, Done]:
    """Each organisation offers for itself; for one without an account the branch does."""
    stranger = await office.do("createServiceOffer", {**OFFER, "organizationId": parties.silent}, parties.partner)
    assert stranger.problems == {("NOT_FOUND", "input.organizationId")}
    good = await office.done("createServiceOffer", {**OFFER, "organizationId": parties.speaking}, parties.partner)
    of = {**OFFER, "organizationId": parties.silent}
    late = {"fromOn": "2024-08-01", "untilOn": None, "capacity": 10, "title": "志愿辅导"}
    other = await office.done("createServiceOffer", {**of, **late}, "manager")
    # Neither of another kind, nor on other days, is it suggested.
    for wrong in UNFIT:
        await office.done("createServiceOffer", {**of, **wrong}, "manager")
    return good, other


async def are_suggested(office: Office, partner: Caller, request: Done, offers: tuple[Done, Done]) -> None:
    found = await suggested(office, office.callers["director"], request)
    assert [(one["offerId"], one["organization"], one["score"]) for one in found] == [
        (offers[0].update["id"], "阳光社工服务中心", 92),
        (offers[1].update["id"], "爱心义工队", 72),
    ]
    assert [{part["factor"]: (part["points"], part["value"]) for part in one["factors"]} for one in found] == [
        {"KIND": (40, "TUTORING"), "AREA": (12, "COUNTY"), "DAYS": (20, "62/62"), "CAPACITY": (20, "30/20")},
        {"KIND": (40, "TUTORING"), "AREA": (12, "COUNTY"), "DAYS": (10, "31/62"), "CAPACITY": (10, "10/20")},
    ]
    with pytest.raises(Forbidden):
        await suggested(office, partner, request)
    with pytest.raises(BadRequest):
        await suggested(office, office.callers["neighbour"], request)


async def suggested(office: Office, caller: Caller, request: Done) -> list[dict[str, Any]]:
    answer = await ask(office.engine, caller, SUGGEST, {"request": request.update["id"]})
    found: list[dict[str, Any]] = answer["suggestOffers"]
    return found


async def agreed_by_each(office: Office, partner: Caller, terms: dict[str, object]) -> Done:
    """Each speaks for itself, and nothing is delivered before."""
    with pytest.raises(Forbidden):
        await office.do("proposeServiceAgreement", terms, partner)
    ends = await office.do("proposeServiceAgreement", {**terms, "untilOn": "2024-06-01"}, "director")
    assert ends.problems == {("OUT_OF_ORDER", "input.untilOn")}
    await nothing_else_is_agreed(office, terms)
    proposed = await office.done("proposeServiceAgreement", terms, "director")
    again = await office.do("proposeServiceAgreement", terms, "director")
    assert again.problems == {("ALREADY_EXISTS", "input.offerId")}
    for mutation, by in (("confirmServiceAgreement", "director"), ("acceptServiceAgreement", partner)):
        with pytest.raises(Forbidden):
            await office.do(mutation, proposed.update, by)
    early = await office.do("deliverService", {**proposed.update, **DELIVERED}, partner)
    assert early.problems == {("NOT_APPROVED", "input.id")}
    agreed = await office.done("confirmServiceAgreement", proposed.update, partner)
    twice = await office.do("confirmServiceAgreement", agreed.update, partner)
    assert twice.problems == {("ALREADY_DONE", "input.id")}
    return agreed


async def nothing_else_is_agreed(office: Office, terms: dict[str, object]) -> None:
    """Nothing of another kind, for another place, or on other days than it is offered."""
    of = {**OFFER, "organizationId": await organization(office, "另一家机构")}
    expected: tuple[tuple[dict[str, object], dict[str, object], tuple[str, str]], ...] = (
        ({"kind": "LEGAL"}, {}, ("NOT_OFFERED", "offerId")),
        ({"area": VILLAGE}, {}, ("NOT_OFFERED", "offerId")),
        ({}, {"fromOn": "2024-06-30"}, ("OUT_OF_ORDER", "fromOn")),
        ({}, {"untilOn": "2024-09-01"}, ("OUT_OF_ORDER", "untilOn")),
    )
    for offered, asked, (code, at) in expected:
        offer = await office.done("createServiceOffer", {**of, **offered}, "manager")
        proposing = {**terms, "offerId": offer.update["id"], **asked}
        refused = await office.do("proposeServiceAgreement", proposing, "director")
        assert refused.problems == {(code, f"input.{at}")}
        closing = {"closedOn": "2024-07-01", "closedReason": "WITHDRAWN"}
        await office.done("closeServiceOffer", {**offer.update, **closing}, "manager")


async def delivered_and_rated(office: Office, partner: Caller, agreed: Done) -> None:
    """Delivered by the one, rated by the other, once."""
    rating = {"score": 4, "rating": "老师认真负责，家长满意"}
    unready = await office.do("rateService", {**agreed.update, **rating}, "director")
    assert unready.problems == {("OUT_OF_ORDER", "input.id")}
    for day, code in (("2024-06-30", "OUT_OF_ORDER"), ("2099-01-01", "IN_THE_FUTURE")):
        wrong = await office.do("deliverService", {**agreed.update, **DELIVERED, "deliveredOn": day}, partner)
        assert wrong.problems == {(code, "input.deliveredOn")}
    telling = {**agreed.update, **DELIVERED, "deliveryNote": "有事请打13812345678"}
    assert (await office.do("deliverService", telling, partner)).problems == {("IDENTIFIES", "input.deliveryNote")}
    delivered = await office.done("deliverService", {**agreed.update, **DELIVERED}, partner)
    with pytest.raises(Forbidden):
        await office.do("rateService", {**delivered.update, **rating}, partner)
    best = await office.do("rateService", {**delivered.update, **rating, "score": 6}, "director")
    assert best.problems == {("TOO_LARGE", "input.score")}
    named = await office.do("rateService", {**delivered.update, **rating, "rating": "王 小麦很喜欢"}, "director")
    assert named.problems == {("IDENTIFIES", "input.rating")}
    rated = await office.done("rateService", {**delivered.update, **rating}, "director")
    ending = {"closedOn": "2024-09-01", "closedReason": "NOT_DELIVERED"}
    for mutation, given in (("rateService", rating), ("endServiceAgreement", ending)):
        done = await office.do(mutation, {**rated.update, **given}, "director")
        assert done.problems == {("ALREADY_DONE", "input.id")}


async def agreed_by_the_branch_alone(office: Office, terms: dict[str, object]) -> None:
    """With who has no account, and never on more than was offered."""
    terms["fromOn"] = "2024-08-01"
    large = await office.done("proposeServiceAgreement", {**terms, "persons": 11}, "director")
    full = await office.do("confirmServiceAgreement", large.update, "director")
    assert full.problems == {("NO_PLACES", "input.id: persons")}
    declining = {"closedOn": "2024-07-01", "closedReason": "DECLINED"}
    await office.done("endServiceAgreement", {**large.update, **declining}, "director")
    small = await office.done("proposeServiceAgreement", {**terms, "persons": 10}, "director")
    await office.done("confirmServiceAgreement", small.update, "director")


async def answered(office: Office, parties: Parties, request: Done, terms: dict[str, object]) -> None:
    """A partner proposes, too, and the branch agrees to it; what is closed is answered no more."""
    left = await suggested(office, office.callers["director"], request)
    assert [one["factors"][3]["value"] for one in left] == ["10/20"]
    of = {**OFFER, "organizationId": parties.speaking}
    more, later = [await office.done("createServiceOffer", of, parties.partner) for _ in range(2)]
    answering = {**terms, "offerId": more.update["id"]}
    with pytest.raises(Forbidden):
        await office.do("answerServiceRequest", answering, "director")
    foreign = await office.done("createServiceOffer", {**OFFER, "organizationId": parties.silent}, "manager")
    unseen = await office.do("answerServiceRequest", {**terms, "offerId": foreign.update["id"]}, parties.partner)
    assert unseen.problems == {("NOT_FOUND", "input.offerId")}
    proposed = await office.done("answerServiceRequest", answering, parties.partner)
    await office.done("acceptServiceAgreement", proposed.update, "director")
    await office.done("closeServiceRequest", {**request.update, "closedOn": "2024-09-01", "closedReason": "MET"})
    shut = await office.do("answerServiceRequest", {**terms, "offerId": later.update["id"]}, parties.partner)
    assert shut.problems == {("CLOSED", "input.serviceRequestId")}


async def test_a_partner_sees_its_own_and_no_child(office: Office, parties: Parties) -> None:
    """Of two organisations each sees its own agreements; one that names none sees what is asked, and no more."""
    speaking, silent, partner = parties.speaking, parties.silent, parties.partner
    rival, nobody = await partner_of(office, silent), await partner_of(office, None)
    far = await partner_of(office, speaking, VILLAGE)
    request = await office.done("createServiceRequest", REQUEST)
    offer = await office.done("createServiceOffer", {**OFFER, "organizationId": speaking}, partner)
    terms = {**TERMS, "serviceRequestId": request.update["id"], "offerId": offer.update["id"]}
    agreement = await office.done("answerServiceRequest", terms, partner)
    project = {"tenant": COUNTY, "name": "阳光辅导", "partnerId": speaking}
    await office.done("createProject", project, "manager")
    await office.done("createProject", {"tenant": COUNTY, "name": "别家项目"}, "manager")

    seen = await seen_by(office, partner)
    assert ids(seen["organizations"]) == {speaking}
    assert {one["organization"]["id"] for one in seen["serviceOffers"]} == {speaking}
    assert [one["name"] for one in seen["projects"]] == ["阳光辅导"]
    assert {request.update["id"]} <= ids(seen["serviceRequests"])
    assert {agreement.update["id"]} <= ids(seen["serviceAgreements"])
    for other in (rival, nobody):
        beside = await seen_by(office, other)
        assert {request.update["id"]} <= ids(beside["serviceRequests"])
        asked = next(one for one in beside["serviceRequests"] if one["id"] == request.update["id"])
        assert asked["agreements"]["nodes"] == []
        assert not ids(beside["serviceAgreements"]) & ids(seen["serviceAgreements"])
        assert not ids(beside["serviceOffers"]) & ids(seen["serviceOffers"])
        assert beside["projects"] == []
    assert (await seen_by(office, nobody))["serviceOffers"] == []
    # Out of the range of its grant an organisation's own agreements are out of sight, too.
    village = await seen_by(office, far)
    assert (village["serviceAgreements"], village["projects"]) == ([], [])
    assert ids(village["organizations"]) == {speaking}

    for listed in CLOSED_TO_PARTNERS:
        with pytest.raises(Forbidden):
            await ask(office.engine, partner, f"{{ {listed} {{ nodes {{ id }} }} }}")
    with pytest.raises(Forbidden):
        await ask(office.engine, partner, f'{{ tenant(code: "{COUNTY}") {{ statistics {{ children }} }} }}')
    unseen = await office.do("answerServiceRequest", terms, nobody)
    assert unseen.problems == {("NOT_FOUND", "input.offerId")}

    # By SQL of its own it says nothing for the branch, for another organisation, or of other terms.
    mine, rivals = agreement.update["id"], await other_agreement(office, silent, request)
    said = (
        ("update service_agreements set branch_agreed_on = today() where id = $1", mine),
        ("update service_agreements set persons = 1 where id = $1", mine),
        ("update service_agreements set score = 5, rating = 'x', rated_on = today() where id = $1", mine),
        ("update service_agreements set organization_agreed_on = null where id = $1", mine),
        ("update service_offers set organization_id = $1", silent),
    )
    for statement, value in said:
        async with office.database.writing(partner.actor) as writing:
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ForeignKeyViolationError)):
                await writing.connection.execute(statement, UUID(value))
    async with office.database.writing(partner.actor) as writing:
        touched = "update service_agreements set version = version + 1 where id = $1"
        assert await writing.connection.execute(touched, UUID(rivals.update["id"])) == "UPDATE 0"

    # A grant ends with the organisation's registration.
    version = await office.owner.fetchval("select version from organizations where id = $1", UUID(silent))
    ending = {"id": silent, "expectedVersion": version, "closedOn": "2024-09-01", "closedReason": "DISSOLVED"}
    await office.done("closeOrganization", ending, "manager")
    with pytest.raises(Unauthenticated):
        await seen_by(office, rival)


async def other_agreement(office: Office, silent: str, request: Done) -> Done:
    offer = await office.done("createServiceOffer", {**OFFER, "organizationId": silent}, "manager")
    terms = {**TERMS, "serviceRequestId": request.update["id"], "offerId": offer.update["id"]}
    return await office.done("proposeServiceAgreement", terms, "director")


async def test_a_stranger_elsewhere_sees_nothing(office: Office) -> None:
    stranger = await partner_of(office, None, OTHER_COUNTY)
    assert all(not nodes for nodes in (await seen_by(office, stranger)).values())


async def test_what_is_agreed_at_once_is_no_more_than_was_offered(office: Office, parties: Parties) -> None:
    of = {**OFFER, "organizationId": parties.speaking}
    offer = (await office.done("createServiceOffer", of, parties.partner)).update["id"]
    proposed = []
    for _ in range(4):
        request = (await office.done("createServiceRequest", REQUEST)).update["id"]
        terms = {**TERMS, "persons": 10, "serviceRequestId": request, "offerId": offer}
        proposed.append(await office.done("proposeServiceAgreement", terms, "director"))
    confirmed = [office.do("confirmServiceAgreement", one.update, parties.partner) for one in proposed]
    answers = await asyncio.gather(*confirmed)
    assert sorted(str(one.problems) for one in answers) == ["set()"] * 3 + [str({("NO_PLACES", "input.id: persons")})]
