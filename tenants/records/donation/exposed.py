"""How an entry of the ledger is seen: its amount with the project, its donor only by whoever keeps the ledger."""

from sqlalchemy import Date

from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import between, in_tenant, located, one, opened
from tenants.reading.record import Record
from tenants.records.donation.table import donations
from tenants.records.standard import STANDARD_FIELDS

DONATION_RECORD = Record(
    name="Donation",
    single="donation",
    plural="donations",
    table=donations,
    fields={
        **STANDARD_FIELDS,
        "project": one("Project", lambda row, project: project.c.id == row.c.project_id),
        **located("received_on", "amount"),
        **opened("donor", "note"),
        "reverses": one("Donation", lambda row, donation: donation.c.id == row.c.reverses_id),
        "reversed_by": one("Donation", lambda row, donation: donation.c.reverses_id == row.c.id),
        "history": history_of(RecordKind.DONATION),
    },
    orders={"ID": "id", "RECEIVED_ON": "received_on"},
    filters={"tenant": in_tenant(), **between("received_on", Date())},
)
