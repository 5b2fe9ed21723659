"""What a team is, and who belongs to it from one day until another."""

from sqlalchemy import ColumnElement, FromClause, exists, not_, select

from tenants.enums import LabelledEnum
from tenants.errors import ProblemCode
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Update
from tenants.kinds.table import table_of
from tenants.reading.record import Subject
from tenants.records.pairing.kind import PAIRING
from tenants.records.protections import TEAM_WORK
from tenants.writing.standing import Standing


class TeamClosing(LabelledEnum):
    """Why a team is no more."""

    DISBANDED = "DISBANDED", "解散", "Disbanded"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


class TeamLeaving(LabelledEnum):
    """Why a Caring Mother left a team."""

    LEFT = "LEFT", "本人退出", "Left"
    UNSUITABLE = "UNSUITABLE", "不宜继续担任", "Unsuitable"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def is_unpaired(row: FromClause) -> ColumnElement[bool]:
    pairing = table_of(PAIRING).alias()
    open_ = (pairing.c.team_id == row.c.id) & pairing.c.until_on.is_(None)
    return not_(exists(select(pairing.c.id).where(open_).correlate_except(pairing)))


def is_no_lead(row: FromClause) -> ColumnElement[bool]:
    team = table_of(TEAM).alias()
    led = (team.c.id == row.c.team_id) & (team.c.lead_id == row.c.caring_mother_id) & team.c.closed_on.is_(None)
    return not_(exists(select(team.c.id).where(led).correlate_except(team)))


TEAM = Kind(
    name="Team",
    zh="爱心妈妈团队",
    noun="team",
    nouns="teams",
    description="Two to twenty Caring Mothers who are paired together, with a lead.",
    protection=TEAM_WORK,
    fields={
        "name": text("团队名称", 50, required=True, filter=True),
        "lead": reference(
            "负责人",
            "CaringMother",
            "lead_id",
            required=True,
            hides=True,
            description="The member who leads, and leads its open pairings.",
        ),
        "opened_on": day("组建日期", required=True, filter=True),
        "closed_on": day("解散日期"),
        "closed_reason": choice("解散原因", TeamClosing),
    },
    relations={
        "team_members": Many("TeamMember", "team_id", "Who belongs to it, and who did."),
        "pairings": Many("Pairing", "team_id", "Its pairings, one of each member with each child."),
    },
    closing=Closing(after="opened_on", filter=True),
    ordinary=(
        Update(),
        Close(
            "Disbands a team. Its pairings have to be ended first.",
            "The end of a team.",
            standing=(Standing(is_unpaired, ProblemCode.STILL_PAIRED),),
        ),
    ),
)
TEAM_MEMBER = Kind(
    name="TeamMember",
    zh="团队成员",
    noun="team member",
    nouns="team members",
    description="A Caring Mother who belongs to a team, from one day until another; kept with the team.",
    protection=TEAM_WORK,
    about=Subject("CARING_MOTHER", "caring_mother_id"),
    under="team",
    fields={
        "team": reference("团队", "Team", "team_id", required=True, description="The team."),
        "caring_mother": reference(
            "爱心妈妈",
            "CaringMother",
            "caring_mother_id",
            required=True,
            hides=True,
            description="The member, possibly of another tenant.",
        ),
        "from_on": day("加入日期", required=True, filter=True, order=True),
        "until_on": day("退出日期", description="The first day on which she no longer belonged to it."),
        "ended_reason": choice("退出原因", TeamLeaving),
    },
    closing=Closing("until_on", "ended_reason", after="from_on", filter=True),
    ordinary=(
        Close(
            "Ends it, and her pairings as one of the team. Whoever leads hands that over first.",
            "The end of a member's time in a team.",
            prefix="end",
            standing=(Standing(is_no_lead, ProblemCode.IN_USE),),
        ),
    ),
)
