"""A year of one county through the API alone, with what is refused on the way, and the figures of every month."""

from typing import Any

from tenants.cadence.keeping import find_wrong_duties, work_off
from tenants.clock import today
from tenants.records.checklist_item.defaults import add_default_checklists
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_COUNTY, OTHER_VILLAGE, VILLAGE, Office
from tests.tenants.year.beginning import decide_and_assess, find_and_file, pair, recruit
from tests.tenants.year.caring import close_and_reopen, make_a_wish, need_and_support, report_harm, visit_and_call
from tests.tenants.year.diary import FIGURES
from tests.tenants.year.telling import PROVINCE, Year

SHOWN = " ".join(one for one in FIGURES if one != "leftBehind")
READ = f"""query ($code: DivisionCode!, $periods: [Period!]!, $units: StatisticsUnits) {{ tenant(code: $code) {{
    statisticsByPeriod(periods: $periods, units: $units) {{ suppressed {SHOWN}
        childrenByCategory {{ value count }} }} }} }}"""
FILE = "query ($id: ID!) { child(id: $id) { name tenant { code } visits { totalCount } } }"
DECISIONS = "{ fileDecisions(first: 200) { nodes { decision dueOn child { id } } } }"
CATEGORIES = "query ($id: ID!) { child(id: $id) { categorizations { nodes { id version } } } }"


async def test_a_year_of_a_county(office: Office) -> None:
    year = await Year.begin(office)
    await add_default_checklists(office.owner, year.on(0))
    await recruit(year)
    await find_and_file(year)
    await decide_and_assess(year)
    await pair(year)
    await visit_and_call(year)
    await need_and_support(year)
    await make_a_wish(year)
    await report_harm(year)
    await close_and_reopen(year)
    await merge_villages(year)
    await take_over(year)
    await turn_sixteen(year)
    await transfer(year)
    await leave(year)
    await compare(year)


async def merge_villages(year: Year) -> None:
    given = {"old": NEXT_VILLAGE, "new": [VILLAGE], "on": year.on(6, 1), "closes": True, "reason": "淳政发〔2024〕3号"}
    await year.denied("proposeSuccession", given, "caseworker", "director")
    await year.refused("proposeSuccession", {**given, "new": [OTHER_VILLAGE]}, "NOT_FOUND", "new", "administrator")
    proposed = await year.done("proposeSuccession", given, "administrator")
    await year.denied("carryOutSuccession", proposed.update, "administrator", "caseworker")
    await year.refused("carryOutSuccession", proposed.update, "NOT_FOUND", "id", "village director")
    for dry_run in (True, False):
        await year.done("carryOutSuccession", {**proposed.update, "dryRun": dry_run}, "director")
    year.diary.hand_over(year.known["Hong"], VILLAGE, year.on(6, 1))
    assert (await year.read("village", FILE, id=year.known["Hong"]))["tenant"] == {"code": VILLAGE}
    visit = {"pairingId": year.known["Hong Li"], "visitedOn": year.on(6, 20)}
    await year.done("recordVisit", visit, "Li")
    year.diary.happened("visit", VILLAGE, year.on(6, 20))


async def take_over(year: Year) -> None:
    """One Caring Mother after another: her view ends with her pairing, and the next knows what she noted."""
    ending = {**await year.now("pairing", "Hong Li"), "untilOn": year.on(8), "endedReason": "CHANGED_CARING_MOTHER"}
    await year.refused("endPairing", {**ending, "untilOn": year.on(6, 19)}, "OUT_OF_ORDER", "untilOn")
    await year.done("endPairing", {**ending, "handoverNote": "孩子怕生，先约奶奶"})
    year.diary.end("pairing", year.known["Hong Li"], year.on(8))
    visit = {"pairingId": year.known["Hong Li"], "visitedOn": year.on(8)}
    await year.refused("recordVisit", visit, "NOT_FOUND", "pairingId", "Li")
    await year.refused("recordVisit", visit, "OUT_OF_ORDER", "visitedOn")
    parties = {
        "childId": year.known["Hong"],
        "caringMotherId": year.known["Zhao"],
        "predecessorId": year.known["Hong Li"],
    }
    await year.refused("pair", {**parties, "fromOn": year.on(7, 27)}, "OUT_OF_ORDER", "predecessorId")
    paired = await year.done("pair", {**parties, "fromOn": year.on(8)})
    year.diary.begin("pairing", year.remember("Hong Zhao", paired), VILLAGE, year.on(8), year.known["Hong"])
    text = "query ($id: ID!) { pairing(id: $id) { receivedNote } }"
    assert (await year.read("Zhao", text, id=year.known["Hong Zhao"])) == {"receivedNote": "孩子怕生，先约奶奶"}
    assert await year.read("Li", FILE, id=year.known["Hong"]) is None


