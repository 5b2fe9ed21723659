"""What is done month by month: visits and calls, needs and what met them, a wish, a report of harm."""

from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, VILLAGE
from tests.tenants.year.telling import Year

INCIDENTS = "{ openIncidents { nodes { lacksReceipt lacksOutcome } } }"
WISHES = "{ publishedWishes { nodes { id version wish ageBand tenant { code } } } }"


async def visit_and_call(year: Year) -> None:
    """First by whoever keeps the file, then month by month by the Caring Mother."""
    first = {"childId": year.known["Ming"], "visitedOn": year.on(1, 14), "capacity": "CHILD_DIRECTOR"}
    await year.refused("recordVisit", first, "REQUIRED", "visitor")
    await year.refused("recordVisit", {**first, "visitor": "方主任"}, "NOT_FOUND", "childId", "neighbour")
    alone = {**first, "visitor": "方主任", "accompaniedBy": None}
    await year.refused("recordVisit", alone, "REQUIRED", "accompaniedBy")
    await year.done("recordVisit", {**first, "visitor": "方主任"})
    year.diary.happened("visit", VILLAGE, year.on(1, 14))
    of = {"pairingId": year.known["Ming Wang"], "visitedOn": year.on(2, 5)}
    await year.refused("recordVisit", {**of, "lateReason": None}, "REQUIRED", "lateReason", "Wang")
    await year.refused("recordVisit", {**of, "visitedOn": year.on(1, 20)}, "OUT_OF_ORDER", "visitedOn", "Wang")
    await year.refused("recordVisit", of, "NOT_FOUND", "pairingId", "Li")
    untold = {**of, "kind": "PHONE", "contactMade": False}
    await year.refused("recordVisit", untold, "REQUIRED", "noContactReason", "Wang")
    await year.done("recordVisit", {**untold, "noContactReason": "NOT_ANSWERED"}, "Wang")
    for month in range(2, 12):
        place, medium = ("HOME", "PHONE") if month % 2 else ("SCHOOL", "VIDEO")
        await year.done("recordVisit", {**of, "kind": place, "visitedOn": year.on(month, 8)}, "Wang")
        await year.done("recordVisit", {**of, "kind": medium, "visitedOn": year.on(month, 22)}, "Wang")
        year.diary.happened("visit", VILLAGE, year.on(month, 8))
        year.diary.happened("call", VILLAGE, year.on(month, 22))
    await year.denied("updateVisit", {"id": year.known["Ming"], "expectedVersion": 1}, "Wang", "director")


async def need_and_support(year: Year) -> None:
    need = {"childId": year.known["Ming"], "kind": "MEDICAL", "detail": "视力下降，需配眼镜", "raisedOn": year.on(3, 8)}
    await year.refused("raiseNeed", need, "NOT_FOUND", "childId", "Li")
    await year.denied("raiseNeed", need, "director", "partner")
    raised = await year.done("raiseNeed", need, "Wang")
    year.diary.begin("need", raised.update["id"], VILLAGE, year.on(3, 8), year.known["Ming"])
    support = {
        "childId": year.known["Ming"],
        "kind": "SUPPLIES",
        "supportedOn": year.on(3, 20),
        "providedBy": "光明眼镜店",
    }
    unrelated = await year.done("recordSupport", support, "Wang")
    brought = await year.done("recordSupport", {**support, "needId": raised.update["id"]}, "Wang")
    for _ in range(2):
        year.diary.happened("support", VILLAGE, year.on(3, 20))
    meeting = {**raised.update, "settledOn": year.on(4, 2), "supportId": brought.update["id"]}
    await year.denied("meetNeed", meeting, "Wang")
    await year.refused("meetNeed", {**meeting, "supportId": unrelated.update["id"]}, "NOT_FOUND", "supportId")
    await year.refused("meetNeed", {**meeting, "settledOn": year.on(3, 19)}, "OUT_OF_ORDER", "settledOn")
    met = await year.done("meetNeed", meeting)
    year.diary.end("need", raised.update["id"], year.on(4, 2))
    year.diary.happened("need met", VILLAGE, year.on(4, 2))
    await year.refused("meetNeed", {**meeting, **met.update}, "ALREADY_DONE", "id")
    taking_back = {**brought.update, "closedOn": year.on(4, 3), "closedReason": "NOT_RECEIVED"}
    await year.refused("revokeSupport", taking_back, "IN_USE", "closedOn")
    # Two that go on: one with the child to another county, one into the village that takes over.
    for name, tenant in (("Ming", VILLAGE), ("Hong", NEXT_VILLAGE)):
        lasting = {
            **need,
            "childId": year.known[name],
            "kind": "EDUCATION",
            "detail": "数学吃力",
            "raisedOn": year.on(5),
        }
        year.diary.begin(
            "need", (await year.done("raiseNeed", lasting)).update["id"], tenant, year.on(5), year.known[name]
        )


