"""The trial balance in plain Python: whatever came in has gone out, or is in an account."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from tests.tenants.statistics.recount import Rows


def unbalanced(rows: Rows) -> Mapping[UUID, tuple[Decimal, Decimal]]:
    """The accounts that hold something else than what their records say, or less than nothing."""
    wanted: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    for row in rows["donations"]:
        if row["kind"] == "MONEY":
            wanted[row["fund_id"] or row["project_id"]] += row["amount"]
    for row in rows["disbursements"]:
        if row["paid_on"]:
            wanted[row["fund_id"] or row["project_id"]] -= row["amount"]
    for row in rows["subsidies"]:
        if row["paid_on"] and not row["reversed_on"]:
            wanted[row["fund_id"]] -= row["amount"]
    held = {row["id"]: row["balance"] for row in rows["funds"]} | {row["id"]: row["fund"] for row in rows["projects"]}
    return {key: (found, wanted[key]) for key, found in held.items() if found != wanted[key] or found < 0}
