"""Needs, supports and wishes: from what is found in a visit to what met it, and a wish that nobody can trace back."""

import asyncio
from collections.abc import Mapping
from typing import Any

import asyncpg
import pytest

from tenants.errors import Forbidden
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, OTHER_COUNTY, Done, Office

NEED = {"kind": "MEDICAL", "detail": "视力下降，需配眼镜", "raisedOn": "2024-03-05"}
SUPPORT = {"kind": "SUPPLIES", "supportedOn": "2024-03-10", "providedBy": "光明眼镜店", "value": "260.00"}
FIGURES = (
    """{ tenant(code: "330127") { statistics(period: "2024") { needsOpen needsMet supports wishesFulfilled } } }"""
)
RECORD = """mutation ($input: RecordVisitInput!) { recordVisit(input: $input) {
    visit { id needs { nodes { id } } } needs { kind detail raisedOn visit { id } child { id } }
    userErrors { code field } } }"""
PUBLISHED = """{ publishedWishes { nodes { id version number ageBand wish tenant { code } claimedBy claimedOn closedOn
    hiddenFields } } }"""


async def figures(office: Office) -> list[int]:
    found = (await ask(office.engine, office.callers["caseworker"], FIGURES))["tenant"]["statistics"]
    return [found[name] for name in ("needsOpen", "needsMet", "supports", "wishesFulfilled")]


async def mother_of(office: Office) -> tuple[Any, str, str]:
    """A Caring Mother, her pairing and the child."""
    volunteer = await office.volunteer()
    child = (await office.child(school="威坪小学")).update["id"]
    pairing = await office.pairing(childId=child, caringMotherId=volunteer.update["id"])
    return await office.mother(volunteer), pairing.update["id"], child


async def test_a_visit_raises_needs_in_the_same_call(office: Office) -> None:
    mother, pairing, child = await mother_of(office)
    told = {"visitedOn": "2024-03-05", "kind": "SCHOOL", "contactMade": True, "lateReason": "山区无信号"}
    found = [{"kind": "MEDICAL", "detail": "视力下降", "urgency": "SOON"}, {"kind": "EDUCATION", "detail": "数学吃力"}]
    given = {"input": {"pairingId": pairing, **told, "needs": found}}
    done = (await ask(office.engine, mother, RECORD, given))["recordVisit"]
    assert done["userErrors"] == []
    of_visit = {"raisedOn": "2024-03-05", "visit": {"id": done["visit"]["id"]}, "child": {"id": child}}
    assert done["needs"] == [{**of_visit, "kind": one["kind"], "detail": one["detail"]} for one in found]
    assert len(done["visit"]["needs"]["nodes"]) == 2
    before = await office.owner.fetchval("select count(*) from visits")
    given["input"]["needs"] = [found[0], {"kind": "LEGAL", "detail": " "}, {"kind": "LEGAL", "detail": "长" * 1001}]
    refused = (await ask(office.engine, mother, RECORD, given))["recordVisit"]
    at = [(error["code"], ".".join(error["field"])) for error in refused["userErrors"]]
    assert at == [("REQUIRED", "input.needs.1.detail"), ("TOO_LONG", "input.needs.2.detail")]
    assert await office.owner.fetchval("select count(*) from visits") == before