async def make_a_wish(year: Year) -> None:
    wish = {"childId": year.known["Ming"], "wish": "想要一个书包", "madeOn": year.on(5, 1)}
    await year.refused("recordWish", wish, "NOT_FOUND", "childId", "Li")
    year.remember("wish", await year.done("recordWish", wish, "Wang"))
    publishing = {**await year.now("wish", "wish"), "publishedOn": year.on(5, 5), "publicText": "陈小明想要一个书包"}
    await year.denied("publishWish", publishing, "Wang", "director")
    await year.refused("publishWish", publishing, "NAMES_CHILD", "publicText")
    await year.done("publishWish", {**publishing, "publicText": "一个男孩想要一个书包"})
    (shown,) = (await year.read("partner", WISHES))["nodes"]
    assert (shown["wish"], shown["tenant"]["code"]) == ("一个男孩想要一个书包", COUNTY)
    claim = {"id": shown["id"], "expectedVersion": shown["version"], "claimedBy": "爱心企业"}
    await year.refused("claimPublishedWish", {**claim, "claimedOn": year.on(5)}, "OUT_OF_ORDER", "claimedOn", "partner")
    claimed = await year.done("claimPublishedWish", {**claim, "claimedOn": year.on(5, 9)}, "partner")
    again = {**claim, **claimed.update, "claimedOn": year.on(5, 9)}
    await year.refused("claimPublishedWish", again, "ALREADY_DONE", "id", "partner")
    given = {"childId": year.known["Ming"], "kind": "WISH", "supportedOn": year.on(6, 1), "providedBy": "爱心企业"}
    support = await year.done("recordSupport", given)
    thanks = {"thanks": "谢谢叔叔阿姨", "thankedOn": year.on(6, 3)}
    await year.refused("thankForWish", {**await year.now("wish", "wish"), **thanks}, "OUT_OF_ORDER", "thankedOn")
    await year.done("fulfilWish", {**await year.now("wish", "wish"), "supportId": support.update["id"]})
    await year.done("thankForWish", {**await year.now("wish", "wish"), **thanks})
    year.diary.happened("support", VILLAGE, year.on(6, 1))
    year.diary.happened("wish fulfilled", VILLAGE, year.on(6, 1))


async def report_harm(year: Year) -> None:
    report = {"childId": year.known["Hong"], "situation": "VIOLENCE_OR_ABUSE", "facts": "手臂有多处瘀伤"}
    await year.refused("reportIncident", report, "NOT_FOUND", "childId", "Wang")
    await year.denied("reportIncident", report, "partner")
    reported = await year.done("reportIncident", report, "Li")
    for by in ("caseworker", "director"):
        assert (await year.read(by, INCIDENTS))["nodes"] == [{"lacksReceipt": True, "lacksOutcome": True}]
    added = {"incidentReportId": reported.update["id"], "receiptNumber": "淳公受〔2024〕8号"}
    await year.refused("amendIncident", added, "REQUIRED", "reportedTo")
    await year.done("amendIncident", {**added, "reportedTo": "POLICE"})
    await year.done("amendIncident", {"incidentReportId": reported.update["id"], "outcome": "MEASURES_TAKEN"})
    assert (await year.read("director", INCIDENTS))["nodes"] == []


async def close_and_reopen(year: Year) -> None:
    closing = {**await year.now("child", "Gang"), "closedOn": year.on(4, 10), "closedReason": "CIRCUMSTANCES_IMPROVED"}
    await year.denied("closeChild", closing, "director", "Zhao")
    closed = await year.done("closeChild", closing)
    year.diary.end("file", year.known["Gang"], year.on(4, 10))
    year.diary.end_all("pairing", year.known["Gang"], year.on(4, 10))
    assert (await year.read("Zhao", "{ children { totalCount } }"))["totalCount"] == 0
    parties = {"childId": year.known["Gang"], "caringMotherId": year.known["Zhao"], "fromOn": year.on(4, 20)}
    await year.refused("pair", parties, "NOT_ON_FILE", "childId")
    reopening = {**closed.update, "reopenedOn": year.on(4, 9)}
    await year.refused("reopenChild", reopening, "OUT_OF_ORDER", "reopenedOn")
    await year.done("reopenChild", {**reopening, "reopenedOn": year.on(7, 10)})
    await year.refused("reopenChild", {**reopening, **await year.now("child", "Gang")}, "ALREADY_DONE", "id")
    year.diary.begin("file", year.known["Gang"], VILLAGE, year.on(7, 10))
    await year.refused("pair", parties, "OUT_OF_ORDER", "fromOn")
