"""A director who is asked to confirm a grant declines it: what that ends, and who sees it."""

import asyncio

import pytest

from tenants.administration.granting import find_awaited
from tenants.administration.managed_users import apply_change
from tenants.errors import Rejected
from tests.schema.administration.bureau import HERS, VILLAGE, Bureau
from tests.schema.administration.test_granting import DIRECTORS, code_of


async def test_a_director_declines_and_who_gave_it_sees_that(bureau: Bureau) -> None:
    name, made = await bureau.create()
    grant = await bureau.give(made["user"]["id"], "CASEWORKER", VILLAGE)
    code = await bureau.confirm(grant)
    for stale in (grant["version"], grant["version"] + 2):
        done = await bureau.do("director", "declineGrant", id=grant["id"], expectedVersion=stale)
        assert (code_of(done), done["declined"]) == ("CONFLICT", False)
    await bureau.decline({**grant, "version": grant["version"] + 1})
    # The code that was given before opens nothing, and whoever confirms, declines or revokes comes too late.
    assert code_of(await bureau.do(name, "acceptGrant", code=code, password=HERS)) == "WRONG_CODE"
    seen = {"id": grant["id"], "expectedVersion": grant["version"] + 2}
    for mutation in DIRECTORS:
        assert code_of(await bureau.do("director", mutation, **seen)) == "NOT_FOUND"
    assert code_of(await bureau.do("administrator", "revokeGrant", **seen)) == "ALREADY_DONE"
    for administrator in ("administrator", "city administrator"):
        assert (await bureau.user(administrator, name))["grants"][0]["state"] == "DECLINED"
    # It may be asked for once more.
    again = await bureau.give(made["user"]["id"], "CASEWORKER", VILLAGE)
    assert again["id"] != grant["id"]
    await bureau.done(name, "acceptGrant", code=await bureau.confirm(again), password=HERS)
    accepted = {"id": again["id"], "expectedVersion": again["version"] + 2}
    assert code_of(await bureau.do("director", "declineGrant", **accepted)) == "NOT_FOUND"


async def test_of_one_who_confirms_and_one_who_declines_at_once_one_does(bureau: Bureau) -> None:
    _, made = await bureau.create()
    grant = await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    seen = {"id": grant["id"], "expectedVersion": grant["version"]}
    one, other = await bureau.caller("director"), await bureau.caller("city director")
    both = await asyncio.gather(bureau.do(one, "confirmGrant", **seen), bureau.do(other, "declineGrant", **seen))
    assert sorted(len(done["userErrors"]) for done in both) == [0, 1]


async def test_whoever_finds_it_in_time_and_comes_too_late_is_told_of_a_conflict(bureau: Bureau) -> None:
    _, made = await bureau.create()
    grant = await bureau.give(made["user"]["id"], "PARTNER", VILLAGE)
    caller = await bureau.caller("director")
    async with bureau.database.writing(caller.actor) as writing:
        found = await find_awaited(writing, {"id": grant["id"], "expected_version": grant["version"]})
        await bureau.decline(grant, by="city director")
        with pytest.raises(Rejected, match="CONFLICT"):
            await apply_change(writing, found, "select decline_grant($1, $2)")
