"""All kinds of record there are, and the root fields that read them."""

from collections.abc import Mapping

from tenants.audit.exposed import ACCESS_LOG_ENTRY_RECORD
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.history.exposed import CHANGE_RECORD
from tenants.reading.record import Record
from tenants.reading.roots import NODE, node, roots_of
from tenants.reading.statement import Root
from tenants.records.activity.exposed import ACTIVITY_RECORD
from tenants.records.caring_mother.exposed import CARING_MOTHER_RECORD
from tenants.records.child.exposed import CHILD_RECORD
from tenants.records.delivery.exposed import DELIVERY_RECORD
from tenants.records.donation.exposed import DONATION_RECORD
from tenants.records.file_opening.exposed import FILE_OPENING_RECORD
from tenants.records.pairing.exposed import PAIRING_RECORD
from tenants.records.project.exposed import PROJECT_RECORD
from tenants.records.visit.exposed import VISIT_RECORD

RECORDS: Mapping[str, Record] = {
    record.name: record
    for record in (
        TENANT_RECORD,
        CARING_MOTHER_RECORD,
        CHILD_RECORD,
        PAIRING_RECORD,
        VISIT_RECORD,
        FILE_OPENING_RECORD,
        ACCESS_LOG_ENTRY_RECORD,
        ACTIVITY_RECORD,
        PROJECT_RECORD,
        DONATION_RECORD,
        DELIVERY_RECORD,
        CHANGE_RECORD,
    )
}

ROOTS: Mapping[str, Root] = {
    NODE: node,
    **{name: root for record in RECORDS.values() for name, root in roots_of(record).items()},
}
