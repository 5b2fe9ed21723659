"""The record of a village, a township and a county is what their files add up to, counted one by one."""

from collections import Counter
from datetime import date
from typing import Any

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
    childrenByRisk { value count } checklist { code obliged overdue missed } } }"""
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
    made = [await office.child(**one) for one in kinds]
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
    await work_off(office.owner)


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
    assert await record(office, "director", code) == found
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
