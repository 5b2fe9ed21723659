"""The record of a village, a township and a county is what their files add up to, counted one by one."""

from collections import Counter
from datetime import date
from typing import Any

import asyncpg
import pytest

from tenants.cadence.keeping import work_off
from tenants.clock import today
from tenants.division import end_of
from tenants.errors import Forbidden
from tenants.records.checklist_item.defaults import add_default_checklists
from tests.callers import ask
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_COUNTY, VILLAGE, Office

RECORD = """query ($code: DivisionCode!, $year: Period!) { villageRecord(code: $code) {
    tenant { code compliance(period: $year) { code obliged overdue missed } statistics(period: $year) { visits } }
    children paired unpaired caringMothers caringMothersPaired updatedAt
    childrenByCategory { value count } childrenBySex { value count } childrenByAge { value count }
    caseworkers childDirectors unpairedByReason { value count }
    targets targetsUnpaired delegationsValid delegationsMissing keepingUnconsented sharingUnconsented
    childrenByRisk { value count } needsOpenByKind { value count } checklist { code obliged overdue missed } } }"""
OF_CHILD = (
    "(id, tenant_code, child_id, {}) select gen_random_uuid(), c.tenant_code, c.id, {} from children c where id = $1"
)
LEGAL = ("relation, legal_guardian, from_on", "'MOTHER', true, '2024-01-05'")
ENTRUSTED = (
    "relation, legal_guardian, from_on, delegated_by_id, delegated_until",
    "'GRANDPARENT', false, '2024-01-05', (select g.id from guardians g where g.child_id = c.id limit 1), {}",
)
CONSENTED = (
    "purpose, decision, by_child, method, from_on, withdrawn_on, withdrawn_by",
    "'{}', '{}', true, 'PAPER', '2024-01-05', {}",
)
BANDS = ((6, "UNDER_6"), (12, "FROM_6_TO_11"), (16, "FROM_12_TO_15"), (18, "FROM_16_TO_17"))


def age_band(born: date) -> str:
    now = today()
    years = now.year - born.year - ((now.month, now.day) < (born.month, born.day))
    return next((band for limit, band in BANDS if years < limit), "ADULT")


@pytest.fixture
async def files(office: Office) -> None:
    """Children of two villages: paired and not, closed, identified only."""
    await add_default_checklists(office.owner, date(2024, 1, 1))
    kinds = [
        {"sex": "FEMALE", "birthDate": "2022-02-03", "category": "ORPHAN"},
        {"birthDate": "2012-02-29", "category": "MIGRANT"},
        {"birthDate": "2009-11-28"},
        {"birthDate": "2008-11-28"},
    ]
    # Of two more somebody consents, and of one that was taken back.
    made = [await office.child(childDirector="李主任", **one) for one in kinds]
    for number, withdrawn in enumerate(("null, null", "'2024-03-01', '本人'")):
        more = await office.child(childDirector="王主任" if number else None)
        sharing = CONSENTED[1].format("SHARE_WITH_CARING_MOTHER", "GIVEN", withdrawn)
        await insert(office, "consents", more.update["id"], CONSENTED[0], sharing)
    await office.child(tenant=NEXT_VILLAGE, sex="FEMALE")
    await office.child(onFileOn=None)
    closed = await office.child()
    await office.done("closeChild", {**closed.update, "closedOn": "2024-06-01", "closedReason": "MOVED_OUT"})
    for child, level in zip(made, ("RED", "GREEN"), strict=False):
        given = {"childId": child.update["id"], "level": level, "assessedOn": "2024-03-01"}
        await office.done("recordAssessment", given)
    for child in made[:2]:
        mother = await office.volunteer()
        await office.done("pair", {"childId": child.update["id"], "caringMotherId": mother.update["id"]})
    await office.volunteer()
    await tell_more(office, [one.update["id"] for one in made])
    await work_off(office.owner)


async def insert(office: Office, table: str, child: str, columns: str, values: str) -> None:
    await office.owner.execute(f"insert into {table} {OF_CHILD.format(columns, values)}", child)


