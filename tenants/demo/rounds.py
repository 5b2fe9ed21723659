"""What the checklists ask for, done as people do: most of it, by some more than by others, month after month.

One contact does for all items that it fulfils: a visit at home by the child director is one with the guardian, and that
month's contact.
"""

import json
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tenants.demo.contacts import call, directors_call, directors_visit, first_visit, visit
from tenants.demo.drawing import CHECKLISTS_FROM, END, Lot, draw_day, happens, pick
from tenants.demo.people import WOMENS_SYLLABLES, draw_name
from tenants.demo.tables import Child, Pairing, Visit

# How much of what is asked for is done by those who care for a child; in a county, and in a month, more or less of it.
KEENNESS = Lot({0.97: 50, 0.87: 32, 0.5: 18})
OF_A_COUNTY = (0.93, 1.05)
IN_MONTHS = {1: 0.97, 2: 0.95, 7: 0.97, 8: 0.95, 9: 1.02}
MOST = 0.98
FIRST_VISITS = 0.62
# Of the weekly contact with a child at red.
WEEKLY = 0.88
TRIED_IN_VAIN = 0.15
# In each half-year one visit in its first quarter and one in its second, one of them at home and one at school: the
# months, from 0, in which these are.
EARLY_AT_HOME, EARLY_AT_SCHOOL, LATE = (0, 1, 2, 2, 2, 2, 2, 2), (2,), (3, 4, 5)
# Beside the child director, who comes each quarter.
MOTHERS_AT_BLUE = 0.4
SCHOOL_MONTHS = (4, 10)
AROUND = timedelta(7)
FIRST_DAYS = timedelta(5)
FESTIVALS = (date(2025, 1, 29), date(2026, 2, 17))
FEBRUARY, MAY = 2, 5
FEASTS = {*(one.month for one in FESTIVALS), MAY, MAY + 1}

Days = tuple[date, date]
# Where, and whether by the child director.
Planned = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    following: date
    share: float


def _months() -> Iterator[Month]:
    first = CHECKLISTS_FROM
    while first < END:
        following = (first + timedelta(31)).replace(day=1)
        yield Month(first, following, IN_MONTHS.get(first.month, 1))
        first = following


MONTHS = tuple(_months())
HALF_YEARS = tuple(MONTHS[first : first + 6] for first in range(0, len(MONTHS), 6))


@dataclass(frozen=True, slots=True)
class Plan:
    """In which months of a half-year a child is visited, from 0."""

    early: int
    late: int
    extra: int | None
    home_first: bool
    director_first: bool

    def visits_in(self, month: int, level: str) -> list[Planned]:
        at_school = self.late if self.home_first else self.early
        place = "SCHOOL" if month == at_school else "HOME"
        if level == "YELLOW":
            return [(place, True)]
        by_director = level == "BLUE" or self.director_first == (month == self.early)
        visits = [(place, by_director)] if month in {self.early, self.late} else []
        return [*visits, ("HOME", False)] if level == "BLUE" and month == self.extra else visits


@dataclass(frozen=True, slots=True)
class Cared:
    """A child on file once there are checklists, who cares for it, how well, and where it is seen first."""

    child: Child
    director: str
    keenness: float
    days: Days
    pairings: Sequence[Pairing]
    levels: Sequence[tuple[date, str]]
    home_first: bool
    director_first: bool

    def level_on(self, day: date) -> str:
        place = bisect(self.levels, (day, "~"))
        return self.levels[place - 1][1] if place else "GREEN"

    def paired_in(self, low: date, high: date) -> Pairing | None:
        for one in self.pairings:
            if one.from_on < high and (one.until_on is None or low < one.until_on):
                return one
        return None


def rounds(chance: Random, children: Iterable[Child], pairings: Iterable[Pairing]) -> Iterator[Visit]:
    """Of a county's children and pairings."""
    zeal = chance.uniform(*OF_A_COUNTY)
    directors: dict[int, str] = {}
    mothers: dict[UUID, list[Pairing]] = defaultdict(list)
    for pairing in sorted(pairings, key=lambda one: (one.role != "LEAD", one.from_on)):
        mothers[pairing.child_id].append(pairing)
    for child in children:
        if child.on_file_on is None or (child.closed_on or END) <= CHECKLISTS_FROM:
            continue
        director = directors.get(child.tenant_code) or draw_name(chance, WOMENS_SYLLABLES)
        directors[child.tenant_code] = director
        yield from _of_child(chance, _cared(chance, child, director, KEENNESS.draw(chance) * zeal, mothers[child.id]))


def _cared(chance: Random, child: Child, director: str, keenness: float, mothers: Sequence[Pairing]) -> Cared:
    days = max(child.on_file_on or END, CHECKLISTS_FROM), child.closed_on or END
    levels = [(date.fromisoformat(one["since"]), one["level"]) for one in json.loads(child.risk_history)]
    return Cared(child, director, keenness, days, mothers, levels, happens(chance, 0.5), happens(chance, 0.5))


