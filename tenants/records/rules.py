"""All rules of records there are: the ordinary ones of each kind, and those that some have beside them."""

from collections.abc import Mapping, Sequence

from tenants.kinds.kind import Kind
from tenants.kinds.mutation import Mutation
from tenants.records import membership_rules as membership
from tenants.records.activity import rules as activity
from tenants.records.activity import series
from tenants.records.assessment import rules as assessment
from tenants.records.attachment import rules as attachment
from tenants.records.attendance import rules as attendance
from tenants.records.budget import rules as budget
from tenants.records.care_plan import rules as care_plan
from tenants.records.caring_mother import rules as caring_mother
from tenants.records.categorization import rules as categorization
from tenants.records.certificate import rules as certificate
from tenants.records.checklist_item import rules as checklist_item
from tenants.records.child import rules as child
from tenants.records.circumstance import rules as circumstance
from tenants.records.clearance import rules as clearance
from tenants.records.consent import rules as consent
from tenants.records.disbursement import rules as disbursement
from tenants.records.donation import rules as donation
from tenants.records.enquiry import rules as enquiry
from tenants.records.file_opening import rules as file_opening
from tenants.records.guardian import rules as guardian
from tenants.records.incident import rules as incident
from tenants.records.milestone import rules as milestone
from tenants.records.need import rules as need
from tenants.records.ordinary_rules import make_ordinary_rule
from tenants.records.pairing import rules as pairing
from tenants.records.project_step import rules as project_step
from tenants.records.remainder import rules as remainder
from tenants.records.screening import rules as screening
from tenants.records.service import rules as service
from tenants.records.story import rules as story
from tenants.records.subsidy import rules as subsidy
from tenants.records.target import rules as target
from tenants.records.team import rules as team
from tenants.records.transfer import rules as transfer
from tenants.records.visit import rules as visit
from tenants.records.waiver import rules as waiver
from tenants.records.wish import rules as wish

OWN: Mapping[str, Sequence[Mutation]] = {
    "Activity": (*activity.RULES, *series.RULES),
    "Assessment": assessment.RULES,
    "Attachment": attachment.RULES,
    "Attendance": attendance.RULES,
    "BudgetChange": budget.OF_CHANGES,
    "RemainderTransfer": remainder.RULES,
    "BudgetLine": budget.OF_LINES,
    "CarePlan": care_plan.RULES,
    "CaringMother": caring_mother.RULES,
    "Categorization": categorization.RULES,
    "Certificate": certificate.RULES,
    "ChecklistItem": checklist_item.RULES,
    "Child": child.RULES,
    "Disbursement": disbursement.RULES,
    "ClearanceStep": clearance.RULES,
    "Consent": consent.RULES,
    "Donation": donation.RULES,
    "FileEnquiry": enquiry.ASKING,
    "FileOpening": file_opening.RULES,
    "Guardian": guardian.RULES,
    "IncidentAmendment": incident.AMENDING,
    "IncidentReport": incident.REPORTING,
    "Membership": membership.RULES,
    "Need": need.RULES,
    "Pairing": (*pairing.RULES, *team.OF_PAIRINGS),
    "ParentCircumstance": circumstance.RULES,
    "Project": milestone.RULES,
    "ProjectStep": project_step.RULES,
    "PublishedWish": wish.OF_PUBLISHED,
    "ReceivedEnquiry": enquiry.ANSWERING,
    "Screening": screening.RULES,
    "ServiceAgreement": service.OF_AGREEMENTS,
    "ServiceRequest": service.OF_REQUESTS,
    "Story": story.RULES,
    "Subsidy": subsidy.RULES,
    "Target": target.RULES,
    "Team": team.OF_TEAMS,
    "TeamMember": team.OF_MEMBERS,
    "Transfer": transfer.RULES,
    "Visit": visit.RULES,
    "Waiver": waiver.RULES,
    "Wish": wish.OF_WISHES,
}


def rules_of(kind: Kind) -> Sequence[Mutation]:
    """The kind's rules by their names."""
    ordinary = [make_ordinary_rule(kind, said) for said in kind.ordinary]
    return sorted([*ordinary, *OWN.get(kind.name, ())], key=lambda rule: rule.name)
