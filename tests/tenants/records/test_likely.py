"""Files that may be the same child's come back before another one is written: those in reach, and no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.audit.chaining import chain_all
from tenants.encryption.columns import SearchTerm, hash_term
from tests.callers import ask
from tests.tenants.records.office import NEXT_VILLAGE, OTHER_VILLAGE, VALID, VILLAGE, Office, another_child

TEXT = """mutation ($input: RegisterChildInput!) { registerChild(input: $input) {
    child { id } likely { id name birthDate hiddenFields } userErrors { code field } } }"""
BORN = date(2015, 5, 5)
CLOSED = "update children set closed_on = '2024-09-01', closed_reason = $2 where id = $1"


@dataclass(frozen=True)
class Filed:
    """A file as the test knows it; `guardian` is the phone of a guardian that is a record of its own."""

    key: str
    within: bool
    name: str
    born: date
    phone: str | None
    guardian: str | None
    closed: str | None


async def register(office: Office, given: Mapping[str, object], by: str = "caseworker") -> dict[str, Any]:
    input_ = {**VALID["registerChild"], **another_child(), **given}
    found: dict[str, Any] = (await ask(office.engine, office.callers[by], TEXT, {"input": input_}))["registerChild"]
    return found


def is_likely(filed: Filed, name: str, born: date, phone: str) -> bool:
    """Of the three two agree; worked out by hand."""
    same_name = filed.name.replace(" ", "").replace("•", "·") == name.replace(" ", "").replace("•", "·")
    near = abs((filed.born - born).days) <= 60
    same_phone = phone in (filed.phone, filed.guardian)
    return sum((same_name, near, same_phone)) >= 2


async def file(office: Office, chance: Random, names: tuple[str, ...], phones: tuple[str, ...]) -> Filed:
    """A file of any of these, somewhere: in two villages of the county, or in another county."""
    tenant = chance.choice((VILLAGE, NEXT_VILLAGE, OTHER_VILLAGE))
    name, phone = chance.choice(names), chance.choice((*phones, None))
    born = BORN + timedelta(days=chance.choice((0, 0, 1, 59, 60, 61, -60, -61, 200)))
    # Entered from above, where nothing is asked.
    given = {"tenant": tenant, "name": f"甲{chance.random()}", "birthDate": "2010-01-01", "identityNumber": None}
    by = "neighbour" if tenant == OTHER_VILLAGE else "caseworker"
    key = (await office.done("registerChild", given, by)).update["id"]
    hashed = "update children set name = $2, birth_date = $3, phone_hash = $4 where id = $1"
    await office.owner.execute(hashed, key, name, born, phone and await hash_of(office, "children", phone))
    guardian = chance.choice((*phones, None))
    if guardian:
        of_child = {"childId": key, "name": "外婆", "relation": "GRANDPARENT", "legalGuardian": False}
        await office.done("addGuardian", {**of_child, "fromOn": "2024-02-01", "phone": guardian}, by)
    closed = chance.choice((None, None, "MOVED_OUT", "ENTERED_IN_ERROR"))
    if closed:
        await office.owner.execute(CLOSED, key, closed)
    return Filed(key, tenant != OTHER_VILLAGE, name, born, phone, guardian, closed)


async def hash_of(office: Office, table: str, phone: str) -> bytes:
    return hash_term(office.database.keys, SearchTerm(table, "phone", phone))


async def test_what_two_of_three_agree_on_comes_back(office: Office) -> None:
    """Compared with a brute force over random files; nothing is written until each has been told apart."""
    chance = Random(20261129)  # noqa: S311  # the same files at every run
    names, phones = ("阿依古丽·买买提", "李一"), ("15480000001", "15480000002")
    asked = [(name, phone) for name in ("阿依古丽 • 买买提", "李一", "王二") for phone in phones]
    files = [await file(office, chance, names, phones) for _ in range(40)]
    for name, phone in asked:
        given = {"name": name, "phone": phone, "birthDate": str(BORN), "identityNumber": None}
        wanted = {
            one.key
            for one in files
            if one.within and one.closed != "ENTERED_IN_ERROR" and is_likely(one, name, BORN, phone)
        }
        apart: list[str] = []
        before = await office.owner.fetchval("select count(*) from children")
        while True:
            done = await register(office, {**given, "differsFrom": apart})
            if done["child"]:
                break
            assert done["userErrors"] == [{"code": "LIKELY_ON_FILE", "field": ["input", "differsFrom"]}]
            shown = [one["id"] for one in done["likely"]]
            assert 0 < len(shown) <= 20
            assert not set(shown) & set(apart)
            assert await office.owner.fetchval("select count(*) from children") == before
            apart += shown
        assert done["likely"] == []
        assert set(apart) == wanted, (name, phone)
        await office.owner.execute(CLOSED, done["child"]["id"], "ENTERED_IN_ERROR")


async def test_a_closed_file_with_the_number_is_to_be_reopened(office: Office) -> None:
    """Of another branch's closed file nothing is said."""
    told = another_child()
    number = {"identityNumber": told["identityNumber"]}
    for tenant, by, seen in ((OTHER_VILLAGE, "neighbour", False), (VILLAGE, "caseworker", True)):
        child = await office.done("registerChild", {**number, "tenant": tenant}, by)
        await office.owner.execute(CLOSED, child.update["id"], "MOVED_OUT")
        done = await register(office, {**number, "birthDate": "2012-01-01"})
        assert [one["id"] for one in done["likely"]] == ([child.update["id"]] if seen else [])
        if done["child"]:
            await office.owner.execute(CLOSED, done["child"]["id"], "ENTERED_IN_ERROR")


async def test_what_is_shown_of_them_is_logged(office: Office) -> None:
    told = {"name": "赵六", "birthDate": "2013-03-03", "identityNumber": None}
    child = await office.child(**told)
    done = await register(office, told)
    assert done["likely"] == [{"id": child.update["id"], "name": "赵六", "birthDate": "2013-03-03", "hiddenFields": []}]
    await chain_all(office.owner)
    text = "query ($id: ID!) { child(id: $id) { accessLog { nodes { fields } } } }"
    seen = await ask(office.engine, office.callers["caseworker"], text, {"id": child.update["id"]})
    assert {"fields": ["birthDate", "name"]} in seen["child"]["accessLog"]["nodes"]


async def test_no_more_are_told_apart_than_anybody_was_shown(office: Office) -> None:
    ids = [f"0190a8c4-0000-7000-8000-{n:012}" for n in range(201)]
    done = await register(office, {"differsFrom": ids})
    assert done["userErrors"] == [{"code": "TOO_LARGE", "field": ["input", "differsFrom"]}]
    assert (await register(office, {"differsFrom": [*ids[:199], "nonsense"]}))["child"]
    twice = await register(office, {"differsFrom": [ids[0], ids[0]]})
    assert twice["child"]
