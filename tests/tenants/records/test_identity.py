"""A number that does not agree with the file is told and kept; one on file is refused, and nothing more is said."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from stdnum.iso7064 import mod_11_2

from schema.caller import Caller
from tenants.audit.chaining import chain_all
from tenants.errors import TooMany
from tests.callers import ask
from tests.tenants.records.office import OTHER_VILLAGE, VALID, VILLAGE, Done, Office, another_child

# Of nobody: born on 2015-05-05, a girl's and a boy's.
GIRLS, BOYS = "330113201505050025", "330113201505050033"
ON_FILE = {("ALREADY_ON_FILE", "input.identityNumber")}
ELSEWHERE = {"tenant": OTHER_VILLAGE}


async def told(office: Office, mutation: str, given: dict[str, object], by: str = "caseworker") -> set[str]:
    name = mutation[0].upper() + mutation[1:]
    text = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
        userErrors {{ code field }} warnings {{ code field }} }} }}"""
    input_ = {**VALID.get(mutation, {}), **(another_child() if mutation == "registerChild" else {}), **given}
    done = (await ask(office.engine, office.callers[by], text, {"input": input_}))[mutation]
    assert done["userErrors"] == []
    assert all(one["field"] == ["input", "identityNumber"] for one in done["warnings"])
    return {one["code"] for one in done["warnings"]}


def number_of(code: str, order: str = "003") -> str:
    """A number of nobody, born on 2015-05-05."""
    digits = f"{code}20150505{order}"
    return digits + str(mod_11_2.calc_check_digit(digits))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, set()),
        ({"birthDate": "2015-05-06"}, {"BIRTH_DATE_DIFFERS"}),
        ({"sex": "FEMALE"}, {"SEX_DIFFERS"}),
        ({"identityNumber": GIRLS, "birthDate": "2015-05-04"}, {"SEX_DIFFERS", "BIRTH_DATE_DIFFERS"}),
        ({"identityNumber": None}, set()),
    ],
)
async def test_what_the_file_says_otherwise(office: Office, given: dict[str, object], codes: set[str]) -> None:
    assert await told(office, "registerChild", given) == codes


async def test_a_change_is_told_where_it_is_about_it(office: Office) -> None:
    child = (await office.child(identityNumber=BOYS)).update
    assert await told(office, "updateChild", {**child, "birthDate": "2015-05-04"}) == {"BIRTH_DATE_DIFFERS"}
    child["expectedVersion"] = 2
    assert await told(office, "updateChild", {**child, "school": "一小"}) == set()
    child["expectedVersion"] = 3
    assert await told(office, "updateChild", {**child, "identityNumber": None, "sex": "FEMALE"}) == set()


async def test_a_caring_mothers_number_on_file_is_told_without_saying_where(office: Office) -> None:
    given: dict[str, object] = {"birthDate": "1970-01-01"}
    elsewhere = {**given, "identityNumber": "330106197001010027", "tenant": OTHER_VILLAGE}
    assert await told(office, "registerCaringMother", elsewhere, "neighbour") == set()
    spelled = "\uff13\uff13\uff10106 1970 0101 0027 "
    assert await told(office, "registerCaringMother", {**given, "identityNumber": spelled}) == {"ALREADY_ON_FILE"}


async def test_a_childs_number_on_file_is_refused_wherever_it_is(office: Office) -> None:
    """Registered, changed, reopened: nothing is written, and nothing is said but that it is on file."""
    number = number_of("110101")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number}, "neighbour")
    mine = await office.child()
    before = await office.fingerprint()
    refused = await office.do("registerChild", {"identityNumber": f" {number[:6]} {number[6:]} ".lower()})
    assert (refused.record, refused.problems) == (None, ON_FILE)
    changing = {**mine.update, "identityNumber": number, "school": "一小"}
    assert (await office.do("updateChild", changing)).problems == ON_FILE
    assert await office.fingerprint() == before
    # What is wrong besides comes first: whoever only tries numbers has to enter a child.
    invalid = await office.do("registerChild", {"identityNumber": number, "onFileOn": "2024-01-01"})
    assert "ALREADY_ON_FILE" not in {code for code, _ in invalid.problems}
    # Closed there, it may be registered here; then it is not reopened there.
    await office.done("closeChild", {**kept.update, "closedOn": "2024-09-01", "closedReason": "MOVED_OUT"}, "neighbour")
    await office.child(identityNumber=number)
    reopening = {**kept.update, "expectedVersion": 2, "reopenedOn": "2024-10-01"}
    assert (await office.do("reopenChild", reopening, "neighbour")).problems == {("ALREADY_ON_FILE", "input.id")}


