"""What a guardian is, and a delegation of care, which is a guardian of whom another one said so."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import Field, choice, day, flag, identity_number, person_name, phone, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE


class Relation(LabelledEnum):
    """What somebody is to a child."""

    FATHER = "FATHER", "父亲", "Father"
    MOTHER = "MOTHER", "母亲", "Mother"
    GRANDPARENT = "GRANDPARENT", "祖父母或外祖父母", "Grandparent"
    SIBLING = "SIBLING", "兄弟姐妹", "Sibling"
    OTHER_RELATIVE = "OTHER_RELATIVE", "其他亲属", "Other relative"
    STEP_PARENT = "STEP_PARENT", "继父母", "Step-parent"
    ADOPTIVE_PARENT = "ADOPTIVE_PARENT", "养父母", "Adoptive parent"
    INSTITUTION = "INSTITUTION", "民政部门、村（居）委会", "Civil affairs, or the village committee"
    OTHER = "OTHER", "其他", "Other"


class CareCapacity(LabelledEnum):
    """How well somebody can care for a child."""

    ABLE = "ABLE", "有能力", "Able"
    LIMITED = "LIMITED", "能力不足", "Limited"
    UNABLE = "UNABLE", "无能力", "Unable"


class GuardianEnding(LabelledEnum):
    """Why somebody is no longer a child's guardian, or a delegation ended."""

    DELEGATION_ENDED = "DELEGATION_ENDED", "委托终止", "The delegation ended"
    GUARDIAN_CHANGED = "GUARDIAN_CHANGED", "监护人变更", "Another guardian"
    GUARDIANSHIP_REVOKED = "GUARDIANSHIP_REVOKED", "撤销监护资格", "Guardianship revoked"
    DIED = "DIED", "死亡", "Died"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


# The law names four kinds of people to whom nobody may entrust a child (未成年人保护法, article 22).
CHECKED: dict[str, Field] = {
    "no_violence": flag(
        "无性侵害、虐待、遗弃、拐卖、暴力伤害等行为", en="No sexual harm, abuse, abandonment, violence"
    ),
    "no_vice": flag("无吸毒、酗酒、赌博等恶习", en="No drugs, drinking or gambling"),
    "no_neglect": flag("无拒不履行或长期怠于履行监护、照护职责", en="No neglect of a child in his or her care"),
    "otherwise_fit": flag("无其他不适宜情形", en="Otherwise fit"),
}
DELEGATED: dict[str, Field] = {
    "delegation_reason": text("委托原因", 500),
    "delegated_until": day("委托期至", after="from_on", future=True),
    **CHECKED,
    "child_opinion": text("儿童意见", 500, sensitive=True),
    "school_told_on": day("书面告知学校日期"),
    "village_told_on": day("书面告知村（社区）日期"),
    "review_on": day("复查日期", future=True),
}
GUARDIAN = Kind(
    name="Guardian",
    zh="监护人",
    noun="guardian",
    nouns="guardians",
    description="An adult around a child: a legal guardian, or somebody who cares, perhaps by delegation.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "name": person_name("姓名"),
        "relation": choice("与儿童关系", Relation, required=True, erased="relation"),
        "legal_guardian": flag("法定监护人", required=True, erased="legal_guardian"),
        "lives_with_child": flag("是否与儿童同住"),
        "identity_number": identity_number("身份证件号码"),
        "phone": phone("联系电话"),
        "address": text("居住地址", 200, sensitive=True),
        "capacity": choice("照护能力", CareCapacity),
        "from_on": day("起始日期", required=True, in_summary=True),
        "delegated_by": reference(
            "委托人", "Guardian", "delegated_by_id", description="The legal guardian who entrusted the child."
        ),
        **DELEGATED,
        "until_on": day("结束日期", in_summary=True),
        "ended_reason": choice("结束原因", GuardianEnding, in_summary=True),
    },
    closing=Closing("until_on", "ended_reason", after="from_on"),
    ordinary=(Close("Ends a guardianship, or a delegation, from a day on.", "The end of it.", prefix="end"),),
)
