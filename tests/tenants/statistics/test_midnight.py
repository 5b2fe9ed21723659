"""At midnight, without a write: figures by age, training and approval are of the day, and so is what is hidden."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta
from random import Random

import pytest

from tenants.clock import today
from tenants.division import end_of
from tests.callers import add_caller, ask
from tests.tenants.statistics.history import BEGINNING, Circle, numbers
from tests.tenants.statistics.recount import Days, clearance_on, is_kept, stays_of, training_on
from tests.tenants.statistics.showing import Field
from tests.tenants.statistics.tree import TENANTS, ZHEJIANG

LATER = (0, 1, 2, 17, 40, 365, 2000, 6000)
BY_AGE = """{ tenants(first: 200) { nodes { code statistics { children childrenByAge { value count } } } } }"""
STANDING = """{ tenants(first: 200) { nodes { code statistics {
    caringMothers caringMothersByTraining { value count } caringMothersByClearance { value count } } } } }"""
# Trained and approved, each until another day.
UNTIL_SOON = """
    insert into clearance_steps (id, tenant_code, caring_mother_id, screening_id, step, outcome, done_on, valid_until)
    select gen_random_uuid(), tenant_code, caring_mother_id, id, 'TRAINING', 'PASSED', today(), today() + place::int
    from (select *, row_number() over (order by id) as place from screenings where state = 'APPLIED') s;
    update screenings set state = 'APPROVED', decided_on = today(), approved_until = today() + place::int / 2
    from (select id as applied, row_number() over (order by id) as place from screenings where state = 'APPLIED') a
    where id = applied"""
HIDDEN = '{ tenant(code: "33") { statistics { childrenByAge { count } suppressed } } }'
FROM = {6: "FROM_6_TO_11", 12: "FROM_12_TO_15", 16: "FROM_16_TO_17", 18: "ADULT"}


@pytest.fixture
async def days(circle: Circle) -> AsyncIterator[Circle]:
    """Where it is another day whenever that is said; as it was in the end."""
    said = await circle.owner.fetchval("select pg_get_functiondef('today()'::regprocedure)")
    yield circle
    await circle.owner.execute(said)


async def turn_to(circle: Circle | Field, later: int) -> date:
    await circle.owner.execute(f"""create or replace function today() returns date language sql stable parallel safe
        return (now() at time zone 'Asia/Shanghai')::date + {later}""")
    return today() + timedelta(later)


def band_on(born: date, day: date) -> str:
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return next((band for since, band in reversed(FROM.items()) if years >= since), "UNDER_6")


async def test_ages_are_those_of_the_day_without_a_write(days: Circle) -> None:
    random = Random(3)  # noqa: S311  # repeatable
    acts = [*BEGINNING, *["open a file"] * 60, *["hand a file over", "close a file", "correct a birth"] * 4]
    await days.live([(name, numbers(random)) for name in acts])
    rows = await days.owner.fetch("select * from children")
    seen: set[str] = set()
    for later in LATER:
        day = await turn_to(days, later)
        if later == LATER[3]:
            await days.owner.execute("select roll_up_statistics()")
        nodes = (await ask(days.engine, days.directors[0], BY_AGE))["tenants"]["nodes"]
        for node in nodes:
            here = [
                row
                for row in rows
                if any(is_kept(stay, int(node["code"]), Days(date.min, date.max)) for stay in stays_of(row))
            ]
            expected = Counter(band_on(row["birth_date"], day) for row in here)
            found = {one["value"]: one["count"] for one in node["statistics"]["childrenByAge"]}
            assert {band: number for band, number in found.items() if number} == expected, (node["code"], later)
            assert sum(found.values()) == node["statistics"]["children"] == len(here)
            seen |= expected.keys()
        assert await days.owner.fetch("select * from statistics_differences()") == []
    assert {*FROM.values()} <= seen
    assert len(nodes) == len([code for code in TENANTS if code // 10**10 == ZHEJIANG // 10**10])


async def test_trainings_and_approvals_run_out_without_a_write(days: Circle) -> None:
    random = Random(4)  # noqa: S311  # repeatable
    acts = [*BEGINNING, *["register her", "she applies"] * 40, *["close her"] * 5]
    await days.live([(name, numbers(random)) for name in acts])
    await days.owner.execute(UNTIL_SOON)
    mothers = await days.owner.fetch("select * from caring_mothers")
    steps = await days.owner.fetch("select * from clearance_steps")
    screenings = await days.owner.fetch("select * from screenings")
    seen: Counter[str] = Counter()
    for later in LATER:
        day = await turn_to(days, later)
        if later == LATER[3]:
            await days.owner.execute("select roll_up_statistics()")
        nodes = (await ask(days.engine, days.directors[0], STANDING))["tenants"]["nodes"]
        for node in nodes:
            code = int(node["code"])
            here = [row for row in mothers if code <= row["tenant_code"] < end_of(code) and not row["closed_on"]]
            expected = {
                "caringMothersByTraining": Counter(training_on(steps, row, day) for row in here),
                "caringMothersByClearance": Counter(clearance_on(screenings, row, day) for row in here),
            }
            for name, counted in expected.items():
                found = Counter({one["value"]: one["count"] for one in node["statistics"][name] if one["count"]})
                assert found == counted, (code, later, name)
                assert found.total() == node["statistics"]["caringMothers"]
                seen[f"{later} {sorted(found.items())}"] += 1
        assert await days.owner.fetch("select * from statistics_differences()") == []
    assert len(seen) > len(LATER)


async def test_what_is_hidden_of_ages_is_so_of_the_day(field: Field) -> None:
    """One child of 30 turns 6 tomorrow: today nobody is, and tomorrow one is too few to be shown."""
    await field.owner.execute("""insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE');
        insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since, basis,
            identified_on, on_file_on)
        select gen_random_uuid(), 330000000000, 'c', 'MALE', (today() - interval '6 years')::date + least(n, 2)::int,
            'ORPHAN', 'FEDERATION', today(), 'STATUTORY_DUTY', today(), today() from generate_series(1, 30) n""")
    analyst = await add_caller(field.owner, field.pool, "ANALYST", ZHEJIANG)

    async def shown() -> tuple[list[int | None], bool]:
        found = (await ask(field.engine, analyst, HIDDEN))["tenant"]["statistics"]
        return [one["count"] for one in found["childrenByAge"]], "childrenByAge" in found["suppressed"]

    assert await shown() == ([30, 0, 0, 0, 0, 0], False)
    await turn_to(field, 1)
    assert await shown() == ([None] * 6, True)
    await turn_to(field, 2)
    assert await shown() == ([0, 30, 0, 0, 0, 0], False)
