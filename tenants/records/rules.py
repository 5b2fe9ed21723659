"""All rules of records there are: the ordinary ones of each kind, and those that some have beside them."""

from collections.abc import Mapping, Sequence

from tenants.kinds.kind import Kind
from tenants.kinds.mutation import Mutation
from tenants.records import membership_rules as membership
from tenants.records.activity import rules as activity
from tenants.records.caring_mother import rules as caring_mother
from tenants.records.child import rules as child
from tenants.records.disbursement import rules as disbursement
from tenants.records.donation import rules as donation
from tenants.records.file_opening import rules as file_opening
from tenants.records.need import rules as need
from tenants.records.ordinary_rules import make_ordinary_rule
from tenants.records.pairing import rules as pairing
from tenants.records.subsidy import rules as subsidy
from tenants.records.target import rules as target
from tenants.records.visit import rules as visit
from tenants.records.wish import rules as wish

OWN: Mapping[str, Sequence[Mutation]] = {
    "Activity": activity.RULES,
    "CaringMother": caring_mother.RULES,
    "Child": child.RULES,
    "Disbursement": disbursement.RULES,
    "Donation": donation.RULES,
    "FileOpening": file_opening.RULES,
    "Membership": membership.RULES,
    "Need": need.RULES,
    "Pairing": pairing.RULES,
    "PublishedWish": wish.OF_PUBLISHED,
    "Subsidy": subsidy.RULES,
    "Target": target.RULES,
    "Visit": visit.RULES,
    "Wish": wish.OF_WISHES,
}


def rules_of(kind: Kind) -> Sequence[Mutation]:
    """The kind's rules by their names."""
    ordinary = [make_ordinary_rule(kind, said) for said in kind.ordinary]
    return sorted([*ordinary, *OWN.get(kind.name, ())], key=lambda rule: rule.name)