async def test_its_own_number_is_no_other_file(office: Office) -> None:
    child = await office.child(identityNumber=number_of("110102"))
    assert await told(office, "updateChild", {**child.update, "identityNumber": number_of("110102")}) == set()


async def test_two_who_register_a_child_at_once_do_not_both(office: Office) -> None:
    for attempt in range(5):
        given = {"identityNumber": number_of("110105", f"{attempt:03d}")}
        both = await asyncio.gather(
            office.do("registerChild", {**given, **ELSEWHERE}, "neighbour"), office.do("registerChild", given)
        )
        assert sorted(len(one.errors) for one in both) == [0, 1]


async def test_what_was_refused_may_be_sent_again(office: Office) -> None:
    """Under the same ids: neither the record nor the request was done."""
    number = number_of("110106")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number}, "neighbour")
    own = {"id": "0190a8c4-0000-7000-8000-000000000001", "requestId": "0190a8c4-0000-4000-8000-000000000002"}
    given = {**another_child(), **own, "identityNumber": number}
    assert (await office.do("registerChild", given)).problems == ON_FILE
    await office.done("closeChild", {**kept.update, "closedOn": "2024-09-01", "closedReason": "MOVED_OUT"}, "neighbour")
    assert (await office.done("registerChild", given)).update["id"] == own["id"]


async def test_whoever_is_told_so_is_on_record_where_the_file_is(office: Office) -> None:
    number = number_of("110107")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number}, "neighbour")
    await office.do("registerChild", {"identityNumber": number})
    await chain_all(office.owner)
    text = "query ($id: ID!) { child(id: $id) { accessLog { nodes { userName tenantName fields } } } }"
    seen = await ask(office.engine, office.callers["neighbour"], text, {"id": kept.update["id"]})
    session = office.callers["caseworker"].session
    assert session
    entry = {"userName": session.user_name, "tenantName": "淳安县", "fields": ["identityNumber"]}
    assert entry in seen["child"]["accessLog"]["nodes"]


async def test_numbers_are_not_tried_for_long(office: Office) -> None:
    """Beyond so many, numbers on file and others are answered alike; whatever has none is entered as before."""
    worker = await office.worker(VILLAGE)
    number = number_of("110108")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number}, "neighbour")
    told = "insert into numbers_told (user_id, number_hash, child_id) select $1, 'a', $2 from generate_series(1, 18)"
    assert worker.session
    await office.owner.execute(told, worker.session.user_id, kept.update["id"])
    for _ in range(2):
        assert (await office.do("registerChild", {"identityNumber": number}, worker)).problems == ON_FILE
    for tried in (number, number_of("110109")):
        with pytest.raises(TooMany) as raised:
            await office.do("registerChild", {"identityNumber": tried}, worker)
        assert 0 < int(str(raised.value.details["retry_after"])) <= timedelta(days=1).total_seconds()
    await office.done("registerChild", {"identityNumber": None}, worker)
    await office.child()
    await office.owner.execute("update numbers_told set told_at = told_at - interval '1 day'")
    await office.done("registerChild", {"identityNumber": number_of("110109")}, worker)


QUESTION = "孩子随母亲搬来我村，请问是否可以转出档案？"
ASKED = "question askedBy askedOn answer answerNote answeredOn tenant { code }"
RECEIVED = """{ receivedEnquiries { nodes { id version askedFrom branch askedBy question answer child { id } } }
    fileDecisions(first: 200) { nodes { decision child { id } } } }"""


async def received(office: Office, child: Done, by: str | Caller) -> tuple[list[dict[str, Any]], bool]:
    """What was asked about the child, as somebody sees it, and whether an answer is asked for."""
    found = await ask(office.engine, office.callers[by] if isinstance(by, str) else by, RECEIVED)
    key = child.update["id"]
    decisions = [one["decision"] for one in found["fileDecisions"]["nodes"] if one["child"]["id"] == key]
    return [one for one in found["receivedEnquiries"]["nodes"] if one["child"]["id"] == key], (
        "ANSWER_ENQUIRY" in decisions
    )


