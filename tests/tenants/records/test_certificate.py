"""A certificate of what a volunteer did: issued of what is on record, verified by anybody who is shown it, revoked."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from schema.caller import Caller
from tenants.database.rate import Rate
from tenants.errors import Forbidden, TooMany
from tenants.person.erasing import erase_person
from tenants.person.exporting import export_person
from tenants.person.request import Request
from tests.callers import ask
from tests.keys import KEYS
from tests.tenants.records.office import COUNTY, Done, Office

SAID = "serial fromOn untilOn contacts homeMinutes schoolMinutes phoneMinutes videoMinutes issuedOn revokedOn"
VERIFYING = f"query ($code: String!) {{ verifyCertificate(code: $code) {{ status name issuer {SAID} }} }}"
PERIOD = {"fromOn": "2024-03-01", "untilOn": "2024-03-31"}
# Kind, day, minutes, and whether anybody was met.
VISITS = (
    ("HOME", "2024-03-01", 60, True),
    ("HOME", "2024-03-31", 30, True),
    ("SCHOOL", "2024-03-10", 45, True),
    ("PHONE", "2024-03-11", 10, True),
    ("VIDEO", "2024-03-12", None, True),
    ("HOME", "2024-03-13", 90, False),
    ("HOME", "2024-02-29", 90, True),
    ("HOME", "2024-04-01", 90, True),
)


async def serve(office: Office) -> tuple[Done, Done]:
    """A Caring Mother who visited a child, and the child."""
    mother, child = await office.volunteer(), await office.child()
    pairing = await office.pairing(childId=child.update["id"], caringMotherId=mother.update["id"])
    for kind, day, minutes, met in VISITS:
        told: dict[str, Any] = {"kind": kind, "visitedOn": day, "minutes": minutes, "contactMade": met}
        if not met:
            told["noContactReason"] = "NOBODY_THERE"
        await office.done("recordVisit", {"pairingId": pairing.update["id"], **told})
    return mother, child


async def issue(office: Office, mother: Done, by: str | Caller = "caseworker", **given: object) -> Done:
    told = {"caringMotherId": mother.update["id"], **PERIOD, **given}
    return await office.do("issueCertificate", told, by, fields=f"code {SAID}")


async def verify(office: Office, code: object) -> dict[str, Any]:
    """As anybody may."""
    nobody = replace(office.callers["caseworker"], session=None, grant_id=None)
    found: dict[str, Any] = (await ask(office.engine, nobody, VERIFYING, {"code": code}))["verifyCertificate"]
    return found


async def test_a_certificate_says_what_is_on_record_until_it_is_revoked(office: Office) -> None:
    mother, child = await serve(office)
    issued = await issue(office, mother)
    assert issued.record, issued.errors
    served = {"contacts": 5, "homeMinutes": 90, "schoolMinutes": 45, "phoneMinutes": 10, "videoMinutes": 0}
    assert {name: issued.record[name] for name in served} == served
    today = await office.owner.fetchval("select today()::text")
    name: str = await office.owner.fetchval("select name from caring_mothers where id = $1", UUID(mother.update["id"]))
    childs: str = await office.owner.fetchval("select name from children where id = $1", UUID(child.update["id"]))
    code = issued.record["code"]
    assert len(code) == 32
    shown = await verify(office, code)
    stands = {"status": "VALID", "name": name, "issuer": "淳安县", **PERIOD, **served, "issuedOn": today}
    assert shown == {**stands, "serial": issued.record["serial"], "revokedOn": None}
    assert childs not in str(shown)
    assert await verify(office, f" {code[:16].upper()}-{code[16:]} ") == shown

    # What is corrected later changes no certificate, nor does anybody say what it certifies.
    await office.owner.execute("update visits set minutes = 1 where caring_mother_id = $1", UUID(mother.update["id"]))
    assert await verify(office, code) == shown
    revoking = {**issued.update, "revokedOn": today, "revokedReason": "SERVICE_CORRECTED"}
    with pytest.raises(Forbidden):
        await office.do("revokeCertificate", revoking)
    with pytest.raises(Forbidden):
        await issue(office, mother, "director")
    revoked = await office.done("revokeCertificate", revoking, "director")
    assert await verify(office, code) == {**shown, "status": "REVOKED", "revokedOn": today}
    again = await office.do("revokeCertificate", {**revoking, **revoked.update}, "director")
    assert again.problems == {("ALREADY_DONE", "input.id")}


async def test_what_no_certificate_has_is_unknown_and_nothing_else_is_told(office: Office) -> None:
    for code in ("", "0" * 32, "\0", "é" * 5000):
        shown = await verify(office, code)
        assert shown.pop("status") == "UNKNOWN"
        assert set(shown.values()) == {None}


async def test_nothing_is_certified_of_a_period_without_service_or_that_is_none(office: Office) -> None:
    mother, _ = await serve(office)
    idle = await issue(office, mother, fromOn="2020-01-01", untilOn="2020-12-31")
    assert idle.problems == {("NO_SERVICE", "input.caringMotherId")}
    assert (await issue(office, mother, untilOn="2024-02-01")).problems == {("OUT_OF_ORDER", "input.untilOn")}
    assert (await issue(office, mother, untilOn="2099-01-01")).problems == {("IN_THE_FUTURE", "input.untilOn")}
    assert (await issue(office, mother, "neighbour")).problems == {("NOT_FOUND", "input.caringMotherId")}


async def test_one_address_verifies_so_many_a_minute(office: Office) -> None:
    usual, office.database.rate = office.database.rate, Rate(2, lambda: 0.0)
    for _ in range(2):
        await verify(office, "0" * 32)
    with pytest.raises(TooMany):
        await verify(office, "0" * 32)
    office.database.rate = usual


async def test_sql_of_ones_own_certifies_nothing_else(office: Office) -> None:
    """What is said is what is on record, and what was issued stays as it is."""
    mother, _ = await serve(office)
    issued = await issue(office, mother)
    connection = await asyncpg.connect(office.application_url)
    forged = """insert into certificates (id, tenant_code, caring_mother_id, from_on, until_on, code, home_minutes,
                    issued_on)
                values (gen_random_uuid(), $1, $2, '2024-03-01', '2024-03-31', 'known', 99999, '2020-01-01')
                returning code, home_minutes, issued_on = today() as today"""
    async with connection.transaction():
        await connection.execute(office.callers["caseworker"].actor.settings_statement)
        made = await connection.fetchrow(forged, int(COUNTY), UUID(mother.update["id"]))
        assert (len(made["code"]), made["home_minutes"], made["today"]) == (32, 90, True)
    for change in ("home_minutes = 99999", "code = 'known'", "caring_mother_id = gen_random_uuid()"):
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(office.callers["director"].actor.settings_statement)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(
                f"update certificates set {change}, version = version + 1 where id = $1", UUID(issued.update["id"])
            )
        await transaction.rollback()
    await connection.close()


async def test_she_sees_her_own_and_it_goes_with_her(office: Office) -> None:
    mother, _ = await serve(office)
    issued = await issue(office, mother)
    assert issued.record
    herself = await office.mother(mother)
    listed = await ask(office.engine, herself, "{ certificates { nodes { id code } } }")
    assert listed == {"certificates": {"nodes": [{"id": issued.update["id"], "code": issued.record["code"]}]}}
    request = Request("CARING_MOTHER", UUID(mother.update["id"]), "操作员", "she asked")
    assert issued.record["serial"] in await export_person(office.owner, request, KEYS)
    await office.owner.execute(
        "update pairings set until_on = '2024-09-01', ended_reason = 'COMPLETED' where caring_mother_id = $1",
        request.id,
    )
    await office.owner.execute(
        "update caring_mothers set closed_on = '2024-09-01', closed_reason = 'WITHDREW' where id = $1", request.id
    )
    async with office.owner.transaction():
        await erase_person(office.owner, request)
    assert (await verify(office, issued.record["code"]))["status"] == "UNKNOWN"
    kept = await office.owner.fetchrow(
        "select code, serial, contacts from certificates where id = $1", UUID(issued.update["id"])
    )
    assert tuple(kept) == (None, None, 5)
