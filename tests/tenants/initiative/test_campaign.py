"""One campaign from its plan to thanked wishes: who takes part and where, who came, what was wished for and given."""

import asyncio
from typing import Any

from tests.callers import ask
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_COUNTY, VILLAGE, Done
from tests.tenants.year.telling import PROVINCE, Year

SIX_ONES = ["一个书包", "一次体检", "一场电影", "一堂课", "一次亲情连线", "一个微心愿"]
FIGURES = """query ($code: DivisionCode!) { tenant(code: $code) { statistics(period: "2024-Q2") {
    activities peopleServed persons supports wishesFulfilled
    activitiesByProgramme { nodes { programme { name } count withParts } rest }
    supportsByProgramme { nodes { programme { name } count withParts } rest }
    wishesFulfilledByProgramme { nodes { programme { name } count withParts } rest }
    peopleServedByProgramme { nodes { programme { name } count withParts } rest } } } }"""
SIGN_UP = """mutation ($input: SignUpForActivityInput!) { signUpForActivity(input: $input) {
    attendances { id } userErrors { code field } } }"""
ATTEND = """mutation ($input: RecordAttendanceInput!) { recordAttendance(input: $input) {
    attendances { id } userErrors { code field } } }"""
PUBLISHED = "{ publishedWishes { nodes { id version wish ageBand tenant { code } } } }"


async def test_a_campaign_from_its_plan_to_thanked_wishes(year: Year) -> None:
    campaign, activity = await plan(year)
    children = [await year.done("registerChild", {"tenant": tenant}) for tenant in (VILLAGE, VILLAGE, NEXT_VILLAGE)]
    await gather_children(year, activity, children)
    await grant_wish(year, children[0], campaign)
    for by, code in (("caseworker", COUNTY), ("province", PROVINCE), ("village", VILLAGE)):
        await told(year, by, code)
    await serve(year, campaign, children[0])
    await close(year, campaign, children[0])


async def plan(year: Year) -> tuple[Done, Done]:
    """The county's, as part of the province's initiative, with one who takes part, a place and a day."""
    whole = {"tenant": PROVINCE, "name": "爱心妈妈三年行动", "kind": "INITIATIVE", "startedOn": "2024-01-01"}
    initiative = await year.done("createProgramme", whole, "province")
    told = {"tenant": COUNTY, "name": "六一圆梦", "kind": "CAMPAIGN", "startedOn": "2024-05-01", "services": SIX_ONES}
    told["parentId"] = initiative.update["id"]
    await year.denied("createProgramme", told, "caseworker", "partner", "analyst", "village", "province")
    await year.refused("createProgramme", told, "NOT_FOUND", "tenant", "neighbour")
    campaign = await year.done("createProgramme", told, "manager")
    body = {"tenant": COUNTY, "name": "县图书馆", "kind": "CULTURAL_INSTITUTION", "registeredOn": "2024-01-01"}
    library = await year.done("createOrganization", body, "manager")
    part = {"programmeId": campaign.update["id"], "organizationId": library.update["id"], "fromOn": "2024-05-01"}
    await year.denied("addParticipation", part, "caseworker", "province")
    await year.done("addParticipation", {**part, "duty": "提供场地和图书"}, "manager")
    await year.refused("addParticipation", part, "ALREADY_EXISTS", "organizationId", "manager")
    hall = {"tenant": COUNTY, "name": "儿童之家", "kind": "CHILDRENS_HOME", "openedOn": "2024-01-01"}
    old, venue = [await year.done("createVenue", hall, "manager") for _ in range(2)]
    shut = {**old.update, "closedOn": "2024-04-01"}
    await year.done("closeVenue", {**shut, "closedReason": "UNUSED"}, "manager")
    given = {"programmeId": campaign.update["id"], "plannedOn": "2024-06-01", "places": 2}
    await year.denied("planActivity", given, "analyst", "partner", "province")
    await year.refused("planActivity", {**given, "venueId": old.update["id"]}, "CLOSED", "venueId")
    return campaign, await year.done("planActivity", {**given, "venueId": venue.update["id"]})


