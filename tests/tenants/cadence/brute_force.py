"""What children owe, worked out day by day and window by window from the definitions, with no SQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

ORIGIN, HORIZON = date(2022, 1, 1), date(2045, 12, 31)
SPAN = (HORIZON - ORIGIN).days
FOREVER = date.max

Days = int  # one bit a day
Dated = tuple[date, date | None]


def place(day: date) -> int:
    return min(max((day - ORIGIN).days, 0), SPAN)


def days(since: date, until: date | None) -> Days:
    return ((1 << place(until or FOREVER)) - 1) & ~((1 << place(since)) - 1)


def days_of_all(spans: Iterable[Dated]) -> Days:
    found = 0
    for span in spans:
        found |= days(*span)
    return found


def has(found: Days, day: date) -> bool:
    return bool(found >> place(day) & 1)


def in_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True)
class Window:
    """A window of a calendar."""

    starts: date
    opens: date
    due: date
    closes: date


@dataclass
class Item:
    """One version of an item of a checklist."""

    id: UUID
    code: str
    calendar: str
    acts: tuple[str, ...]
    from_on: date
    until_on: date | None = None
    keeper: int = 330000000000
    categories: tuple[str, ...] = ()
    risk_levels: tuple[str, ...] = ()
    only_paired: bool = False
    age_from: int = 0
    age_until: int = 18
    notice_days: int = 1
    grace_days: int = 7
    responsible: str = "CARING_MOTHER"


@dataclass
class Act:
    """A contact of a pairing."""

    day: date
    kind: str
    contact_made: bool
    pairing: UUID

    @property
    def labels(self) -> set[str]:
        told = {"HOME": {"VISIT", "HOME_VISIT"}, "SCHOOL": {"VISIT", "SCHOOL_VISIT"}}
        return {"CONTACT", *told.get(self.kind, {"CALL"})} if self.contact_made else set()


@dataclass
class Child:
    """All that is on record of a child."""

    id: UUID
    birth_date: date
    stays: list[tuple[int, date, date | None]]
    categories: list[tuple[str, date, date | None]]
    assessments: dict[date, str] = field(default_factory=dict)
    pairings: dict[UUID, Dated] = field(default_factory=dict)
    acts: dict[UUID, Act] = field(default_factory=dict)
    waivers: dict[UUID, tuple[Item, date, date | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Owed:
    """A window that is owed to a tenant, and what became of it."""

    tenant: int
    child: UUID
    item: UUID
    window: Window
    grace_days: int
    waived: bool
    done: bool
    late: bool

    def state(self, on: date) -> str:
        if self.waived:
            return "waived"
        if self.done:
            return "fulfilled"
        if self.window.closes < FOREVER and self.window.closes + timedelta(self.grace_days) < on:
            return "missed"
        return "overdue" if self.window.due < on else "open"


Calendars = Mapping[tuple[str, int], Sequence[Window]]


def owed_by(child: Child, items: Sequence[Item], calendars: Calendars) -> Iterator[Owed]:
    """Every window the child owes, or would if nothing changed."""
    facts = {item.id: facts_of(child, item) for item in items}
    applies = {item.id: facts[item.id] & days(item.from_on, item.until_on) & ages(child, item) for item in items}
    for item in items:
        same = (one for one in items if (one.keeper, one.code, one.calendar) == (item.keeper, item.code, item.calendar))
        versions = 0
        for one in same:
            versions |= applies[one.id]
        for window in calendar_of(child, item, calendars):
            if not has(applies[item.id], window.due):
                continue
            for tenant, since, until in child.stays:
                stay = days(since, until)
                if not has(stay, window.due) or not is_asked(child, item, window, since, versions):
                    continue
                found = outcome(child, item, window, tenant, end_of(facts[item.id] & stay, window.due))
                if found:
                    yield found


def facts_of(child: Child, item: Item) -> Days:
    facts = days_of_all((since, until) for at, since, until in child.stays if is_within(at, item.keeper))
    if item.only_paired:
        facts &= days_of_all(child.pairings.values())
    if item.categories:
        facts &= days_of_all((since, until) for one, since, until in child.categories if one in item.categories)
    if item.risk_levels:
        facts &= days_of_all((since, until) for one, since, until in risks_of(child) if one in item.risk_levels)
    return facts


def risks_of(child: Child) -> list[tuple[str, date, date | None]]:
    """Each assessment until the next; before the first, as at green."""
    known = [("GREEN", ORIGIN), *((level, day) for day, level in sorted(child.assessments.items()))]
    ends = [*(day for _, day in known[1:]), None]
    return [(level, since, until) for (level, since), until in zip(known, ends, strict=True)]


def ages(child: Child, item: Item) -> Days:
    return days(in_years(child.birth_date, item.age_from), in_years(child.birth_date, item.age_until))


def calendar_of(child: Child, item: Item, calendars: Calendars) -> Sequence[Window]:
    if item.calendar != "BIRTHDAY":
        return calendars[item.calendar, 0]
    born = (child.birth_date.month, child.birth_date.day)
    return calendars["BIRTHDAY", 228 if born == (2, 29) else born[0] * 100 + born[1]]


def is_asked(child: Child, item: Item, window: Window, since: date, versions: Days) -> bool:
    """Whether it has applied without a break for the days of notice; of what is owed once, whether that is its day."""
    if item.calendar == "ON_FILE":
        first = window.starts
        if first != since:
            return False
    elif item.calendar.startswith("BEFORE_"):
        return window.starts == in_years(child.birth_date, int(item.calendar[7:]))
    else:
        first = window.due - timedelta(item.notice_days - 1)
    wanted = days(first, window.due + timedelta(1))
    return versions & wanted == wanted


def end_of(facts: Days, day: date) -> date:
    """The first day behind `day` that is not among these."""
    gone = ~facts >> place(day)
    behind = (gone & -gone).bit_length() - 1
    return FOREVER if place(day) + behind >= SPAN else day + timedelta(behind)


def outcome(child: Child, item: Item, window: Window, tenant: int, ended: date) -> Owed | None:
    """None for what is released."""
    acts = [(act.day, act.labels) for act in child.acts.values()] + [(day, {"ASSESSMENT"}) for day in child.assessments]
    done = [
        day for day, labels in acts if labels & set(item.acts) and window.opens <= day <= window.closes and day < ended
    ]
    waived = any(
        (one.keeper, one.code) == (item.keeper, item.code)
        and since <= window.due
        and (until is None or window.due < until)
        for one, since, until in child.waivers.values()
    )
    if ended <= window.closes and ended < FOREVER and not done and not waived:
        return None
    late = bool(done) and min(done) > window.due
    return Owed(
        tenant, child.id, item.id, window, item.grace_days, waived, bool(done) and not waived, late and not waived
    )


def is_within(code: int, tenant: int) -> bool:
    width = next(width for width in (10**10, 10**8, 10**6, 10**3, 1) if tenant % width == 0)
    return tenant <= code < tenant + width
