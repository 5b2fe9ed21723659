"""A number that does not agree with the file, or is on file already, is told and kept."""

import pytest

from tests.callers import ask
from tests.tenants.records.office import OTHER_VILLAGE, VALID, Office

# Of nobody: born on 2015-05-05, a girl's and a boy's.
GIRLS, BOYS = "330113201505050025", "330113201505050033"


async def told(office: Office, mutation: str, given: dict[str, object], by: str = "caseworker") -> set[str]:
    name = mutation[0].upper() + mutation[1:]
    text = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
        userErrors {{ code field }} warnings {{ code field }} }} }}"""
    input_ = {**VALID.get(mutation, {}), **given}
    done = (await ask(office.engine, office.callers[by], text, {"input": input_}))[mutation]
    assert done["userErrors"] == []
    assert all(one["field"] == ["input", "identityNumber"] for one in done["warnings"])
    return {one["code"] for one in done["warnings"]}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"identityNumber": BOYS}, set()),
        ({"identityNumber": BOYS, "birthDate": "2015-05-06"}, {"BIRTH_DATE_DIFFERS"}),
        ({"identityNumber": BOYS, "sex": "FEMALE"}, {"SEX_DIFFERS"}),
        ({"identityNumber": GIRLS, "birthDate": "2015-05-04"}, {"SEX_DIFFERS", "BIRTH_DATE_DIFFERS"}),
        ({"identityNumber": None}, set()),
    ],
)
async def test_what_the_file_says_otherwise(office: Office, given: dict[str, object], codes: set[str]) -> None:
    assert await told(office, "registerChild", given) - {"ALREADY_ON_FILE"} == codes


async def test_a_change_is_told_where_it_is_about_it(office: Office) -> None:
    child = (await office.child(identityNumber=BOYS)).update
    assert await told(office, "updateChild", {**child, "birthDate": "2015-05-04"}) == {"BIRTH_DATE_DIFFERS"}
    child["expectedVersion"] = 2
    assert await told(office, "updateChild", {**child, "school": "一小"}) == set()
    child["expectedVersion"] = 3
    assert await told(office, "updateChild", {**child, "identityNumber": None, "sex": "FEMALE"}) == set()


@pytest.mark.parametrize(
    ("mutation", "number", "spelled"),
    [
        ("registerChild", "11010520111231018X", " 110105 20111231 018x "),
        ("registerCaringMother", "330106197001010027", "\uff13\uff13\uff10106 1970 0101 0027 "),
    ],
)
async def test_a_number_on_file_is_told_without_saying_where(
    office: Office, mutation: str, number: str, spelled: str
) -> None:
    given: dict[str, object] = {"birthDate": f"{number[6:10]}-{number[10:12]}-{number[12:14]}"}
    given |= {"sex": "FEMALE"} if mutation == "registerChild" else {}
    elsewhere = {**given, "identityNumber": number, "tenant": OTHER_VILLAGE}
    assert await told(office, mutation, elsewhere, "neighbour") == set()
    assert await told(office, mutation, {**given, "identityNumber": spelled}) == {"ALREADY_ON_FILE"}


async def test_a_closed_file_and_the_record_itself_are_no_other_file(office: Office) -> None:
    given = {"identityNumber": "330114201001010026", "birthDate": "2010-01-01", "sex": "FEMALE"}
    child = await office.child(**given)
    assert await told(office, "updateChild", {**child.update, **given, "school": "二小"}) == set()
    closing = {"id": child.update["id"], "expectedVersion": 2, "closedOn": "2024-02-02", "closedReason": "MOVED_OUT"}
    await office.done("closeChild", closing)
    assert await told(office, "registerChild", dict(given)) == set()