async def gather_children(year: Year, activity: Done, children: list[Done]) -> None:
    """Two may sign up, and three come."""
    stranger = await year.done("registerChild", {"tenant": OTHER_COUNTY}, "neighbour's")
    assert await send(year, SIGN_UP, activity, [stranger]) == {("NOT_FOUND", "input.attendances.0.childId")}
    assert await send(year, SIGN_UP, activity, children) == {("NO_PLACES", "input.activityId")}
    assert await send(year, ATTEND, activity, children) == {("NOT_HELD", "input.activityId")}
    held = {**activity.update, "heldOn": "2024-06-01", "parentsServed": 20, "childrenServed": 30}
    await year.denied("holdActivity", held, "analyst", "province")
    await year.refused("holdActivity", held, "NOT_FOUND", "id", "village")
    await year.done("holdActivity", held)
    assert await send(year, ATTEND, activity, children) == set()


async def send(year: Year, text: str, activity: Done, children: list[Done]) -> set[tuple[str, str]]:
    given: dict[str, Any] = {"activityId": activity.update["id"]}
    given["attendances"] = [{"childId": one.update["id"]} for one in children]
    if text is SIGN_UP:
        given["signedUpOn"] = "2024-05-20"
    (done,) = (await ask(year.office.engine, year.people["caseworker"], text, {"input": given})).values()
    return {(error["code"], ".".join(error["field"])) for error in done["userErrors"]}


async def grant_wish(year: Year, child: Done, campaign: Done) -> None:
    """Of two who claim it at once one has it; the child thanks for what it was given."""
    theirs = {"tenant": OTHER_COUNTY, "name": "别县的六一", "kind": "CAMPAIGN", "startedOn": "2024-05-01"}
    elsewhere = await year.done("createProgramme", theirs, "neighbour")
    of = {"childId": child.update["id"], "programmeId": campaign.update["id"]}
    wanted = {**of, "wish": "想要一套绘本", "madeOn": "2024-05-10"}
    await year.refused("recordWish", {**wanted, "madeOn": "2024-04-30"}, "OUT_OF_ORDER", "programmeId")
    await year.refused("recordWish", {**wanted, "programmeId": elsewhere.update["id"]}, "NOT_FOUND", "programmeId")
    wish = await year.done("recordWish", wanted)
    publishing = {**wish.update, "publishedOn": "2024-05-12", "publicText": "凤凰村的孩子想要一套绘本"}
    await year.refused("publishWish", publishing, "IDENTIFIES", "publicText")
    await year.done("publishWish", {**publishing, "publicText": "一个孩子想要一套绘本"})
    (shown,) = (await year.read("partner", PUBLISHED))["nodes"]
    # Whoever claims it knows the county, and how old a child it is.
    assert (shown["tenant"]["code"], shown["wish"]) == (COUNTY, "一个孩子想要一套绘本")
    claim = {"id": shown["id"], "expectedVersion": shown["version"], "claimedOn": "2024-05-14"}
    both = ("partner", "other partner")
    tried = await asyncio.gather(*(year.do("claimPublishedWish", {**claim, "claimedBy": by}, by) for by in both))
    assert sorted(len(one.problems) for one in tried) == [0, 1]
    assert {code for one in tried for code, _ in one.problems} <= {"CONFLICT", "ALREADY_DONE"}
    year.known["wish"] = wish.update["id"]
    given = await year.done("recordSupport", {**of, "kind": "WISH", "supportedOn": "2024-06-01", "providedBy": "书店"})
    fulfilled = {"supportId": given.update["id"]}
    await year.denied("fulfilWish", {**await year.now("wish", "wish"), **fulfilled}, "partner", "director")
    await year.done("fulfilWish", {**await year.now("wish", "wish"), **fulfilled})
    thanks = {**await year.now("wish", "wish"), "thanks": "谢谢你们的绘本"}
    await year.refused("thankForWish", {**thanks, "thankedOn": "2024-05-31"}, "OUT_OF_ORDER", "thankedOn")
    thanked = await year.done("thankForWish", {**thanks, "thankedOn": "2024-06-02"})
    again = {**thanks, **thanked.update, "thankedOn": "2024-06-02"}
    await year.refused("thankForWish", again, "ALREADY_DONE", "id")


async def told(year: Year, by: str, code: str) -> None:
    """Each is counted where it was done, for the campaign and for what that is part of."""
    found = (await year.read(by, FIGURES, code=code))["statistics"]
    of_village = code == VILLAGE
    assert found == {
        "activities": 0 if of_village else 1,
        "peopleServed": 0 if of_village else 50,
        "persons": 2 if of_village else 3,
        "supports": 1,
        "wishesFulfilled": 1,
        "supportsByProgramme": part_of_initiative(1),
        "wishesFulfilledByProgramme": part_of_initiative(1),
        "activitiesByProgramme": part_of_initiative(0 if of_village else 1),
        "peopleServedByProgramme": part_of_initiative(0 if of_village else 50),
    }


