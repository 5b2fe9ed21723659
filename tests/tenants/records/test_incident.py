"""Suspected harm: reported in one call, on the director's list at once, never changed, and the reporter protected."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from schema.caller import Caller
from tenants.access.actor import Actor
from tenants.audit.chaining import chain_all
from tenants.errors import Forbidden
from tenants.person.erasing import erase_person
from tenants.person.exporting import export_person
from tenants.person.request import Request
from tests.callers import ask
from tests.keys import KEYS
from tests.tenants.records.office import Office

FACTS = {"situation": "VIOLENCE_OR_ABUSE", "facts": "手臂有多处瘀伤"}
OPEN = """{ all: openIncidents(order: DISCOVERED_AT_DESC) {
    nodes { situation lacksReceipt lacksOutcome incidentReport { id facts hiddenFields } } } }"""
REPORT = """query ($id: ID!) { incidentReport(id: $id) { facts hiddenFields situation reportedTo
    amendments { nodes { receiptNumber outcome facts } } %s } }"""


async def listed(office: Office, report: str, by: str) -> dict[str, Any] | None:
    nodes = (await ask(office.engine, office.callers[by], OPEN))["all"]["nodes"]
    return next((one for one in nodes if one["incidentReport"]["id"] == report), None)


async def seen(office: Office, report: str, by: str | Caller, more: str = "") -> dict[str, Any] | None:
    caller = office.callers[by] if isinstance(by, str) else by
    found = await ask(office.engine, caller, REPORT % more, {"id": report})
    shown: dict[str, Any] | None = found["incidentReport"]
    return shown


async def test_a_caring_mother_reports_and_is_told_to_nobody_below_the_director(office: Office) -> None:
    volunteer = await office.volunteer()
    pairing = await office.pairing(caringMotherId=volunteer.update["id"])
    child = (await office.owner.fetchrow("select * from pairings where id = $1", pairing.update["id"]))["child_id"]
    mother = await office.mother(volunteer)
    for missing in ("situation", "facts"):
        with pytest.raises(Exception, match=missing):
            await office.do("reportIncident", {"childId": str(child), **FACTS, missing: None}, mother)
    future = await office.do(
        "reportIncident", {"childId": str(child), **FACTS, "discoveredAt": "2099-01-01T00:00:00Z"}, mother
    )
    assert future.problems == {("IN_THE_FUTURE", "input.discoveredAt")}
    unnamed = await office.do("reportIncident", {"childId": str(child), **FACTS, "receiptNumber": "1"}, mother)
    assert unnamed.problems == {("REQUIRED", "input.reportedTo")}
    when = {"discoveredAt": "2024-03-01T08:30:59+08:00"}
    done = await office.do("reportIncident", {"childId": str(child), **FACTS, **when}, mother, fields="discoveredAt")
    assert done.record
    assert done.record["discoveredAt"] == "2024-03-01T00:30:00+00:00"
    report = done.record["id"]

    for by in ("caseworker", "director"):
        one = await listed(office, report, by)
        assert one
        assert (one["situation"], one["lacksReceipt"], one["lacksOutcome"]) == ("VIOLENCE_OR_ABUSE", True, True)
    # Whoever works on it reads the facts; who told them is the director's alone, and the director's of the tenant.
    worked = await seen(office, report, "caseworker")
    assert worked
    assert (worked["facts"], worked["hiddenFields"]) == (FACTS["facts"], ["reporter"])
    with pytest.raises(Forbidden):
        await seen(office, report, "caseworker", "reporter { name }")
    above = await seen(office, report, "director", "reporter { name hiddenFields }")
    assert above
    assert above["facts"] is None
    assert above["reporter"] == {"name": None, "hiddenFields": ["name", "phone", "capacity", "history"]}
    reason = {"childId": str(child), "reason": "核对强制报告的办理情况"}
    await office.done("openChildFile", reason, "director")
    above = await seen(office, report, "director", "reporter { name }")
    assert above
    assert above["facts"] == FACTS["facts"]
    assert mother.session
    assert above["reporter"] == {"name": mother.session.user_name}
    assert await seen(office, report, "neighbour") is None

    # She knows what she reported, and what came of it, when the pairing is over, too.
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"})
    hers = await seen(office, report, mother)
    assert hers
    assert (hers["situation"], hers["facts"]) == ("VIOLENCE_OR_ABUSE", None)
    late = await office.do("reportIncident", {"childId": str(child), **FACTS}, mother)
    assert late.problems == {("NOT_FOUND", "input.childId")}


async def test_it_stays_on_the_list_until_the_receipt_and_the_outcome_are_there(office: Office) -> None:
    child = await office.child()
    reported = await office.done("reportIncident", {"childId": child.update["id"], **FACTS})
    report = reported.update["id"]
    nothing = await office.do("amendIncident", {"incidentReportId": report})
    assert nothing.problems == {("REQUIRED", "input.facts")}
    amend = {
        "incidentReportId": report,
        "reportedTo": "POLICE",
        "reportedAt": "2024-03-01T09:00",
        "receiptNumber": "A1",
    }
    await office.done("amendIncident", amend)
    one = await listed(office, report, "director")
    assert one
    assert (one["lacksReceipt"], one["lacksOutcome"]) == (False, True)
    await office.done("amendIncident", {"incidentReportId": report, "outcome": "CASE_OPENED", "facts": "已立案侦查"})
    assert await listed(office, report, "director") is None
    read = await seen(office, report, "caseworker")
    assert read
    assert [(one["receiptNumber"], one["outcome"], one["facts"]) for one in read["amendments"]["nodes"]] == [
        ("A1", None, None),
        (None, "CASE_OPENED", "已立案侦查"),
    ]


async def test_nobody_changes_or_deletes_it(office: Office) -> None:
    child = await office.child()
    report = (await office.done("reportIncident", {"childId": child.update["id"], **FACTS})).update["id"]
    await office.done("amendIncident", {"incidentReportId": report, "outcome": "NOT_ESTABLISHED"})
    mutations = office.engine.schema.mutation_type
    assert mutations
    named = {name for name in mutations.fields if "Incident" in name}
    assert named == {"reportIncident", "amendIncident"}
    changes = ("set situation = 'OTHER_DANGER'", "set facts = null", "set child_id = child_id, created_at = now()")
    for table in ("incident_reports", "incident_amendments", "incident_reporters"):
        for statement in (f"delete from {table}", f"update {table} set created_at = created_at - interval '1 day'"):
            with pytest.raises(asyncpg.CheckViolationError, match="never changed"):
                await office.owner.execute(statement)
    for change in changes:
        with pytest.raises(asyncpg.CheckViolationError, match="never changed"):
            await office.owner.execute(f"update incident_reports {change} where id = $1", report)
    async with office.database.writing(actor_of(office.callers["caseworker"])) as writing:
        for statement in ("update incident_reports set version = 2", "delete from incident_reports"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with writing.savepoint():
                    await writing.connection.execute(statement)


async def test_the_access_log_tells_no_caseworker_who_read_a_report_first(office: Office) -> None:
    child = await office.child()
    await office.do("reportIncident", {"childId": child.update["id"], **FACTS}, fields="facts")
    await ask(office.engine, office.callers["caseworker"], "{ children(first: 200) { nodes { phone } } }")
    await chain_all(office.owner)
    text = "query ($id: ID!) { accessLog(first: 200, filter: {record: $id}) { nodes { fields } } }"
    logged = await ask(office.engine, office.callers["caseworker"], text, {"id": child.update["id"]})
    of_caseworker = [entry["fields"] for entry in logged["accessLog"]["nodes"]]
    assert ["phone"] in of_caseworker
    assert not any("incident" in field for fields in of_caseworker for field in fields)
    said = await office.owner.fetchval(
        "select count(*) from access_log where $1 = any (record_ids) and 'incidentReport.facts' = any (fields)",
        child.update["id"],
    )
    assert said == 1


async def test_a_child_is_given_the_report_and_not_who_made_it(office: Office) -> None:
    child = await office.child()
    told = {"reporterName": "邻居某某", "reporterPhone": "13812345678", "reporterCapacity": "NEIGHBOUR"}
    report = (await office.done("reportIncident", {"childId": child.update["id"], **FACTS, **told})).update["id"]
    await office.do("amendIncident", {"incidentReportId": report, "facts": "补充说明"}, fields="facts")
    request = Request("CHILD", UUID(child.update["id"]), "操作员", "guardian asked")
    document = await export_person(office.owner, request, KEYS)
    assert FACTS["facts"] in document
    assert "补充说明" in document
    assert "邻居" not in document
    assert "13812345678" not in document
    await office.done("closeChild", {**child.update, "closedOn": "2024-09-01", "closedReason": "MOVED_OUT"})
    async with office.owner.transaction():
        assert (await erase_person(office.owner, request))["incident_reporters"] == 1
    kept = await office.owner.fetchrow(
        """select r.facts, r.situation, by.name, by.phone, by.phone_hash from incident_reports r
           join incident_reporters by on by.id = r.reporter_id where r.id = $1""",
        report,
    )
    assert tuple(kept) == (None, "VIOLENCE_OR_ABUSE", None, None, None)


def actor_of(caller: Caller) -> Actor:
    actor = caller.actor
    assert actor
    return actor
