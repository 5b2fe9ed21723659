"""All that the demo makes, by table; the tables in the order of their foreign keys."""

from dataclasses import dataclass, field
from typing import Any

from tenants.demo.tables import (
    Activity,
    ActivityPartner,
    Assessment,
    Attachment,
    Attendance,
    Benefit,
    BudgetChange,
    BudgetLine,
    CarePlan,
    CaringMother,
    Categorization,
    Certificate,
    Child,
    ClearanceRequirement,
    ClearanceStep,
    Consent,
    Delivery,
    Disbursement,
    Donation,
    Fund,
    Guardian,
    IndicatorValue,
    Measure,
    Membership,
    Milestone,
    Need,
    Organization,
    Pairing,
    ParentCircumstance,
    Participation,
    Programme,
    ProgressEntry,
    Project,
    ProjectIndicator,
    RemainderTransfer,
    Screening,
    ServiceAgreement,
    ServiceOffer,
    ServiceRequest,
    Step,
    Story,
    Subsidy,
    Support,
    Target,
    Team,
    TeamMember,
    Transfer,
    Venue,
    Visit,
    Wish,
)


@dataclass(frozen=True)
class Records:
    """A part of the demo: every table's rows."""

    caring_mothers: list[CaringMother] = field(default_factory=list)
    clearance_requirements: list[Any] = field(default_factory=list)
    screenings: list[Any] = field(default_factory=list)
    clearance_steps: list[Any] = field(default_factory=list)
    teams: list[Any] = field(default_factory=list)
    team_members: list[Any] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    categorizations: list[Any] = field(default_factory=list)
    parent_circumstances: list[Any] = field(default_factory=list)
    assessments: list[Any] = field(default_factory=list)
    guardians: list[Any] = field(default_factory=list)
    consents: list[Any] = field(default_factory=list)
    care_plans: list[Any] = field(default_factory=list)
    benefits: list[Any] = field(default_factory=list)
    pairings: list[Pairing] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    needs: list[Any] = field(default_factory=list)
    supports: list[Any] = field(default_factory=list)
    wishes: list[Any] = field(default_factory=list)
    attachments: list[Any] = field(default_factory=list)
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
    activity_partners: list[Any] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    donations: list[Donation] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    disbursements: list[Any] = field(default_factory=list)
    subsidies: list[Any] = field(default_factory=list)
    transfers: list[Any] = field(default_factory=list)
    attendances: list[Any] = field(default_factory=list)
    project_indicators: list[Any] = field(default_factory=list)
    indicator_values: list[Any] = field(default_factory=list)
    project_steps: list[Any] = field(default_factory=list)
    milestones: list[Any] = field(default_factory=list)
    budget_lines: list[Any] = field(default_factory=list)
    budget_changes: list[Any] = field(default_factory=list)
    remainder_transfers: list[Any] = field(default_factory=list)
    stories: list[Any] = field(default_factory=list)
    certificates: list[Any] = field(default_factory=list)


COLUMNS: dict[str, tuple[str, ...]] = {
    "caring_mothers": CaringMother._fields,
    "clearance_requirements": ClearanceRequirement._fields,
    "screenings": Screening._fields,
    "clearance_steps": ClearanceStep._fields,
    "teams": Team._fields,
    "team_members": TeamMember._fields,
    "children": Child._fields,
    "categorizations": Categorization._fields,
    "parent_circumstances": ParentCircumstance._fields,
    "assessments": Assessment._fields,
    "guardians": Guardian._fields,
    "consents": Consent._fields,
    "care_plans": CarePlan._fields,
    "benefits": Benefit._fields,
    "pairings": Pairing._fields,
    "visits": Visit._fields,
    "needs": Need._fields,
    "supports": Support._fields,
    "wishes": Wish._fields,
    "attachments": Attachment._fields,
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
    "activity_partners": ActivityPartner._fields,
    "projects": Project._fields,
    "donations": Donation._fields,
    "deliveries": Delivery._fields,
    "disbursements": Disbursement._fields,
    "attendances": Attendance._fields,
    # Which an acceptance rests on.
    "project_indicators": ProjectIndicator._fields,
    "indicator_values": IndicatorValue._fields,
    "project_steps": Step._fields,
    "milestones": Milestone._fields,
    "budget_lines": BudgetLine._fields,
    "budget_changes": BudgetChange._fields,
    "remainder_transfers": RemainderTransfer._fields,
    "stories": Story._fields,
    "certificates": Certificate._fields,
    # Which hold a fund of all to the end of the part.
    "subsidies": Subsidy._fields,
    # Which move what is there of a child by then.
    "transfers": Transfer._fields,
}
