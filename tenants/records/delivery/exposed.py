"""How a delivery is seen: with its project."""

from sqlalchemy import Date

from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import between, in_tenant, located, one
from tenants.reading.record import Record
from tenants.records.delivery.table import deliveries
from tenants.records.standard import STANDARD_FIELDS

DELIVERY_RECORD = Record(
    name="Delivery",
    single="delivery",
    plural="deliveries",
    table=deliveries,
    fields={
        **STANDARD_FIELDS,
        "project": one("Project", lambda row, project: project.c.id == row.c.project_id),
        **located("delivered_on", "women_supported", "children_supported", "note"),
        "history": history_of(RecordKind.DELIVERY),
    },
    orders={"ID": "id", "DELIVERED_ON": "delivered_on"},
    filters={"tenant": in_tenant(), **between("delivered_on", Date())},
)
