"""The real tree the demo's records are spread over, and how many fall to each place."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, pairwise

from tenants.division import WIDTHS, TenantLevel, level_of, line_of, parse_code
from tenants.hierarchy.loading import read_divisions

PROVINCE = parse_code("33")
# Where parents leave the mountains for the plains' factories, more children stay behind.
CITY_WEIGHTS = {
    parse_code(city): weight
    for city, weight in {
        "3301": 0.8,
        "3302": 0.7,
        "3303": 1.6,
        "3304": 0.6,
        "3305": 0.7,
        "3306": 0.8,
        "3307": 1.1,
        "3308": 2.0,
        "3309": 0.6,
        "3310": 1.1,
        "3311": 2.3,
    }.items()
}


@dataclass(frozen=True)
class County:
    """A county: its city, the villages where children live, those of them with a caseworker, and its weight."""

    code: int
    city: int
    homes: list[int]
    worked: list[int]
    weight: float


@dataclass(frozen=True)
class Province:
    """The names by code, and the counties."""

    names: dict[int, str]
    counties: list[County]

    @cached_property
    def _by_level(self) -> Mapping[TenantLevel, Sequence[int]]:
        by_level: dict[TenantLevel, list[int]] = {level: [] for level in TenantLevel}
        for code in self.names:
            by_level[level_of(code)].append(code)
        return by_level

    def codes_of(self, level: TenantLevel) -> Sequence[int]:
        return self._by_level[level]


def division_lines() -> list[str]:
    """Give the packed divisions of Zhejiang, 2023, as lines of CSV."""
    packed = files("tenants.demo").joinpath("zhejiang.csv.gz").read_bytes()
    return gzip.decompress(packed).decode().splitlines()


@cache
def zhejiang() -> Province:
    names = read_divisions(division_lines())
    villages: dict[int, list[int]] = {}
    for code in names:
        if level_of(code) is TenantLevel.VILLAGE:
            villages.setdefault(line_of(code)[2], []).append(code)
    largest = sorted(villages, key=lambda county: -len(villages[county]))[:10]
    return Province(names, [_county(code, found, two=code in largest) for code, found in villages.items()])


def _county(code: int, villages: list[int], *, two: bool) -> County:
    """Make a county; its middle village, in the ten largest another too, is one of the hundred with a caseworker."""
    city = city_of(code)
    worked = [villages[len(villages) // 2], *([villages[len(villages) // 4]] if two else [])]
    return County(code, city, sorted({*villages[::3], *worked}), worked, len(villages) * CITY_WEIGHTS[city])


def city_of(code: int) -> int:
    """Give the city a code stands in; for the province's own code that code."""
    return code // WIDTHS[TenantLevel.CITY] * WIDTHS[TenantLevel.CITY]


def worked_villages() -> list[int]:
    """Name the hundred villages that have a caseworker of their own, and certainly children."""
    return [village for county in zhejiang().counties for village in county.worked]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Split `total` into whole parts that add up to it, each within one of its share by weight."""
    edges = [0, *accumulate(weights)]
    return [round(total * high / edges[-1]) - round(total * low / edges[-1]) for low, high in pairwise(edges)]
