"""Pairings across tenants, their correction and their end; what the database holds against any writer."""

from typing import Any

import asyncpg
import pytest

from tenants.errors import Forbidden
from tests.callers import ask
from tests.tenants.records.office import OTHER_VILLAGE, VILLAGE, Office

REFUSED_TO_THE_OWNER = {
    "another open one of the pair": """insert into pairings (id, tenant_code, child_id, caring_mother_id, from_on)
        select gen_random_uuid(), tenant_code, child_id, caring_mother_id, from_on from pairings where id = $1""",
    "before the files": "update pairings set from_on = '2023-01-01' where id = $1",
    "an end before its visits": """update pairings set until_on = '2024-02-29', ended_reason = 'COMPLETED'
        where id = $1""",
    "a beginning after its visits": "update pairings set from_on = '2024-03-02' where id = $1",
    "an end without a reason": "update pairings set until_on = '2024-06-06' where id = $1",
    "a visit before it": "update visits set visited_on = '2024-01-31' where pairing_id = $1",
    "the closing of her registration": """update caring_mothers set closed_on = '2024-09-09', closed_reason = 'DIED'
        where id = (select caring_mother_id from pairings where id = $1)""",
    "a registration after it": """update caring_mothers set registered_on = '2024-02-02'
        where id = (select caring_mother_id from pairings where id = $1)""",
    "a file after it": """update children set on_file_on = '2024-02-02'
        where id = (select child_id from pairings where id = $1)""",
    "a child without its pairings": "delete from children where id = (select child_id from pairings where id = $1)",
}


@pytest.mark.parametrize("case", REFUSED_TO_THE_OWNER)
async def test_the_database_refuses(office: Office, case: str) -> None:
    pairing = await office.pairing()
    await office.done("recordVisit", {"pairingId": pairing.update["id"]})
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await office.owner.execute(REFUSED_TO_THE_OWNER[case], pairing.update["id"])


async def test_an_ended_pairing_is_taken_up_again_only_where_there_is_a_place(office: Office) -> None:
    volunteer = await office.volunteer(capacity=1)
    first = await office.pairing(caringMotherId=volunteer.update["id"])
    await office.done("endPairing", {**first.update, "untilOn": "2024-03-03", "endedReason": "COMPLETED"})
    await office.pairing(caringMotherId=volunteer.update["id"])
    reopen = "update pairings set until_on = null, ended_reason = null where id = $1"
    with pytest.raises(asyncpg.CheckViolationError, match="full"):
        await office.owner.execute(reopen, first.update["id"])


async def test_a_child_is_paired_with_another_tenants_volunteer_who_serves_there(office: Office) -> None:
    volunteer = await office.volunteer()
    village = await office.worker(VILLAGE)
    fields = "tenant { code } caringMother { name phone hiddenFields tenant { code } }"
    parties = {"childId": (await office.child()).update["id"], "caringMotherId": volunteer.update["id"]}
    paired = await office.do("pair", parties, village, fields=fields)
    assert paired.record
    assert paired.record["tenant"] == {"code": VILLAGE}
    assert paired.record["caringMother"]["name"] == "王**"
    assert "phone" in paired.record["caringMother"]["hiddenFields"]


async def test_a_child_of_another_tenant_is_not_found(office: Office) -> None:
    child = await office.done("registerChild", {"tenant": OTHER_VILLAGE}, "neighbour")
    parties = {"childId": child.update["id"], "caringMotherId": (await office.volunteer()).update["id"]}
    assert (await office.do("pair", parties)).problems == {("NOT_FOUND", "input.childId")}


async def test_paired_again_after_the_end(office: Office) -> None:
    child, volunteer = await office.child(), await office.volunteer()
    parties = {"childId": child.update["id"], "caringMotherId": volunteer.update["id"]}
    first = await office.pairing(**parties)
    await office.done("endPairing", {**first.update, "untilOn": "2024-03-03", "endedReason": "COMPLETED"})
    again = await office.do("pair", {**parties, "fromOn": "2024-03-03"}, fields="child { paired }")
    assert again.record
    assert again.record["child"] == {"paired": True}


async def test_a_beginning_is_corrected_although_her_screening_has_lapsed(office: Office) -> None:
    pairing = await office.pairing()
    await office.owner.execute(
        """update caring_mothers set screening_until = '2024-02-02'
           where id = (select caring_mother_id from pairings where id = $1)""",
        pairing.update["id"],
    )
    corrected = await office.do("updatePairing", {**pairing.update, "fromOn": "2024-01-31"}, fields="fromOn")
    assert corrected.record
    assert corrected.record["fromOn"] == "2024-01-31"


async def test_one_who_only_locates_children_pairs_none(office: Office) -> None:
    parties = {
        "childId": (await office.child()).update["id"],
        "caringMotherId": (await office.volunteer()).update["id"],
    }
    with pytest.raises(Forbidden):
        await office.do("pair", parties, "director")


async def test_a_child_has_one_lead_at_a_time_and_companions_beside_her(office: Office) -> None:
    """By days, whoever writes: an ended lead leaves her days to nobody else, and the next begins when she has ended."""
    child = (await office.child()).update["id"]
    first = await office.pairing(childId=child)
    other = (await office.volunteer(capacity=3)).update["id"]
    beside = {"childId": child, "caringMotherId": other}
    assert (await office.do("pair", beside)).problems == {("LEAD_TAKEN", "input.role")}
    companion = await office.done("pair", {**beside, "role": "SPECIALIST"})
    assert (await office.do("updatePairing", {**companion.update, "role": "LEAD"})).problems == {
        ("LEAD_TAKEN", "input.role")
    }
    await office.done("endPairing", {**companion.update, "untilOn": "2024-02-20", "endedReason": "MOVED"})
    await office.done("endPairing", {**first.update, "untilOn": "2024-03-03", "endedReason": "PARENTS_RETURNED"})
    early = await office.do("pair", {**beside, "fromOn": "2024-03-02"})
    assert early.problems == {("LEAD_TAKEN", "input.role")}
    await office.done("pair", {**beside, "fromOn": "2024-03-03"})
    with pytest.raises(asyncpg.CheckViolationError, match="lead_taken"):
        await office.owner.execute(
            "update pairings set until_on = null, ended_reason = null where id = $1", first.update["id"]
        )


