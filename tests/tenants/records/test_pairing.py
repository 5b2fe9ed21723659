"""Pairings across tenants, their correction and their end; what the database holds against any writer."""

import asyncpg
import pytest

from tenants.errors import Forbidden
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


async def test_that_somebody_else_pairs_her_shows_in_no_time_of_hers(office: Office) -> None:
    """Who only locates her would learn of pairings elsewhere by when her registration changed."""
    volunteer = await office.volunteer(capacity=2)
    changed = "select updated_at, updated_by, version from caring_mothers where id = $1"
    before = await office.owner.fetchrow(changed, volunteer.update["id"])
    pairing = await office.pairing(caringMotherId=volunteer.update["id"])
    ended = {"untilOn": "2024-03-01", "endedReason": "COMPLETED"}
    await office.done("endPairing", {**pairing.update, **ended})
    assert await office.owner.fetchrow(changed, volunteer.update["id"]) == before
