"""Loading divisions from CSV, on a real database: what changes, what stays, and what is refused."""

from contextlib import suppress
from datetime import date
from itertools import product
from random import Random

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.division import TenantLevel, end_of, level_of
from tenants.hierarchy.loading import BadTenants, LineProblem, LoadReport, load_tenants, read_divisions

ZHEJIANG = ["code,name", "33,浙江省", "3301,杭州市", "330127,淳安县", "330127100,千岛湖镇", "330127100001,明珠社区"]
GUANGDONG = ["code,name", "44,广东省", "4419,东莞市", "441900003,东城街道", "441900003001,东城社区"]
DAY, LATER = date(2024, 1, 1), date(2025, 1, 1)


async def tree(connection: asyncpg.Connection) -> dict[int, int | None]:
    return dict(await connection.fetch("select code, parent_code from tenants order by code"))


async def test_levels_and_parents_follow_from_the_codes(owner: asyncpg.Connection) -> None:
    assert await load_tenants(owner, ZHEJIANG, DAY) == LoadReport(5, 0, 0, 0, 0)
    assert [tuple(row) for row in await owner.fetch("select level, name from tenants order by code")] == list(
        zip(TenantLevel, ["浙江省", "杭州市", "淳安县", "千岛湖镇", "明珠社区"], strict=True)
    )
    assert await tree(owner) == {
        330000000000: None,
        330100000000: 330000000000,
        330127000000: 330100000000,
        330127100000: 330127000000,
        330127100001: 330127100000,
    }


async def test_levels_may_be_missing_and_come_later(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, [*GUANGDONG, "441900004001,直属社区"])
    assert (await tree(owner))[441900003000] == 441900000000
    assert (await tree(owner))[441900004001] == 441900000000
    report = await load_tenants(owner, [*GUANGDONG, "441900004,南城街道", "441900004001,直属社区"])
    assert report == LoadReport(added=1, renamed=0, closed=0, reopened=0, unchanged=5)
    assert (await tree(owner))[441900004001] == 441900004000


