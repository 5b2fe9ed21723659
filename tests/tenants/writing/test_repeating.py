"""The same request sent again is answered as it was, once, to who sent it; what it asked for is done once."""

import asyncio
from uuid import UUID

import orjson
from uuid_utils import uuid7

from tenants.errors import Problem, ProblemCode
from tenants.writing.repeating import plain, read_changed
from tenants.writing.rule import Changed
from tests.tenants.records.office import OTHER_VILLAGE, VILLAGE, Office, another_child


async def test_an_update_sent_again_is_answered_and_no_conflict(office: Office) -> None:
    child, key = await office.child(), str(uuid7())
    renamed = {**child.update, "name": "小红", "requestId": key}
    done = await office.done("updateChild", renamed)
    # In whatever order it is written.
    assert (await office.done("updateChild", dict(reversed(renamed.items())))).update == done.update
    await office.done("updateChild", {**done.update, "name": "小兰"})
    again = await office.do("updateChild", renamed, fields="name")
    assert again.record == {"id": child.update["id"], "version": 3, "name": "小兰"}
    assert (await office.do("updateChild", {**renamed, "requestId": str(uuid7())})).problems == {
        ("CONFLICT", "input.expectedVersion")
    }


async def test_what_was_sent_twice_at_once_is_done_once(office: Office) -> None:
    child = await office.child()
    renamed = {**child.update, "name": "小红", "requestId": str(uuid7())}
    done = await asyncio.gather(*(office.do("updateChild", renamed) for _ in range(3)))
    assert [(one.update["expectedVersion"], one.errors) for one in done] == [(2, [])] * 3


async def test_an_addition_without_an_id_is_known_by_its_request(office: Office) -> None:
    given = {"requestId": str(uuid7())}
    added = await office.child(**given)
    count = await office.owner.fetchval("select count(*) from children")
    assert (await office.child(**given)).update == added.update
    assert (await office.do("registerChild", {**given, "name": "别人"})).problems == {
        ("ALREADY_EXISTS", "input.requestId")
    }
    assert await office.owner.fetchval("select count(*) from children") == count


async def test_a_request_that_was_refused_may_be_sent_again_corrected(office: Office) -> None:
    given = {"requestId": str(uuid7())}
    assert (await office.do("registerChild", {**given, "birthDate": "2999-01-01"})).errors
    await office.child(**given)
    assert (await office.do("registerChild", {"requestId": "no id"})).problems == {("MALFORMED", "input.requestId")}


async def test_a_request_that_left_a_trace_alone_may_be_sent_again_corrected(office: Office) -> None:
    on_file = another_child()
    await office.done("registerChild", {"tenant": OTHER_VILLAGE, **on_file}, "neighbour")
    given = {"requestId": str(uuid7())}
    refused = await office.do("registerChild", {**given, "identityNumber": on_file["identityNumber"]})
    assert refused.problems == {("ALREADY_ON_FILE", "input.identityNumber")}
    await office.child(**given)


async def test_a_list_of_which_nothing_was_done_may_be_sent_again(office: Office) -> None:
    """As it was, once nothing stands against it any more."""
    child, mother = await office.child(), await office.done("registerCaringMother", {})
    parties = {"childId": child.update["id"], "caringMotherId": mother.update["id"]}
    item = {**parties, "fromOn": "2024-02-01", "kinshipExcluded": True}
    sent = {"pairings": [item], "requestId": str(uuid7())}
    assert (await office.do("confirmPairings", sent)).problems == {("NOT_SCREENED", "input.pairings.0.caringMotherId")}
    await office.screened(mother)
    done = await office.do("confirmPairings", sent)
    assert done.errors == []
    assert (await office.do("confirmPairings", sent)).record == done.record


async def test_another_users_request_is_another_request(office: Office) -> None:
    given = {"requestId": str(uuid7())}
    one = await office.child(**given)
    colleague = await office.worker(VILLAGE)
    other = await office.done("registerChild", {**given, **another_child()}, colleague)
    assert one.update["id"] != other.update["id"]


async def test_what_was_answered_is_known_for_two_days_by_a_hash_alone(office: Office) -> None:
    given = {"requestId": str(uuid7())}
    one = await office.child(**given)
    kept = await office.owner.fetchrow(
        "select * from answered_requests where request_id = $1", UUID(given["requestId"])
    )
    assert kept
    assert another_child(given["requestId"])["name"] not in str(kept)
    await office.owner.execute("update answered_requests set created_at = now() - interval '49 hours'")
    assert (await office.child(**given, **another_child())).update["id"] != one.update["id"]


def test_what_many_items_answered_is_read_as_it_was() -> None:
    key, other = (UUID(bytes=uuid7().bytes) for _ in range(2))
    changed = Changed(
        {"visits": [key, None, other], "child": key, "pairing": None},
        [Problem(ProblemCode.TOO_LARGE, ("visits", "1"), {"most": 5})],
        [Problem(ProblemCode.SEX_DIFFERS, ("visits", "0", "sex"))],
    )
    kept = {"ids": changed.ids, "problems": plain(changed.problems), "warnings": plain(changed.warnings)}
    assert read_changed(orjson.loads(orjson.dumps(kept, default=str))) == changed
