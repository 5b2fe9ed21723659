"""What a wish is, and what of it is published: a number, an age band, a wording, the county and its campaign."""

from tenants.access.scope import Verb
from tenants.errors import ProblemCode
from tenants.kinds.field import choice, day, derived, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.record import Subject
from tenants.records.child.enums import AgeBand
from tenants.records.erasure import UNERASED
from tenants.records.protections import APPEAL, CONTACT
from tenants.records.wish.enums import WishClosing, WishState
from tenants.writing.standing import is_empty

WISH = Kind(
    name="Wish",
    zh="微心愿",
    noun="wish",
    nouns="wishes",
    description="A child's small wish: made, published without the child, claimed, fulfilled and thanked for.",
    protection=CONTACT,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "programme": reference(
            "项目品牌",
            "Programme",
            "programme_id",
            hides=True,
            ended=True,
            description="The programme that it is made for, such as a Children's Day campaign: in force on the day.",
        ),
        "wish": text("心愿内容", 500, required=True, erased="'—'"),
        "state": derived("心愿状态", WishState, in_summary=True, filter=True),
        "made_on": day("提出日期", required=True, in_summary=True, filter=True, order=True),
        "public_text": text(
            "发布内容",
            300,
            in_forms=False,
            description="What is published: a wording that says neither who the child is nor where.",
        ),
        "published_on": day("发布日期", in_summary=True, in_forms=False),
        "claimed_by": text("认领人（单位）", 100, in_forms=False),
        "claimed_on": day("认领日期", in_summary=True, in_forms=False),
        "support": reference(
            "帮扶", "Support", "support_id", in_forms=False, description="The support that fulfilled it."
        ),
        "fulfilled_on": day("实现日期", in_summary=True, filter=True, in_forms=False),
        "thanks": text("反馈内容", 1000, in_forms=False, description="What the child said to whoever fulfilled it."),
        "thanked_on": day("反馈日期", in_summary=True, in_forms=False),
        "closed_on": day("撤回日期", in_summary=True),
        "closed_reason": choice("撤回原因", WishClosing, in_summary=True),
    },
    closing=Closing(after="made_on"),
    ordinary=(
        Create(
            "Records a wish of a child in your scope; a Caring Mother, of those she is paired with now.",
            "A wish of a child.",
            prefix="record",
            verb=Verb.ADD,
        ),
        Update(standing=(UNERASED,)),
        Close(
            "Withdraws a wish, with what of it was published.",
            "Why a wish is not pursued.",
            prefix="withdraw",
            standing=(is_empty("fulfilled_on", ProblemCode.ALREADY_DONE, "closed_on"), UNERASED),
        ),
    ),
    indicators=(
        Indicator(
            "wishes_fulfilled",
            IndicatorType.FLOW,
            "实现微心愿",
            "Wishes fulfilled",
            "wishes fulfilled by a support, by its day",
            persons=True,
            by_record=(RecordBreakdown("wishes_fulfilled_by_programme", "programme"),),
        ),
    ),
    descriptions={"kept": "The wishes of the children kept here and below."},
)

PUBLISHED_WISH = Kind(
    name="PublishedWish",
    zh="微心愿征集",
    noun="published wish",
    nouns="published wishes",
    description="A wish to be claimed, kept by the county: who made it, and in which village, is not in it.",
    protection=APPEAL,
    fields={
        "number": text("编号", 30, required=True, in_forms=False),
        "age_band": choice("年龄段", AgeBand, required=True, filter=True, in_forms=False),
        "wish": text("心愿内容", 300, required=True, in_forms=False),
        "programme": reference(
            "项目品牌",
            "Programme",
            "programme_id",
            in_forms=False,
            hides=True,
            description="The campaign that it is published in: of the county, or of a tenant above it.",
        ),
        "published_on": day("发布日期", required=True, filter=True, order=True, in_forms=False),
        "claimed_by": text("认领人（单位）", 100),
        "claimed_on": day("认领日期", filter=True),
        "closed_on": day("结束日期", in_forms=False, description="When it was fulfilled or withdrawn."),
    },
    descriptions={"in_scope": "The wishes that were published in your scope."},
)
