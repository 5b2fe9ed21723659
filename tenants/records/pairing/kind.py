"""What a pairing is."""

from sqlalchemy import Boolean, ColumnElement, FromClause

from tenants.access.reach import Reach
from tenants.acting_sql import CARING_MOTHER
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Criterion, Kind, Many
from tenants.reading.record import Filter, Subject, as_it_is
from tenants.records.pairing.terms import PairingEnding, PairingRole
from tenants.records.protections import CHILD_FILE, paired_with_me
from tenants.statistics.figure import Figure, Taken


def my_open_one(row: FromClause) -> ColumnElement[bool]:
    return (row.c.caring_mother_id == CARING_MOTHER) & row.c.until_on.is_(None)


PAIRING = Kind(
    name="Pairing",
    zh="结对",
    one="pairing",
    many="pairings",
    description="A child and a Caring Mother, paired from one day until another; kept with the child's file.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    # Of a child's pairings she sees her own, as long as it is in force.
    reaches={Reach.PAIRED: lambda row: my_open_one(row) & paired_with_me(row, "child_id")},
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "caring_mother": reference(
            "爱心妈妈",
            "CaringMother",
            "caring_mother_id",
            required=True,
            tied=True,
            hides=True,
            description="The Caring Mother, possibly of another tenant.",
        ),
        "role": choice("结对方式", PairingRole, required=True, default=PairingRole.LEAD, located=True, filter=True),
        "from_on": day("结对日期", required=True, located=True, filter=True, order=True),
        "until_on": day(
            "结束日期",
            located=True,
            filter=True,
            order=True,
            description="The first day on which they were no longer paired.",
        ),
        "ended_reason": choice("结束原因", PairingEnding, located=True),
        "handover_note": text("交接说明", 4000),
    },
    relations={"visits": Many("Visit", "pairing_id", "The visits of this pairing.")},
    filters={
        "open": Criterion(Filter(lambda row, open_: row.c.until_on.is_(None) == open_, ((Boolean(), as_it_is),)), bool)
    },
    closing=Closing("until_on", "ended_reason", after="from_on"),
    figures=(Figure("pairings", Taken.STOCK, "结对数", "Pairings open", "pairings open", persons=True),),
    sentences={
        "kept": "The pairings of the children kept here and below.",
        "kept_there": "The child is on file there or below.",
    },
)
