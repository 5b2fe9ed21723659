"""One id, one object: an id that anything has is given to nothing else, and tells what it is of."""

from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from tests.tenants.records.office import COUNTY, Office

ACTIVITY = {"tenant": COUNTY, "name": "活动", "kind": "LECTURE", "focus": "SAFETY", "plannedOn": "2024-06-01"}
VENUE = {"tenant": COUNTY, "name": "站", "kind": "WORKSTATION", "openedOn": "2024-01-01"}


async def test_two_kinds_do_not_share_an_id(office: Office) -> None:
    key = str(uuid7())
    await office.done("createVenue", {**VENUE, "id": key})
    taken = await office.do("planActivity", {**ACTIVITY, "id": key})
    assert [(error["code"], error["field"]) for error in taken.errors] == [("ALREADY_EXISTS", ["input", "id"])]
    again = await office.do("createVenue", {**VENUE, "name": "别站", "id": key})
    assert [error["code"] for error in again.errors] == ["ALREADY_EXISTS"]


@pytest.mark.parametrize("query", ["select id from users", "select id from grants", "select id from changes"])
async def test_no_record_takes_the_id_of_what_is_no_record(office: Office, query: str) -> None:
    venue = await office.done("createVenue", VENUE)
    await office.done("updateVenue", {**venue.update, "name": "新站"})
    for row in await office.owner.fetch(query):
        taken = await office.do("planActivity", {**ACTIVITY, "id": str(row["id"])})
        # Some are of no form that a client may choose.
        assert [error["field"] for error in taken.errors] == [["input", "id"]]
        assert taken.errors[0]["code"] in ("ALREADY_EXISTS", "MALFORMED")


async def test_an_id_tells_the_kind_until_the_record_is_gone(office: Office) -> None:
    venue = await office.done("createVenue", VENUE)
    key = UUID(venue.update["id"])
    assert await office.owner.fetchval("select kind_of($1)", key) == "VENUE"
    await office.owner.execute("delete from venues where id = $1", key)
    assert await office.owner.fetchval("select kind_of($1)", key) is None