async def tell_more(office: Office, children: list[str]) -> None:
    """Care that is entrusted to somebody, still and no longer; consents given, refused and taken back; needs."""
    for child, until in ((children[2], "'2090-01-01'"), (children[3], "'2024-02-01'")):
        await insert(office, "guardians", child, *LEGAL)
        await insert(office, "guardians", child, ENTRUSTED[0], ENTRUSTED[1].format(until))
    given = ("GIVEN", "null, null")
    for child, purpose, (decision, withdrawn) in (
        (children[0], "KEEP_FILE", given),
        (children[0], "SHARE_WITH_CARING_MOTHER", ("GIVEN", "'2024-03-01', '本人'")),
        (children[1], "SHARE_WITH_CARING_MOTHER", given),
        (children[2], "KEEP_FILE", ("REFUSED", "null, null")),
    ):
        await insert(office, "consents", child, CONSENTED[0], CONSENTED[1].format(purpose, decision, withdrawn))
    await office.owner.execute("update children set basis = 'STATUTORY_DUTY' where id = $1", children[3])
    for kind, child in (("EDUCATION", children[0]), ("EDUCATION", children[1]), ("LEGAL", children[2])):
        told = {"childId": child, "kind": kind, "detail": "需要", "raisedOn": "2024-03-01"}
        need = await office.done("raiseNeed", told)
    await office.done("declineNeed", {**need.update, "settledOn": "2024-03-02", "outcome": "NO_LONGER_NEEDED"})
    exempt = {"childId": children[3], "target": False, "decidedOn": "2024-02-01", "reason": "家长陪伴"}
    await office.done("addTargetDecision", exempt)


@pytest.mark.usefixtures("files")
async def test_where_nobody_has_room_is_said(office: Office) -> None:
    def places(found: Any) -> Counter[str]:  # noqa: ANN401  # JSON
        return counted(found["unpairedByReason"])

    before = places(await record(office, "caseworker", VILLAGE))
    await office.owner.execute("update caring_mothers set suspended_on = today(), suspended_reason = 'r'")
    after = places(await record(office, "caseworker", VILLAGE))
    assert before["TO_BE_MATCHED"] > 0
    assert after == before - Counter(TO_BE_MATCHED=99) + Counter(NO_CARING_MOTHER=before["TO_BE_MATCHED"])
    await office.owner.execute("update caring_mothers set suspended_on = null, suspended_reason = null")


async def told_of_children(office: Office, ids: set[object]) -> dict[str, int]:
    """What else the record counts, child by child, in plain Python."""
    asked = [list(ids)]
    rows = {row["id"]: row for row in await office.owner.fetch("select * from children where id = any ($1)", *asked)}
    of = "select * from {} where child_id = any ($1) order by from_on, id"
    guardians = await office.owner.fetch(of.format("guardians"), *asked)
    consents = await office.owner.fetch(of.format("consents"), *asked)
    entrusted = {
        one["child_id"]
        for one in guardians
        if one["delegated_by_id"] and not one["until_on"] and (one["delegated_until"] or date.max) >= today()
    }
    stands = {
        (one["child_id"], one["purpose"]): one["decision"] == "GIVEN" for one in consents if not one["withdrawn_on"]
    }
    left = {one for one, row in rows.items() if row["category"] == "LEFT_BEHIND"}
    targets = {one for one, row in rows.items() if not row["untargeted_on"]}
    paired = {one for one, row in rows.items() if row["paired"]}
    by_consent = {one for one, row in rows.items() if row["basis"] == "CONSENT"}
    return {
        "targets": len(targets),
        "targetsUnpaired": len(targets - paired),
        "delegationsValid": len(left & entrusted),
        "delegationsMissing": len(left - entrusted),
        "keepingUnconsented": sum(not stands.get((one, "KEEP_FILE")) for one in by_consent),
        "sharingUnconsented": sum(not stands.get((one, "SHARE_WITH_CARING_MOTHER")) for one in paired),
    }


async def reasons(office: Office, ids: set[object]) -> Counter[str]:
    """Why each is unpaired, in plain Python; whoever serves there has room."""
    rows = await office.owner.fetch("select * from children where id = any ($1) and not paired", list(ids))
    asked = await office.owner.fetch(
        "select * from consents where purpose = 'SHARE_WITH_CARING_MOTHER' order by from_on, id"
    )
    stands = {one["child_id"]: one["decision"] == "GIVEN" and not one["withdrawn_on"] for one in asked}
    places = await office.owner.fetch(
        """select m.service_code, m.capacity - count(p.id) as room
           from caring_mothers m left join pairings p on p.caring_mother_id = m.id and p.until_on is null
           where m.closed_on is null and m.screening_state = 'APPROVED' group by m.id"""
    )

    def why(row: asyncpg.Record) -> str:
        room = any(
            one["service_code"] <= row["tenant_code"] < end_of(one["service_code"]) and one["room"] > 0
            for one in places
        )
        if row["untargeted_on"]:
            return "NOT_TO_BE_PAIRED"
        if row["id"] not in stands:
            return "CONSENT_AWAITED"
        return ("TO_BE_MATCHED" if room else "NO_CARING_MOTHER") if stands[row["id"]] else "CONSENT_REFUSED"

    return Counter(map(why, rows))


