"""What a role without records has to be shown of a planted tree, and what it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

import asyncpg

from schema.engine.engine import Engine
from tenants.database.transactions import Database
from tenants.division import end_of
from tests.callers import add_caller
from tests.tenants.statistics.planting import PROVINCE, plant
from tests.tenants.statistics.reading import BY_RECORD, LISTED, PERIODS, All, read_everything
from tests.tenants.statistics.recount import Figures, Rows, days_of, fetch_rows, recount, service
from tests.tenants.statistics.suppressing import Count, Parents, splits_shown, stock_splits_shown

STOCKS = ("caringMothers", "children", "pairings", "needsOpen")
FLOWS = (
    "persons",
    "volunteersTrained",
    "visits",
    "calls",
    "needsMet",
    "supports",
    "wishesFulfilled",
    "peopleServed",
    "peopleSupported",
    "serviceMinutes",
)
# Hidden by how many acts they are of, and where it is hidden how many there are.
AMOUNTS, MEDIANS = {"serviceMinutes": "serviceMinutesByKind"}, {"daysToMeet": "needsMet"}
# Counted once in a span: of years alone.
DISTINCT, YEARS = ("persons", "volunteersTrained"), ("2022", "2023", "2024")
BREAKDOWNS = {
    "caringMothersByRecruitment": "caringMothers",
    "caringMothersBySector": "caringMothers",
    "caringMothersByTraining": "caringMothers",
    "caringMothersByClearance": "caringMothers",
    "childrenByCategory": "children",
    "childrenBySex": "children",
    "childrenByAge": "children",
    "childrenByRisk": "children",
    "visitsByPlace": "visits",
    "callsByMedium": "calls",
    "serviceMinutesByKind": "serviceMinutes",
    "needsOpenByKind": "needsOpen",
    "needsMetByKind": "needsMet",
    "supportsByKind": "supports",
}
OPEN_ACTS = {"peopleServed", "peopleSupported"}
# By record nothing is shown of persons that a role does not see.
OF_ACTS = {
    *("peopleServedByVenue", "peopleServedByProgramme"),
    *("peopleSupportedByProject", "peopleSupportedByProgramme"),
}
WITHHELD = {*OF_ACTS, "supportsByProgramme", "wishesFulfilledByProgramme"}
# What each role may not see though it has figures: the acts are open to two of them anyway.
HIDEABLE = {
    "ANALYST": {*STOCKS, *FLOWS, *BREAKDOWNS, *WITHHELD} - OPEN_ACTS - OF_ACTS,
    "AUDITOR": {*STOCKS, *FLOWS, *BREAKDOWNS, *WITHHELD},
}
# All three follow from who is paired and who is to be: nobody planted is not.
PAIRING = ("childrenPaired", "pairingTargets", "pairedRate", "coverage")
HIDEABLE = {role: fields | set(PAIRING) | set(MEDIANS) for role, fields in HIDEABLE.items()}
HIDEABLE["PROJECT_MANAGER"] = HIDEABLE["ANALYST"]


@dataclass(frozen=True, eq=False)
class Truth:
    """A planted tree and its records, counted one by one."""

    parents: Parents
    rows: Rows
    today: date

    def figures(self, code: int, period: str | None, own: int | None = None) -> Figures:
        """By record for who sees all of them, or those alone that one tenant keeps."""
        return counted(self, code, period, own)

    def count(self, field: str, value: str | None = None) -> Count:
        def count(code: int, period: str | None) -> int:
            if field in {*AMOUNTS, *AMOUNTS.values()}:
                return served(self, code, period, value)
            found: Any = self.figures(code, period)[field]
            return int(next(one["count"] for one in found if one["value"] == value) if value else found)

        return count

    @cache  # noqa: B019  # as long as its tree is looked at
    def splits(self, field: str, period: str | None) -> Mapping[int, int]:
        """How many parts of a field may be told apart, by tenant; of one without parts 0, where it may be shown."""
        field = MEDIANS.get(field, field)
        whole = self.count("children" if field in PAIRING else BREAKDOWNS.get(field, field))
        parts = [self.count("childrenPaired")] if field in PAIRING else []
        if field in BREAKDOWNS:
            entries: Any = self.figures(PROVINCE, period)[field]
            parts = [self.count(field, one["value"]) for one in entries]
        if BREAKDOWNS.get(field, field) not in FLOWS:
            return stock_splits_shown(self.parents, period, whole, parts)
        if field in DISTINCT and period not in YEARS:
            return dict.fromkeys(self.parents, -1)
        years = [str(year) for year in range(2023, self.today.year + 1)]
        return splits_shown(self.parents, period, years, whole, parts if field in BREAKDOWNS else None)

    def shown(self, role: str) -> All:
        """What the role has to be shown, with the hidden fields named."""
        found: All = {
            code: {period: {**self.figures(code, period), "suppressed": set()} for period in PERIODS}
            for code in self.parents
        }
        for period in PERIODS:
            for field in HIDEABLE[role]:
                withheld = field in WITHHELD
                splits_of = dict.fromkeys(self.parents, -1) if withheld else self.splits(field, period)
                for code, splits in splits_of.items():
                    hide(found[code][period], field, splits)
        return found


@cache
def served(truth: Truth, code: int, period: str | None, kind: str | None) -> int:
    """How many contacts there were of which the minutes are known."""
    days = days_of(period, truth.today)
    kept = [
        row for row in truth.rows["visits"] if code <= row["tenant_code"] < end_of(code) and row["visited_on"] in days
    ]
    return sum(kind in (None, row["kind"]) for row in service(row for row in kept if row["contact_made"]))


@cache
def counted(truth: Truth, code: int, period: str | None, own: int | None = None) -> Figures:
    sees = None if own is None else lambda row: row["tenant_code"] == own
    figures = recount(truth.rows, code, days_of(period, truth.today), sees)
    return {name: value for name, value in figures.items() if name not in BY_RECORD or period in LISTED}


def hide(figures: dict[str, Any], field: str, splits: int) -> None:
    if field in BREAKDOWNS:
        entries = figures[field]
        figures[field] = [one if n <= splits else {**one, "count": None} for n, one in enumerate(entries, 1)]
        hidden = splits < len(entries)
    else:
        hidden = splits < (field in PAIRING)
        if field in figures and hidden:
            figures[field] = None
    if hidden:
        figures["suppressed"].add(field)


@dataclass(frozen=True, eq=False)
class Field:
    """Where trees are planted, one after the other."""

    owner: asyncpg.Connection
    pool: Database
    engine: Engine

    async def grow(self, seed: int) -> Truth:
        parents = await plant(self.owner, Random(seed))  # noqa: S311  # repeatable
        return Truth(parents, await fetch_rows(self.owner), await self.owner.fetchval("select today()"))

    async def shown(self, role: str, code: int = PROVINCE) -> All:
        """What the role is shown at a tenant and below it."""
        everywhere = await read_everything(self.engine, [await add_caller(self.owner, self.pool, role, code)])
        found = {one: periods for one, periods in everywhere.items() if code <= one < end_of(code)}
        for periods in found.values():
            for figures in periods.values():
                figures["suppressed"] = set(figures["suppressed"])  # type: ignore[call-overload]  # a list of names
        return found
