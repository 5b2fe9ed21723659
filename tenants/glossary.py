"""All terms there are."""

from tenants.access.roles import RoleName
from tenants.access.terms import AccountEventKind, AdministrationAction, GrantState
from tenants.audit.terms import AccessSubject
from tenants.hierarchy.terms import TenantLevel
from tenants.history.terms import RecordKind
from tenants.kinds.filters import is_term
from tenants.records.kinds import KINDS
from tenants.terms import Term

OF_KINDS: set[type[Term]] = {one.type for kind in KINDS for one in kind.fields.values() if is_term(one.type)}
OTHERS: set[type[Term]] = {
    *(AccessSubject, AccountEventKind, AdministrationAction, GrantState, RecordKind, RoleName, TenantLevel),
}
TERMS: tuple[type[Term], ...] = tuple(sorted(OF_KINDS | OTHERS, key=lambda terms: terms.__name__))
