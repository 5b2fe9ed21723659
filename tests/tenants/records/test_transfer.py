"""A file handed over: asked for, decided once by the other side, and who reads what of it from then on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from schema.caller import Caller
from tenants.clock import today
from tenants.errors import Forbidden
from tests.callers import add_caller, ask
from tests.tenants.records.office import CLOSED_VILLAGE, COUNTY, OTHER_COUNTY, OTHER_VILLAGE, VILLAGE, Done, Office

ASKED = {"receiver": OTHER_VILLAGE, "reason": "随父母迁居别县就读"}
NOTE = {"decisionNote": "材料不全，请补充"}
LAWFUL = {"basis": "STATUTORY_DUTY"}
FIGURES = "children childrenPaired pairings needsOpen needsMet visits supports wishesFulfilled"
PERIODS = ("2024-02", "2024-03", "2024-H1", "2025")
READ = """query ($id: ID!) { child(id: $id) { name phone tenant { name }
    pairings { nodes { id tenant { code } untilOn endedReason visits { totalCount } } }
    visits { nodes { findings tenant { code name } hiddenFields child { id } } }
    needs { nodes { detail standing tenant { code } } } supports { totalCount } wishes { nodes { tenant { code } } }
    guardians { nodes { name tenant { code } } } assessments { nodes { level tenant { code } } }
    transfers { totalCount } } }"""
LEFT = """query ($id: ID!) { transfer(id: $id) {
    childName state hiddenFields child { id } tenant { name } receiver { name }
    visits { nodes { findings hiddenFields child { id } } } supports { nodes { providedBy } } } }"""

OWN_ITEM = """insert into checklist_items (id, tenant_code, code, name, name_en, calendar, acts, responsible, from_on)
    values (gen_random_uuid(), $1, 'OWN', '联系', 'Contact', 'MONTH', '{CALL}', 'BRANCH', '2023-01-01') returning id"""
WAIVED = """insert into waivers (id, tenant_code, child_id, item_id, from_on, reason)
    values (gen_random_uuid(), $1, $2, $3, '2024-02-01', '孩子住院')"""


@dataclass(frozen=True)
class File:
    """A child of the village with a life behind it: two Caring Mothers, visits, needs, a support, a wish."""

    child: Done
    local: Done
    everywhere: Done
    settled: Done

    @property
    def id(self) -> str:
        return str(self.child.update["id"])


async def open_file(office: Office) -> File:
    others = [str(row["id"]) for row in await office.owner.fetch("select id from children")]
    child = await office.child(name="张小明", phone="15487651234", differsFrom=others)
    of_child = {"childId": child.update["id"]}
    mothers = [await office.volunteer(), await office.volunteer(serviceArea="330000000000", capacity=5)]
    pairings = []
    for mother, role in zip(mothers, ("COMPANION", "LEAD"), strict=True):
        parties = {**of_child, "caringMotherId": mother.update["id"], "role": role}
        pairings.append(await office.pairing(**parties))
        await office.done("recordVisit", {"pairingId": pairings[-1].update["id"], "findings": f"{role}走访"})
    raised = {**of_child, "kind": "MEDICAL", "raisedOn": "2024-03-05"}
    await office.done("raiseNeed", {**raised, "detail": "配眼镜"})
    over = await office.done("raiseNeed", {**raised, "detail": "买药"})
    settled = await office.done(
        "declineNeed", {**over.update, "settledOn": "2024-05-01", "outcome": "NO_LONGER_NEEDED"}
    )
    await office.done(
        "recordSupport", {**of_child, "kind": "SUPPLIES", "supportedOn": "2024-03-10", "providedBy": "眼镜店"}
    )
    await office.done("recordWish", {**of_child, "wish": "一个书包", "madeOn": "2024-03-01"})
    guardian = {"name": "王奶奶", "relation": "GRANDPARENT", "legalGuardian": False, "fromOn": "2024-03-01"}
    await office.done("addGuardian", {**of_child, **guardian})
    await office.done("recordAssessment", {**of_child, "level": "YELLOW", "assessedOn": "2024-03-05"})
    return File(child, pairings[0], pairings[1], settled)


async def receivers(office: Office) -> Mapping[str, Caller]:
    """A director and a caseworker of the village that is to have the file."""
    roles = {"director": "DIRECTOR", "caseworker": "CASEWORKER"}
    return {
        name: await add_caller(
            office.owner, office.database, role, int(OTHER_COUNTY if name == "caseworker" else OTHER_VILLAGE)
        )
        for name, role in roles.items()
    }


async def read(office: Office, by: Caller | str, text: str, **variables: object) -> Any:  # noqa: ANN401  # JSON
    caller = office.callers[by] if isinstance(by, str) else by
    return next(iter((await ask(office.engine, caller, text, variables)).values()))


async def figures(office: Office, by: Caller | str) -> Mapping[str, Mapping[str, int]]:
    asked = " ".join(f'p{n}: statistics(period: "{period}") {{ {FIGURES} }}' for n, period in enumerate(PERIODS))
    found = await read(office, by, f"{{ tenant {{ {asked} }} }}")
    return {period: found[f"p{n}"] for n, period in enumerate(PERIODS)}


async def requested(office: Office, file: File | Done, **given: object) -> Done:
    child = file.child if isinstance(file, File) else file
    await office.done("updateChild", {**child.update, **LAWFUL})
    return await office.done("requestTransfer", {"childId": child.update["id"], **ASKED, **given})


async def test_a_file_is_handed_over_with_what_goes_on_and_leaves_what_is_over(office: Office) -> None:
    file, there = await open_file(office), await receivers(office)
    transfer = await requested(office, file)
    before, before_there = await figures(office, "caseworker"), await figures(office, there["caseworker"])

    # Until it is accepted, the receiver sees who is to come, and nothing of the file.
    seen = await read(office, there["director"], LEFT, id=transfer.update["id"])
    assert (seen["childName"], seen["child"], seen["hiddenFields"]) == ("张小明", None, ["child"])
    assert (seen["tenant"]["name"], seen["receiver"]["name"], seen["visits"]["nodes"]) == ("某村", "别村", [])
    assert await read(office, there["director"], READ, id=file.id) is None

    accepted = await office.done("acceptTransfer", {**transfer.update, "pairingsContinue": True}, there["director"])
    for reader in there.values():
        child = await read(office, reader, READ, id=file.id)
        assert (child["name"], child["phone"], child["tenant"]["name"]) == ("张小明", "15487651234", "别村")
        assert {one["findings"] for one in child["visits"]["nodes"]} == {"LEAD走访", "COMPANION走访"}
        assert all(
            one["child"] == {"id": file.id} and one["tenant"]["name"] == "某村" for one in child["visits"]["nodes"]
        )
        assert {(one["tenant"]["code"], one["endedReason"]) for one in child["pairings"]["nodes"]} == {
            (VILLAGE, "MOVED"),
            (OTHER_VILLAGE, None),
        }
        assert {(one["detail"], one["tenant"]["code"]) for one in child["needs"]["nodes"]} == {
            ("配眼镜", OTHER_VILLAGE),
            ("买药", VILLAGE),
        }
        assert child["supports"]["totalCount"] == child["transfers"]["totalCount"] == 1
        of_file = [*child["wishes"]["nodes"], *child["guardians"]["nodes"], *child["assessments"]["nodes"]]
        assert [one["tenant"]["code"] for one in of_file] == [OTHER_VILLAGE] * 3

    # The sender keeps what it did, and the transfer; the file, and what becomes of the child, are no longer to be seen.
    for sender in ("caseworker", await add_caller(office.owner, office.database, "DIRECTOR", int(VILLAGE))):
        assert await read(office, sender, READ, id=file.id) is None
        left = await read(office, sender, LEFT, id=transfer.update["id"])
        assert (left["childName"], left["state"], left["child"]) == ("张小明", "ACCEPTED", None)
        assert {one["findings"] for one in left["visits"]["nodes"]} == {"LEAD走访", "COMPANION走访"}
        assert all(one["child"] is None and "child" in one["hiddenFields"] for one in left["visits"]["nodes"])
        assert left["supports"]["nodes"] == [{"providedBy": "眼镜店"}]

    # No past figure moved, and nothing of the present is counted twice.
    after, after_there = await figures(office, "caseworker"), await figures(office, there["caseworker"])
    for period in PERIODS[:3]:
        assert (after[period], after_there[period]) == (before[period], before_there[period])
    now = f"{{ tenant {{ statistics {{ {FIGURES} }} }} }}"
    assert (await read(office, there["caseworker"], now))["statistics"] == {
        **dict.fromkeys(("children", "childrenPaired", "pairings", "needsOpen"), 1),
        **dict.fromkeys(("needsMet", "visits", "supports", "wishesFulfilled"), 0),
    }
    assert await office.owner.fetch("select * from statistics_differences()") == []
    assert await office.owner.fetch("select * from duty_differences(array[$1::uuid])", file.id) == []

    # What goes on is the receiver's to work with, what is over nobody's to take up again.
    assert (await office.do("reopenNeed", file.settled.update)).problems == {("CLOSED", "input.id")}
    held = await office.do(
        "recordVisit",
        {"pairingId": file.everywhere.update["id"], "visitedOn": str(today())},
        there["caseworker"],
        fields="tenant { code }",
    )
    assert (held.record or {})["tenant"] == {"code": OTHER_VILLAGE}
    assert (
        await office.do("acceptTransfer", {**accepted.update, "pairingsContinue": True}, there["director"])
    ).problems == {("ALREADY_DONE", "input.id")}
    # Who read the transfer, or the file, is in the log of the child.
    await office.owner.fetchval("select chain_access_log()")
    entries = "select distinct user_name from access_log where record_ids @> array[$1::uuid] and kind = 'CHILD'"
    readers = {row["user_name"] for row in await office.owner.fetch(entries, file.id)}
    assert {one.session.user_name for one in there.values() if one.session} <= readers


async def test_a_file_takes_its_waivers_along(office: Office) -> None:
    """Also one of an item that only the sender asks for."""
    there, child = await receivers(office), await office.child()
    transfer = await requested(office, child)
    item = await office.owner.fetchval(OWN_ITEM, int(COUNTY))
    await office.owner.execute(WAIVED, int(VILLAGE), child.update["id"], item)
    await office.done("acceptTransfer", {**transfer.update, "pairingsContinue": False}, there["director"])
    assert await office.owner.fetchval("select tenant_code from waivers") == int(OTHER_VILLAGE)


async def test_what_cannot_be_handed_over(office: Office) -> None:
    child, there = await office.child(), await receivers(office)
    of_child = {"childId": child.update["id"], **ASKED}
    assert (await office.do("requestTransfer", of_child)).problems == {("NOT_CONSENTED", "input.childId")}
    await office.done("updateChild", {**child.update, **LAWFUL})
    for receiver, code in (("330199000000", "NOT_FOUND"), (VILLAGE, "ALREADY_DONE"), (CLOSED_VILLAGE, "CLOSED")):
        refused = await office.do("requestTransfer", {**of_child, "receiver": receiver})
        assert refused.problems == {(code, "input.receiver")}
    with pytest.raises(Forbidden):
        await office.do("requestTransfer", of_child, "director")
    transfer = await office.done("requestTransfer", of_child)
    assert (await office.do("requestTransfer", of_child)).problems == {("ALREADY_EXISTS", "input.childId")}

    accepting = {**transfer.update, "pairingsContinue": False}
    for caller in ("caseworker", there["caseworker"], "manager"):
        with pytest.raises(Forbidden):
            await office.do("acceptTransfer", accepting, caller)
    # The director of the sender's county does not see it; the village's does, and it is not hers to accept.
    assert (await office.do("acceptTransfer", accepting, "director")).problems == {("NOT_FOUND", "input.id")}
    with pytest.raises(Forbidden):
        await office.do(
            "acceptTransfer", accepting, await add_caller(office.owner, office.database, "DIRECTOR", int(VILLAGE))
        )
    with pytest.raises(Forbidden):
        await office.do("withdrawTransfer", {**transfer.update, **NOTE}, there["caseworker"])

    rejected = await office.do(
        "rejectTransfer", {**transfer.update, **NOTE}, there["director"], fields="state decisionNote"
    )
    assert rejected.record
    assert (rejected.record["state"], rejected.record["decisionNote"]) == (
        "REJECTED",
        NOTE["decisionNote"],
    )
    again = await office.done("requestTransfer", of_child)
    withdrawn = await office.do("withdrawTransfer", {**again.update, **NOTE}, fields="state")
    assert (withdrawn.record or {})["state"] == "WITHDRAWN"
    assert (
        await office.do("acceptTransfer", {**withdrawn.update, "pairingsContinue": True}, there["director"])
    ).problems == {("ALREADY_DONE", "input.id")}
    late = await office.done("requestTransfer", of_child)
    now = await office.do("updateChild", {**child.update, "expectedVersion": 2, "school": "中心小学"})
    closing = {**now.update, "closedOn": str(today()), "closedReason": "MOVED_OUT"}
    await office.done("closeChild", closing)
    assert (
        await office.do("acceptTransfer", {**late.update, "pairingsContinue": True}, there["director"])
    ).problems == {("CLOSED", "input.id: child")}


async def test_a_pairing_visited_today_is_not_ended_today(office: Office) -> None:
    file, there = await open_file(office), await receivers(office)
    transfer = await requested(office, file)
    visit = {"pairingId": file.local.update["id"], "visitedOn": str(today())}
    await office.done("recordVisit", visit)
    refused = await office.do("acceptTransfer", {**transfer.update, "pairingsContinue": True}, there["director"])
    assert refused.problems == {("OUT_OF_ORDER", "input.pairingsContinue")}
    assert (await read(office, there["caseworker"], READ, id=file.id)) is None


async def test_a_file_that_comes_back_has_its_stays_and_its_figures(office: Office) -> None:
    file, there = await open_file(office), await receivers(office)
    before = await figures(office, "caseworker")
    here = await add_caller(office.owner, office.database, "DIRECTOR", int(VILLAGE))
    transfer = await requested(office, file)
    await office.done("acceptTransfer", {**transfer.update, "pairingsContinue": True}, there["director"])
    back = await office.done(
        "requestTransfer", {"childId": file.id, "receiver": VILLAGE, "reason": "返乡"}, there["caseworker"]
    )
    await office.done("acceptTransfer", {**back.update, "pairingsContinue": True}, here)
    child = await read(office, "caseworker", READ, id=file.id)
    assert (child["tenant"]["name"], len(child["visits"]["nodes"]), child["transfers"]["totalCount"]) == ("某村", 2, 2)
    after = await figures(office, "caseworker")
    assert {period: after[period] for period in PERIODS[:3]} == {period: before[period] for period in PERIODS[:3]}
    assert await office.owner.fetch("select * from statistics_differences()") == []
