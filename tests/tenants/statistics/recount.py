"""Every figure of a tenant counted row by row, in plain Python, by the definitions of the domain."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import asyncpg

from tenants.clock import today
from tenants.division import end_of
from tenants.enums import LabelledEnum
from tenants.records.caring_mother.enums import ClearanceState, Recruitment, Sector, TrainingState
from tenants.records.child.enums import MAIN_FIRST, KnownAgeBand, MainCategory, RiskBand, Sex
from tenants.records.kinds import KINDS
from tenants.records.need.enums import NeedKind
from tenants.records.organization import OrganizationKind
from tenants.records.support import SupportKind
from tenants.records.venue import VenueKind
from tenants.records.visit.enums import CallMedium, VisitKind, VisitPlace

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Figures = dict[str, object]

TABLES = tuple(kind.plural for kind in KINDS if kind.history)
PROVINCES = 10**10
QUARTERS = {f"Q{n}": (n * 3 - 2, 3) for n in range(1, 5)}
HALVES = {"H1": (1, 6), "H2": (7, 6)}
MONTHS = {f"{n:02d}": (n, 1) for n in range(1, 13)}


@dataclass(frozen=True)
class Days:
    """The days `[start, end)` of a period."""

    start: date
    end: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day < self.end

    def stands(self, since: date | None, until: date | None) -> bool:
        """Whether what began on a day and no longer held on another stands at the end of the period."""
        return since is not None and since < self.end and (until is None or until >= self.end)


def days_of(period: str | None, this_day: date) -> Days:
    """The days of a period as text; without one, all days up to today."""
    if period is None:
        return Days(date.min, this_day + timedelta(days=1))
    year, _, part = period.partition("-")
    first, months = (QUARTERS | HALVES | MONTHS).get(part, (1, 12))
    last = date(int(year), first + months - 1, 1)
    return Days(date(int(year), first, 1), (last + timedelta(days=31)).replace(day=1))


async def fetch_rows(connection: asyncpg.Connection) -> Rows:
    """All records there are, as the owner sees them."""
    return {table: await connection.fetch(f"select * from {table}") for table in TABLES}


def stays_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """A file's stays, from a connection that knows JSON or does not."""
    return listed(row["stays"])


def listed(told: Any) -> Sequence[Mapping[str, Any]]:  # noqa: ANN401  # JSON, read or not
    found: Sequence[Mapping[str, Any]] = json.loads(told) if isinstance(told, str) else told
    return found