async def record(office: Office, by: str, code: str) -> Any:  # noqa: ANN401  # JSON
    return (await ask(office.engine, office.callers[by], RECORD, {"code": code, "year": str(today().year)}))[
        "villageRecord"
    ]


def counted(found: list[dict[str, Any]]) -> Counter[str]:
    return Counter({one["value"]: one["count"] for one in found if one["count"]})


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("code", [VILLAGE, NEXT_VILLAGE, COUNTY])
async def test_a_record_is_what_its_files_add_up_to(office: Office, code: str) -> None:
    found = await record(office, "caseworker", code)
    assert await record(office, "director", code) == {**found, "childDirectors": []}
    worker = office.callers["caseworker"].session
    assert worker
    # Nobody works in the villages themselves.
    assert found["caseworkers"] == [worker.user_name]
    assert found["childDirectors"] == (["李主任", "王主任"] if code != NEXT_VILLAGE else [])
    within = (int(code), end_of(int(code)))
    kept = "tenant_code >= $1 and tenant_code < $2"
    rows = await office.owner.fetch(f"select * from children where {kept} and state = 'ON_FILE'", *within)
    mothers = await office.owner.fetch(f"select * from caring_mothers where {kept} and closed_on is null", *within)
    pairings = await office.owner.fetch("select * from pairings where until_on is null")
    of_children = {row["child_id"] for row in pairings}
    assert rows
    assert (found["tenant"]["code"], found["children"]) == (code, len(rows))
    assert found["paired"] == sum(row["id"] in of_children for row in rows) == len(rows) - found["unpaired"]
    assert found["caringMothers"] == len(mothers)
    hers = {row["caring_mother_id"] for row in pairings}
    assert found["caringMothersPaired"] == sum(row["id"] in hers for row in mothers)
    assert counted(found["childrenByCategory"]) == Counter(row["category"] or "NONE" for row in rows)
    assert counted(found["childrenBySex"]) == Counter(row["sex"] for row in rows)
    assert counted(found["childrenByRisk"]) == Counter(row["risk_level"] or "NONE" for row in rows)
    assert counted(found["childrenByAge"]) == Counter(age_band(row["birth_date"]) for row in rows)
    told = await told_of_children(office, {row["id"] for row in rows})
    assert {name: found[name] for name in told} == told
    assert code == NEXT_VILLAGE or all(told.values())
    assert counted(found["unpairedByReason"]) == await reasons(office, {row["id"] for row in rows})
    assert sum(one["count"] for one in found["unpairedByReason"]) == found["unpaired"]
    open_needs = f"select kind from needs where {kept} and settled_on is null"
    needs = [row["kind"] for row in await office.owner.fetch(open_needs, *within)]
    assert counted(found["needsOpenByKind"]) == Counter(needs)
    assert date.fromisoformat(found["updatedAt"][:10]) <= max(row["updated_at"] for row in rows).date()
    due = await office.owner.fetch(
        "select code, c.* from compliance_of($1, $2, $3) c join checklist_items on id = item_id",
        *(int(code), date(today().year, 1, 1), date.fromordinal(today().toordinal() + 1)),
    )
    assert {one["code"]: one["missed"] for one in found["checklist"]} == {row["code"]: row["missed"] for row in due}
    assert any(one["obliged"] for one in found["checklist"])


@pytest.mark.usefixtures("files")
async def test_it_is_for_those_who_see_the_children(office: Office) -> None:
    assert await record(office, "caseworker", OTHER_COUNTY) is None
    assert await record(office, "neighbour", VILLAGE) is None
    assert await record(office, "caseworker", "33") is None
    with pytest.raises(Forbidden):
        await record(office, "manager", COUNTY)
