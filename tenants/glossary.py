"""All terms there are."""

from tenants.access.roles import RoleName
from tenants.access.terms import AccountEventKind, AdministrationAction, GrantState
from tenants.audit.terms import AccessSubject
from tenants.hierarchy.terms import TenantLevel
from tenants.history.terms import RecordKind
from tenants.records.activity.terms import ActivityFocus, ActivityKind, ActivityState
from tenants.records.caring_mother.terms import Recruitment, RegistrationClosing, ScreeningState, Sector
from tenants.records.child.terms import AgeBand, CategorySource, ChildCategory, ChildState, FileClosing, RiskLevel, Sex
from tenants.records.pairing.terms import PairingEnding, PairingRole
from tenants.records.project.terms import ProjectEnding, ProjectState
from tenants.records.visit.terms import VisitKind
from tenants.terms import Term

TERMS: tuple[type[Term], ...] = (
    AccountEventKind,
    AccessSubject,
    ActivityFocus,
    ActivityKind,
    ActivityState,
    AdministrationAction,
    AgeBand,
    CategorySource,
    ChildCategory,
    ChildState,
    FileClosing,
    GrantState,
    PairingEnding,
    PairingRole,
    ProjectEnding,
    ProjectState,
    RecordKind,
    Recruitment,
    RegistrationClosing,
    RiskLevel,
    RoleName,
    ScreeningState,
    Sector,
    Sex,
    TenantLevel,
    VisitKind,
)