def recount(rows: Rows, tenant: int, days: Days, sees: Callable[[Row], bool] | None = None) -> Figures:
    """The figures of a tenant and all below it, as GraphQL has them; by record for who sees those of a province."""
    sees = sees or (lambda row: row["tenant_code"] // PROVINCES == tenant // PROVINCES)
    seen = {row["id"] for table in ("venues", "programmes", "projects") for row in rows[table] if sees(row)}
    kept = {table: [row for row in rows[table] if tenant <= counted_in(row) < end_of(tenant)] for table in TABLES}
    mothers = [row for row in rows["caring_mothers"] if stands_here(row, "registered_on", "closed_on", tenant, days)]
    files = [row for row in rows["children"] if any(is_kept(stay, tenant, days) for stay in stays_of(row))]
    pairings = [row for row in rows["pairings"] if days.stands(row["from_on"], row["until_on"])]
    paired = {row["id"] for row in files} & {row["child_id"] for row in pairings}
    targets = {row["id"] for row in files if is_target(rows["target_decisions"], row["id"], days)}
    contacts = [row for row in kept["visits"] if row["contact_made"] and row["visited_on"] in days]
    visits = [row for row in contacts if row["kind"] in ("HOME", "SCHOOL")]
    calls = [row for row in contacts if row["kind"] in ("PHONE", "VIDEO")]
    needs = [row for row in kept["needs"] if row["outcome"] != "ENTERED_IN_ERROR"]
    raised = [row for row in rows["needs"] if row["outcome"] != "ENTERED_IN_ERROR"]
    needed = [row for row in raised if stands_here(row, "raised_on", "settled_on", tenant, days)]
    met = [row for row in needs if row["outcome"] == "MET" and row["settled_on"] in days]
    supports = [row for row in kept["supports"] if row["closed_on"] is None and row["supported_on"] in days]
    fulfilled = [row for row in kept["wishes"] if row["fulfilled_on"] in days]
    held = [row for row in kept["activities"] if row["held_on"] in days]
    venues = [row for row in rows["venues"] if stands_here(row, "opened_on", "closed_on", tenant, days)]
    organizations = [
        row for row in rows["organizations"] if stands_here(row, "registered_on", "closed_on", tenant, days)
    ]
    donated = [row for row in kept["donations"] if row["received_on"] in days]
    projects = [row for row in rows["projects"] if stands_here(row, "started_on", "ended_on", tenant, days)]
    spent = [row for row in kept["disbursements"] if row["paid_on"] in days]
    paid = [row["amount"] for row in spent]
    of_management = [row for row in kept["disbursements"] if row["purpose"] == "MANAGEMENT"]
    managed = sum((row["amount"] for row in of_management if row["paid_on"] in days), Decimal())
    # A subsidy is spent by the tenant of the fund, wherever the child is.
    of_funds = [row for row in rows["subsidies"] if tenant <= row["fund_code"] < end_of(tenant)]
    subsidised = [row["amount"] for row in of_funds if row["paid_on"] in days]
    taken_back = [-row["amount"] for row in of_funds if row["reversed_on"] in days]
    of_no_project = [(None, amount) for amount in (*subsidised, *taken_back)]
    delivered = [row for row in kept["deliveries"] if row["delivered_on"] in days]
    published = [row for row in kept["stories"] if row["published_on"] in days]
    return {
        "caringMothers": len(mothers),
        "children": len(files),
        "childrenPaired": len(paired),
        "coverage": rate(len(paired), len(files)),
        "pairings": sum(stands_here(row, "from_on", "until_on", tenant, days) for row in rows["pairings"]),
        "pairingTargets": len(targets),
        "pairedRate": rate(len(paired & targets), len(targets)),
        "visits": len(visits),
        "calls": len(calls),
        "serviceMinutes": sum(row["minutes"] for row in service(contacts)),
        "serviceMinutesByKind": minutes_by_kind(service(contacts)),
        "needsOpen": len(needed),
        "daysToMeet": median((row["settled_on"] - row["raised_on"]).days for row in met),
        "needsMet": len(met),
        "supports": len(supports),
        "wishesFulfilled": len(fulfilled),
        "supportsByProgramme": by_programme(rows, seen, [(row["programme_id"], 1) for row in supports]),
        "wishesFulfilledByProgramme": by_programme(rows, seen, [(row["programme_id"], 1) for row in fulfilled]),
        "activities": len(held),
        "activitiesByVenue": by_record("venue", seen, [(row["venue_id"], 1) for row in held]),
        "activitiesByProgramme": by_programme(rows, seen, [(row["programme_id"], 1) for row in held]),
        "persons": len(newcomers(rows, tenant, days)),
        "peopleServed": sum(map(served, held)),
        "peopleServedByVenue": by_record("venue", seen, [(row["venue_id"], served(row)) for row in held]),
        "peopleServedByProgramme": by_programme(rows, seen, [(row["programme_id"], served(row)) for row in held]),
        "projects": len(projects),
        "projectsByProgramme": by_programme(rows, seen, [(row["programme_id"], 1) for row in projects]),
        "fundsRaised": in_yuan(sum((row["amount"] for row in donated), Decimal())),
        "fundsRaisedByProject": by_record("project", seen, [(row["project_id"], row["amount"]) for row in donated]),
        "fundsRaisedByProgramme": by_programme(rows, seen, of_projects(rows, donated, "amount"), in_yuan),
        "fundsSpentByProject": by_record(
            "project", seen, [*((row["project_id"], row["amount"]) for row in spent), *of_no_project]
        ),
        "fundsSpentByProgramme": by_programme(
            rows, seen, [*of_projects(rows, spent, "amount"), *of_no_project], in_yuan
        ),
        "fundsSpent": in_yuan(sum([*paid, *subsidised, *taken_back], Decimal())),
        "managementSpent": in_yuan(managed),
        "managementRate": rate(managed, sum([*paid, *subsidised, *taken_back], Decimal())),
        "spendingRate": spending_rate(rows, tenant, days, sum([*paid, *subsidised, *taken_back], -managed), 1),
        "spendingRateOfThreeYears": spending_rate(
            rows, tenant, days, sum([*paid, *subsidised, *taken_back], -managed), 3
        ),
        "subsidies": sum(row["paid_on"] in days for row in kept["subsidies"])
        - sum(row["reversed_on"] in days for row in kept["subsidies"]),
        "peopleSupported": sum(map(supported, delivered)),
        "peopleSupportedByProject": by_record(
            "project", seen, [(row["project_id"], supported(row)) for row in delivered], int
        ),
        "peopleSupportedByProgramme": by_programme(rows, seen, of_projects(rows, delivered, supported)),
        "storiesPublished": len(published),
        "storiesPublishedByProgramme": by_programme(rows, seen, [(row["programme_id"], 1) for row in published]),
        "caringMothersByRecruitment": by(Recruitment, (row["recruited_through"] for row in mothers)),
        "caringMothersBySector": by(Sector, (row["sector"] for row in mothers)),
        "caringMothersByTraining": by(
            TrainingState, (training_on(rows["clearance_steps"], row, last_day(days)) for row in mothers)
        ),
        "caringMothersByClearance": by(
            ClearanceState, (clearance_on(rows["screenings"], row, last_day(days)) for row in mothers)
        ),
        "volunteersTrained": len(trained_first(rows, tenant, days)),
        "childrenByCategory": by(MainCategory, (category_at_end(rows["categorizations"], row, days) for row in files)),
        "childrenByAge": by(KnownAgeBand, (age_at_end(row, days) for row in files)),
        "childrenByRisk": by(RiskBand, (risk_at_end(rows["assessments"], row, days) for row in files)),
        "childrenBySex": by(Sex, (row["sex"] for row in files)),
        "visitsByPlace": by(VisitPlace, (row["kind"] for row in visits)),
        "callsByMedium": by(CallMedium, (row["kind"] for row in calls)),
        "needsOpenByKind": by(NeedKind, (row["kind"] for row in needed)),
        "needsMetByKind": by(NeedKind, (row["kind"] for row in met)),
        "supportsByKind": by(SupportKind, (row["kind"] for row in supports)),
        "venues": len(venues),
        "organizations": len(organizations),
        "organizationsByKind": by(OrganizationKind, (row["kind"] for row in organizations)),
        "venuesByKind": by(VenueKind, (row["kind"] for row in venues)),
    }


def spending_rate(rows: Rows, tenant: int, days: Days, spent: Decimal, years: int) -> float | None:
    """Of a year: what was spent on help, by the average of what was raised in so many years before."""
    if days.start == date.min or days.start.replace(year=days.start.year + 1) != days.end:
        return None
    before = Days(days.start.replace(year=days.start.year - years), days.start)
    kept = [row for row in rows["donations"] if tenant <= counted_in(row) < end_of(tenant)]
    return rate(spent * years, sum((row["amount"] for row in kept if row["received_on"] in before), Decimal()))


def service(contacts: Iterable[Row]) -> list[Row]:
    """What Caring Mothers did, where it is known how long it took."""
    return [row for row in contacts if row["caring_mother_id"] and row["minutes"] is not None]


def minutes_by_kind(contacts: Sequence[Row]) -> list[dict[str, object]]:
    return [
        {"value": kind.value, "count": sum(row["minutes"] for row in contacts if row["kind"] == kind)}
        for kind in VisitKind
    ]


def median(took: Iterable[int]) -> float | None:
    ordered = sorted(took)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-middle - 1]) / 2 if ordered else None


