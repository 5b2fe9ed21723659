"""All kinds of record that are read, and the root fields that read them."""

from collections.abc import Mapping
from dataclasses import replace

from tenants.audit.exposed import ACCESS_LOG_ENTRY_RECORD
from tenants.cadence.agenda import AGENDA_ENTRY_RECORD, AGENDAS, read_agenda
from tenants.cadence.compliance import COMPLIANCE
from tenants.catalogue.actions import ACTIONS, actions_of
from tenants.hierarchy.exposed import TENANT_RECORD, kept_by
from tenants.history.exposed import CHANGE_RECORD
from tenants.kinds.exposed import record_of
from tenants.reading.nodes import NODE, NODES, nodes, read_node
from tenants.reading.record import Record
from tenants.reading.roots import roots_of
from tenants.reading.statement import Root
from tenants.records.kinds import CARE, KINDS, WORK
from tenants.statistics.exposed import STATISTICS
from tenants.village.record import RESOURCE, read_village_record

KEPT: Mapping[str, str] = {**{kind.plural: kind.name for kind in KINDS}, "changes": "Change"}
LISTS = {name: kept_by(target) for name, target in KEPT.items()}


def shown(record: Record) -> Record:
    """The record with what is worked out for it beside what its kind says."""
    agenda = {"agenda": AGENDAS[record.name]} if record.name in AGENDAS else {}
    can = {"can": actions_of(record.name)} if record.name in ACTIONS and not record.read_only else {}
    return replace(record, fields={**record.fields, **agenda, **can})


RECORDS: Mapping[str, Record] = {
    record.name: record
    for record in (
        shown(replace(TENANT_RECORD, fields={**TENANT_RECORD.fields, **STATISTICS, **COMPLIANCE, **LISTS})),
        *(shown(record_of(kind)) for kind in CARE),
        AGENDA_ENTRY_RECORD,
        ACCESS_LOG_ENTRY_RECORD,
        *(shown(record_of(kind)) for kind in WORK),
        CHANGE_RECORD,
    )
}

ROOTS: Mapping[str, Root] = {
    NODE: read_node,
    NODES: nodes,
    **{name: root for record in RECORDS.values() for name, root in roots_of(record).items()},
    AGENDA_ENTRY_RECORD.plural: read_agenda,
    RESOURCE: read_village_record,
}
