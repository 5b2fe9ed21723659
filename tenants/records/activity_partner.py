"""活动合作单位: an organisation that runs an activity together with a branch."""

from tenants.access.scope import Scope
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close, Create, Update
from tenants.records.membership import MembershipEnding
from tenants.records.protections import ACTING_ORGANIZATION, PARTNERED_WORK, is_within_range
from tenants.writing.standing import is_empty

ACTIVITY_PARTNER = Kind(
    name="ActivityPartner",
    zh="活动合作单位",
    noun="activity partner",
    nouns="activity partners",
    description="An organisation that runs an activity together with a branch, and sees it; kept with the activity.",
    protection=PARTNERED_WORK,
    scopes={Scope.SELF: lambda row: is_within_range(row) & (row.c.partner_id == ACTING_ORGANIZATION)},
    under="activity",
    fields={
        "activity": reference(
            "活动", "Activity", "activity_id", required=True, hides=True, description="The activity."
        ),
        "partner": reference(
            "合作单位",
            "Organization",
            "partner_id",
            required=True,
            hides=True,
            description="The organisation, possibly of another tenant's register.",
        ),
        "duty": text("承担工作", 500),
        "from_on": day("参与日期", required=True, filter=True, order=True),
        "until_on": day("退出日期", description="The first day on which it no longer took part."),
        "ended_reason": choice("退出原因", MembershipEnding),
    },
    closing=Closing("until_on", "ended_reason", after="from_on", filter=True),
    ordinary=(
        Create(
            "Gives an organisation a part in an activity.",
            "An organisation's part in an activity.",
            prefix="add",
            standing=(is_empty("cancelled_on"),),
        ),
        Update(),
        Close("Ends it on a day, with a reason.", "The end of a part in an activity.", prefix="end"),
    ),
)
