"""Names in the order of pinyin, and who may go by what is hidden of others."""

from collections.abc import AsyncIterator
from itertools import pairwise

import asyncpg
import pytest

from schema.engine.engine import Engine
from tenants.errors import HiddenCondition
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import CITY, VILLAGE
from tests.schema.engine.records_world import World

# GB 2312 lists its common characters by the letters of their pinyin: the first of each letter.
LETTERS = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
ROWS, CELLS = range(0xB0, 0xD8), range(0xA1, 0xFF)


@pytest.fixture(scope="module")
async def owner(world: World) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(world.owner_url)
    yield connection
    await connection.close()


async def in_order(owner: asyncpg.Connection, names: list[str]) -> list[str]:
    by = 'select name from unnest($1::text[]) name order by chinese_order(name) collate "C"'
    return [row["name"] for row in await owner.fetch(by, names)]


async def test_names_are_in_the_order_of_pinyin(owner: asyncpg.Connection) -> None:
    """By syllable, then tone, then strokes; what is not written in Chinese comes before, what is rare after."""
    names = [
        *(
            "",
            "8",
            "Anna",
            "·",
            "阿明",
            "白",
            "陈",
            "单",
            "李",
            "李斯",
            "李四",
            "李四光",
            "吕",
            "欧阳",
            "钱",
            "石",
            "史",
            "孙",
        ),
        *("王芳", "王芳芳", "徐", "许", "张", "赵", "𠮷"),
    ]
    assert await in_order(owner, sorted(names)) == names


async def test_common_characters_are_in_the_order_of_their_letters(owner: asyncpg.Connection) -> None:
    common = [bytes([row, cell]).decode("gb2312", "ignore") for row in ROWS for cell in CELLS]
    common = [character for character in common if character]
    starts = [common.index(first) for first in LETTERS] + [len(common)]
    letter_of = {one: n for n, (start, end) in enumerate(pairwise(starts)) for one in common[start:end]}
    letters = [letter_of[one] for one in await in_order(owner, common)]
    # Of characters with several readings the two lists sometimes take another.
    assert sum(found != wanted for found, wanted in zip(letters, sorted(letters), strict=True)) < len(common) / 100


@pytest.mark.parametrize("order", ["NAME_ASC", "NAME_DESC", "BIRTH_DATE_ASC", "BIRTH_DATE_DESC"])
async def test_an_order_by_what_may_be_hidden_is_refused(world: World, engine: Engine, order: str) -> None:
    """It would tell of the hidden, and so would a cursor."""
    text = (
        "query($order: ChildOrder, $opened: Boolean) { children(order: $order, filter: {opened: $opened}) { FIELDS } }"
    )
    shown = text.replace("FIELDS", "nodes { name birthDate hiddenFields }")
    director, caseworker = world.caller("DIRECTOR", CITY), world.caller("CASEWORKER", VILLAGE)
    for fields in ("totalCount", "nodes { id }", "edges { cursor }"):
        asked = text.replace("FIELDS", fields)
        for opened in (None, False):
            assert await refusal(engine, director, asked, {"order": order, "opened": opened}) == "HIDDEN_CONDITION"
    for caller, opened in ((director, True), (caseworker, None)):
        found = (await ask(engine, caller, shown, {"order": order, "opened": opened}))["children"]["nodes"]
        assert found
        assert not any(set(one["hiddenFields"]) & {"name", "birthDate"} for one in found)


@pytest.mark.parametrize(
    ("arguments", "condition"),
    [
        ("filter: {riskLevel: [RED]}", "riskLevel"),
        ('filter: {birthDate: {from: "2012-01-01"}}', "birthDate"),
        ('filter: {nameContains: "王", category: [ORPHAN]}', "nameContains"),
        ("order: NAME_ASC", "NAME_ASC"),
    ],
)
async def test_the_refusal_names_the_condition(world: World, engine: Engine, arguments: str, condition: str) -> None:
    with pytest.raises(HiddenCondition) as refused:
        await ask(engine, world.caller("DIRECTOR", CITY), f"{{ children({arguments}) {{ totalCount }} }}")
    assert refused.value.condition == condition