def age_at_end(child: Row, days: Days) -> str:
    """The band on the last day of the period, or today if that is before."""
    born, day = child["birth_date"], last_day(days)
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    bands = ((6, "UNDER_6"), (12, "FROM_6_TO_11"), (16, "FROM_12_TO_15"), (18, "FROM_16_TO_17"))
    band = next((band for until, band in bands if years < until), "ADULT")
    return "UNKNOWN" if child["erased_on"] else band


def last_day(days: Days) -> date:
    return min(days.end - timedelta(1), today())


def training_on(steps: Sequence[Row], mother: Row, day: date) -> str:
    """Whether the last training by then was passed, and is valid."""
    found = [
        row
        for row in steps
        if row["caring_mother_id"] == mother["id"] and row["step"] == "TRAINING" and row["done_on"] <= day
    ]
    last = max(found, key=lambda row: (row["done_on"], row["id"])) if found else None
    is_valid = last and last["outcome"] == "PASSED" and (last["valid_until"] is None or last["valid_until"] >= day)
    return "TRAINED" if is_valid else "NOT_TRAINED"


def clearance_on(screenings: Sequence[Row], mother: Row, day: date) -> str:
    """Whether what was decided last by then approves her, and holds."""
    found = [
        row
        for row in screenings
        if row["caring_mother_id"] == mother["id"]
        and row["state"] in ("APPROVED", "REJECTED")
        and row["decided_on"] <= day
    ]
    last = max(found, key=lambda row: (row["decided_on"], row["created_at"], row["id"])) if found else None
    holds = last and last["state"] == "APPROVED" and last["approved_until"] >= day
    return "CLEARED" if last and holds and not (last["lapsed_on"] and last["lapsed_on"] <= day) else "NOT_CLEARED"


