"""The figures of a tenant counted from the records in memory, by the definitions of the domain."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tenants.records.caring_mother.terms import Recruitment, Sector
from tenants.records.child.terms import ChildCategory, Sex
from tenants.records.venue import VenueKind
from tenants.records.visit.terms import VisitKind
from tests.schema.engine.memory import Record, Records, end_of

BEGINNING = date(1, 1, 1)
PERIODS: Mapping[str | None, tuple[date, date]] = {
    None: (BEGINNING, date.max),
    "2023": (date(2023, 1, 1), date(2024, 1, 1)),
    "2023-12": (date(2023, 12, 1), date(2024, 1, 1)),
    "2024": (date(2024, 1, 1), date(2025, 1, 1)),
    "2024-01": (date(2024, 1, 1), date(2024, 2, 1)),
    "2024-Q2": (date(2024, 4, 1), date(2024, 7, 1)),
    "2024-H1": (date(2024, 1, 1), date(2024, 7, 1)),
    "1999-Q4": (date(1999, 10, 1), date(2000, 1, 1)),
}


def recount(records: Records, code: int, period: str | None) -> dict[str, Callable[..., Any]]:
    """The statistics of a tenant and all below it, each figure counted when it is asked for."""
    start, end = PERIODS[period]

    def within(kind: str) -> list[Record]:
        return [one for one in records[kind] if code <= one.code < end_of(code)]

    def standing(since: date | None, until: date | None) -> bool:
        """Whether it stood on the last day of the period."""
        return since is not None and since < end and (until is None or until >= end)

    def done(kind: str, day: str) -> list[Record]:
        return [one for one in within(kind) if one[day] and start <= one[day] < end]

    mothers = [one for one in within("CaringMother") if standing(one["registered_on"], one["closed_on"])]
    children = [one for one in within("Child") if standing(one["on_file_on"], one["closed_on"])]
    pairings = [one for one in within("Pairing") if standing(one["from_on"], one["until_on"])]
    paired = {one["child_id"] for one in pairings} & {one["id"] for one in children}
    visits = [one for one in done("Visit", "visited_on") if one["contact_made"]]
    held = done("Activity", "held_on")
    venues = [one for one in within("Venue") if standing(one["opened_on"], one["closed_on"])]
    deliveries = done("Delivery", "delivered_on")

    def categories() -> Iterable[str]:
        for child in children:
            since_then = {"category": child["category"], "since": str(child["category_since"]), "until": None}
            for one in (*child["category_history"], since_then):
                if standing(date.fromisoformat(one["since"]), one["until"] and date.fromisoformat(one["until"])):
                    yield one["category"]

    def by(values: Iterable[str], found: Iterable[str]) -> list[dict[str, Any]]:
        among = list(found)
        return [{"value": str(value), "count": among.count(str(value))} for value in values]

    raised = sum((one["amount"] for one in done("Donation", "received_on")), Decimal(0))
    figures: dict[str, Callable[[], Any]] = {
        "suppressed": list,
        "caringMothers": lambda: len(mothers),
        "children": lambda: len(children),
        "childrenPaired": lambda: len(paired),
        "pairings": lambda: len(pairings),
        "pairedRate": lambda: rate(len(paired), len(children)),
        "visits": lambda: len(visits),
        "activities": lambda: len(held),
        "peopleServed": lambda: sum(one["parents_served"] + one["children_served"] for one in held),
        "projects": lambda: sum(standing(one["started_on"], one["ended_on"]) for one in within("Project")),
        "fundsRaised": lambda: f"{raised:.2f}",
        "peopleSupported": lambda: sum(one["women_supported"] + one["children_supported"] for one in deliveries),
        "caringMothersByRecruitment": lambda: by(Recruitment, (one["recruited_through"] for one in mothers)),
        "caringMothersBySector": lambda: by(Sector, (one["sector"] for one in mothers)),
        "childrenByCategory": lambda: by(ChildCategory, categories()),
        "childrenBySex": lambda: by(Sex, (one["sex"] for one in children)),
        "venues": lambda: len(venues),
        "venuesByKind": lambda: by(VenueKind, (one["kind"] for one in venues)),
        "visitsByKind": lambda: by(VisitKind, (one["kind"] for one in visits)),
    }
    return {name: lambda _info, figure=figure: figure() for name, figure in figures.items()}


def rate(part: int, whole: int) -> float | None:
    """To four decimals, halves up."""
    return float((Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)) if whole else None
