"""Files that go from one village to another of the county, after the last that was done for the child."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tenants.demo.drawing import END, Lot, draw_day, happens, pick
from tenants.demo.files import kept
from tenants.demo.records import Records
from tenants.demo.tables import Child, Transfer
from tenants.division import line_of

OF_ALL = 0.004
STATES = Lot({"ACCEPTED": 70, "REQUESTED": 18, "REJECTED": 8, "WITHDRAWN": 4})
REASONS = ("随父母迁居，已在当地就读", "转由祖父母照料，已搬至该村", "父母返乡定居", "随监护人迁入新址")
NOTES = {"REJECTED": "该户实际未迁入本村，请核实", "WITHDRAWN": "家长决定暂不迁居"}
# The days on which something was done for a child, which are all before its file moves.
DAYS = ("visited_on", "raised_on", "settled_on", "supported_on", "fulfilled_on", "assessed_on", "from_on", "until_on")
ACTS = ("visits", "needs", "supports", "wishes", "assessments", "categorizations", "pairings")


def transfers(chance: Random, records: Records) -> Iterator[Any]:
    """Of one file in so many, of children whose Caring Mothers serve the whole county."""
    villages: dict[int, set[int]] = defaultdict(set)
    for child in records.children:
        villages[county_of(child)].add(child.tenant_code)
    tied = local_children(records)
    free = [child for child in records.children if not child.closed_on and child.id not in tied]
    opened = {child.id: child.on_file_on for child in free if child.on_file_on and happens(chance, OF_ALL)}
    last = last_days(records, opened)
    for child in (one for one in free if one.id in opened):
        since = last[child.id] + timedelta(1)
        others = sorted(villages[county_of(child)] - {child.tenant_code})
        if others and since < END - timedelta(1):
            yield transfer(chance, child, since, pick(chance, others))


def transfer(chance: Random, child: Child, since: date, receiver: int) -> Any:  # noqa: ANN401  # a row of the table
    day, state = draw_day(chance, since, END - timedelta(1)), STATES.draw(chance)
    return Transfer(
        *kept(chance, child, day),
        receiver_code=receiver,
        reason=pick(chance, REASONS),
        state=state,
        requested_on=day,
        decided_on=None if state == "REQUESTED" else day + timedelta(1),
        decision_note=NOTES.get(state),
        by_succession=False,
        pairings_continue=True if state == "ACCEPTED" else None,
    )


def county_of(child: Child) -> int:
    return line_of(child.tenant_code)[2]


def local_children(records: Records) -> set[UUID]:
    """Those with a pairing that would end, because she serves no more than a village or a township."""
    serves = {mother.id: mother.service_code for mother in records.caring_mothers}
    return {one.child_id for one in records.pairings if one.until_on is None and serves[one.caring_mother_id] % 10**6}


def last_days(records: Records, opened: Mapping[UUID, date]) -> Mapping[UUID, date]:
    """On which something was done for each of these children, whose files were opened on days."""
    last = {**opened}
    for act in (one for table in ACTS for one in getattr(records, table) if one.child_id in last):
        days = [day for name in DAYS if (day := getattr(act, name, None))]
        last[act.child_id] = max([*days, last[act.child_id]])
    return last