async def test_the_keeper_is_asked_and_answers(office: Office) -> None:
    number = number_of("110111")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number, "onFileOn": None}, "neighbour")
    asking = {"tenant": VILLAGE, "identityNumber": number, "question": QUESTION}
    # Not before she was told, and nobody else: to her it is as if it were no number of anybody.
    untold = {("NOT_TOLD", "input.identityNumber")}
    assert (await office.do("askKeeper", asking)).problems == untold
    assert (await office.do("askKeeper", {**asking, "identityNumber": number_of("110112")})).problems == untold
    await office.do("registerChild", {"identityNumber": number})
    other = await office.worker(VILLAGE)
    assert (await office.do("askKeeper", asking, other)).problems == untold
    asked = await office.do("askKeeper", asking, fields=f"identityNumber {ASKED}")
    assert asked.record, asked.errors
    assert asked.record["tenant"] == {"code": VILLAGE}
    assert (await office.do("askKeeper", asking)).problems == {("ALREADY_EXISTS", "input.identityNumber")}

    assert await received(office, kept, "caseworker") == ([], False)
    (one,), listed = await received(office, kept, "neighbour")
    session = office.callers["caseworker"].session
    assert session
    assert listed
    assert (one["askedFrom"], one["branch"], one["askedBy"]) == (VILLAGE, "某村", session.user_name)
    assert (one["question"], one["answer"]) == (QUESTION, None)

    answer = {"id": one["id"], "expectedVersion": one["version"], "answer": "STAYS_HERE", "answerNote": "已在我村就读"}
    assert {code for code, _ in (await office.do("answerEnquiry", answer)).problems} == {"NOT_FOUND"}
    await office.done("answerEnquiry", answer, "neighbour")
    assert (await office.do("answerEnquiry", {**answer, "expectedVersion": 2}, "neighbour")).problems == {
        ("ALREADY_DONE", "input.id")
    }
    text = f"query ($id: ID!) {{ fileEnquiry(id: $id) {{ {ASKED} }} }}"
    found = (await ask(office.engine, office.callers["caseworker"], text, {"id": asked.record["id"]}))["fileEnquiry"]
    assert (found["answer"], found["answerNote"]) == ("STAYS_HERE", "已在我村就读")
    assert found["answeredOn"]
    assert not (await received(office, kept, "neighbour"))[1]
    # Answered, it may be asked again.
    await office.done("askKeeper", asking)


async def test_nothing_the_asker_can_read_says_where(office: Office) -> None:
    """Nor do the tables, whatever her statement."""
    number = number_of("110113")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number}, "neighbour")
    await office.do("registerChild", {"identityNumber": number})
    asked = await office.done("askKeeper", {"tenant": VILLAGE, "identityNumber": number, "question": QUESTION})
    actor = office.callers["caseworker"].actor
    async with office.database.writing(actor) as writing:
        row = await writing.connection.fetchrow("select * from file_enquiries where id = $1", asked.update["id"])
        assert not {kept.update["id"], OTHER_VILLAGE} & set(map(str, dict(row).values()))
        assert await writing.connection.fetch("select from received_enquiries") == []
        for table in ("enquiry_links", "numbers_told"):
            assert not await writing.connection.fetchval(f"select has_table_privilege('{table}', 'select')")


async def test_an_open_enquiry_follows_the_file(office: Office) -> None:
    number = number_of("110114")
    kept = await office.done("registerChild", {**ELSEWHERE, "identityNumber": number}, "neighbour")
    await office.do("registerChild", {"identityNumber": number})
    await office.done("askKeeper", {"tenant": VILLAGE, "identityNumber": number, "question": QUESTION})
    await office.owner.execute(
        "update children set tenant_code = $2 where id = $1", kept.update["id"], int(VILLAGE) + 2
    )
    (one,), _ = await received(office, kept, "caseworker")
    assert one["answer"] is None
    assert await received(office, kept, "neighbour") == ([], False)
