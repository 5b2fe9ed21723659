"""The trial balance in plain Python: whatever came in has gone out, or is in an account, at the end of every day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate
from uuid import UUID

from tests.tenants.statistics.recount import Row, Rows

Move = tuple[UUID, date, Decimal]


def moves(rows: Rows) -> Iterator[Move]:
    """What came into an account on a day, or went out of it."""
    for row in rows["donations"]:
        if row["kind"] == "MONEY":
            yield row["fund_id"] or row["project_id"], row["received_on"], row["amount"]
    for row in rows["disbursements"]:
        if row["paid_on"]:
            yield row["fund_id"] or row["project_id"], row["paid_on"], -row["amount"]
    for row in rows["subsidies"]:
        if row["paid_on"]:
            yield row["fund_id"], row["paid_on"], -row["amount"]
        if row["paid_on"] and row["reversed_on"]:
            yield row["fund_id"], row["reversed_on"], row["amount"]
    for row in rows["remainder_transfers"]:
        yield from moves_of_remainder(row)


def moves_of_remainder(row: Row) -> Iterator[Move]:
    """Out of the one account into the other on the day it was passed, and back on the day of its reversal."""
    passed = row["state"] == "PASSED"
    for day, amount in ((row["decided_on"], row["amount"]), (row["reversed_on"], -row["amount"])):
        if passed and day:
            yield row["project_id"], day, -amount
            yield row["to_fund_id"] or row["to_project_id"], day, amount


def unbalanced(rows: Rows) -> Mapping[UUID, tuple[Decimal, Decimal]]:
    """The accounts that hold something else than what their records say, or held less than nothing on any day."""
    by_day: defaultdict[UUID, defaultdict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for account, day, amount in moves(rows):
        by_day[account][day] += amount
    held = {row["id"]: row["balance"] for row in rows["funds"]} | {row["id"]: row["fund"] for row in rows["projects"]}
    found = {}
    for account, amount in held.items():
        days = [by_day[account][day] for day in sorted(by_day[account])]
        lowest, last = min(accumulate(days), default=Decimal()), sum(days, Decimal())
        if amount != last or lowest < 0:
            found[account] = (amount, lowest)
    return found
