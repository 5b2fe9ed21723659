"""联盟成员: an organisation that belongs to an alliance, from one day until another."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close, Update
from tenants.records.protections import SHARED_WORK


class MembershipEnding(LabelledEnum):
    """Why a membership or a part in a programme ended."""

    LEFT = "LEFT", "退出", "Left"
    EXCLUDED = "EXCLUDED", "除名", "Excluded"
    COMPLETED = "COMPLETED", "期满", "Completed"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


MEMBERSHIP = Kind(
    name="Membership",
    zh="联盟成员",
    noun="membership",
    nouns="memberships",
    description="An organisation that belongs to an alliance, from one day until another; kept with the alliance.",
    protection=SHARED_WORK,
    under="alliance",
    fields={
        "alliance": reference("联盟", "Organization", "alliance_id", required=True, description="The alliance."),
        "member": reference(
            "成员单位",
            "Organization",
            "member_id",
            required=True,
            hides=True,
            description="The member, possibly of another tenant's register.",
        ),
        "duty": text("职责", 500),
        "from_on": day("加入日期", required=True, filter=True, order=True),
        "until_on": day("退出日期", description="The first day on which it no longer belonged."),
        "ended_reason": choice("退出原因", MembershipEnding),
    },
    closing=Closing("until_on", "ended_reason", after="from_on", filter=True),
    ordinary=(
        Update(),
        Close("Ends it on a day, with a reason.", "The end of a membership.", prefix="end"),
    ),
)
