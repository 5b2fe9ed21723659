"""The columns the demo fills, a row of each table as a tuple; the tables in the order of their foreign keys."""

from collections import namedtuple
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from tenants.encryption.columns import hash_column
from tenants.kinds.field import Source
from tenants.kinds.kind import Kind
from tenants.kinds.table import column_name
from tenants.records.assessment.kind import ASSESSMENT
from tenants.records.attendance.kind import ATTENDANCE
from tenants.records.budget.kind import BUDGET_CHANGE, BUDGET_LINE
from tenants.records.categorization.kind import CATEGORIZATION
from tenants.records.circumstance.kind import PARENT_CIRCUMSTANCE
from tenants.records.consent.kind import CONSENT
from tenants.records.disbursement.kind import DISBURSEMENT
from tenants.records.fund import FUND
from tenants.records.guardian.kind import GUARDIAN
from tenants.records.measure import MEASURE
from tenants.records.membership import MEMBERSHIP
from tenants.records.milestone.kind import MILESTONE
from tenants.records.need.kind import NEED
from tenants.records.organization import ORGANIZATION
from tenants.records.participation import PARTICIPATION
from tenants.records.programme import PROGRAMME
from tenants.records.progress_entry import PROGRESS_ENTRY
from tenants.records.project_step.kind import PROJECT_STEP
from tenants.records.service.kind import SERVICE_AGREEMENT, SERVICE_OFFER, SERVICE_REQUEST
from tenants.records.story.kind import STORY
from tenants.records.subsidy.kind import SUBSIDY
from tenants.records.support import SUPPORT
from tenants.records.target.kind import TARGET
from tenants.records.transfer.kind import TRANSFER
from tenants.records.venue import VENUE
from tenants.records.wish.kind import WISH