async def test_harm_that_is_suspected_is_reported_in_the_same_call(office: Office) -> None:
    """By her who saw it: whoever keeps the file has it on the list at once; untold, nothing is written."""
    mother, pairing, child = await mother_of(office)
    told = {"visitedOn": "2024-03-05", "kind": "SCHOOL", "contactMade": True, "lateReason": "山区无信号"}
    visit = {"pairingId": pairing, **told, "harmSuspected": True}
    bare = await office.do("recordVisit", {**visit, "startedAt": None}, mother)
    assert bare.problems == {("REQUIRED", f"input.{name}") for name in ("harmSituation", "harmFacts", "startedAt")}
    facts = {"harmSituation": "VIOLENCE_OR_ABUSE", "harmFacts": "手臂有淤青，孩子不愿说明原因"}
    unsaid = await office.do("recordVisit", {**visit, **facts, "harmSuspected": False}, mother)
    assert unsaid.problems == {("REQUIRED", "input.harmSuspected")}
    text = """mutation ($input: RecordVisitInput!) { recordVisit(input: $input) { visit { id version harmSuspected }
        incidentReport { child { id } situation discoveredAt } userErrors { code field } } }"""
    given = {"input": {**visit, **facts, "startedAt": "2024-03-05T15:30:00+08:00"}}
    done = (await ask(office.engine, mother, text, given))["recordVisit"]
    assert done["userErrors"] == []
    assert done["incidentReport"] == {
        "child": {"id": child},
        "situation": "VIOLENCE_OR_ABUSE",
        "discoveredAt": "2024-03-05T07:30:00+00:00",
    }
    listed = await ask(office.engine, office.callers["caseworker"], "{ openIncidents { nodes { situation } } }")
    assert {"situation": "VIOLENCE_OR_ABUSE"} in listed["openIncidents"]["nodes"]


async def test_from_a_need_to_what_met_it(office: Office) -> None:
    """She raises it and brings the help; the caseworker settles it, and every figure follows."""
    mother, _, child = await mother_of(office)
    other = (await office.child()).update["id"]
    start = await figures(office)
    need = await office.done("raiseNeed", {"childId": child, **NEED}, mother)
    assert await figures(office) == moved(start, needs_open=1)
    stranger = await office.do("raiseNeed", {"childId": other, **NEED}, mother)
    assert stranger.problems == {("NOT_FOUND", "input.childId")}
    with pytest.raises(Forbidden):
        await office.do("updateNeed", {**need.update, "detail": "改"}, mother)

    unrelated = await office.done("recordSupport", {"childId": child, **SUPPORT}, mother)
    elsewhere = await office.do("recordSupport", {"childId": other, "needId": need.update["id"], **SUPPORT})
    assert elsewhere.problems == {("NOT_FOUND", "input.needId")}
    support = await office.done("recordSupport", {"childId": child, "needId": need.update["id"], **SUPPORT}, mother)
    meeting = {**need.update, "settledOn": "2024-03-12"}
    for wrong, problem in (
        ({"supportId": unrelated.update["id"]}, ("NOT_FOUND", "supportId")),
        ({"supportId": support.update["id"], "settledOn": "2024-03-09"}, ("OUT_OF_ORDER", "settledOn")),
    ):
        assert (await office.do("meetNeed", {**meeting, **wrong})).problems == {(problem[0], f"input.{problem[1]}")}
    assert await standings(office, child) == {"all": ["DUE"], "overdue": []}
    late = await office.done("updateNeed", {**need.update, "dueOn": "2024-03-31"})
    assert await standings(office, child) == {"all": ["OVERDUE"], "overdue": ["OVERDUE"]}
    meeting |= late.update
    fields = "outcome metBy { id evidence } supports { nodes { id } }"
    met = await office.do("meetNeed", {**meeting, "supportId": support.update["id"]}, fields=fields)
    assert met.record, met.errors
    assert (met.record["outcome"], met.record["metBy"]["id"]) == ("MET", support.update["id"])
    assert await figures(office) == moved(start, needs_met=1, supports=2)
    assert await standings(office, child) == {"all": ["DONE"], "overdue": []}

    assert (await office.do("updateNeed", {**met.update, "detail": "改"})).problems == {("CLOSED", "input.id")}
    assert (await office.do("declineNeed", {**met.update, **declined()})).problems == {("ALREADY_DONE", "input.id")}
    revoking = {**support.update, "closedOn": "2024-03-20", "closedReason": "NOT_RECEIVED"}
    assert (await office.do("revokeSupport", revoking)).problems == {("IN_USE", "input.closedOn")}
    again = await office.done("reopenNeed", met.update)
    assert await figures(office) == moved(start, needs_open=1, supports=2)
    await office.done("revokeSupport", revoking)
    assert (
        await office.do("meetNeed", {**again.update, "settledOn": "2024-03-12", "supportId": revoking["id"]})
    ).problems
    assert (await office.do("declineNeed", {**again.update, **declined("MET")})).problems == {
        ("MALFORMED", "input.outcome")
    }
    await office.done("declineNeed", {**again.update, **declined("ENTERED_IN_ERROR")})
    assert await standings(office, child) == {"all": ["NOT_APPLICABLE"], "overdue": []}
    assert await figures(office) == moved(start, supports=1)
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def test_what_met_a_need_stays_that_needs(office: Office) -> None:
    """Before the day on which it was met, and not taken back, whoever comes first of two at once."""
    child = {"childId": (await office.child()).update["id"]}
    for change, problem in {
        ("updateSupport", "needId", "other"): ("IN_USE", "needId"),
        ("updateSupport", "needId", None): ("IN_USE", "needId"),
        ("updateSupport", "supportedOn", "2024-03-13"): ("OUT_OF_ORDER", "supportedOn"),
        ("revokeSupport", "closedOn", "2024-03-20"): ("IN_USE", "closedOn"),
    }.items():
        mutation, name, given = change
        need, other = [await office.done("raiseNeed", {**child, **NEED}) for _ in range(2)]
        support = await office.done("recordSupport", {**child, "needId": need.update["id"], **SUPPORT})
        told = {name: other.update["id"] if given == "other" else given}
        told |= {"closedReason": "NOT_RECEIVED"} if mutation == "revokeSupport" else {}
        changing = office.do(mutation, {**support.update, **told})
        meeting = office.do("meetNeed", {**need.update, "settledOn": "2024-03-12", "supportId": support.update["id"]})
        met, changed = await asyncio.gather(meeting, changing)
        if met.record:
            assert changed.problems == {(problem[0], f"input.{problem[1]}")}
            assert (await office.do(mutation, {**support.update, **told})).problems == changed.problems
        else:
            assert changed.record, (met.errors, changed.errors)
    held = """select count(*) from needs n join supports s on s.id = n.met_by_id
        where s.need_id is distinct from n.id or s.closed_on is not null or s.supported_on > n.settled_on"""
    assert await office.owner.fetchval(held) == 0


