"""The columns the demo fills: a row of each table as a tuple."""

from collections import namedtuple
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from tenants.encryption.columns import hash_column
from tenants.kinds.field import Source
from tenants.kinds.kind import Kind
from tenants.kinds.table import column_name
from tenants.records.activity_partner import ACTIVITY_PARTNER
from tenants.records.assessment.kind import ASSESSMENT
from tenants.records.attachment.kind import ATTACHMENT
from tenants.records.attendance.kind import ATTENDANCE
from tenants.records.benefit import BENEFIT
from tenants.records.budget.kind import BUDGET_CHANGE, BUDGET_LINE
from tenants.records.care_plan.kind import CARE_PLAN
from tenants.records.categorization.kind import CATEGORIZATION
from tenants.records.certificate.kind import CERTIFICATE
from tenants.records.circumstance.kind import PARENT_CIRCUMSTANCE
from tenants.records.clearance.kind import CLEARANCE_REQUIREMENT, CLEARANCE_STEP
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
from tenants.records.project_indicator.kind import INDICATOR_VALUE, PROJECT_INDICATOR
from tenants.records.project_step.kind import PROJECT_STEP
from tenants.records.remainder.kind import REMAINDER_TRANSFER
from tenants.records.screening.kind import SCREENING
from tenants.records.service.kind import SERVICE_AGREEMENT, SERVICE_OFFER, SERVICE_REQUEST
from tenants.records.story.kind import STORY
from tenants.records.subsidy.kind import SUBSIDY
from tenants.records.support import SUPPORT
from tenants.records.target.kind import TARGET
from tenants.records.team.kind import TEAM, TEAM_MEMBER
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
    # And those of screenings and their steps.
    cleared_on: list[asyncpg.Range]
    trained_on: list[asyncpg.Range]
    training_days: list[date]
    insurance: str | None = None
    insured_until: date | None = None
    recruiting_unit_id: UUID | None = None
    volunteer_number: str | None = None
    volunteer_number_hash: bytes | None = None
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
    team_id: UUID | None = None


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


Venue, ActivityPartner = map(row_type, (VENUE, ACTIVITY_PARTNER))
Categorization, ParentCircumstance, Assessment = map(row_type, (CATEGORIZATION, PARENT_CIRCUMSTANCE, ASSESSMENT))
Guardian, Consent = map(row_type, (GUARDIAN, CONSENT))
CarePlan, Benefit = map(row_type, (CARE_PLAN, BENEFIT))
Need, Support, Wish = map(row_type, (NEED, SUPPORT, WISH))
Programme, Participation, Measure = map(row_type, (PROGRAMME, PARTICIPATION, MEASURE))
Organization, Membership = map(row_type, (ORGANIZATION, MEMBERSHIP))
ProgressEntry, Target = map(row_type, (PROGRESS_ENTRY, TARGET))
Fund, Disbursement, Subsidy = map(row_type, (FUND, DISBURSEMENT, SUBSIDY))
Transfer, Attendance, Attachment = map(row_type, (TRANSFER, ATTENDANCE, ATTACHMENT))
ServiceOffer, ServiceRequest, ServiceAgreement = map(row_type, (SERVICE_OFFER, SERVICE_REQUEST, SERVICE_AGREEMENT))
Step, Milestone = map(row_type, (PROJECT_STEP, MILESTONE))
BudgetLine, BudgetChange = map(row_type, (BUDGET_LINE, BUDGET_CHANGE))
RemainderTransfer = row_type(REMAINDER_TRANSFER)
Story = row_type(STORY)
ProjectIndicator, IndicatorValue = map(row_type, (PROJECT_INDICATOR, INDICATOR_VALUE))
Certificate = row_type(CERTIFICATE)
ClearanceRequirement, ClearanceStep, Screening = map(row_type, (CLEARANCE_REQUIREMENT, CLEARANCE_STEP, SCREENING))
Team, TeamMember = map(row_type, (TEAM, TEAM_MEMBER))


class Activity(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    name: str
    kind: str
    focus: str
    season: str | None
    programme_id: UUID | None
    partners: list[str]
    planned_on: date
    held_on: date | None
    parents_served: int
    children_served: int
    cancelled_on: date | None
    cancelled_reason: str | None
    repeats_id: UUID | None = None


class Project(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    name: str
    programme_id: UUID | None
    partner_id: UUID | None
    description: str
    responsible_person: str
    budget: Decimal
    started_on: date | None
    ended_on: date | None
    ended_reason: str | None
    funder_id: UUID | None = None
    beneficiaries: str | None = None
    criteria: str | None = None


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
    donor_organization_id: UUID | None = None
    interest: str | None = None


class Delivery(NamedTuple):
    id: UUID
    tenant_code: int
    created_at: datetime
    project_id: UUID
    delivered_on: date
    women_supported: int
    children_supported: int
    note: str
