"""A wrong or missing key is named before anything is served, and the database learns no key from what it keeps."""

import asyncpg
import pytest

from tenants.database.transactions import Database
from tenants.encryption.fingerprints import WrongKeys
from tenants.encryption.keys import SEARCH_KEY, Keys
from tenants.rotation.key_changes import forget, keep_first
from tenants.rotation.rotating import rotate
from tests.conftest import ScratchDatabase
from tests.planted import CHILD
from tests.tenants.records.office import Office

FIRST, SECOND = b"a first key for sealing in tests", b"another key for sealing in tests"
SEARCH = b"a key for the hashes, in a test."
OTHER = b"a key that has nothing to do here"[:32]
TESTS, TESTS_SEARCH = b"the key that seals in the tests.", b"the key that finds in the tests."  # as tests/keys.py has
KEYS = Keys({"a": FIRST}, SEARCH)
BOTH = Keys({"b": SECOND, "a": FIRST}, SEARCH)


async def serve(database: ScratchDatabase, keys: Keys) -> None:
    await (await Database.connect(database.application_url, 1, keys)).close()


async def refused(database: ScratchDatabase, keys: Keys) -> str:
    with pytest.raises(WrongKeys) as raised:
        await serve(database, keys)
    return str(raised.value)


async def test_the_keys_it_began_with_serve_again(database: ScratchDatabase) -> None:
    for _ in range(2):
        await serve(database, KEYS)


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (Keys({"a": FIRST}, OTHER), "CIRCLE_SEARCH_KEY is not"),
        (Keys({"a": OTHER}, SEARCH), "the key a of CIRCLE_KEYS is not"),
        (Keys({"b": SECOND}, SEARCH), "CIRCLE_KEYS lacks a,"),
    ],
)
async def test_a_wrong_or_missing_key_is_named(database: ScratchDatabase, keys: Keys, named: str) -> None:
    await serve(database, KEYS)
    assert named in await refused(database, keys)
    # What was refused is not kept in mind either.
    await serve(database, KEYS)


async def test_every_wrong_key_is_named_at_once(database: ScratchDatabase) -> None:
    await serve(database, BOTH)
    said = await refused(database, Keys({"a": OTHER}, OTHER))
    assert all(name in said for name in (SEARCH_KEY, "the key a of", "lacks b"))


async def test_a_key_added_for_rotation_serves_until_the_old_one_is_retired(database: ScratchDatabase) -> None:
    await serve(database, KEYS)
    await serve(database, BOTH)
    await rotate(database.owner_url, BOTH)
    await serve(database, Keys({"b": SECOND}, SEARCH))
    await serve(database, BOTH)
    said = await refused(database, Keys({"a": FIRST, "b": SECOND}, SEARCH))
    assert "the key a, the first of CIRCLE_KEYS, was retired" in said


async def test_a_new_search_key_comes_with_a_rotation(database: ScratchDatabase) -> None:
    await serve(database, KEYS)
    anew = Keys({"b": SECOND, "a": FIRST}, OTHER)
    assert SEARCH_KEY in await refused(database, anew)
    await rotate(database.owner_url, anew)
    await serve(database, anew)
    assert SEARCH_KEY in await refused(database, BOTH)


async def test_a_search_key_is_not_changed_where_hashes_would_stay(
    office: Office, module_database: ScratchDatabase
) -> None:
    await office.forget_children()
    await office.child(phone=CHILD["phone"])
    with pytest.raises(WrongKeys, match="needs a first key"):
        await rotate(module_database.owner_url, Keys({"tests": TESTS}, OTHER))


async def test_a_lost_key_can_be_given_up(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await serve(database, BOTH)
    assert await forget(owner, "b")
    await serve(database, KEYS)
    assert not await forget(owner, "z")
    assert not await forget(owner, SEARCH_KEY)


@pytest.mark.parametrize(
    ("keys", "said"),
    [(Keys({"tests": OTHER}, TESTS_SEARCH), "cannot be decrypted"), (Keys({"tests": TESTS}, OTHER), SEARCH_KEY)],
)
async def test_keys_are_proven_where_the_database_knows_none_yet(office: Office, keys: Keys, said: str) -> None:
    """As at the upgrade from a version that kept no fingerprints."""
    await office.forget_children()
    await office.child(phone=CHILD["phone"])
    await office.owner.execute("delete from key_fingerprints")
    with pytest.raises(WrongKeys, match=said):
        await keep_first(office.owner, keys)
    assert await office.owner.fetchval("select count(*) from key_fingerprints") == 0
    await keep_first(office.owner, office.database.keys)
    assert await office.owner.fetchval("select count(*) from key_fingerprints") == 2


async def test_a_fingerprint_is_no_part_of_a_key(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    await serve(database, KEYS)
    kept = {row["name"]: row["fingerprint"] for row in await owner.fetch("select * from key_fingerprints")}
    assert kept.keys() == {"a", SEARCH_KEY}
    assert not {FIRST, SEARCH} & set(kept.values())
    assert SEARCH not in b"".join(kept.values())
    assert kept[SEARCH_KEY] != Keys({"a": FIRST}, FIRST).fingerprints[SEARCH_KEY]


async def test_the_application_neither_reads_nor_changes_them_by_itself(database: ScratchDatabase) -> None:
    application = await asyncpg.connect(database.application_url)
    for statement in ("select * from key_fingerprints", "update key_fingerprints set retired_at = now()"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(statement)
    await application.close()
