"""Versions and ids: who comes second is told so, and a repeated request is recognized without telling on others."""

import asyncio

import pytest
from uuid_utils.compat import uuid1, uuid4, uuid7

from tests.tenants.records.office import OTHER_VILLAGE, Office


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


async def test_a_clients_own_id_is_kept(office: Office) -> None:
    key = str(uuid7())
    assert (await office.child(id=key)).update == {"id": key, "expectedVersion": 1}
    assert (await office.do("registerChild", {"id": key})).problems == {("ALREADY_EXISTS", "input.id")}


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