def trained_first(rows: Rows, tenant: int, days: Days) -> set[Any]:
    """Who passed a training, each where she was registered when she first did within the days."""
    first: dict[Any, date] = {}
    for row in rows["clearance_steps"]:
        if row["step"] == "TRAINING" and row["outcome"] == "PASSED" and row["done_on"] in days:
            mother = row["caring_mother_id"]
            first[mother] = min(row["done_on"], first.get(mother, row["done_on"]))
    found = set()
    for row in rows["caring_mothers"]:
        if row["id"] in first:
            before = [(one["tenant"], date.fromisoformat(one["until"])) for one in listed(row["handed_over"])]
            keeper = next((code for code, until in before if first[row["id"]] < until), row["tenant_code"])
            found |= {row["id"]} if tenant <= keeper < end_of(tenant) else set()
    return found


def counted_in(row: Row) -> int:
    """Where what has happened counts: where it happened, whoever keeps it since."""
    return int(row.get("counted_in") or row["tenant_code"])


def stands_here(row: Row, began: str, ended: str, tenant: int, days: Days) -> bool:
    """Whether it stands at the end of the period, and was the tenant's, or one's below it, then."""
    before = [(one["tenant"], date.fromisoformat(one["until"])) for one in listed(row["handed_over"])]
    keeper = next((code for code, until in before if days.end <= until), row["tenant_code"])
    return tenant <= keeper < end_of(tenant) and days.stands(row[began], row[ended])


def newcomers(rows: Rows, tenant: int, days: Days) -> set[Any]:
    """The children who took part: each where its file was kept when it first did within the days."""
    there = [row for row in rows["attendances"] if row["attended_on"] in days and row["closed_on"] is None]
    stays = {row["id"]: stays_of(row) for row in rows["children"]}
    first: dict[Any, Row] = {}
    for row in sorted(there, key=lambda row: (row["attended_on"], row["id"])):
        first.setdefault(row["child_id"], row)
    keepers = {child: keeper_on(stays[child], row["attended_on"]) for child, row in first.items()}
    return {child for child, keeper in keepers.items() if tenant <= keeper < end_of(tenant)}


def keeper_on(stays: Sequence[Mapping[str, Any]], day: date) -> int:
    """Whose the file was on a day: of the last stay begun by then."""
    begun = [stay for stay in stays if date.fromisoformat(stay["since"]) <= day] or stays[:1]
    return int(begun[-1]["tenant"])


def supported(delivery: Row) -> int:
    return int(delivery["women_supported"] + delivery["children_supported"])


