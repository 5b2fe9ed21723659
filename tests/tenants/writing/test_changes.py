"""Versions and ids: who comes second is told so, and a repeated request is recognized without telling on others."""

import asyncio
from uuid import UUID

import pytest
from uuid_utils.compat import uuid1, uuid4, uuid7

from tests.callers import ask
from tests.planted import CHILD
from tests.tenants.records.office import OTHER_VILLAGE, VALID, VILLAGE, Office, another_child


async def test_a_stale_version_is_answered_with_the_current_one(office: Office) -> None:
    child = await office.child()
    for name in ("甲", "乙"):
        await office.owner.execute(
            "update children set version = version + 1, name = $2 where id = $1", child.update["id"], name
        )
    stale = await office.do("updateChild", {**child.update, "name": "丙"})
    assert stale.problems == {("CONFLICT", "input.expectedVersion")}
    assert "at version 3." in stale.errors[0]["message"]
    assert (await office.do("updateChild", {**child.update, "expectedVersion": 3, "name": "丙"})).record


async def test_a_change_is_of_one_record_alone(office: Office) -> None:
    other, child = await office.child(), await office.child()
    kept = "select to_jsonb(c) from children c where id = $1"
    before = await office.owner.fetchval(kept, UUID(other.update["id"]))
    await office.done("updateChild", {**child.update, "school": "独一小学"})
    assert await office.owner.fetchval(kept, UUID(other.update["id"])) == before


async def test_of_many_at_once_one_is_kept_and_the_others_are_told_its_version(office: Office) -> None:
    child = await office.child()
    tries = [office.do("updateChild", {**child.update, "school": f"第{n}小学"}) for n in range(4)]
    done = await asyncio.gather(*tries)
    assert sum(each.record is not None for each in done) == 1
    messages = {error["message"] for each in done for error in each.errors}
    assert len(messages) == 1
    assert "at version 2." in messages.pop()


async def test_who_waited_for_another_change_is_told_the_version_that_stands(office: Office) -> None:
    """The other transaction changes the record twice after this one found it and before this one writes."""
    child = await office.child()
    transaction = office.owner.transaction()
    await transaction.start()
    twice = "update children set version = version + 2 where id = $1"
    await office.owner.execute(twice, child.update["id"])
    waiting = asyncio.create_task(office.do("updateChild", {**child.update, "name": "丙"}))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    await transaction.commit()
    assert "at version 3." in (await waiting).errors[0]["message"]


async def test_who_waited_for_another_change_is_told_that_the_record_is_gone(office: Office) -> None:
    child = await office.child()
    async with office.owner.transaction():
        moved = "update children set version = version + 1, tenant_code = $2 where id = $1"
        await office.owner.execute(moved, child.update["id"], int(OTHER_VILLAGE))
        waiting = asyncio.create_task(office.do("updateChild", {**child.update, "name": "丙"}))
        await asyncio.sleep(0.3)
        assert not waiting.done()
    assert (await waiting).problems == {("NOT_FOUND", "input.id")}


@pytest.mark.parametrize(
    "given", [{}, {"name": " 张小明 ", "identityNumber": CHILD["identityNumber"]}, {"phone": " 154-8765-1234"}]
)
async def test_a_change_of_nothing_changes_nothing(office: Office, given: dict[str, object]) -> None:
    await office.forget_children()
    child = await office.do("registerChild", {"name": "张小明", **CHILD}, fields="updatedAt")
    changed = await office.do("updateChild", {**child.update, **given}, fields="updatedAt history { totalCount }")
    assert changed.record
    assert changed.record == {**(child.record or {}), "history": {"totalCount": 0}}
    other = await office.do("updateChild", {**child.update, "school": "一小"})
    assert other.record


async def test_a_clients_own_id_is_kept(office: Office) -> None:
    key = str(uuid7())
    assert (await office.child(id=key)).update == {"id": key, "expectedVersion": 1}
    assert (await office.do("registerChild", {"id": key, "name": "别人"})).problems == {("ALREADY_EXISTS", "input.id")}