async def standings(office: Office, child: str) -> dict[str, list[str]]:
    text = """query ($id: ID!) { child(id: $id) { all: needs { nodes { standing } }
        overdue: needs(filter: {overdue: true}) { nodes { standing } } } }"""
    found = (await ask(office.engine, office.callers["caseworker"], text, {"id": child}))["child"]
    return {name: [one["standing"] for one in found[name]["nodes"]] for name in ("all", "overdue")}


def declined(outcome: str = "NO_LONGER_NEEDED") -> Mapping[str, object]:
    return {"settledOn": "2024-03-15", "outcome": outcome}


def moved(start: list[int], **by: int) -> list[int]:
    names = ("needs_open", "needs_met", "supports", "wishes")
    return [value + by.get(name, 0) for name, value in zip(names, start, strict=True)]


async def test_a_wish_is_claimed_by_who_never_sees_the_child(office: Office) -> None:
    """Made by her, published in words that name nobody, claimed by a partner of the county, fulfilled, thanked for."""
    mother, _, child = await mother_of(office)
    await office.owner.execute("update children set name = '张小明' where id = $1", child)
    start = await figures(office)
    partner = await add_caller(office.owner, office.database, "PARTNER", int(COUNTY))
    stranger = await add_caller(office.owner, office.database, "PARTNER", int(OTHER_COUNTY))
    wish = await office.done(
        "recordWish", {"childId": child, "wish": "张小明想要一个书包", "madeOn": "2024-05-01"}, mother
    )
    publishing = {**wish.update, "publishedOn": "2024-05-02"}
    for telling in ("张小明想要一个书包", "威坪小学的孩子想要一个书包"):
        refused = await office.do("publishWish", {**publishing, "publicText": telling})
        assert refused.problems == {("NAMES_CHILD", "input.publicText")}
    for telling in ("张 小明想要一个书包", "某村的孩子想要一个书包", "想要一个书包，电话138-0013-8000"):
        refused = await office.do("publishWish", {**publishing, "publicText": telling})
        assert refused.problems == {("IDENTIFIES", "input.publicText")}
    published = await office.done("publishWish", {**publishing, "publicText": "一个孩子想要一个书包"})
    assert (await office.do("publishWish", {**published.update, **publishing, "publicText": "书包"})).errors

    (shown,) = (await ask(office.engine, partner, PUBLISHED))["publishedWishes"]["nodes"]
    assert (shown["wish"], shown["ageBand"], shown["tenant"]) == (
        *("一个孩子想要一个书包", "FROM_6_TO_11"),
        {"code": COUNTY},
    )
    assert str(child) not in str(shown)
    assert (await ask(office.engine, stranger, PUBLISHED))["publishedWishes"]["nodes"] == []
    with pytest.raises(Forbidden):
        await ask(office.engine, partner, "{ wishes { nodes { id } } }")

    claim = {"id": shown["id"], "expectedVersion": shown["version"], "claimedBy": "爱心企业", "claimedOn": "2024-05-03"}
    assert (await office.do("claimPublishedWish", {**claim, "claimedOn": "2024-05-01"}, partner)).problems == {
        ("OUT_OF_ORDER", "input.claimedOn")
    }
    claimed = await office.do("claimPublishedWish", claim, partner)
    assert claimed.record, claimed.errors
    assert (await office.do("claimPublishedWish", {**claim, **claimed.update}, partner)).problems == {
        ("ALREADY_DONE", "input.id")
    }
    stands = await of_wish(office, wish)
    assert (stands["state"], stands["claimedBy"]) == ("CLAIMED", "爱心企业")

    support = await office.done(
        "recordSupport", {"childId": child, **SUPPORT, "kind": "WISH", "supportedOn": "2024-06-01"}
    )
    now = {"id": stands["id"], "expectedVersion": stands["version"]}
    early = await office.do("thankForWish", {**now, "thanks": "谢谢", "thankedOn": "2024-06-02"})
    assert early.problems == {("OUT_OF_ORDER", "input.thankedOn")}
    fulfilled = await office.done("fulfilWish", {**now, "supportId": support.update["id"]})
    withdrawing = {"closedOn": "2024-06-03", "closedReason": "WITHDRAWN_BY_CHILD"}
    assert (await office.do("withdrawWish", {**fulfilled.update, **withdrawing})).problems == {
        ("ALREADY_DONE", "input.closedOn")
    }
    await office.done("thankForWish", {**fulfilled.update, "thanks": "谢谢叔叔阿姨", "thankedOn": "2024-06-02"})
    assert (await of_wish(office, wish))["state"] == "THANKED"
    assert await figures(office) == moved(start, supports=1, wishes=1)
    (shown,) = (await ask(office.engine, partner, PUBLISHED))["publishedWishes"]["nodes"]
    assert (shown["claimedBy"], shown["closedOn"]) == ("爱心企业", "2024-06-01")
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def of_wish(office: Office, wish: Done) -> dict[str, Any]:
    text = "query ($id: ID!) { wish(id: $id) { id version state claimedBy } }"
    found: dict[str, Any] = await ask(office.engine, office.callers["caseworker"], text, {"id": wish.update["id"]})
    shown: dict[str, Any] = found["wish"]
    return shown


