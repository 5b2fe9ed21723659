"""Visits and calls before there are checklists: in each span of time as many visits as there have to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from tenants.demo.care import Care
from tenants.demo.contacts import call, first_visit, visit
from tenants.demo.drawing import CHECKLISTS_FROM, HALF_YEAR, START, Lot, draw_day, happens
from tenants.demo.families import Family
from tenants.demo.quotas import Quota
from tenants.demo.rounds import days_of
from tenants.demo.tables import Pairing, Visit

PLACES = Lot({"HOME": 72, "SCHOOL": 28})
# Of the children a first visit by the village's child director is on record; the others were visited on paper.
FIRST_VISITS = 0.35
# A month of calls, of which few are on record: nobody had asked for them yet.
CALLED = (date(2024, 6, 1), CHECKLISTS_FROM)
WRITTEN_DOWN = 0.1


def visits(chance: Random, care: Care, quota: Quota) -> Iterator[Visit]:
    first = [_first_visit(chance, family) for family in care.families if happens(chance, FIRST_VISITS)]
    spans = (
        (START, HALF_YEAR, quota.visits_before, quota.missed_before),
        (HALF_YEAR, CHECKLISTS_FROM, quota.visits, quota.missed),
    )
    for low, high, met, missed in spans:
        before = [visit for visit in first if low <= visit.visited_on < high][:met]
        yield from before
        paired = met - len(before)
        open_then = [pairing for pairing in care.pairings if days_of(pairing, low, high)]
        chance.shuffle(open_then)
        for number, pairing in enumerate(islice(cycle(open_then), paired + missed)):
            day = draw_day(chance, *days_of(pairing, low, high))
            yield visit(chance, pairing, day, PLACES.draw(chance), met=number < paired)


def calls(chance: Random, pairings: list[Pairing]) -> Iterator[Visit]:
    for pairing in pairings:
        days = days_of(pairing, *CALLED)
        if days and happens(chance, WRITTEN_DOWN):
            yield call(chance, pairing, draw_day(chance, *days))


def _first_visit(chance: Random, family: Family) -> Visit:
    """Within five working days of the child's being identified."""
    day = family.identified_on + timedelta(int(chance.random() * 5))
    return first_visit(chance, family.id, family.village, day)