async def test_parents_on_random_trees_that_grow(owner: asyncpg.Connection) -> None:
    chance = Random(2)  # noqa: S311 -- trees, not secrets
    parts = [("00", "01", "02"), ("00", "01"), ("000", "001"), ("000", "001", "002")]
    every = [int(f"{province}{''.join(rest)}") for province in range(11, 99) for rest in product(*parts)]
    provinces = [code for code in every if level_of(code) is TenantLevel.PROVINCE]
    codes = set(provinces)
    for share in (20, 5, 2):
        codes |= set(chance.sample(every, len(every) // share))
        await load_tenants(owner, [f"{code},名" for code in sorted(codes)], DAY)
        assert await tree(owner) == {
            code: max((above for above in codes if above < code < end_of(above)), default=None) for code in codes
        }


async def test_a_second_load_renames_adds_closes_and_reopens(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, ZHEJIANG, DAY)
    await load_tenants(owner, GUANGDONG, DAY)
    changed = [*ZHEJIANG[:3], "330127,千岛湖市", "330127100002,新社区"]
    assert await load_tenants(owner, changed, LATER, confirmed=True) == LoadReport(
        added=1, renamed=1, closed=2, reopened=0, unchanged=2
    )
    rows = await owner.fetch("select code, name, opened_on, closed_on from tenants where name not like '东%'")
    assert (330127100000, "千岛湖镇", DAY, LATER) in rows
    assert (330127100002, "新社区", LATER, None) in rows
    # The closed township still stands between: its range holds its records.
    assert (await tree(owner))[330127100002] == 330127100000
    assert await owner.fetchval("select count(*) from tenants where code >= 440000000000 and closed_on is null") == 4

    assert await load_tenants(owner, ZHEJIANG, LATER, confirmed=True) == LoadReport(
        added=0, renamed=1, closed=1, reopened=2, unchanged=2
    )
    assert await load_tenants(owner, ZHEJIANG, LATER) == LoadReport(
        added=0, renamed=0, closed=0, reopened=0, unchanged=5
    )
    assert await owner.fetchval("select count(*) from tenants") == 10


async def test_a_tenant_does_not_close_before_it_opened(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, ZHEJIANG, LATER)
    await load_tenants(owner, ZHEJIANG[:-1], DAY, confirmed=True)
    assert await owner.fetchval("select closed_on from tenants where code = 330127100001") == LATER


async def test_a_bad_file_loads_nothing(owner: asyncpg.Connection) -> None:
    with pytest.raises(BadTenants):
        await load_tenants(owner, [*ZHEJIANG, "330128,"])
    assert await tree(owner) == {}


def test_every_bad_row_is_named_with_its_line() -> None:
    lines = [
        "code,name",
        "",
        "33,浙江省",
        "331,某市",
        "3301,",
        "3302," + "长" * 101,
        "330000000000,又省",
        "3303,a\x00b",
    ]
    with pytest.raises(BadTenants) as caught:
        read_divisions([*lines, "4419,东莞市", "4401,广州市"])
    assert caught.value.problems == [
        LineProblem(4, "the division code 331 has 3 digits, not 2, 4, 6, 9 or 12"),
        LineProblem(5, "the name is empty"),
        LineProblem(6, "the name has 101 characters, more than 100"),
        LineProblem(7, "the code 330000000000 was already on line 3"),
        LineProblem(8, "the name holds a character that cannot be printed"),
        LineProblem(9, "its province 440000000000 is not in the file"),
    ]
    assert str(caught.value).startswith("line 4: the division code 331")


@pytest.mark.parametrize(
    "lines",
    [
        ["code,name", "33,浙江省"],
        ["\ufeffcode,name\r\n", "\r\n", "33,浙江省\r\n", " , \r\n"],
        ["33,浙江省"],
        ["\ufeff33,浙江省"],
        ["Name,level,Code,parent", "浙江省,PROVINCE,330000000000,"],
        ["code,name,level,parent", '33 , "浙江省"'.replace(" ", "")],
    ],
)
def test_forms_that_are_read_alike(lines: list[str]) -> None:
    assert read_divisions(lines) == {330000000000: "浙江省"}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], LineProblem(1, "the file holds no divisions")),
        (["code,name", ""], LineProblem(1, "the file holds no divisions")),
        (["编号,名称"], LineProblem(1, "the division code '编号' is not made of digits")),
        (["code,name", '33,"浙江省'], LineProblem(2, "this is not CSV: unexpected end of data")),
        (["code,name", "33"], LineProblem(2, "the name is empty")),
    ],
)
def test_files_that_are_no_list_of_divisions(lines: list[str], problem: LineProblem) -> None:
    with pytest.raises(BadTenants) as caught:
        read_divisions(lines)
    assert caught.value.problems == [problem]


@given(st.lists(st.text()))
def test_no_text_makes_it_fail_otherwise(lines: list[str]) -> None:
    with suppress(BadTenants):
        assert read_divisions(lines)


async def test_a_level_that_comes_later_has_the_figures_of_those_below(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, ["11,省", "110101001001,甲村", "110101001002,乙村", "110102001001,丙村"], DAY)
    await owner.execute(
        """insert into projects (id, tenant_code, name, started_on)
           select gen_random_uuid(), code, 'x', '2024-05-05' from tenants"""
    )
    await owner.fetchval("select roll_up_statistics()")
    await owner.execute(
        "insert into projects (id, tenant_code, name, started_on) "
        "values (gen_random_uuid(), 110101001002, 'x', '2024-06-06')"
    )
    levels = ["1101,市", "110101,县", "110102,县", "110101001,镇"]
    await load_tenants(owner, ["11,省", *levels, "110101001001,甲村", "110101001002,乙村", "110102001001,丙村"], DAY)
    assert await owner.fetch("select * from statistics_differences()") == []
    await owner.fetchval("select roll_up_statistics()")
    assert await owner.fetch("select * from statistics_differences()") == []
    totals = await owner.fetch("select tenant_code, sum(amount)::int from statistics_rollups group by 1 order by 1")
    assert [count for _, count in totals] == [5, 4, 3, 3, 1, 2, 1, 1]