async def test_what_the_database_holds(office: Office) -> None:
    """Whoever writes: at the child's tenant, not after its file was closed; the way back from a listing is nobody's."""
    child = (await office.child()).update["id"]
    need = await office.done("raiseNeed", {"childId": child, **NEED})
    insert = "insert into needs (id, tenant_code, child_id, kind, detail, raised_on) "
    for broken in (
        f"{insert} select gen_random_uuid(), 330128000000, child_id, kind, detail, raised_on from needs where id = $1",
        "update needs set met_by_id = id where id = $1",
        "update needs set settled_on = '2024-03-04', outcome = 'MET' where id = $1",
        """insert into supports (id, tenant_code, child_id, need_id, kind, supported_on, provided_by)
            select gen_random_uuid(), c.tenant_code, c.id, $1, 'MONEY', '2024-03-03', 's' from children c
            where c.id <> (select child_id from needs where id = $1) limit 1""",
    ):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await office.owner.execute(broken, need.update["id"])
    version = await office.owner.fetchval("select version from children where id = $1", child)
    closing = {"id": child, "expectedVersion": version, "closedOn": "2024-09-01", "closedReason": "MOVED_OUT"}
    await office.done("closeChild", closing)
    late = await office.do("raiseNeed", {"childId": child, **NEED, "raisedOn": "2024-09-02"})
    assert late.problems == {("CLOSED", "input.childId")}
    assert (await office.do("raiseNeed", {"childId": child, **NEED, "raisedOn": "2024-08-31"})).record
    async with office.database.writing(office.callers["caseworker"].actor) as writing:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await writing.connection.fetch("select * from wish_listings")


