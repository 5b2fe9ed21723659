"""帮扶: one thing done for one child, for one of its needs or by itself."""

from sqlalchemy import Boolean, func, not_

from tenants.access.scope import Verb
from tenants.enums import LabelledEnum
from tenants.errors import ProblemCode
from tenants.kinds.field import choice, day, money, person_name, reference, text
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.record import Subject
from tenants.records.erasure import UNERASED
from tenants.records.protections import CONTACT
from tenants.writing.standing import Standing


class SupportKind(LabelledEnum):
    """What is done for a child."""

    SUPPLIES = "SUPPLIES", "物资帮扶", "Supplies"
    MONEY = "MONEY", "资金帮扶", "Money"
    TUTORING = "TUTORING", "学业辅导", "Tutoring"
    COUNSELLING = "COUNSELLING", "心理疏导", "Counselling"
    COMPANIONSHIP = "COMPANIONSHIP", "陪伴关爱", "Companionship"
    MEDICAL = "MEDICAL", "医疗救助", "Medical help"
    REHABILITATION = "REHABILITATION", "康复服务", "Rehabilitation"
    LEGAL = "LEGAL", "法律援助", "Legal aid"
    ENTITLEMENT = "ENTITLEMENT", "政策落实", "An entitlement obtained"
    WISH = "WISH", "微心愿", "A wish come true"
    OTHER = "OTHER", "其他", "Other"


class SupportClosing(LabelledEnum):
    """Why a support does not count."""

    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
    NOT_RECEIVED = "NOT_RECEIVED", "未实际收到", "Not received"


# A support that met a need, or fulfilled a wish, is not taken back; these may be kept out of sight.
UNUSED = Standing(lambda row: not_(func.is_support_in_use(row.c.id, type_=Boolean)), ProblemCode.IN_USE, "closed_on")

SUPPORT = Kind(
    name="Support",
    zh="帮扶",
    noun="support",
    nouns="supports",
    description="One thing done for one child, for one of its needs or by itself.",
    protection=CONTACT,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "need": reference("需求", "Need", "need_id", description="The child's need that it is for."),
        "programme": reference(
            "项目品牌",
            "Programme",
            "programme_id",
            hides=True,
            ended=True,
            description="The programme that it is part of: of the child's tenant or one above, in force on the day.",
        ),
        "kind": choice("帮扶类型", SupportKind, required=True, in_summary=True, filter=True),
        "supported_on": day("帮扶日期", required=True, in_summary=True, filter=True, order=True),
        "provided_by": text("帮扶人（单位）", 100, required=True, erased="'—'"),
        "quantity": text("数量", 100, hint="With its unit."),
        "value": money("折合金额（元）"),
        "fund_source": text("资金来源", 100),
        "received_by": person_name("签收人"),
        "evidence": text("佐证材料", 1000, description="Where what proves it is kept: a receipt, a photo's number."),
        "note": text("备注", 1000),
        "closed_on": day("撤销日期", in_summary=True),
        "closed_reason": choice("撤销原因", SupportClosing, in_summary=True),
    },
    relations={"attachments": Many("Attachment", "support_id", "What proves it.")},
    closing=Closing(after="supported_on", filter=True),
    ordinary=(
        Create(
            "Records what was done for a child in your scope; a Caring Mother, for those she is paired with now.",
            "Something done for a child.",
            prefix="record",
            verb=Verb.ADD,
        ),
        Update("Corrects what is given.", standing=(UNERASED,)),
        Close(
            "Takes back what was not done: no figure counts it.",
            "Why a support does not count.",
            prefix="revoke",
            standing=(UNUSED, UNERASED),
        ),
    ),
    indicators=(
        Indicator(
            "supports",
            IndicatorType.FLOW,
            "帮扶次数",
            "Supports",
            "things done for children on file",
            persons=True,
            breakdowns=(Breakdown("supports_by_kind", "kind", SupportKind, "How many supports of a kind."),),
            by_record=(RecordBreakdown("supports_by_programme", "programme"),),
        ),
    ),
    descriptions={"kept": "What was done for the children kept here and below."},
)
