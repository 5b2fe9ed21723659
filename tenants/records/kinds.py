"""All kinds of record there are, in the order of the API."""

from tenants.kinds.faults import refuse_faults
from tenants.kinds.kind import Kind
from tenants.records.activity.kind import ACTIVITY
from tenants.records.activity_partner import ACTIVITY_PARTNER
from tenants.records.assessment.kind import ASSESSMENT
from tenants.records.attachment.kind import ATTACHMENT
from tenants.records.attendance.kind import ATTENDANCE
from tenants.records.benefit import BENEFIT
from tenants.records.budget.kind import BUDGET_CHANGE, BUDGET_LINE
from tenants.records.care_plan.kind import CARE_PLAN
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.categorization.kind import CATEGORIZATION
from tenants.records.certificate.kind import CERTIFICATE
from tenants.records.checklist_item.kind import CHECKLIST_ITEM
from tenants.records.child.kind import CHILD
from tenants.records.circumstance.kind import PARENT_CIRCUMSTANCE
from tenants.records.clearance.kind import CLEARANCE_REQUIREMENT, CLEARANCE_STEP
from tenants.records.consent.kind import CONSENT
from tenants.records.delivery import DELIVERY
from tenants.records.disbursement.kind import DISBURSEMENT
from tenants.records.donation.kind import DONATION
from tenants.records.enquiry.kind import FILE_ENQUIRY, RECEIVED_ENQUIRY
from tenants.records.file_decision import FILE_DECISION
from tenants.records.file_opening.kind import FILE_OPENING
from tenants.records.fund import FUND
from tenants.records.guardian.kind import GUARDIAN
from tenants.records.incident.kind import INCIDENT_AMENDMENT, INCIDENT_REPORT, INCIDENT_REPORTER, OPEN_INCIDENT
from tenants.records.measure import MEASURE
from tenants.records.membership import MEMBERSHIP
from tenants.records.milestone.kind import MILESTONE
from tenants.records.need.kind import NEED
from tenants.records.organization import ORGANIZATION
from tenants.records.pairing.kind import PAIRING
from tenants.records.pairing_target import TARGET_DECISION
from tenants.records.participation import PARTICIPATION
from tenants.records.programme import PROGRAMME
from tenants.records.progress_entry import PROGRESS_ENTRY
from tenants.records.project import PROJECT
from tenants.records.project_indicator.kind import INDICATOR_VALUE, PROJECT_INDICATOR
from tenants.records.project_step.kind import PROJECT_STEP
from tenants.records.register_decision import REGISTER_DECISION
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
from tenants.records.visit.kind import VISIT
from tenants.records.waiver.kind import WAIVER
from tenants.records.wish.kind import PUBLISHED_WISH, WISH

# Of people, and of what a branch does for them.
CARE: tuple[Kind, ...] = (
    *(CARING_MOTHER, SCREENING, CLEARANCE_STEP, CLEARANCE_REQUIREMENT, CERTIFICATE),
    *(CHILD, CATEGORIZATION, PARENT_CIRCUMSTANCE, ASSESSMENT, TARGET_DECISION),
    *(GUARDIAN, CONSENT, ATTACHMENT, CARE_PLAN, BENEFIT, FILE_DECISION, REGISTER_DECISION),
    *(TEAM, TEAM_MEMBER),
    *(PAIRING, VISIT, NEED, SUPPORT, WISH, PUBLISHED_WISH, CHECKLIST_ITEM, WAIVER, FILE_OPENING, ATTENDANCE),
    *(TRANSFER, FILE_ENQUIRY, RECEIVED_ENQUIRY),
    *(INCIDENT_REPORT, INCIDENT_AMENDMENT, INCIDENT_REPORTER, OPEN_INCIDENT),
)
# What a branch and others do together, and what each is to achieve.
INITIATIVE = (PROGRAMME, ORGANIZATION, MEMBERSHIP, PARTICIPATION, MEASURE, PROGRESS_ENTRY, TARGET)
# What organisations offer and branches ask for.
SERVICES = (SERVICE_OFFER, SERVICE_REQUEST, SERVICE_AGREEMENT)
MONEY = (FUND, DISBURSEMENT, SUBSIDY)
# What a project goes by.
STEPS = (PROJECT_STEP, PROJECT_INDICATOR, INDICATOR_VALUE, MILESTONE, BUDGET_LINE, BUDGET_CHANGE, REMAINDER_TRANSFER)
BRANCH = (ACTIVITY, ACTIVITY_PARTNER, PROJECT, DONATION, DELIVERY, VENUE)
WORK: tuple[Kind, ...] = (*BRANCH, *INITIATIVE, *SERVICES, *MONEY, *STEPS, STORY)
KINDS = CARE + WORK
BY_NAME = {kind.name: kind for kind in KINDS}
refuse_faults(KINDS)
