"""The initiative: a programme is set up, its tasks are reported on, and its targets are set, answered and met."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from schema.caller import Caller
from tenants.administration.operator import NewGrant, grant_role
from tenants.clock import today
from tenants.errors import Forbidden
from tenants.kinds.indicator import IndicatorType
from tenants.records.target.enums import TargetIndicator
from tenants.records.target.kind import COUNTED
from tenants.statistics.indicators import COUNTS, INDICATORS
from tenants.statistics.suppression import SMALLEST_SHOWN
from tests.callers import add_caller, ask, sign_on
from tests.kinds import credit_code
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, OTHER_VILLAGE, VILLAGE, Office
from tests.tenants.statistics.targets import Pace, progress

PROVINCE = "330000000000"
PROGRESS = "indicator period value allotted achieved rate forecast light"


@dataclass(frozen=True)
class Federation:
    """Who leads at which level."""

    office: Office
    province: Caller
    analyst: Caller
    county: Caller
    village: Caller

    async def targets(self, caller: Caller, tenant: str) -> list[dict[str, Any]]:
        asked = f'{{ tenant(code: "{tenant}") {{ targets(own: true) {{ nodes {{ {PROGRESS} }} }} }} }}'
        listed: list[dict[str, Any]] = (await ask(self.office.engine, caller, asked))["tenant"]["targets"]["nodes"]
        return listed

    async def figure(self, caller: Caller, tenant: str, name: str, period: str) -> Any:  # noqa: ANN401  # JSON
        asked = f'{{ tenant(code: "{tenant}") {{ statistics(period: "{period}") {{ {name} }} }} }}'
        return (await ask(self.office.engine, caller, asked))["tenant"]["statistics"][name]


@pytest.fixture
async def federation(office: Office) -> Federation:
    async def leader(role: str, code: str) -> Caller:
        return await add_caller(office.owner, office.database, role, int(code))

    return Federation(
        office,
        *[await leader(role, PROVINCE) for role in ("DIRECTOR", "ANALYST")],
        *[await leader("DIRECTOR", code) for code in (COUNTY, VILLAGE)],
    )


async def test_a_programme_runs_from_the_province_to_a_countys_report(federation: Federation) -> None:
    office, province, county = federation.office, federation.province, federation.county
    initiative = {"tenant": PROVINCE, "name": "爱心妈妈三年行动", "kind": "INITIATIVE", "startedOn": "2024-01-01"}
    backwards = await office.do("createProgramme", {**initiative, "plannedUntil": "2023-12-31"}, province)
    assert backwards.problems == {("OUT_OF_ORDER", "input.plannedUntil")}
    programme = await office.done("createProgramme", {**initiative, "plannedUntil": "2026-12-31"}, province)
    later = await office.do("updateProgramme", {**programme.update, "startedOn": "2027-01-01"}, province)
    assert later.problems == {("OUT_OF_ORDER", "input.plannedUntil")}
    brand = {"tenant": COUNTY, "name": "千岛妈妈", "kind": "BRAND", "startedOn": "2024-02-01"}
    local = await office.done("createProgramme", {**brand, "parentId": programme.update["id"]}, county)
    # Not the other way round, whether by another tenant or in a circle.
    upside_down = await office.do("updateProgramme", {**programme.update, "parentId": local.update["id"]}, province)
    assert upside_down.problems == {("OUT_OF_ORDER", "input.parentId")}
    second = await office.done("createProgramme", {**brand, "parentId": local.update["id"]}, county)
    circle = await office.do("updateProgramme", {**local.update, "parentId": second.update["id"]}, county)
    assert circle.problems == {("OUT_OF_ORDER", "input.parentId")}

    department = {"tenant": PROVINCE, "name": "省民政厅", "kind": "DEPARTMENT", "registeredOn": "2024-01-01"}
    civil = await office.done("createOrganization", {**department, "creditCode": credit_code(7)}, province)
    again = await office.do("createOrganization", {**department, "creditCode": credit_code(7).lower()}, province)
    assert again.problems == {("ALREADY_EXISTS", "input.creditCode")}
    wrong = await office.do("createOrganization", {**department, "creditCode": credit_code(7)[:-1] + "I"}, province)
    assert wrong.problems == {("MALFORMED", "input.creditCode")}
    part = {"programmeId": programme.update["id"], "organizationId": civil.update["id"], "fromOn": "2024-01-01"}
    await office.done("addParticipation", {**part, "duty": "提供儿童名单"}, province)

    measure = {"programmeId": programme.update["id"], "title": "完成结对", "dueOn": "2024-06-30"}
    task = await office.done("addMeasure", {**measure, "responsibleTenant": COUNTY}, province)
    late = "{ measures(filter: {late: true}) { nodes { title responsibleTenant { code } programme { name } } } }"
    seen = (await ask(office.engine, county, late))["measures"]["nodes"]
    assert seen == [
        {"title": "完成结对", "responsibleTenant": {"code": COUNTY}, "programme": {"name": "爱心妈妈三年行动"}}
    ]
    assert await answered_for(federation, PROVINCE) == await answered_for(federation, COUNTY) == ["完成结对"]
    assert await answered_for(federation, VILLAGE) == []
    report = {"tenant": COUNTY, "measureId": task.update["id"], "reportedOn": "2024-05-01", "report": "已结对八成"}
    await office.done("reportProgressEntry", {**report, "percent": 80}, county)
    entries = f'{{ measure(id: "{task.update["id"]}") {{ entries {{ nodes {{ percent tenant {{ code }} }} }} }} }}'
    read = (await ask(office.engine, province, entries))["measure"]["entries"]["nodes"]
    assert read == [{"percent": 80, "tenant": {"code": COUNTY}}]
    with pytest.raises(Forbidden):
        await office.do("closeMeasure", {**task.update, "closedOn": "2024-06-30", "closedReason": "DONE"}, county)
    await office.done("closeMeasure", {**task.update, "closedOn": "2024-06-30", "closedReason": "DONE"}, province)
    assert (await ask(office.engine, county, late))["measures"]["nodes"] == []
    mistaken = await office.done("addMeasure", {**measure, "responsibleTenant": COUNTY}, province)
    await office.done(
        "closeMeasure", {**mistaken.update, "closedOn": "2024-07-01", "closedReason": "ENTERED_IN_ERROR"}, province
    )
    assert (await ask(office.engine, county, late))["measures"]["nodes"] == []

    activity = await office.do(
        "planActivity", {"programmeId": local.update["id"]}, "manager", fields="programme { parent { name } }"
    )
    assert activity.record
    assert activity.record["programme"] == {"parent": {"name": "爱心妈妈三年行动"}}
    ending = {**second.update, "closedOn": "2024-12-01", "closedReason": "COMPLETED"}
    await office.done("closeProgramme", ending, county)
    for mutation, given in (("addMeasure", measure), ("addParticipation", part)):
        closed = await office.do(mutation, {**given, "programmeId": second.update["id"]}, county)
        assert closed.problems == {("CLOSED", "input.programmeId")}


async def answered_for(federation: Federation, code: str) -> list[str]:
    """What a branch, or one below it, is late with."""
    asked = f'{{ measures(filter: {{late: true, responsibleTenant: "{code}"}}) {{ nodes {{ title }} }} }}'
    found = (await ask(federation.office.engine, federation.province, asked))["measures"]["nodes"]
    return [one["title"] for one in found]


async def test_an_alliance_has_members_and_nothing_else_has(federation: Federation) -> None:
    office, county = federation.office, federation.county
    given = {"tenant": COUNTY, "name": "关爱儿童公益联盟", "kind": "ALLIANCE", "registeredOn": "2024-01-01"}
    alliance = await office.done("createOrganization", given, county)
    member = await office.done(
        "createOrganization", {**given, "name": "社工中心", "kind": "SOCIAL_ORGANIZATION"}, county
    )
    joining = {"allianceId": alliance.update["id"], "memberId": member.update["id"], "fromOn": "2024-02-01"}
    joined = await office.done("joinAlliance", joining, county)
    twice = await office.do("joinAlliance", joining, county)
    assert twice.problems == {("ALREADY_EXISTS", "input.memberId")}
    reverse = {**joining, "allianceId": member.update["id"], "memberId": alliance.update["id"]}
    assert (await office.do("joinAlliance", reverse, county)).problems == {("MALFORMED", "input.allianceId")}
    itself = await office.do("joinAlliance", {**joining, "memberId": alliance.update["id"]}, county)
    assert itself.problems == {("MALFORMED", "input.memberId")}
    await office.done("endMembership", {**joined.update, "untilOn": "2024-06-01", "endedReason": "LEFT"}, county)
    await office.done("joinAlliance", {**joining, "fromOn": "2024-07-01"}, county)


async def test_a_target_is_set_from_above_and_answered_below(federation: Federation) -> None:
    office, province, county, village = federation.office, federation.province, federation.county, federation.village
    period = f"{today().year}"
    given: Mapping[str, object] = {"indicator": "PROJECTS", "period": period, "value": 4}
    await office.done("setTarget", {**given, "tenant": PROVINCE}, province)
    target = await office.done("setTarget", {**given, "tenant": COUNTY, "value": 3}, province)
    twice = await office.do("setTarget", {**given, "tenant": COUNTY}, province)
    assert twice.problems == {("ALREADY_EXISTS", "input.indicator")}
    misspelt = await office.do("setTarget", {**given, "tenant": COUNTY, "period": "2024-H3"}, province)
    assert misspelt.problems == {("MALFORMED", "input.period")}
    # Nobody sets her own, or changes what was set for her, whatever she may do below.
    for name, input_ in (
        ("setTarget", {**given, "tenant": COUNTY}),
        ("changeTarget", {**target.update, "value": 1}),
        ("withdrawTarget", {**target.update, "closedOn": "2024-06-01", "closedReason": "WITHDRAWN"}),
    ):
        with pytest.raises(Forbidden):
            await office.do(name, input_, county)
    with pytest.raises(Forbidden):
        await office.do("answerTarget", {**target.update, "answer": "AGREED"}, province)
    # Nor does who set it answer it under a grant of the branch; and it is of no programme that the branch does not see.
    own = await office.do(
        "answerTarget", {**target.update, "answer": "AGREED"}, await office.both(province, "DIRECTOR")
    )
    assert own.problems == {("SAME_PERSON", "input.id")}
    brand = {"tenant": COUNTY, "name": "县级品牌", "kind": "BRAND", "startedOn": "2024-02-01"}
    hidden = {"programmeId": (await office.done("createProgramme", brand, county)).update["id"]}
    elsewhere = await office.do("setTarget", {**given, **hidden, "tenant": OTHER_VILLAGE}, province)
    assert elsewhere.problems == {("OUT_OF_ORDER", "input.programmeId")}
    silent = await office.do("answerTarget", {**target.update, "answer": "CONTESTED"}, county)
    assert silent.problems == {("REQUIRED", "input.answerReason")}
    contested = {**target.update, "answer": "CONTESTED", "answerReason": "去年只有两个"}
    answered = await office.done("answerTarget", contested, county)
    changed = await office.do("changeTarget", {**answered.update, "value": 2}, province, fields="answer answeredOn")
    assert changed.record
    assert (changed.record["answer"], changed.record["answeredOn"]) == (None, None)
    await office.done("answerTarget", {**changed.update, "answer": "AGREED"}, county)

    for code, value in ((VILLAGE, 1), (NEXT_VILLAGE, 2)):
        await office.done("setTarget", {**given, "tenant": code, "value": value}, county)
    # What is set under a programme is no part of what is set under none.
    initiative = {"tenant": COUNTY, "name": "春蕾行动", "kind": "CAMPAIGN", "startedOn": "2024-02-01"}
    under = {"programmeId": (await office.done("createProgramme", initiative, county)).update["id"]}
    await office.done("setTarget", {**given, **under, "tenant": NEXT_VILLAGE, "value": 9}, county)
    office_project = await office.done("createProject", {"startedOn": f"{today().year}-01-01"}, "manager")
    pace = Pace(period, 2, today())
    for caller in (province, county):
        count = await federation.figure(caller, COUNTY, "projects", period)
        before = await federation.figure(caller, COUNTY, "projects", f"{today().year - 1}-12")
        wanted = progress(pace, "PROJECTS", {period: count, f"{today().year - 1}-12": before}.__getitem__)
        (found,) = await federation.targets(caller, COUNTY)
        assert found == {**given, "value": 2, "allotted": 3, **wanted}
    (of_province,) = await federation.targets(province, PROVINCE)
    assert of_province["allotted"] == 2
    # What is not on file does not count; what the branch below sees is its own.
    ending = {**office_project.update, "endedOn": str(today()), "endedReason": "CANCELLED"}
    await office.done("endProject", ending, "manager")
    (found,) = await federation.targets(county, COUNTY)
    assert found["achieved"] == await federation.figure(county, COUNTY, "projects", period)
    assert [one["value"] for one in await federation.targets(village, VILLAGE)] == [1]


@pytest.mark.parametrize(
    ("by", "change", "outcome"),
    [
        ("county", "answer = 'AGREED', answered_on = today()", "InsufficientPrivilegeError"),
        ("village", "answer = 'AGREED', answered_on = today()", "AGREED"),
        ("village", "value = 1", "InsufficientPrivilegeError"),
        ("county", "value = 5", None),
        ("setter", "answer = 'AGREED', answered_on = today()", "targets_id_own_content"),
    ],
)
async def test_sql_of_ones_own_sets_and_answers_no_other_target(
    federation: Federation, by: str, change: str, outcome: str | None
) -> None:
    office = federation.office
    given = {"tenant": VILLAGE, "indicator": "VENUES", "period": "2023", "value": 4}
    target = await office.done("setTarget", given, federation.county)
    callers = {"county": federation.county, "village": federation.village}
    if by == "setter":
        assert federation.county.session
        await grant_role(office.owner, federation.county.session.user_name, NewGrant("DIRECTOR", int(VILLAGE)))
        renewed = await sign_on(office.owner, office.database, federation.county.session.user_name)
        callers[by] = replace(federation.county, session=renewed, grant_id=renewed.grants[-1].id)
    connection = await asyncpg.connect(office.application_url)
    try:
        async with connection.transaction():
            await connection.execute(callers[by].actor.settings_statement)
            text = f"update targets set {change} where id = $1 returning answer"
            done = await connection.fetchval(text, UUID(target.update["id"]))
    except asyncpg.PostgresError as error:
        done = getattr(error, "constraint_name", None) or type(error).__name__
    finally:
        await connection.close()
        await office.owner.execute("delete from targets where id = $1", UUID(target.update["id"]))
    assert done == outcome


async def test_a_target_shows_no_figure_that_the_statistics_hide(federation: Federation) -> None:
    office = federation.office
    outcomes = set()
    villages = ((2, VILLAGE, "caseworker"), (7, NEXT_VILLAGE, "caseworker"), (6, OTHER_VILLAGE, "neighbour"))
    for children, tenant, worker in villages:
        for _ in range(children):
            await office.done("registerChild", {"tenant": tenant}, worker)
    for _, tenant, _ in villages:
        setting = {"tenant": tenant, "indicator": "CHILDREN", "period": "2025", "value": 9}
        await office.done("setTarget", setting, federation.province)
        for caller in (federation.analyst, federation.province):
            shown = await federation.figure(caller, tenant, "children", "2025")
            found = next(one for one in await federation.targets(caller, tenant) if one["indicator"] == "CHILDREN")
            assert found["achieved"] == shown
            assert (found["rate"] is None) == (shown is None)
            outcomes.add((caller is federation.analyst, shown is None))
    assert outcomes == {(True, True), (True, False), (False, False)}


async def test_targets_are_set_for_the_figures_that_there_are(office: Office) -> None:
    rows = await office.owner.fetch("select * from targeted_figures")
    named = {row["indicator"]: (row["figure"], row["is_flow"], row["units"] == 100) for row in rows}  # fen
    assert named == {
        one.value: (name, INDICATORS[name].type is IndicatorType.FLOW, INDICATORS[name].money)
        for one in TargetIndicator
        if (name := one.value.lower())
    }
    assert {one.value.lower(): kind for one, kind in COUNTED.items()} == {
        name: kind for name, kind in COUNTS.items() if name.upper() in named
    }
    source = await office.owner.fetchval("select pg_get_functiondef('shown_figure'::regproc)")
    assert re.search(rf"upper\([a-z_.]*days\), {SMALLEST_SHOWN}\)", source)
