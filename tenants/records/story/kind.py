"""What a story is: texts that name nobody, who is shown in it, where it is to be published, and how far it has come."""

from sqlalchemy import BigInteger

from tenants.kinds.field import TENANT, choice, choices, day, internal, number, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Approval, Closing, Kind, Many
from tenants.records.protections import PUBLICITY
from tenants.records.story.enums import StoryChannel, StoryClosing, StoryStage

STORY = Kind(
    name="Story",
    zh="宣传稿",
    noun="story",
    nouns="stories",
    description="A story for the public of an activity, a Caring Mother or a project; it names nobody.",
    protection=PUBLICITY,
    fields={
        "title": text("标题", 100, required=True, filter=True, order=True),
        "text": text(
            "正文", 8000, required=True, hint="Without names, villages, schools, identity numbers and phone numbers."
        ),
        "activity": reference("活动", "Activity", "activity_id", hides=True, description="The activity it tells of."),
        "caring_mother": reference(
            "爱心妈妈", "CaringMother", "caring_mother_id", hides=True, description="The Caring Mother it tells of."
        ),
        "project": reference("项目", "Project", "project_id", hides=True, description="The project it tells of."),
        "programme": reference(
            "项目品牌", "Programme", "programme_id", hides=True, description="The programme that it is counted for."
        ),
        "channels": choices("发布渠道", StoryChannel, hint="Needed before it is published."),
        "children_shown": number(
            "出现儿童人数", 0, 1000, required=True, default=0, hint="Also those without a name; each has to consent."
        ),
        "faces_shown": number(
            "露脸儿童人数",
            0,
            1000,
            required=True,
            default=0,
            hint="In its pictures; each has to consent to photographs.",
        ),
        "mother_agreed_on": day("爱心妈妈同意日期", description="When the Caring Mother agreed to this publication."),
        "stage": choice("进度", StoryStage, required=True, filter=True, in_forms=False),
        "approved_by": reference(
            "已审核至", TENANT, "approved_by", in_forms=False, description="The highest tenant that has approved it."
        ),
        "opinion": text("审核意见", 1000, in_forms=False),
        "published_on": day("发布日期", filter=True, order=True, in_forms=False),
        "taken_down_on": day("撤稿日期"),
        "taken_down_reason": choice("撤稿原因", StoryClosing),
        "counted_in": internal(BigInteger(), required=False),
    },
    relations={"consents": Many("Consent", "publication_id", "The decisions on publishing this story.")},
    closing=Closing("taken_down_on", "taken_down_reason", after="published_on"),
    approval=Approval(
        "stage",
        content=(
            *("title", "text", "activity", "caring_mother", "project", "programme", "channels"),
            *("children_shown", "faces_shown"),
        ),
        pending=StoryStage.DRAFT,
        approved=StoryStage.APPROVED,
        rejected=StoryStage.REJECTED,
        follows=(StoryStage.PUBLISHED, StoryStage.TAKEN_DOWN),
        terms=("approved_by", "opinion"),
    ),
    indicators=(
        Indicator(
            "stories_published",
            IndicatorType.FLOW,
            "发布宣传稿数",
            "Stories published",
            "stories published, those taken down since among them",
            by_record=(RecordBreakdown("stories_published_by_programme", "programme"),),
        ),
    ),
)
