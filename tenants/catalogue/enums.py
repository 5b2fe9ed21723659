"""All enumerations that the API shows."""

from tenants.access.roles import RoleName
from tenants.accounts.enums import AccountEventKind
from tenants.administration.enums import AdministrationAction, GrantState
from tenants.audit.enums import AccessSubject
from tenants.cadence.enums import AgendaTime
from tenants.division import TenantLevel
from tenants.enums import LabelledEnum
from tenants.history.enums import RecordKind
from tenants.kinds.field import enum_of
from tenants.records.kinds import KINDS

ENUMS_OF_KINDS: set[type[LabelledEnum]] = {
    found for kind in KINDS for one in kind.fields.values() if (found := enum_of(one.type))
}
OTHER_ENUMS: set[type[LabelledEnum]] = {
    *(AccessSubject, AgendaTime, AccountEventKind, AdministrationAction, GrantState, RecordKind, RoleName, TenantLevel),
}
ENUMS: tuple[type[LabelledEnum], ...] = tuple(sorted(ENUMS_OF_KINDS | OTHER_ENUMS, key=lambda enum: enum.__name__))
