"""What somebody else may have done is told until it was seen where the user is known, and devices are minted."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.api.second_factor import Holder, signed_in
from tests.api.service import Service, serve, settle
from tests.conftest import ScratchDatabase

THIEF = "203.0.113.77"


@pytest.fixture(scope="module")
async def service(module_database: ScratchDatabase) -> AsyncIterator[Service]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve(owner, module_database.application_url) as served:
        yield served
    await owner.close()


def told(payload: dict[str, list[dict[str, str]]]) -> list[str]:
    return [alert["kind"] for alert in payload["alerts"]]


async def test_a_thiefs_own_sign_ins_take_no_alert_from_the_user(service: Service) -> None:
    holder = await signed_in(service)
    thief = Holder(service, holder.name, THIEF)
    assert told(await thief.first_step()) == []
    for _ in range(2):
        assert "NEW_PLACE" in told(await thief.first_step())
    assert told(await holder.first_step()) == ["NEW_PLACE"]
    assert told(await holder.first_step()) == []


async def test_a_place_is_hers_once_she_has_seen_where_she_is_known_that_it_is_new(service: Service) -> None:
    holder = await signed_in(service)
    elsewhere = Holder(service, holder.name, "203.0.113.78")
    await elsewhere.first_step()
    assert told(await holder.first_step()) == ["NEW_PLACE"]
    assert told(await elsewhere.first_step()) == []
    await Holder(service, holder.name, THIEF).first_step()
    assert told(await elsewhere.first_step()) == ["NEW_PLACE"]
    assert told(await elsewhere.first_step()) == []


async def test_a_device_token_is_nobodys_choice_and_one_users(service: Service) -> None:
    holder, other = await signed_in(service), await signed_in(service)
    hers = (await holder.first_step())["deviceToken"]
    for by, given in ((holder, "chosen by whoever sends it"), (other, hers)):
        minted = (await by.first_step(device=given))["deviceToken"]
        assert minted not in {given, None}
        assert (await by.first_step(device=minted))["deviceToken"] == minted
