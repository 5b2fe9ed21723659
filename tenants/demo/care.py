"""Settles who is paired with whom in a county, from when until when, so that the headline counts come out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import asyncpg

from tenants.demo.drawing import END, HALF_YEAR, HALF_YEAR_END, START, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.families import Family, draw_family
from tenants.demo.province import County
from tenants.demo.quotas import Quota
from tenants.demo.tables import Pairing
from tenants.demo.volunteers import COUNTY, Volunteer, draw_volunteer
from tenants.division import line_of

FIRST_REGISTERED = START - timedelta(90)
CHILDREN_IN_A_WORKED_VILLAGE = 3
GROUP_SIZES = Lot({1: 80, 2: 15, 3: 5})
ENDINGS = Lot({None: 93, "CARING_MOTHER_LEFT": 2, "COMPLETED": 2, "CHILD_FILE_CLOSED": 3})
FATES = Lot({"UNSCREENED": 8, "LEAVES": 6, "COMPANION": 46, "FREE": 40})
LEFT, MOVED = ("WITHDREW", "MOVED_AWAY"), ("MOVED_OUT", "CIRCUMSTANCES_IMPROVED", "TURNED_18")


@dataclass
class Care:
    """A county's children, Caring Mothers and pairings; `free` are those who serve the county and may be paired."""

    chance: Random
    county: County
    families: list[Family] = field(default_factory=list)
    volunteers: list[Volunteer] = field(default_factory=list)
    pairings: list[Pairing] = field(default_factory=list)
    free: list[Volunteer] = field(default_factory=list)
    lasting: list[Family] = field(default_factory=list)
    waiting: list[tuple[Family, date]] = field(default_factory=list)


def settle(chance: Random, county: County, quota: Quota) -> Care:
    care = Care(chance, county)
    _pair_then(care, quota.paired_then)
    _register_then(care, quota.registered_then - len(care.volunteers))
    _change_earlier(care)
    _leave_unpaired(care, quota.unpaired_then)
    _close_before(care, quota.closed_before)
    _withdraw_before(care, quota.withdrawn_before)
    _register_after(care, quota.registered_after)
    _open_after(care, quota.on_file_after)
    care.families += _unfiled(care, quota.only_identified)
    return care


def _pair(  # noqa: PLR0913 -- an episode has this many parts
    care: Care,
    volunteer: Volunteer,
    family: Family,
    from_on: date,
    *,
    until_on: date | None = None,
    reason: str | None = None,
    role: str = "LEAD",
) -> None:
    volunteer.taken += until_on is None
    days = asyncpg.Range(from_on, until_on)
    family.paired_on.append(days)
    volunteer.paired_on.append(days)
    record_id, created_at = draw_identity(care.chance, from_on)
    note = "已与接任的爱心妈妈当面交接孩子近况" if reason in ("CHANGED_CARING_MOTHER", "CARING_MOTHER_LEFT") else None
    care.pairings.append(
        Pairing(record_id, family.village, created_at, family.id, volunteer.id, role, from_on, until_on, reason, note)
    )


def _pair_then(care: Care, count: int) -> None:
    """Make the children paired when the half-year ends; two or three neighbours often share their Caring Mother."""
    chance = care.chance
    villages = [*care.county.worked * CHILDREN_IN_A_WORKED_VILLAGE, *chance.choices(care.county.homes, k=count)]
    families = [draw_family(chance, village, START, date(2024, 6, 1)) for village in sorted(villages[:count])]
    care.families += families
    for group in _groups(chance, families):
        first, last = line_of(group[0].village), line_of(group[-1].village)
        shared = next(level for level, (one, other) in enumerate(zip(first, last, strict=True)) if one == other)
        volunteer = draw_volunteer(chance, first[0], shared, FIRST_REGISTERED, date(2024, 6, 20))
        care.volunteers.append(volunteer)
        _pair_group(care, volunteer, group)


def _groups(chance: Random, families: list[Family]) -> Iterator[list[Family]]:
    start = 0
    while start < len(families):
        size = GROUP_SIZES.draw(chance)
        yield families[start : start + size]
        start += size


def _pair_group(care: Care, volunteer: Volunteer, group: list[Family]) -> None:
    """Pair her with the children of a group; most pairings last, some end in the two years after."""
    chance = care.chance
    reason = ENDINGS.draw(chance)
    until_on = draw_day(chance, HALF_YEAR_END, END - timedelta(60)) if reason else None
    if reason == "CARING_MOTHER_LEFT":
        volunteer.closed_on, volunteer.closed_reason = until_on, pick(chance, LEFT)
    for family in group:
        if reason == "CHILD_FILE_CLOSED":
            family.closed_on, family.closed_reason = until_on, pick(chance, MOVED)
        elif until_on:
            care.waiting.append((family, until_on))
        else:
            care.lasting.append(family)
        _pair(care, volunteer, family, _soon(care, volunteer, family, HALF_YEAR_END), until_on=until_on, reason=reason)


def _soon(care: Care, volunteer: Volunteer, family: Family, before: date) -> date:
    """Draw a day soon after both files are open, before a given one."""
    both = _both_open(volunteer, family)
    return draw_day(care.chance, both, max(both + timedelta(1), min(both + timedelta(20), before)))