class CaringMother(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    name: str
    birth_date: date
    identity_number: str | None
    phone: str | None
    address: str | None
    recruited_through: str
    sector: str
    employer: str
    skills: list[str]
    capacity: int
    service_code: int
    screening_state: str
    screening_until: date | None
    registered_on: date
    closed_on: date | None
    closed_reason: str | None
    # What the trigger of pairings will find as it is; it would else write every Caring Mother again.
    paired_on: list[asyncpg.Range]
    identity_number_hash: bytes | None = None
    phone_hash: bytes | None = None


class Child(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    name: str
    sex: str
    birth_date: date
    identity_number: str | None
    phone: str | None
    address: str
    school: str
    health: str | None
    parents_whereabouts: str
    category: str
    category_source: str
    category_since: date
    category_history: str
    identified_on: date
    on_file_on: date | None
    closed_on: date | None
    closed_reason: str | None
    # What the triggers of pairings and assessments will find as it is; they would else write every child again.
    paired_on: list[asyncpg.Range]
    risk_level: str | None = None
    risk_history: str = "[]"
    identity_number_hash: bytes | None = None
    phone_hash: bytes | None = None


class Pairing(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    child_id: UUID
    caring_mother_id: UUID
    role: str
    from_on: date
    until_on: date | None
    ended_reason: str | None
    handover_note: str | None


class Visit(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    pairing_id: UUID | None
    child_id: UUID
    caring_mother_id: UUID | None
    visited_on: date
    kind: str
    contact_made: bool
    minutes: int | None
    met: list[str]
    findings: str | None = None
    follow_up: str | None = None
    no_contact_reason: str | None = None
    mood: str | None = None
    capacity: str = "CARING_MOTHER"
    visitor: str | None = None
    accompanied_by: str | None = None


def row_type(kind: Kind) -> Any:  # noqa: ANN401  # a class of named tuples
    """A row of a kind's table: what the demo does not fill is null."""
    columns = [column_name(name, one) for name, one in kind.columns.items() if one.source is Source.GIVEN]
    columns += [hash_column(name) for name, one in kind.columns.items() if one.hashed]
    return namedtuple(kind.name, ["id", "tenant_code", "created_at", *columns], defaults=[None] * len(columns))  # noqa: PYI024


Venue = row_type(VENUE)
Categorization, ParentCircumstance, Assessment = map(row_type, (CATEGORIZATION, PARENT_CIRCUMSTANCE, ASSESSMENT))
Guardian, Consent = map(row_type, (GUARDIAN, CONSENT))
Need, Support, Wish = map(row_type, (NEED, SUPPORT, WISH))
Programme = row_type(PROGRAMME)
Organization = row_type(ORGANIZATION)
Membership = row_type(MEMBERSHIP)
Participation = row_type(PARTICIPATION)
Measure = row_type(MEASURE)
ProgressEntry = row_type(PROGRESS_ENTRY)
Target = row_type(TARGET)
ServiceOffer, ServiceRequest, ServiceAgreement = map(row_type, (SERVICE_OFFER, SERVICE_REQUEST, SERVICE_AGREEMENT))
Fund = row_type(FUND)
Disbursement = row_type(DISBURSEMENT)
Subsidy = row_type(SUBSIDY)
Transfer = row_type(TRANSFER)
Attendance = row_type(ATTENDANCE)
Step, Milestone = map(row_type, (PROJECT_STEP, MILESTONE))
BudgetLine, BudgetChange = map(row_type, (BUDGET_LINE, BUDGET_CHANGE))
Story = row_type(STORY)


class Activity(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    name: str
    kind: str
    focus: str
    programme_id: UUID | None
    partners: list[str]
    planned_on: date
    held_on: date | None
    parents_served: int
    children_served: int
    cancelled_on: date | None
    cancelled_reason: str | None


class Project(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    name: str
    programme_id: UUID | None
    description: str
    responsible_person: str
    budget: Decimal
    started_on: date | None
    ended_on: date | None
    ended_reason: str | None


class Donation(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    project_id: UUID
    fund_id: UUID | None
    received_on: date
    amount: Decimal
    donor: str
    note: str | None
    reverses_id: UUID | None


class Delivery(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    project_id: UUID
    delivered_on: date
    women_supported: int
    children_supported: int
    note: str


@dataclass(frozen=True)
class Records:
    """One slice of the demo: every table's rows."""

    caring_mothers: list[CaringMother] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    categorizations: list[Any] = field(default_factory=list)
    parent_circumstances: list[Any] = field(default_factory=list)
    assessments: list[Any] = field(default_factory=list)
    guardians: list[Any] = field(default_factory=list)
    consents: list[Any] = field(default_factory=list)
    pairings: list[Pairing] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    needs: list[Any] = field(default_factory=list)
    supports: list[Any] = field(default_factory=list)
    wishes: list[Any] = field(default_factory=list)
    venues: list[Any] = field(default_factory=list)
    programmes: list[Any] = field(default_factory=list)
    organizations: list[Any] = field(default_factory=list)
    memberships: list[Any] = field(default_factory=list)
    participations: list[Any] = field(default_factory=list)
    measures: list[Any] = field(default_factory=list)
    progress_entries: list[Any] = field(default_factory=list)
    targets: list[Any] = field(default_factory=list)
    service_offers: list[Any] = field(default_factory=list)
    service_requests: list[Any] = field(default_factory=list)
    service_agreements: list[Any] = field(default_factory=list)
    funds: list[Any] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    donations: list[Donation] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    disbursements: list[Any] = field(default_factory=list)
    subsidies: list[Any] = field(default_factory=list)
    transfers: list[Any] = field(default_factory=list)
    attendances: list[Any] = field(default_factory=list)
    project_steps: list[Any] = field(default_factory=list)
    milestones: list[Any] = field(default_factory=list)
    budget_lines: list[Any] = field(default_factory=list)
    budget_changes: list[Any] = field(default_factory=list)
    stories: list[Any] = field(default_factory=list)


COLUMNS: dict[str, tuple[str, ...]] = {
    "caring_mothers": CaringMother._fields,
    "children": Child._fields,
    "categorizations": Categorization._fields,
    "parent_circumstances": ParentCircumstance._fields,
    "assessments": Assessment._fields,
    "guardians": Guardian._fields,
    "consents": Consent._fields,
    "pairings": Pairing._fields,
    "visits": Visit._fields,
    "needs": Need._fields,
    "supports": Support._fields,
    "wishes": Wish._fields,
    "venues": Venue._fields,
    "programmes": Programme._fields,
    "organizations": Organization._fields,
    "memberships": Membership._fields,
    "participations": Participation._fields,
    "measures": Measure._fields,
    "progress_entries": ProgressEntry._fields,
    "targets": Target._fields,
    "service_offers": ServiceOffer._fields,
    "service_requests": ServiceRequest._fields,
    "service_agreements": ServiceAgreement._fields,
    "funds": Fund._fields,
    "activities": Activity._fields,
    "projects": Project._fields,
    "donations": Donation._fields,
    "deliveries": Delivery._fields,
    "disbursements": Disbursement._fields,
    "subsidies": Subsidy._fields,
    "attendances": Attendance._fields,
    "project_steps": Step._fields,
    "milestones": Milestone._fields,
    "budget_lines": BudgetLine._fields,
    "budget_changes": BudgetChange._fields,
    "stories": Story._fields,
    # Which move what is there of a child by then.
    "transfers": Transfer._fields,
}