async def test_needs_hang_on_a_childs_plan(office: Office) -> None:
    """A plan says what it is to reach; a need names an open one of the same child."""
    child, other = [(await office.child()).update["id"] for _ in range(2)]
    told = {"childId": child, "fromOn": "2024-03-01", "plannedUntil": "2024-08-31", "responsible": "方主任"}
    bare = await office.do("addCarePlan", {**told, "goals": " "})
    assert bare.problems == {("REQUIRED", "input.goals")}
    told |= {"goals": "有人陪伴", "services": ["COMPANIONSHIP"]}
    early = await office.do("addCarePlan", {**told, "plannedUntil": "2024-02-29"})
    assert early.problems == {("OUT_OF_ORDER", "input.plannedUntil")}
    plan = await office.done("addCarePlan", told)
    emptied = await office.do("updateCarePlan", {**plan.update, "goals": None})
    assert emptied.problems == {("REQUIRED", "input.goals")}
    hung = {"carePlanId": plan.update["id"]}
    stranger = await office.do("raiseNeed", {"childId": other, **NEED, **hung})
    assert stranger.problems == {("NOT_FOUND", "input.carePlanId")}
    await office.done("raiseNeed", {"childId": child, **NEED, **hung})
    assert await plans(office, "caseworker", child) == [{"goals": "有人陪伴", "needs": {"totalCount": 1}}]
    kept = await office.owner.fetchval("select goals from care_plans")
    assert "有人陪伴" not in kept
    end = {**plan.update, "closedOn": "2024-06-01", "closedReason": "GOALS_REACHED"}
    assert (await office.do("closeCarePlan", {**end, "closedOn": "2024-02-28"})).problems == {
        ("OUT_OF_ORDER", "input.closedOn")
    }
    await office.done("closeCarePlan", end)
    late = await office.do("raiseNeed", {"childId": child, **NEED, **hung})
    assert late.problems == {("CLOSED", "input.carePlanId")}
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def plans(office: Office, caller: str, child: str) -> list[object]:
    text = "query ($id: ID!) { child(id: $id) { carePlans { nodes { goals needs { totalCount } } } } }"
    found = (await ask(office.engine, office.callers[caller], text, {"id": child}))["child"]
    return list(found["carePlans"]["nodes"])


async def test_which_aid_a_child_receives(office: Office) -> None:
    """From one day until another; nothing is added to a closed file."""
    child = await office.child()
    told = {"childId": child.update["id"], "kind": "SUBSISTENCE_ALLOWANCE", "fromOn": "2024-01-01"}
    wrong = await office.do("recordBenefit", {**told, "grantedUntil": "2023-12-31"})
    assert wrong.problems == {("OUT_OF_ORDER", "input.grantedUntil")}
    benefit = await office.done("recordBenefit", told)
    await office.done("endBenefit", {**benefit.update, "untilOn": "2024-06-01", "endedReason": "EXPIRED"})
    await office.done("closeChild", {**child.update, "closedOn": "2024-07-01", "closedReason": "MOVED_OUT"})
    assert (await office.do("recordBenefit", told)).problems == {("CLOSED", "input.childId")}