async def test_the_same_sent_again_is_answered_with_the_record_whatever_has_happened_since(office: Office) -> None:
    volunteer, key = await office.volunteer(capacity=1), str(uuid7())
    parties = {"childId": (await office.child()).update["id"], "caringMotherId": volunteer.update["id"]}
    paired = await office.done("pair", {**parties, "id": key})
    again = await office.do("pair", {**parties, "id": key})
    assert (again.update, again.errors) == (paired.update, [])
    await office.done("endPairing", {**paired.update, "untilOn": "2024-03-03", "endedReason": "COMPLETED"})
    await office.pairing(caringMotherId=volunteer.update["id"])
    assert (await office.done("pair", {**parties, "id": key})).update == {"id": key, "expectedVersion": 2}
    assert await office.owner.fetchval("select count(*) from pairings where id = $1", UUID(key)) == 1


async def test_what_was_sent_twice_at_once_is_done_once_and_answered_twice(office: Office) -> None:
    key = str(uuid7())
    done = await asyncio.gather(*(office.do("registerChild", {"id": key}) for _ in range(3)))
    assert [(each.update, each.errors) for each in done] == [({"id": key, "expectedVersion": 1}, [])] * 3


async def test_another_users_addition_is_no_replay(office: Office) -> None:
    key = str(uuid7())
    await office.child(id=key)
    colleague = await office.worker(VILLAGE)
    assert (await office.do("registerChild", {"id": key}, colleague)).problems == {("ALREADY_EXISTS", "input.id")}


async def test_what_was_added_is_known_for_two_days_by_a_hash_alone(office: Office) -> None:
    key = str(uuid7())
    await office.child(id=key)
    kept = await office.owner.fetchrow("select * from creations where record_id = $1", UUID(key))
    assert kept
    assert another_child(key)["name"] not in str(kept)
    await office.owner.execute("update creations set created_at = now() - interval '49 hours'")
    await office.child(id=str(uuid7()))
    assert await office.owner.fetchval("select count(*) from creations where record_id = $1", UUID(key)) == 0


async def test_a_conflict_comes_with_the_record_as_it_is_now(office: Office) -> None:
    child = await office.child()
    await office.done("updateChild", {**child.update, "school": "一小"})
    text = """mutation ($input: UpdateChildInput!) { updateChild(input: $input) {
        child { id } current { version school }
        userErrors { code currentVersion parameters { name value } } } }"""
    given = {**child.update, "school": "二小"}
    stale = (await ask(office.engine, office.callers["caseworker"], text, {"input": given}))["updateChild"]
    assert stale == {
        "child": None,
        "current": {"version": 2, "school": "一小"},
        "userErrors": [{"code": "CONFLICT", "currentVersion": 2, "parameters": [{"name": "version", "value": "2"}]}],
    }
    given["expectedVersion"] = 2
    done = (await ask(office.engine, office.callers["caseworker"], text, {"input": given}))["updateChild"]
    assert (done["current"], done["userErrors"]) == (None, [])


async def test_limits_are_told_as_data(office: Office) -> None:
    text = """mutation ($input: RegisterChildInput!) { registerChild(input: $input) {
        userErrors { field parameters { name value } currentVersion } } }"""
    given = {**VALID["registerChild"], "name": "长" * 51, "birthDate": "1800-01-01"}
    done = (await ask(office.engine, office.callers["caseworker"], text, {"input": given}))["registerChild"]
    assert {error["field"][1]: error["parameters"] for error in done["userErrors"]} == {
        "name": [{"name": "most", "value": "50"}],
        "birthDate": [{"name": "least", "value": "1900-01-01"}],
    }


async def test_an_id_that_another_tenant_has_is_answered_like_any_other(office: Office) -> None:
    foreign = await office.done("registerChild", {"tenant": OTHER_VILLAGE, "name": "别人"}, "neighbour")
    own = await office.child()
    answers = [await office.do("registerChild", {"id": each.update["id"]}) for each in (foreign, own)]
    assert answers[0] == answers[1]
    assert "别人" not in str(answers[0])


@pytest.mark.parametrize(
    "key", [str(uuid1()), str(uuid4()), "1", "", "018f" * 9], ids=["by time", "random", "short", "empty", "long"]
)
async def test_other_ids_are_refused(office: Office, key: str) -> None:
    assert (await office.do("registerChild", {"id": key})).problems == {("MALFORMED", "input.id")}


async def test_who_wrote_is_recorded(office: Office) -> None:
    child = await office.child()
    session = office.callers["caseworker"].session
    assert session
    wrote = await office.owner.fetchrow("select created_by, updated_by from children where id = $1", child.update["id"])
    assert wrote
    assert (wrote["created_by"], wrote["updated_by"]) == (session.user_id, session.user_id)
