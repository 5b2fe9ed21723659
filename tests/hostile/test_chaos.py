"""A short walk of accidents loses nothing, and what it would have lost or done twice is reported."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import asyncpg
import pytest

from tests.hostile.accidents import Walk
from tests.hostile.chaos import begin, found, run
from tests.hostile.installation import Installation, installed
from tests.hostile.witnesses import Remembered

pytestmark = pytest.mark.long

# Postmaster, worker and backend killed, backend and worker frozen, if there is time for it.
SEED = int(os.environ.get("SEED", "28374"))
SECONDS = 3.0


@pytest.fixture
async def installation() -> AsyncIterator[Installation]:
    """In a folder that a server of another user's may be in."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        async with installed(Path(folder)) as made:
            yield made


async def test_nothing_acknowledged_is_lost_and_it_would_be_reported(installation: Installation) -> None:
    tokens = await begin(installation, 3)
    told: list[str] = []
    walk = Walk(installation, Random(SEED), SECONDS, lambda one: told.append(str(one)))  # noqa: S311  # to be had again
    remembered, _ = await run(walk, tokens)
    tried = await found(installation, remembered)
    assert [one.through for one in tried] == [[]] * len(tried), f"seed {SEED}: {told}"
    assert remembered.has_some_of_each
    assert told

    child = next(key for key, needs in remembered.needs.items() if needs)
    need = remembered.needs[child].pop()
    assert await reported(installation, remembered) == {"acknowledged writes": 1}, "one that was done twice"
    remembered.needs[child].append(need)
    assert await reported(installation, remembered) == {}
    owner = await asyncpg.connect(installation.addresses.owner_url)
    await owner.execute("delete from needs where id = $1", need)
    assert await reported(installation, remembered) == {"acknowledged writes": 1}, "one that was lost"
    await owner.execute("delete from access_log where request_id = $1", next(iter(remembered.reads)))
    assert await reported(installation, remembered) == {"acknowledged writes": 1, "reads in the access log": 1}
    await owner.close()


async def reported(installation: Installation, remembered: Remembered) -> dict[str, int]:
    tried = await found(installation, remembered, verifies=False)
    return {one.what: len(one.through) for one in tried if one.through}
