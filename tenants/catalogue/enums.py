"""All enumerations that the API shows."""

from tenants.access.roles import RoleName
from tenants.accounts.enums import AccountEventKind
from tenants.administration.enums import AdministrationAction, GrantState, SuccessionState
from tenants.audit.enums import AccessSubject
from tenants.cadence.enums import AgendaTime
from tenants.catalogue.actions import RECORD_ACTION
from tenants.division import TenantLevel
from tenants.enums import LabelledEnum
from tenants.history.enums import RecordKind
from tenants.kinds.filters import enum_of
from tenants.matching.scoring import MatchingFactor
from tenants.matching.services import OfferFactor
from tenants.publicity.certificates import CertificateStatus
from tenants.records.activity.enums import Repetition
from tenants.records.kinds import KINDS
from tenants.statistics.enums import StatisticsUnits
from tenants.village.enums import UnpairedReason

ENUMS_OF_KINDS: set[type[LabelledEnum]] = {
    found for kind in KINDS for one in kind.fields.values() if (found := enum_of(one.type))
}
ENUMS_OF_BREAKDOWNS: set[type[LabelledEnum]] = {
    by.values for kind in KINDS for one in kind.indicators for by in one.breakdowns
}
OTHER_ENUMS: set[type[LabelledEnum]] = {
    *(
        AccessSubject,
        AccountEventKind,
        AdministrationAction,
        AgendaTime,
        CertificateStatus,
        GrantState,
        MatchingFactor,
        OfferFactor,
        RECORD_ACTION,
        RecordKind,
        Repetition,
        RoleName,
        StatisticsUnits,
        SuccessionState,
        TenantLevel,
        UnpairedReason,
    ),
}
ENUMS: tuple[type[LabelledEnum], ...] = tuple(
    sorted(ENUMS_OF_KINDS | ENUMS_OF_BREAKDOWNS | OTHER_ENUMS, key=lambda enum: enum.__name__)
)