def served(activity: Row) -> int:
    return int(activity["parents_served"] + activity["children_served"])


def in_yuan(amount: int | Decimal) -> str:
    return f"{amount:.2f}"


Amounts = Sequence[tuple[Any, int | Decimal]]


def by_record(
    kind: str,
    seen: Collection[Any],
    amounts: Amounts,
    shown: Callable[[Any], object] | None = None,
    parents: Mapping[Any, Any] | None = None,
) -> dict[str, object]:
    """What is counted for each record that is seen, and with its parts if there may be any, the largest first."""
    shown = shown or (in_yuan if kind == "project" else int)
    amount = "count" if shown is int else "amount"
    own, whole = Counter[Any](), Counter[Any]()
    for key, one in amounts:
        own[key] += one  # type: ignore[assignment]  # or of yuan
        for above in line_of(key, parents or {}):
            whole[above] += one  # type: ignore[assignment]
    found = sorted((-whole[key], key) for key in {*own, *whole} & set(seen) if own[key] or whole[key])
    rest = sum(own.values()) - sum(own[key] for _, key in found)
    nodes = [
        {
            kind: {"id": str(key)},
            amount: shown(own[key]),
            **({} if parents is None else {"withParts": shown(whole[key])}),
        }
        for _, key in found
    ]
    return {"nodes": nodes, "rest": shown(rest)}


def line_of(key: Any, parents: Mapping[Any, Any]) -> Iterable[Any]:  # noqa: ANN401  # ids
    """A record and all that it is part of."""
    while key is not None:
        yield key
        key = parents.get(key)


def by_programme(
    rows: Rows, seen: Collection[Any], amounts: Amounts, shown: Callable[[Any], object] = int
) -> dict[str, object]:
    return by_record("programme", seen, amounts, shown, {row["id"]: row["parent_id"] for row in rows["programmes"]})


def of_projects(rows: Rows, acts: Sequence[Row], amount: str | Callable[[Row], int]) -> list[tuple[Any, Any]]:
    """What acts of projects come to, each with the programme that its project is run under now."""
    programmes = {row["id"]: row["programme_id"] for row in rows["projects"]}
    return [(programmes[row["project_id"]], row[amount] if isinstance(amount, str) else amount(row)) for row in acts]


def is_kept(stay: Mapping[str, Any], tenant: int, days: Days) -> bool:
    """Whether the file is with the tenant, or one below it, at the end of the period."""
    since, until = (stay[name] and date.fromisoformat(stay[name]) for name in ("since", "until"))
    return tenant <= stay["tenant"] < end_of(tenant) and days.stands(since, until)


def category_at_end(categorizations: Sequence[Row], child: Row, days: Days) -> str:
    """The first in order of the categories that the child is of at the end of the period."""
    found = {
        row["category"]
        for row in categorizations
        if row["child_id"] == child["id"]
        and row["ended_reason"] != "ENTERED_IN_ERROR"
        and days.stands(row["from_on"], row["until_on"])
    }
    return next((one.value for one in MAIN_FIRST if one in found), "NONE")


def risk_at_end(assessments: Sequence[Row], child: Row, days: Days) -> str:
    """The level of the last assessment before the end of the period."""
    found = [
        row
        for row in assessments
        if row["child_id"] == child["id"] and row["withdrawn_on"] is None and row["assessed_on"] < days.end
    ]
    return str(max(found, key=lambda row: (row["assessed_on"], row["id"]))["level"]) if found else "NONE"


def is_target(decisions: Sequence[Row], child: object, days: Days) -> bool:
    """What was decided last before the end of the period; without a decision, yes."""
    found = [row for row in decisions if row["child_id"] == child and row["decided_on"] < days.end]
    return bool(max(found, key=lambda row: (row["decided_on"], row["id"]))["target"]) if found else True


def by(values_of: type[LabelledEnum], values: Iterable[str]) -> list[dict[str, object]]:
    counts = Counter(values)
    return [{"value": term.value, "count": counts[term.value]} for term in values_of]


def rate(part: int | Decimal, whole: int | Decimal) -> float | None:
    return float((Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)) if whole else None