def part_of_initiative(count: int) -> dict[str, object]:
    """What is counted for the campaign alone, and so for the whole initiative."""
    whole = {"programme": {"name": "爱心妈妈三年行动"}, "count": 0, "withParts": count}
    part = {"programme": {"name": "六一圆梦"}, "count": count, "withParts": count}
    return {"nodes": [whole, part] if count else [], "rest": 0}


async def serve(year: Year, campaign: Done, child: Done) -> None:
    """One of the services has a target of its own, and the campaign's is met by this service as well."""
    told = {"tenant": COUNTY, "name": SIX_ONES[1], "kind": "SERVICE", "startedOn": "2024-05-01"}
    told["parentId"] = campaign.update["id"]
    await year.denied("createProgramme", told, "caseworker", "partner", "analyst")
    service = await year.done("createProgramme", told, "manager")
    target = {"tenant": VILLAGE, "indicator": "SUPPORTS", "period": "2024-Q2", "value": 4, "programmeOnly": True}
    await year.refused("setTarget", target, "REQUIRED", "programmeId", "director")
    target["programmeId"] = service.update["id"]
    await year.refused("setTarget", {**target, "indicator": "VISITS"}, "MALFORMED", "indicator", "director")
    await year.denied("setTarget", target, "manager", "caseworker", "village")
    await year.done("setTarget", target, "director")
    await year.refused("setTarget", target, "ALREADY_EXISTS", "indicator", "director")
    await year.done("setTarget", {**target, "programmeId": campaign.update["id"]}, "director")
    assert await achieved(year, "director") == {"六一圆梦": (1, 0.25), SIX_ONES[1]: (0, 0.0)}
    done = {"childId": child.update["id"], "programmeId": service.update["id"], "kind": "MEDICAL", "providedBy": "医院"}
    support = await year.done("recordSupport", {**done, "supportedOn": "2024-06-03"})
    await year.done("recordSupport", {**done, "supportedOn": "2024-07-03"})
    assert await achieved(year, "director") == {"六一圆梦": (2, 0.5), SIX_ONES[1]: (1, 0.25)}
    # Who sees no child is not told of so few, nor of a programme's part of them.
    assert await achieved(year, "analyst") == {"六一圆梦": (None, None), SIX_ONES[1]: (None, None)}
    revoked = {**support.update, "closedOn": "2024-06-05", "closedReason": "NOT_RECEIVED"}
    await year.done("revokeSupport", revoked)
    assert await achieved(year, "director") == {"六一圆梦": (1, 0.25), SIX_ONES[1]: (0, 0.0)}


async def achieved(year: Year, by: str) -> dict[str, tuple[int | None, float | None]]:
    """How far the village's targets are met, by what they are set for."""
    text = f"""{{ tenant(code: "{VILLAGE}") {{ targets {{ nodes {{
        programmeOnly programme {{ name }} achieved rate }} }} }} }}"""
    found = (await year.read(by, text))["targets"]["nodes"]
    assert all(one["programmeOnly"] for one in found)
    return {one["programme"]["name"]: (one["achieved"], one["rate"]) for one in found}


async def close(year: Year, campaign: Done, child: Done) -> None:
    """What is entered late may still be said to be of its days, and not of a later one."""
    year.known["campaign"] = campaign.update["id"]
    ending = {**await year.now("programme", "campaign", "manager"), "closedReason": "COMPLETED"}
    await year.denied("closeProgramme", {**ending, "closedOn": "2024-06-30"}, "caseworker", "province")
    early = {**ending, "closedOn": "2024-04-30"}
    await year.refused("closeProgramme", early, "OUT_OF_ORDER", "closedOn", "manager")
    await year.done("closeProgramme", {**ending, "closedOn": "2024-06-30"}, "manager")
    late = {"programmeId": campaign.update["id"], "plannedOn": "2024-07-01"}
    await year.refused("planActivity", late, "CLOSED", "programmeId")
    measure = {"programmeId": campaign.update["id"], "title": "再办一场", "dueOn": "2024-08-01"}
    await year.refused("addMeasure", measure, "CLOSED", "programmeId", "manager")
    given = {
        "childId": child.update["id"],
        "programmeId": campaign.update["id"],
        "kind": "SUPPLIES",
        "providedBy": "书店",
    }
    await year.refused("recordSupport", {**given, "supportedOn": "2024-06-30"}, "OUT_OF_ORDER", "programmeId")
    await year.done("recordSupport", {**given, "supportedOn": "2024-06-29"})
