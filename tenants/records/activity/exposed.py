"""How an activity is seen: it names no child, so whoever may read it reads all of it."""

from sqlalchemy import Date

from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import between, contains, in_tenant, is_one_of, located
from tenants.reading.record import Depth, Record
from tenants.records.activity.table import activities
from tenants.records.standard import STANDARD_FIELDS

ACTIVITY_RECORD = Record(
    name="Activity",
    single="activity",
    plural="activities",
    table=activities,
    fields={
        **STANDARD_FIELDS,
        **located("name", "kind", "focus", "programme", "partners", "state", "planned_on", "held_on"),
        **located("parents_served", "children_served", "cancelled_on", "cancelled_reason"),
        "history": history_of(RecordKind.ACTIVITY),
    },
    orders={"ID": "id", "PLANNED_ON": "planned_on"},
    filters={
        "tenant": in_tenant(),
        "kind": is_one_of("kind"),
        "focus": is_one_of("focus"),
        "state": is_one_of("state"),
        "name_contains": contains("name", Depth.LOCATED),
        **between("planned_on", Date()),
    },
)