def _both_open(volunteer: Volunteer, family: Family) -> date:
    return max(family.on_file_on or END, volunteer.registered_on)


def _register_then(care: Care, count: int) -> None:
    """Register the rest: companions of children who have one already, free ones, some not screened yet."""
    for _ in range(count):
        volunteer = _register(care, FIRST_REGISTERED, HALF_YEAR_END)
        fate = FATES.draw(care.chance)
        if fate == "UNSCREENED":
            volunteer.screening_state = "PENDING"
        elif fate == "LEAVES":
            volunteer.closed_on = draw_day(care.chance, HALF_YEAR_END, END)
            volunteer.closed_reason = pick(care.chance, LEFT)
        elif fate == "COMPANION" and care.lasting:
            for family in care.chance.sample(care.lasting, min(len(care.lasting), pick(care.chance, (1, 1, 2)))):
                _pair(care, volunteer, family, _soon(care, volunteer, family, END), role="COMPANION")
        else:
            care.free.append(volunteer)
    for family, until_on in care.waiting:
        _pair_free(care, family, until_on, 0.5)


def _register(care: Care, low: date, high: date) -> Volunteer:
    volunteer = draw_volunteer(care.chance, pick(care.chance, care.county.homes), COUNTY, low, high)
    care.volunteers.append(volunteer)
    return volunteer


def _pair_free(care: Care, family: Family, low: date, likelihood: float) -> None:
    """Pair a child with a free Caring Mother for good, some time after a day; or not, as luck has it."""
    if care.free and happens(care.chance, likelihood):
        volunteer = pick(care.chance, care.free)
        _pair(care, volunteer, family, draw_day(care.chance, max(low, _both_open(volunteer, family)), END))


def _pair_for_a_time(care: Care, family: Family, until_low: date, until_high: date, reason: str) -> None:
    """Pair a child with a free Caring Mother until a day of `[until_low, until_high)`, if she was there in time."""
    if care.free:
        volunteer = pick(care.chance, care.free)
        from_on = _both_open(volunteer, family)
        if from_on + timedelta(14) < until_high:
            until_on = draw_day(care.chance, max(until_low, from_on + timedelta(14)), until_high)
            _pair(care, volunteer, family, from_on, until_on=until_on, reason=reason)


def _change_earlier(care: Care) -> None:
    """Let some children have had another Caring Mother before the one they have."""
    lasting = {family.id: family for family in care.lasting}
    leads = [pairing for pairing in care.pairings if pairing.role == "LEAD" and pairing.child_id in lasting]
    for lead in leads:
        if happens(care.chance, 0.05):
            day_after = lead.from_on + timedelta(1)
            _pair_for_a_time(care, lasting[lead.child_id], lead.from_on, day_after, "CHANGED_CARING_MOTHER")


def _leave_unpaired(care: Care, count: int) -> None:
    """Leave children on file but not paired when the half-year ends: some were before, some are later."""
    for family in _families(care, count, START, HALF_YEAR_END):
        if happens(care.chance, 0.3):
            reason = pick(care.chance, ("GUARDIAN_DECLINED", "COMPLETED", "CHANGED_CARING_MOTHER"))
            _pair_for_a_time(care, family, HALF_YEAR, HALF_YEAR_END, reason)
        else:
            _pair_free(care, family, HALF_YEAR_END, 0.4)


def _close_before(care: Care, count: int) -> None:
    for family in _families(care, count, START, date(2024, 5, 1)):
        opened_on = family.on_file_on or family.identified_on
        family.closed_on = draw_day(care.chance, opened_on + timedelta(30), HALF_YEAR_END)
        family.closed_reason = pick(care.chance, MOVED)
        _pair_for_a_time(care, family, family.closed_on, family.closed_on + timedelta(1), "CHILD_FILE_CLOSED")


def _withdraw_before(care: Care, count: int) -> None:
    for _ in range(count):
        volunteer = _register(care, FIRST_REGISTERED, date(2024, 5, 1))
        volunteer.closed_on = draw_day(care.chance, volunteer.registered_on + timedelta(1), HALF_YEAR_END)
        rejected = happens(care.chance, 0.25)
        volunteer.screening_state = "REJECTED" if rejected else "APPROVED"
        volunteer.closed_reason = "UNSUITABLE" if rejected else pick(care.chance, LEFT)


def _register_after(care: Care, count: int) -> None:
    care.free += [_register(care, HALF_YEAR_END, END - timedelta(30)) for _ in range(count)]


def _open_after(care: Care, count: int) -> None:
    for family in _families(care, count, HALF_YEAR_END, END - timedelta(30)):
        _pair_free(care, family, HALF_YEAR_END, 0.75)


def _families(care: Care, count: int, low: date, high: date) -> list[Family]:
    families = [
        draw_family(care.chance, village, low, high) for village in care.chance.choices(care.county.homes, k=count)
    ]
    care.families += families
    return families


def _unfiled(care: Care, count: int) -> Iterator[Family]:
    """Identify children whose file is not opened yet."""
    for village in care.chance.choices(care.county.homes, k=count):
        family = draw_family(care.chance, village, START, END)
        family.on_file_on = None
        yield family
