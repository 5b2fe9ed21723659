"""How a pairing is seen: with the child's file, whoever's Caring Mother it is."""

from sqlalchemy import Boolean, Date

from tenants.access.reach import Reach
from tenants.acting_sql import CARING_MOTHER
from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import between, in_tenant, is_one_of, located, many, one, opened
from tenants.reading.record import Filter, Record, Subject, as_it_is
from tenants.records.child.exposed import opened_with_reason
from tenants.records.pairing.table import pairings
from tenants.records.standard import STANDARD_FIELDS

PAIRING_RECORD = Record(
    name="Pairing",
    single="pairing",
    plural="pairings",
    table=pairings,
    fields={
        **STANDARD_FIELDS,
        "child": one("Child", lambda row, child: child.c.id == row.c.child_id),
        "caring_mother": one(
            "CaringMother",
            lambda row, mother: mother.c.id == row.c.caring_mother_id,
            tied=True,
            hidden_from="caring_mother_id",
        ),
        **located("role", "from_on", "until_on", "ended_reason"),
        **opened("handover_note"),
        "visits": many("Visit", lambda row, visit: visit.c.pairing_id == row.c.id),
        "history": history_of(RecordKind.PAIRING),
    },
    orders={"ID": "id", "FROM_ON": "from_on"},
    filters={
        "tenant": in_tenant(),
        "role": is_one_of("role"),
        "open": Filter(lambda row, open_: row.c.until_on.is_(None) == open_, ((Boolean(), as_it_is),)),
        **between("from_on", Date()),
    },
    reaches={
        Reach.PAIRED: lambda row: (row.c.caring_mother_id == CARING_MOTHER) & row.c.until_on.is_(None),
        Reach.OPENED: lambda row: opened_with_reason(row, "child_id"),
    },
    subjects=(Subject("CHILD", "child_id"),),
)
