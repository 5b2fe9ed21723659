"""Where the world's records are kept and what is written in them, awkward values among it, drawn from one seed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

Row = dict[str, Any]
T = TypeVar("T")

TENANTS: Mapping[int, tuple[str, str]] = {
    330000000000: ("PROVINCE", "浙江省"),
    330100000000: ("CITY", "杭州市"),
    330105000000: ("COUNTY", "拱墅区"),
    330105001000: ("TOWNSHIP", "米市巷街道"),
    330105001001: ("VILLAGE", '叶青兜"社区"'),
    330105001002: ("VILLAGE", "叶青兜社区"),
    330127000000: ("COUNTY", "淳安县"),
    330127000201: ("VILLAGE", "直属村"),
    330127100000: ("TOWNSHIP", "千岛湖镇"),
    330127100201: ("VILLAGE", "富泽村"),
    330127100202: ("VILLAGE", "O'Brien's 村"),
    330127100203: ("VILLAGE", "后\\山村"),
    330127101000: ("TOWNSHIP", "文昌镇"),
    330127101201: ("VILLAGE", "村😀"),
    330127101202: ("VILLAGE", "空村"),
    330400000000: ("CITY", "嘉兴市"),
    330402000000: ("COUNTY", "南湖区"),
    330402001000: ("TOWNSHIP", "建设街道"),
    330402001001: ("VILLAGE", "少年路社区"),
    340000000000: ("PROVINCE", "安徽省"),
    340102000000: ("COUNTY", "瑶海区"),
    340102001001: ("VILLAGE", "合铁社区"),
}
COUNTY, CITY, PROVINCE, VILLAGE = 330127000000, 330100000000, 330000000000, 330127100201
# More than one record of each kind and tenant, so that lists are longer than their pages.
KEEPERS = (VILLAGE, VILLAGE, 330127100202, 330127100203, 330127101201, 330127000201, COUNTY, COUNTY, CITY, PROVINCE)
ELSEWHERE = (330105001001, 330105001002, 330402001001, 340102001001)
TEXTS = (
    "王小明",
    "O'Brien",
    'say "hi"',
    "back\\slash\\\\n",
    "😀👩‍👧",
    "line\nbreak\ttab",
    "%_like*",
    "@low@ $1 :x {y}",
    "</script>",
    "\u2028é",
    "0",
    "null",
)
NAMES = (*TEXTS, "王", "王**", "李" * 50)
LONG = "很长的" * 1000


class Drawer:
    """Draws values and rows from one seed."""

    def __init__(self) -> None:
        self.random = Random(20240613)  # noqa: S311  # the same world in every run, not a secret
        self.rows: dict[str, list[Row]] = {}
        self.asides = Random(20261128)  # noqa: S311  # likewise

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Draws what came later from a seed of its own: the pinned answers are of what was there before."""
        self.random, self.asides = self.asides, self.random
        yield
        self.random, self.asides = self.asides, self.random

    def one(self, values: Sequence[T]) -> T:
        return self.random.choice(values)

    def maybe(self, value: T) -> T | None:
        return self.one((value, None))

    def day(self, least: date = date(2023, 11, 1)) -> date:
        """One of few days, so that many records share one, not before the least."""
        return max(least, date(2023, 11, 1) + timedelta(days=13 * self.random.randrange(20)))

    def text(self, most: int = len(LONG)) -> str | None:
        found = self.one((*TEXTS, "", LONG, None, None))
        return found and found[:most]

    def keeper(self) -> int:
        return self.one((*KEEPERS, *KEEPERS, *ELSEWHERE))

    def add(self, table: str, **values: Any) -> Row:  # noqa: ANN401  # any column
        made_at = datetime(2024, 7, 1, 8, 30, self.random.randrange(60), tzinfo=UTC)
        # Microseconds that JSON shortens, and those that it does not show at all.
        made_at += timedelta(microseconds=self.one((0, 120000, 123456)))
        row = {"id": UUID(int=self.random.getrandbits(128), version=4), "created_at": made_at, "updated_at": made_at}
        row |= values
        self.rows.setdefault(table, []).append(row)
        return row
