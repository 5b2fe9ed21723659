"""Wishes and what they lead to: fulfilled on their support's day, published in a campaign that tells no village."""

from datetime import date
from typing import Any

from schema.caller import Caller
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, VILLAGE, Done, Office

SUPPORT = {"kind": "WISH", "supportedOn": "2024-05-20", "providedBy": "书店"}
TOLD = "query ($id: ID!) { wish(id: $id) { id version state fulfilledOn thankedOn } }"
FIGURES = """{ tenant(code: "330127") { april: statistics(period: "2024-04") { wishesFulfilled }
    may: statistics(period: "2024-05") { wishesFulfilled } } }"""
PUBLISHED = """{ publishedWishes(filter: {publishedOn: {from: "%s"}}, first: 50) { nodes {
    id wish closedOn hiddenFields programme { name publishedWishes { totalCount } } } } }"""


async def told(office: Office, wish: Done) -> dict[str, Any]:
    found = await ask(office.engine, office.callers["caseworker"], TOLD, {"id": wish.update["id"]})
    shown: dict[str, Any] = found["wish"]
    return shown


async def published(office: Office, wish: Done, text: str, on: str, by: str | Caller = "caseworker") -> Done:
    return await office.done("publishWish", {**wish.update, "publicText": text, "publishedOn": on}, by)


async def counted(office: Office) -> list[int]:
    found = (await ask(office.engine, office.callers["caseworker"], FIGURES))["tenant"]
    return [found[month]["wishesFulfilled"] for month in ("april", "may")]


async def test_a_wish_is_fulfilled_on_the_day_of_its_support(office: Office) -> None:
    """Whoever moves that day moves the wish's with it, and what is published of it; nobody moves it past thanks."""
    child = {"childId": (await office.child()).update["id"]}
    wish = await office.done("recordWish", {**child, "wish": "想要一个书包", "madeOn": "2024-04-10"})
    await published(office, wish, "一个书包", "2024-04-11")
    support = await office.done("recordSupport", {**child, **SUPPORT})
    before = await counted(office)
    now = await told(office, wish)
    naming = {"id": now["id"], "expectedVersion": now["version"], "supportId": support.update["id"]}
    fulfilled = await office.done("fulfilWish", naming)
    assert await counted(office) == [before[0], before[1] + 1]
    moved = await office.done("updateSupport", {**support.update, "supportedOn": "2024-04-30"})
    shown = await told(office, wish)
    assert (shown["fulfilledOn"], shown["version"]) == ("2024-04-30", fulfilled.update["expectedVersion"] + 1)
    assert await counted(office) == [before[0] + 1, before[1]]
    partner = await add_caller(office.owner, office.database, "PARTNER", int(COUNTY))
    (listed,) = (await ask(office.engine, partner, PUBLISHED % "2024-04-11"))["publishedWishes"]["nodes"]
    assert listed["closedOn"] == "2024-04-30"

    thanks = {"id": shown["id"], "expectedVersion": shown["version"], "thanks": "谢谢", "thankedOn": "2024-05-02"}
    await office.done("thankForWish", thanks)
    for day in ("2024-05-03", "2024-04-09"):
        refused = await office.do("updateSupport", {**moved.update, "supportedOn": day})
        assert refused.problems == {("OUT_OF_ORDER", "input.supportedOn")}
    # Nor does SQL say another day.
    said = "update wishes set fulfilled_on = '2024-05-01' where id = $1 returning fulfilled_on"
    assert await office.owner.fetchval(said, wish.update["id"]) == date(2024, 4, 30)
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def test_a_wish_is_published_in_a_campaign_that_tells_no_village(office: Office) -> None:
    """A village's own is told by what it is part of: of the county or above, or not at all."""
    manager, worker = office.callers["manager"], await office.worker(VILLAGE)
    villages = await add_caller(office.owner, office.database, "PROJECT_MANAGER", int(VILLAGE))
    whole = {"kind": "CAMPAIGN", "startedOn": "2024-05-01"}
    campaign = await office.done("createProgramme", {**whole, "tenant": COUNTY, "name": "六一圆梦"}, manager)
    part = {**whole, "tenant": VILLAGE, "name": "凤凰村圆梦"}
    of_village = await office.done("createProgramme", {**part, "parentId": campaign.update["id"]}, villages)
    alone = await office.done("createProgramme", part, villages)
    child = {"childId": (await office.child()).update["id"]}
    wishes: dict[str, Done] = {}
    for programme in (campaign, of_village, alone, None):
        named = {"programmeId": programme.update["id"]} if programme else {}
        wish = await office.done("recordWish", {**child, **named, "wish": "一本书", "madeOn": "2024-05-10"}, worker)
        text = f"第{len(wishes)}个心愿"
        wishes[text] = await published(office, wish, text, "2024-05-12", worker)
    partner = await add_caller(office.owner, office.database, "PARTNER", int(COUNTY))

    async def shown() -> dict[str, str | None]:
        found = (await ask(office.engine, partner, PUBLISHED % "2024-05-12"))["publishedWishes"]["nodes"]
        assert all(one["hiddenFields"] == [] for one in found)
        return {one["wish"]: one["programme"] and one["programme"]["name"] for one in found}

    campaigns = dict.fromkeys(wishes, "六一圆梦")
    assert await shown() == {**campaigns, "第2个心愿": None, "第3个心愿": None}
    # Moved into a campaign, it is published in that.
    await office.done("updateWish", {**wishes["第3个心愿"].update, "programmeId": campaign.update["id"]})
    assert await shown() == {**campaigns, "第2个心愿": None}
