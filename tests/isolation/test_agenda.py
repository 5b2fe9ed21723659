"""Whose duties a role is shown: in agendas, wherever they are asked for, by either layer alone, and in its own SQL."""

import base64
import json
from dataclasses import replace
from itertools import product

import asyncpg
import pytest

from tenants.cadence import agenda
from tenants.cadence.keeping import work_off
from tenants.database.transactions import Database
from tenants.errors import BadRequest, Forbidden
from tenants.reading import connection
from tests.callers import ask
from tests.isolation.roles import SIGHTS, View, view_of
from tests.isolation.stage import Stage, on_other_database
from tests.world import ELSEWHERE, OWN, PROVINCE

ITEM = """insert into checklist_items (id, tenant_code, code, name, name_en, calendar, acts, responsible, from_on)
    values (gen_random_uuid(), $1, 'EVERYBODY', '联系', 'Contact', 'MONTH', '{CALL}', 'BRANCH', '2023-01-01')"""
ENTRIES = "nodes { child { id } item { code } tenant { code } }"
# Wherever agendas are: the grant's own, those of tenants, of children and of Caring Mothers.
PLACES = (
    f"{{ agenda(first: 200) {{ {ENTRIES} }} }}",
    f'{{ tenant(code: "{PROVINCE}") {{ agenda(first: 200) {{ {ENTRIES} }} }} }}',
    f'{{ tenant(code: "{OWN}") {{ agenda(first: 200) {{ {ENTRIES} }} }} }}',
    f"{{ children(first: 200) {{ nodes {{ agenda(first: 200) {{ {ENTRIES} }} }} }} }}",
    f"{{ caringMothers(first: 200) {{ nodes {{ agenda(first: 200) {{ {ENTRIES} }} }} }} }}",
)
SEEING = [role for role in SIGHTS if "waiver" in SIGHTS[role]]


@pytest.fixture(autouse=True, scope="module")
async def owed(stage: Stage) -> None:
    for province in (PROVINCE, ELSEWHERE):
        await stage.owner.execute(ITEM, province)
    await work_off(stage.owner)


def children_in(answer: object) -> set[str]:
    if isinstance(answer, dict):
        own = {answer["child"]["id"]} if "child" in answer else set()
        return own.union(*map(children_in, answer.values()))
    return set().union(*map(children_in, answer)) if isinstance(answer, list) else set()


def opened(stage: Stage, role: str) -> set[str]:
    """The children whose files the role opens, by the grant alone."""
    return {str(one.id) for one in stage.world.of("child") if view_of(role, one) is View.FULL}


async def seen(stage: Stage, role: str, place: str) -> set[str]:
    return children_in(await ask(stage.engine, stage.callers[role], place))


@pytest.mark.parametrize("role", SEEING)
async def test_an_agenda_is_of_the_files_that_the_role_opens(stage: Stage, unsecured_pool: Database, role: str) -> None:
    expected = opened(stage, role)
    assert expected
    for guarded in (stage, on_other_database(stage, unsecured_pool)):
        assert await seen(guarded, role, PLACES[0]) == expected
        for place in PLACES[1:]:
            assert await seen(guarded, role, place) <= expected
    assert await seen(stage, role, PLACES[3]) == expected


@pytest.mark.parametrize("role", [role for role in SIGHTS if role not in SEEING])
async def test_who_opens_no_file_has_no_agenda(stage: Stage, role: str) -> None:
    for place in PLACES[:3]:
        with pytest.raises(Forbidden):
            await seen(stage, role, place)


async def test_more_than_are_counted_have_no_count(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [await total(stage, "all")]
    for name, most in (("as_many", found[0]), ("one_more", found[0] - 1)):
        bounded = replace(agenda.AGENDA_ENTRY_RECORD, most_counted=most)
        monkeypatch.setattr(agenda, "AGENDA_ENTRY_RECORD", bounded)
        found.append(await total(stage, name))
    assert found == [found[0], found[0], None]


async def total(stage: Stage, name: str) -> int:
    answer = await ask(stage.engine, stage.callers["CASEWORKER"], f"{{ {name}: agenda {{ totalCount }} }}")
    count: int = answer[name]["totalCount"]
    return count


@pytest.mark.parametrize("role", SIGHTS)
async def test_the_database_alone_shows_no_other_duty(stage: Stage, role: str) -> None:
    actor = stage.callers[role].actor
    async with stage.database.reading(actor) as reading:
        rows = await reading.connection.fetch("select distinct child_id from duties")
        figures = await reading.connection.fetchval("select count(*) from duty_rollups")
        pending = await reading.connection.fetchval("select count(*) from duty_deltas")
    assert {str(row["child_id"]) for row in rows} == (opened(stage, role) if role in SEEING else set())
    assert bool(figures + pending) is (role in {"DIRECTOR", "CASEWORKER"})


async def test_what_is_no_place_on_an_agenda_is_refused(stage: Stage) -> None:
    text = "query ($after: String) { agenda(first: 1, after: $after) { edges { cursor } } }"
    answer = await stage.ask("CASEWORKER", text)
    order, place = json.loads(base64.b64decode(answer["agenda"]["edges"][0]["cursor"]))
    parts = place.split(".")
    for n, wrong in product(range(len(parts)), ("9" * 30, "x", "-1", "")):
        forged = json.dumps([order, ".".join([*parts[:n], wrong, *parts[n + 1 :]])])
        with pytest.raises(BadRequest, match="BAD_CURSOR"):
            await stage.ask("CASEWORKER", text, {"after": base64.b64encode(forged.encode()).decode()})
    with pytest.raises(BadRequest, match="NUL"):
        await stage.ask("CASEWORKER", '{ agenda(filter: { item: ["CALL", "\\u0000"] }) { totalCount } }')


async def test_nobody_writes_duties(stage: Stage) -> None:
    async with stage.database.connection() as connection:
        for table in ("duties", "duty_rollups", "duty_deltas", "calendar_windows"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(f"delete from {table}")


@pytest.mark.parametrize("role", SEEING)
async def test_an_agenda_by_risk_is_a_search_for_children(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    """Whoever has something due is told about, shown or absent; of more than are named, that they were searched."""
    told = opened(stage, role)
    for n, most in enumerate((1000, 0)):
        monkeypatch.setattr(connection, "MOST_NAMED", most)
        monkeypatch.setattr(agenda, "MOST_NAMED", most)
        for place, asked in product(("agenda", "node"), ("nodes { id }", "edges { cursor }", "totalCount")):
            await stage.owner.execute("truncate access_log, access_log_unchained")
            listed = f"a{n}: agenda(first: 200, filter: {{riskLevel: [BLUE, RED]}}) {{ {asked} }}"
            key = min(told)
            one = f'child(id: "{key}") {{ {listed} }}'
            await stage.ask(role, f"{{ {listed if place == 'agenda' else one} }}")
            await stage.owner.execute("select chain_access_log()")
            (row,) = await stage.owner.fetch("select * from access_log where searched = $1", not most)
            assert (row["kind"], row["fields"]) == ("CHILD", ["riskLevel"])
            named = {str(one) for one in row["record_ids"]}
            assert named == ((told if place == "agenda" else {key}) if most else set())
