"""Attachments: known by what they are, of one child's records, photos only with consent; gone with the child."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from schema.caller import Caller
from tenants.clock import today
from tenants.errors import Forbidden
from tests.callers import ask
from tests.tenants.records.office import Office

TOLD = {"kind": "CONSENT_FORM", "takenOn": "2024-02-01", "mediaType": "PDF", "size": 4096}
TOLD |= {"reference": "forms/2024/一号柜", "fileName": "张小明同意书.pdf", "sha256": "AB" * 32}
READ = """query ($id: ID!) { child(id: $id) { attachments { nodes {
    kind takenOn reference fileName sha256 mediaType size hiddenFields visit { id } consent { purpose } } } } }"""


async def refused(office: Office, given: dict[str, Any]) -> set[tuple[str, str]]:
    return {(code, at.removeprefix("input.")) for code, at in (await office.do("addAttachment", given)).problems}


async def seen(office: Office, child: str, by: str | Caller) -> list[dict[str, Any]]:
    caller = office.callers[by] if isinstance(by, str) else by
    found = (await ask(office.engine, caller, READ, {"id": child}))["child"]
    return list(found["attachments"]["nodes"]) if found else []


async def test_what_is_stored_for_a_file(office: Office) -> None:
    child, other = [(await office.child()).update["id"] for _ in range(2)]
    told = {"childId": child, **TOLD}
    for name in ("reference", "sha256"):
        assert await refused(office, {**told, name: " "}) == {("REQUIRED", name)}
    # A hash that is none, or of another kind, and a size that no store would take.
    for wrong in ("AB" * 31 + "A", "ZZ" * 32):
        assert ("MALFORMED", "sha256") in await refused(office, {**told, "sha256": wrong})
    for size, problem in ((0, "TOO_SMALL"), (10 * 1024 * 1024 + 1, "TOO_LARGE")):
        assert await refused(office, {**told, "size": size}) == {(problem, "size")}
    with pytest.raises(Forbidden):
        await office.do("addAttachment", told, "director")
    assert (await office.do("addAttachment", told, "neighbour")).problems == {("NOT_FOUND", "input.childId")}
    visit = await office.done("recordVisit", {"childId": other, "capacity": "STAFF", "visitor": "余干事"})
    assert await refused(office, {**told, "visitId": visit.update["id"]}) == {("NOT_FOUND", "visitId")}
    kept = await office.done("addAttachment", told)
    (one,) = await seen(office, child, "caseworker")
    assert one == {
        **{name: TOLD[name] for name in TOLD},
        "sha256": "ab" * 32,
        "hiddenFields": [],
        "visit": None,
        "consent": None,
    }
    raw = await office.owner.fetchrow("select reference, file_name from attachments")
    assert raw
    assert not any("一号柜" in text or "张小明" in text for text in raw)

    # Above, that there is one is seen, as the file is.
    (above,) = await seen(office, child, "director")
    assert (above["kind"], above["reference"], above["sha256"]) == ("CONSENT_FORM", None, None)
    assert {"reference", "fileName", "sha256", "mediaType", "size"} <= {*above["hiddenFields"]}
    assert await seen(office, child, "neighbour") == []
    ending = {**kept.update, "closedOn": "2024-03-01", "closedReason": "REPLACED"}
    await office.done("closeAttachment", ending)
    assert (await office.do("closeAttachment", ending)).problems == {("CONFLICT", "input.expectedVersion")}


async def test_a_photo_is_of_a_day_on_which_photographs_were_consented_to(office: Office) -> None:
    child = (await office.child()).update["id"]
    photo = {"childId": child, **TOLD, "kind": "PHOTO", "mediaType": "JPEG"}
    assert await refused(office, photo) == {("NOT_CONSENTED", "kind")}
    mother = {"relation": "MOTHER", "legalGuardian": True, "name": "李某", "fromOn": "2015-05-05"}
    guardian = await office.done("addGuardian", {"childId": child, **mother})
    given = {"purpose": "PHOTO", "decision": "GIVEN", "method": "PAPER", "fromOn": "2024-02-01"}
    consent = await office.done("recordConsent", {"childId": child, "guardianId": guardian.update["id"], **given})
    assert await refused(office, {**photo, "takenOn": "2024-01-31"}) == {("NOT_CONSENTED", "kind")}
    await office.done("addAttachment", photo)
    await office.done("addAttachment", {"childId": child, **TOLD, "consentId": consent.update["id"]})
    await office.done("withdrawConsent", {**consent.update, "withdrawnOn": "2024-03-01", "withdrawnBy": "母亲"})
    assert await refused(office, {**photo, "takenOn": "2024-03-02"}) == {("NOT_CONSENTED", "kind")}
    for wrong in ("sha256 = 'x'", "size = 0", "media_type = 'EXE'", "reference = 'in plain text'"):
        with pytest.raises(asyncpg.CheckViolationError):
            await office.owner.execute(f"update attachments set {wrong}")


async def test_a_photo_that_is_not_consented_to_any_more_is_to_be_taken_down(office: Office) -> None:
    child = (await office.child(birthDate="2015-05-05")).update["id"]
    mother = {"relation": "MOTHER", "legalGuardian": True, "name": "李某", "fromOn": "2015-05-05"}
    guardian = await office.done("addGuardian", {"childId": child, **mother})
    given = {"childId": child, "guardianId": guardian.update["id"], "purpose": "PHOTO", "method": "PAPER"}
    soon = str(today() + timedelta(20))
    consent = await office.done("recordConsent", {**given, "decision": "GIVEN", "fromOn": "2024-02-01"})
    photo = await office.done("addAttachment", {"childId": child, **TOLD, "kind": "PHOTO", "mediaType": "JPEG"})
    await office.done("addAttachment", {"childId": child, **TOLD})
    assert (await to_take_down(office, child), await usable(office, child)) == (
        [],
        {"PHOTO": True, "CONSENT_FORM": True},
    )
    # A newer consent that runs out is on the list before it does, and what stands there may be shown until then.
    renewed = {**given, "decision": "GIVEN", "fromOn": "2024-03-01", "validUntil": soon}
    newer = await office.done("recordConsent", renewed)
    the_day_after = str(today() + timedelta(21))
    assert await to_take_down(office, child) == [{"dueOn": the_day_after, "attachment": {"id": photo.update["id"]}}]
    assert (await usable(office, child))["PHOTO"]
    await office.done("withdrawConsent", {**newer.update, "withdrawnOn": "2024-04-01", "withdrawnBy": "母亲"})
    assert consent.record
    assert await to_take_down(office, child) == [{"dueOn": "2024-04-01", "attachment": {"id": photo.update["id"]}}]
    assert await usable(office, child) == {"PHOTO": False, "CONSENT_FORM": True}
    assert await to_take_down(office, child, "neighbour") == []
    done = {**photo.update, "closedOn": str(today()), "closedReason": "CONSENT_WITHDRAWN"}
    await office.done("closeAttachment", done)
    assert await to_take_down(office, child) == []
    await office.done("recordConsent", {**given, "decision": "REFUSED", "fromOn": "2024-05-01"})
    await office.owner.execute("update attachments set closed_on = null, closed_reason = null where kind = 'PHOTO'")
    assert [one["dueOn"] for one in await to_take_down(office, child)] == ["2024-05-01"]


async def to_take_down(office: Office, child: str, by: str = "caseworker") -> list[dict[str, Any]]:
    asked = """{ fileDecisions(filter: {decision: [TAKE_DOWN_PHOTO]}, first: 200) {
        nodes { dueOn attachment { id } child { id } } } }"""
    nodes = (await ask(office.engine, office.callers[by], asked))["fileDecisions"]["nodes"]
    return [{"dueOn": one["dueOn"], "attachment": one["attachment"]} for one in nodes if one["child"]["id"] == child]


async def usable(office: Office, child: str) -> dict[str, bool]:
    asked = "query ($id: ID!) { child(id: $id) { attachments { nodes { kind usable } } } }"
    nodes = (await ask(office.engine, office.callers["caseworker"], asked, {"id": child}))["child"]["attachments"][
        "nodes"
    ]
    return {one["kind"]: one["usable"] for one in nodes}
