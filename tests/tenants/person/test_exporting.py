"""An export holds everything on one person, and nothing that is another's."""

import json
from uuid import UUID

import pytest

from tenants.encryption.keys import Keys
from tenants.person.exporting import export_person
from tenants.person.request import PersonError, Request
from tests.keys import KEYS
from tests.tenants.person.test_erasing import REASON, merged_into, one_of_each, opened_with_a_reason, plant
from tests.tenants.records.office import Office


async def test_a_child_is_given_all_that_is_held(office: Office) -> None:
    child, mother, pairing, visit = await one_of_each(office)
    planted = await merged_into(office, child)
    planted |= await plant(office.owner, "children", child.update["id"], "kid")
    planted |= await plant(office.owner, "pairings", pairing.update["id"], "kid-pairing")
    planted |= await plant(office.owner, "visits", visit.update["id"], "kid-visit")
    hers = await plant(office.owner, "caring_mothers", mother.update["id"], "mum")
    await opened_with_a_reason(office, child)
    request = Request("CHILD", UUID(child.update["id"]), "操作员")
    await export_person(office.owner, request, KEYS)
    document = await export_person(office.owner, request, KEYS)
    assert {secret for secret in planted if secret not in document} == set()
    assert {secret for secret in hers if secret in document} == set()
    assert "tests:" not in document
    held = json.loads(document)
    assert [len(held[part]) for part in ("file", "pairings", "visits", "requests")] == [2, 1, 1, 1]
    assert held["requests"][0]["request"] == "EXPORT"
    assert [opening["reason"] for opening in held["openings"]] == [REASON]
    assert [access["reason"] for access in held["accesses"] if access["role"] == "DIRECTOR"] == [REASON, REASON]


async def test_what_no_key_opens_is_told_by_its_place(office: Office) -> None:
    key = (await office.child()).update["id"]
    other = Keys({"other": bytes(32)}, bytes(32))
    with pytest.raises(PersonError, match=f"^children.[a-z_]+:{key} cannot be decrypted with any key$"):
        await export_person(office.owner, Request("CHILD", UUID(key), "操作员"), other)


async def test_a_caring_mother_is_given_nothing_of_the_children(office: Office) -> None:
    child, mother, pairing, visit = await one_of_each(office)
    session = (await office.mother(mother)).session
    assert session
    linked = "insert into identities (user_id, issuer, subject) values ($1, 'https://id.example', 'mum-subject')"
    await office.owner.execute(linked, session.user_id)
    hers = await plant(office.owner, "caring_mothers", mother.update["id"], "mum")
    theirs = await plant(office.owner, "children", child.update["id"], "kid")
    theirs |= await plant(office.owner, "pairings", pairing.update["id"], "kid-pairing")
    theirs |= await plant(office.owner, "visits", visit.update["id"], "kid-visit")
    document = await export_person(office.owner, Request("CARING_MOTHER", UUID(mother.update["id"]), "操作员"), KEYS)
    assert {secret for secret in hers if secret not in document} == set()
    assert {secret for secret in {*theirs, child.update["id"]} if secret in document} == set()
    given = json.loads(document)
    assert [len(given[part]) for part in ("grants", "sessions", "visits")] == [1, 1, 1]
    assert [identity["subject"] for identity in given["identities"]] == ["mum-subject"]
    assert "hash" not in document


async def test_nobody_is_given_what_is_not_held(office: Office) -> None:
    with pytest.raises(PersonError, match="there is no CHILD"):
        await export_person(office.owner, Request("CHILD", UUID(int=1), "操作员"), KEYS)
    with pytest.raises(PersonError, match="cannot be empty"):
        await export_person(office.owner, Request("CHILD", UUID(int=1), " "), KEYS)
