"""How a visit is seen: with the child's file; what was found, only by whoever opens it."""

from sqlalchemy import Boolean, Date

from tenants.access.reach import Reach
from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import between, in_tenant, is_one_of, located, one, opened
from tenants.reading.record import Filter, Record, Subject, as_it_is
from tenants.records.child.exposed import opened_with_reason, paired_with_me
from tenants.records.standard import STANDARD_FIELDS
from tenants.records.visit.table import visits

VISIT_RECORD = Record(
    name="Visit",
    single="visit",
    plural="visits",
    table=visits,
    fields={
        **STANDARD_FIELDS,
        "pairing": one("Pairing", lambda row, pairing: pairing.c.id == row.c.pairing_id, hidden_from="pairing_id"),
        "child": one("Child", lambda row, child: child.c.id == row.c.child_id),
        "caring_mother": one(
            "CaringMother",
            lambda row, mother: mother.c.id == row.c.caring_mother_id,
            tied=True,
            hidden_from="caring_mother_id",
        ),
        **located("visited_on", "kind", "contact_made"),
        **opened("findings", "follow_up"),
        "history": history_of(RecordKind.VISIT),
    },
    orders={"ID": "id", "VISITED_ON": "visited_on"},
    filters={
        "tenant": in_tenant(),
        "kind": is_one_of("kind"),
        "contact_made": Filter(lambda row, made: row.c.contact_made == made, ((Boolean(), as_it_is),)),
        **between("visited_on", Date()),
    },
    reaches={
        Reach.PAIRED: lambda row: paired_with_me(row, "child_id"),
        Reach.OPENED: lambda row: opened_with_reason(row, "child_id"),
    },
    subjects=(Subject("CHILD", "child_id"),),
)