def _of_child(chance: Random, cared: Cared) -> Iterator[Visit]:
    child, opened, until = cared.child, *cared.days
    if opened == child.on_file_on and happens(chance, FIRST_VISITS):
        day = draw_day(chance, opened, min(opened + FIRST_DAYS, until))
        yield first_visit(chance, child.id, child.tenant_code, day)
    for half in HALF_YEARS:
        plan = _plan(chance, cared)
        for place, month in enumerate(half):
            days = max(month.first, opened), min(month.following, until)
            if days[0] < days[1]:
                level, share = cared.level_on(month.first + timedelta(14)), min(MOST, cared.keenness * month.share)
                if level == "RED":
                    yield from _watched(chance, cared, days, share)
                else:
                    yield from _in_month(chance, cared, days, share, plan.visits_in(place, level))


def _plan(chance: Random, cared: Cared) -> Plan:
    early = pick(chance, EARLY_AT_HOME if cared.home_first else EARLY_AT_SCHOOL)
    extra = int(chance.random() * 6) if happens(chance, MOTHERS_AT_BLUE) else None
    return Plan(early, pick(chance, LATE), extra, cared.home_first, cared.director_first)


def _in_month(chance: Random, cared: Cared, days: Days, share: float, planned: list[Planned]) -> Iterator[Visit]:
    """One contact, or one at each feast of the month: the visits, and else the Caring Mother's calls."""
    pairing = cared.paired_in(*days)
    left = _feasts(cared.child, days) or [days]
    for place, by_director in planned:
        mother = None if by_director else pairing
        around = left[0] if left else days
        when = days_of(mother, *around) if mother else around
        if when and happens(chance, share):
            yield _visit(chance, cared, mother, draw_day(chance, *when), place)
            left = left[1:]
        elif when and mother and happens(chance, TRIED_IN_VAIN):
            yield visit(chance, mother, draw_day(chance, *when), place, met=False)
    if pairing:
        for feast in left:
            when = days_of(pairing, *feast)
            if when and happens(chance, share):
                yield call(chance, pairing, draw_day(chance, *when))


def _feasts(child: Child, days: Days) -> list[Days]:
    """The days of a month around the child's birthday, the Spring Festival, Children's Day; those that meet are one."""
    year, month, born = days[0].year, days[0].month, child.birth_date
    if month != born.month and month not in FEASTS:
        return []
    around = [(one - AROUND, one + AROUND) for one in FESTIVALS if (one.year, one.month) == (year, month)]
    if born.month == month:
        birthday = date(year, month, min(born.day, 28) if month == FEBRUARY else born.day)
        around.append((birthday - AROUND, birthday + AROUND))
    # Of some children in May, of the others in June.
    if month == MAY + born.day % 2:
        around.append((date(year, MAY, 25), date(year, MAY + 1, 8)))
    feasts: list[Days] = []
    for low, high in around:
        first, end = max(low, days[0]), min(high + timedelta(1), days[1])
        if feasts and max(first, feasts[-1][0]) < min(end, feasts[-1][1]):
            feasts[-1] = max(first, feasts[-1][0]), min(end, feasts[-1][1])
        elif first < end:
            feasts.append((first, end))
    return feasts


def _watched(chance: Random, cared: Cared, days: Days, share: float) -> Iterator[Visit]:
    """A child at red: each week the child director's contact, the first of a month at home; and visits at school."""
    pairing = cared.paired_in(*days)
    monday = days[0] + timedelta(-days[0].weekday() % 7)
    at_home = True
    while monday < days[1]:
        day = draw_day(chance, monday, min(monday + timedelta(7), cared.days[1]))
        if happens(chance, share if at_home else share * WEEKLY):
            if at_home:
                yield _visit(chance, cared, None, day, "HOME")
            else:
                yield directors_call(chance, cared.child, cared.director, day)
        at_home = False
        monday += timedelta(7)
    when = days_of(pairing, *days) if pairing else days
    if days[0].month in SCHOOL_MONTHS and when and happens(chance, share):
        yield _visit(chance, cared, pairing, draw_day(chance, *when), "SCHOOL")


def _visit(chance: Random, cared: Cared, mother: Pairing | None, day: date, place: str) -> Visit:
    if mother:
        return visit(chance, mother, day, place, met=True)
    return directors_visit(chance, cared.child, cared.director, day, place)


def days_of(pairing: Pairing, low: date, high: date) -> Days | tuple[()]:
    """The days of `[low, high)` on which it is open, as `[first, end)`."""
    first, end = max(low, pairing.from_on), min(high, pairing.until_on or END)
    return (first, end) if first < end else ()
