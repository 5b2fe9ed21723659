"""参与单位: an organisation's part in a programme, with its duty, from one day until another."""

from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close, Create, Update
from tenants.records.membership import MembershipEnding
from tenants.records.protections import SHARED_WORK
from tenants.writing.standing import is_empty

PARTICIPATION = Kind(
    name="Participation",
    zh="参与单位",
    noun="participation",
    nouns="participations",
    description="An organisation's part in a programme, with its duty; kept with the programme.",
    protection=SHARED_WORK,
    may_be_late=True,
    under="programme",
    fields={
        "programme": reference("项目品牌", "Programme", "programme_id", required=True, description="The programme."),
        "organization": reference(
            "参与单位",
            "Organization",
            "organization_id",
            required=True,
            hides=True,
            description="The organisation, possibly of another tenant's register.",
        ),
        "duty": text("职责分工", 500),
        "from_on": day("参与日期", required=True, filter=True, order=True),
        "until_on": day("结束日期", description="The first day on which it no longer took part."),
        "ended_reason": choice("结束原因", MembershipEnding),
    },
    closing=Closing("until_on", "ended_reason", after="from_on", filter=True),
    ordinary=(
        Create(
            "Gives an organisation a part in a programme.",
            "An organisation's part in a programme.",
            prefix="add",
            standing=(is_empty("closed_on"),),
        ),
        Update(),
        Close("Ends it on a day, with a reason.", "The end of a part in a programme.", prefix="end"),
    ),
)