async def test_what_is_agreed(office: Office) -> None:
    """That they are no kin, for at least a year, and then for longer; a term is not shortened by a renewal."""
    parties = {
        "childId": (await office.child()).update["id"],
        "caringMotherId": (await office.volunteer()).update["id"],
        "fromOn": "2024-02-29",
    }
    for declared in (None, False):
        undeclared = await office.do("pair", {**parties, "kinshipExcluded": declared})
        assert undeclared.problems == {("REQUIRED", "input.kinshipExcluded")}
    short = await office.do("pair", {**parties, "agreedUntil": "2025-02-27"})
    assert short.problems == {("TERM_TOO_SHORT", "input.agreedUntil")}
    agreed = {"agreementNumber": "淳妇协2024-017", "signedBy": "张建国", "signedOn": "2024-02-28"}
    fields = f"agreedUntil kinshipExcluded {' '.join(agreed)}"
    pairing = await office.do("pair", {**parties, **agreed}, fields=fields)
    assert pairing.record, pairing.errors
    assert {name: pairing.record[name] for name in fields.split()} == {
        **agreed,
        "agreedUntil": "2025-02-28",
        "kinshipExcluded": True,
    }
    backward = await office.do("renewPairing", {**pairing.update, "agreedUntil": "2025-02-28"})
    assert backward.problems == {("OUT_OF_ORDER", "input.agreedUntil")}
    renewed = await office.done("renewPairing", {**pairing.update, "agreedUntil": "2026-02-28"})
    assert (await office.do("updatePairing", {**renewed.update, "fromOn": "2025-03-01"})).problems == {
        ("TERM_TOO_SHORT", "input.agreedUntil")
    }
    ended = await office.done("endPairing", {**renewed.update, "untilOn": "2024-09-09", "endedReason": "CHILD_ASKED"})
    assert (await office.do("renewPairing", {**ended.update, "agreedUntil": "2027-02-28"})).problems == {
        ("CLOSED", "input.id")
    }


async def test_who_takes_over_reads_what_was_handed_over(office: Office) -> None:
    """And no more of the pairing before; the note reaches her although it is written after she began."""
    child = (await office.child()).update["id"]
    first = await office.pairing(childId=child)
    volunteer = await office.volunteer()
    parties = {"childId": child, "caringMotherId": volunteer.update["id"], "fromOn": "2024-05-05"}
    taking_over = {**parties, "predecessorId": first.update["id"]}
    assert (await office.do("pair", taking_over)).problems == {("OUT_OF_ORDER", "input.predecessorId")}
    ended = await office.done("endPairing", {**first.update, "untilOn": "2024-05-05", "endedReason": "CONDUCT"})
    elsewhere = await office.do("pair", {**taking_over, "childId": (await office.child()).update["id"]})
    assert elsewhere.problems == {("NOT_FOUND", "input.predecessorId")}
    second = await office.done("pair", taking_over)
    await office.done("updatePairing", {**ended.update, "handoverNote": "孩子怕生，先从画画聊起"})
    mother = await office.mother(volunteer)
    text = "query ($id: ID!) { pairing(id: $id) { receivedNote handoverNote predecessor { id } hiddenFields } }"
    seen: dict[str, Any] = await ask(office.engine, mother, text, {"id": second.update["id"]})
    assert seen["pairing"] == {
        "receivedNote": "孩子怕生，先从画画聊起",
        "handoverNote": None,
        "predecessor": None,
        "hiddenFields": ["predecessor"],
    }


async def test_the_mode_follows_from_who_is_paired_with_whom(office: Office) -> None:
    volunteer = (await office.volunteer(capacity=3)).update["id"]
    pairing = await office.pairing(caringMotherId=volunteer)
    assert await mode_of(office, pairing.update["id"]) == "ONE_ON_ONE"
    second = await office.pairing(caringMotherId=volunteer)
    assert await mode_of(office, pairing.update["id"]) == "ONE_TO_MANY"
    child = await office.owner.fetchval("select child_id from pairings where id = $1", pairing.update["id"])
    await office.pairing(childId=str(child), role="COMPANION")
    assert await mode_of(office, pairing.update["id"]) == "MANY_TO_ONE"
    assert await mode_of(office, second.update["id"]) == "ONE_TO_MANY"


async def mode_of(office: Office, pairing: str) -> str:
    text = "query ($id: ID!) { pairing(id: $id) { mode } }"
    found = (await ask(office.engine, office.callers["caseworker"], text, {"id": pairing}))["pairing"]
    return str(found["mode"])


async def test_that_somebody_else_pairs_her_shows_in_no_time_of_hers(office: Office) -> None:
    """Who only locates her would learn of pairings elsewhere by when her registration changed."""
    volunteer = await office.volunteer(capacity=2)
    changed = "select updated_at, updated_by, version from caring_mothers where id = $1"
    before = await office.owner.fetchrow(changed, volunteer.update["id"])
    pairing = await office.pairing(caringMotherId=volunteer.update["id"])
    ended = {"untilOn": "2024-03-01", "endedReason": "COMPLETED"}
    await office.done("endPairing", {**pairing.update, **ended})
    assert await office.owner.fetchrow(changed, volunteer.update["id"]) == before
