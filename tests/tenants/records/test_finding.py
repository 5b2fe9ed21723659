"""Whoever was written down in one spelling is found in any other."""

import pytest

from tests.callers import ask
from tests.tenants.records.office import Office

GIVEN = {
    "name": "阿卜杜拉•买\u200b买提",
    "phone": "+86 138-0013-8001",
    "identityNumber": "１１０１０１２０１５０５０５００１０",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nameContains", "拉·买买"),
        ("nameContains", "拉 ・ 买买"),
        ("phone", "13800138001"),
        ("phone", "138 0013 8001"),
        ("phone", "１３８００１３８００１"),
        ("identityNumber", "110101 2015 0505 0010"),
    ],
)
async def test_a_child_is_found_however_it_is_typed(office: Office, name: str, text: str) -> None:
    await office.forget_children()
    child = await office.do("registerChild", GIVEN, fields="name phone identityNumber")
    assert child.record, child.errors
    assert (child.record["name"], child.record["phone"]) == ("阿卜杜拉·买买提", "13800138001")
    assert child.record["identityNumber"] == "110101201505050010"
    query = "query ($filter: ChildFilter) { children(filter: $filter, first: 100) { nodes { id } } }"
    found = await ask(office.engine, office.callers["caseworker"], query, {"filter": {name: text}})
    assert child.record["id"] in {node["id"] for node in found["children"]["nodes"]}


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u202e", " \n"])
async def test_a_name_that_nobody_sees_is_none(office: Office, name: str) -> None:
    assert (await office.do("registerChild", {"name": name})).problems == {("REQUIRED", "input.name")}