async def turn_sixteen(year: Year) -> None:
    birthday = year.on(8, 14)
    assert (await decisions(year, "Mei"))["CATEGORY_AT_16"] == str(birthday)
    (category,) = (await year.read("caseworker", CATEGORIES, id=year.known["Mei"]))["categorizations"]["nodes"]
    ending = {"id": category["id"], "expectedVersion": category["version"], "endedReason": "AGED_OUT"}
    await year.denied("endCategorization", {**ending, "untilOn": birthday}, "director")
    await year.done("endCategorization", {**ending, "untilOn": birthday})
    year.diary.end("left behind", year.known["Mei"], birthday)
    assert "CLOSE_WITHOUT_CATEGORY" in await decisions(year, "Mei")
    closing = {**await year.now("child", "Mei"), "closedOn": year.on(9, 5), "closedReason": "NO_CATEGORY"}
    await year.done("closeChild", closing)
    year.diary.end("file", year.known["Mei"], year.on(9, 5))
    year.diary.end_all("pairing", year.known["Mei"], year.on(9, 5))
    assert await decisions(year, "Mei") == {}


async def decisions(year: Year, name: str) -> dict[str, str]:
    nodes = (await year.read("caseworker", DECISIONS))["nodes"]
    return {one["decision"]: one["dueOn"] for one in nodes if one["child"]["id"] == year.known[name]}


async def transfer(year: Year) -> None:
    asked = {"childId": year.known["Ming"], "receiver": OTHER_VILLAGE, "reason": "随父母迁居别县就读"}
    await year.denied("requestTransfer", asked, "director", "Wang")
    await year.refused("requestTransfer", {**asked, "receiver": VILLAGE}, "ALREADY_DONE", "receiver")
    await year.refused("requestTransfer", asked, "NOT_CONSENTED", "childId")
    consent = {"childId": year.known["Ming"], "purpose": "TRANSFER", "decision": "GIVEN", "method": "E_SIGNATURE"}
    await year.done("recordConsent", {**consent, "guardianId": year.known["father"], "fromOn": today()})
    requested = await year.done("requestTransfer", asked)
    accepting = {**requested.update, "pairingsContinue": True}
    await year.denied("acceptTransfer", accepting, "caseworker", "neighbour", "village director")
    accepted = await year.done("acceptTransfer", accepting, "receiver")
    again = {**accepting, **accepted.update}
    await year.refused("acceptTransfer", again, "ALREADY_DONE", "id", "receiver")
    # She serves the county alone, so that the pairing ends with the move; the open need goes on there.
    year.diary.end("pairing", year.known["Ming Wang"], today())
    year.diary.hand_over(year.known["Ming"], OTHER_VILLAGE, today())
    for sender in ("caseworker", "village director", "Wang"):
        assert await year.read(sender, FILE, id=year.known["Ming"]) is None
    there = await year.read("neighbour", FILE, id=year.known["Ming"])
    assert there == {"name": "陈小明", "tenant": {"code": OTHER_VILLAGE}, "visits": {"totalCount": 22}}


async def leave(year: Year) -> None:
    closing = {"closedOn": today(), "closedReason": "WITHDREW"}
    still = {**await year.now("caringMother", "Zhao"), **closing}
    await year.refused("closeCaringMother", still, "STILL_PAIRED", "id")
    await year.done("closeCaringMother", {**await year.now("caringMother", "Wang"), **closing})
    year.diary.end("mother", year.known["Wang"], today())
    await year.refused("applyForScreening", {"caringMotherId": year.known["Wang"]}, "CLOSED", "caringMotherId")


async def compare(year: Year) -> None:
    """What each reader is shown of each month is what the diary says, then and now; the database agrees with itself."""
    readers = {"caseworker": (COUNTY, VILLAGE, NEXT_VILLAGE), "neighbour": (OTHER_COUNTY, OTHER_VILLAGE)}
    readers |= {"province": (PROVINCE,), "village": (VILLAGE,), "director": (COUNTY,)}
    periods = [f"{month:%Y-%m}" for month in year.months]
    told = {"AS_THEN": year.diary, "AS_NOW": year.diary.as_now({int(NEXT_VILLAGE): int(VILLAGE)})}
    for units, diary in told.items():
        for by, tenant in [(by, tenant) for by, tenants in readers.items() for tenant in tenants]:
            read = await year.read(by, READ, code=tenant, periods=periods, units=units)
            shown = [shown_of(one) for one in read["statisticsByPeriod"]]
            assert shown == [diary.figures(int(tenant), month) for month in year.months], (units, by, tenant)
    assert await year.office.owner.fetch("select * from statistics_differences()") == []
    await work_off(year.office.owner)
    assert await find_wrong_duties(year.office.owner) == []


def shown_of(statistics: dict[str, Any]) -> dict[str, object]:
    assert statistics["suppressed"] == []
    left_behind = next(one["count"] for one in statistics["childrenByCategory"] if one["value"] == "LEFT_BEHIND")
    return {name: left_behind if name == "leftBehind" else statistics[name] for name in FIGURES}
