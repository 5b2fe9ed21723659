"""The records in memory, and what a grant sees of them: the rules of access once more, in plain Python."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg

from tenants.records.kinds import BY_NAME
from tests.keys import opened
from tests.kinds import OTHERS, TABLES

# What belongs to a child's file is seen where the file is.
OF_CHILD = ("Child", "Pairing", "Visit", *(kind.name for kind in OTHERS if kind.about and kind.about.kind == "CHILD"))
KINDS: Mapping[str, str] = {"Tenant": "tenants", **TABLES, "Change": "changes"}


@dataclass(frozen=True, eq=False, slots=True)
class Record:
    """One row of a table, with its columns as Python has them."""

    kind: str
    columns: dict[str, Any]

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401  # any column
        return self.columns[column]

    @property
    def code(self) -> int:
        """The tenant that keeps it, or that it is."""
        code: int = self.columns["code" if self.kind == "Tenant" else "tenant_code"]
        return code

    @property
    def key(self) -> str:
        return str(self.columns["code" if self.kind == "Tenant" else "id"])


class Records(dict[str, list[Record]]):
    """Every record, by kind; too many to be written out beside a test that fails."""

    def __repr__(self) -> str:
        return f"Records({sum(map(len, self.values()))} of {len(self)} kinds)"


# What no column holds, and a list may be in the order of.
WORKED_OUT = {
    "Child": """, (select max(visited_on) from visits v where v.child_id = children.id and v.contact_made
                   and v.kind in ('HOME', 'SCHOOL')) as last_visited_on"""
}
# Of these what is null comes before all.
NEVER_FIRST = {"LAST_VISITED_ON"}


async def load(owner_url: str) -> Records:
    """Every record, by kind."""
    owner = await asyncpg.connect(owner_url)
    await owner.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    loaded = Records()
    for kind, table in KINDS.items():
        # Which of two texts comes first is proven elsewhere (test_orders.py).
        ranks = "".join(f", rank() over (order by {name}_key) as {name}_rank" for name in ordered_texts(kind))
        rows = await owner.fetch(f"select *{ranks}{WORKED_OUT.get(kind, '')} from {table}")
        loaded[kind] = [Record(kind, opened(table, row)) for row in rows]
    rows = await owner.fetch("select * from change_values order by field")
    values = [opened("change_values", row) for row in rows]
    for change in loaded["Change"]:
        change.columns["values"] = [value for value in values if value["change_id"] == change["id"]]
    await owner.close()
    return loaded


def ordered_texts(kind: str) -> list[str]:
    """The texts by which records of the kind are ordered."""
    fields = BY_NAME[kind].fields if kind in BY_NAME else {}
    return [name for name, one in fields.items() if one.order and one.type is str]


def end_of(code: int) -> int:
    """Give the end of the range of codes that a tenant's subtree is."""
    return code + next(10**zeros for zeros in (10, 8, 6, 3, 0) if code % 10**zeros == 0)


def line_of(code: int) -> set[int]:
    return {code // 10**zeros * 10**zeros for zeros in (0, 3, 6, 8, 10)}


def today() -> date:
    return (datetime.now(UTC) + timedelta(hours=8)).date()


class Eyes:
    """What a caseworker or a director of a tenant sees of the records."""

    def __init__(self, records: Records, role: str, code: int) -> None:
        self.records = records
        self.is_caseworker = {"CASEWORKER": True, "DIRECTOR": False}[role]
        self.low, self.high = code, end_of(code)
        self.by_key = {record.key: record for kind in records.values() for record in kind}
        named = {pairing["caring_mother_id"] for pairing in records["Pairing"] if self.is_inside(pairing.code)}
        self.tied = {mother.key for mother in records["CaringMother"] if mother["id"] in named}
        self.keepers = {mother.code for mother in records["CaringMother"] if self.sees(mother)}

        for transfer in records["Transfer"]:
            sides = {transfer.code, transfer["receiver_code"]}
            self.keepers |= sides if any(map(self.is_inside, sides)) else set()

    def is_inside(self, code: int) -> bool:
        return self.low <= code < self.high

    def lists(self, record: Record) -> bool:  # noqa: PLR0911  # one a class of protection
        """Whether the record stands in a list of its kind."""
        match record.kind:
            case "Tenant":
                return self.is_inside(record.code) or record.code in line_of(self.low)
            case "CaringMother":
                serves: int = record["service_code"]
                return self.is_inside(record.code) or self.is_inside(serves) or serves in line_of(self.low)
            case "FileOpening" | "FileEnquiry" | "ReceivedEnquiry" | "Waiver" | "Certificate":
                return self.is_inside(record.code) if self.is_caseworker else record.code == self.low
            case "Transfer":
                sides = (record.code, record["receiver_code"])
                return any(map(self.is_inside, sides)) if self.is_caseworker else self.low in sides
            case kind if kind in OF_CHILD:
                return self.is_inside(record.code) and not (self.is_caseworker and kind == "IncidentReporter")
            case "Screening" | "ClearanceStep" | "Need" | "Support" | "Wish" | "PublishedWish" | "Subsidy":
                return self.is_inside(record.code)
            case "ClearanceRequirement" | "ChecklistItem" | "Team" | "TeamMember":
                return self.is_inside(record.code) or record.code in line_of(self.low)
            case "Programme" | "Organization" | "Membership" | "Participation" | "Measure" | "Fund" | "ServiceOffer":
                below = not self.is_caseworker and self.is_inside(record.code)
                return below or record.code in line_of(self.low)
            case "Change":
                return False
            case _:
                return record.code == self.low if self.is_caseworker else self.is_inside(record.code)

    def sees(self, record: Record) -> bool:
        """Whether the record is found by its id: one named by a record that is seen is seen as well."""
        if record.kind == "CaringMother" and record.key in self.tied:
            return True
        if record.kind == "Change":
            return self.sees(changed := self.by_key[str(record["record_id"])]) and self.sees_in_full(changed)
        return self.lists(record) or (record.kind == "Tenant" and record.code in self.keepers)

    def sees_in_full(self, record: Record) -> bool:
        """Whether a record is seen in full."""
        match record.kind:
            case "Tenant":
                return self.is_inside(record.code)
            case "Donation":
                return False
            case kind if kind in ("CaringMother", "Screening", "ClearanceStep", "Need", "Support", "Wish", *OF_CHILD):
                return self.is_inside(record.code) if self.is_caseworker else record.code == self.low
            case _:
                return True

    def find(self, key: object) -> Record | None:
        """The visible record of an id or a code, or None."""
        record = self.by_key.get(str(key))
        return record if record and self.sees(record) else None
