"""What a parent's circumstance is."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE


class Parent(LabelledEnum):
    """One of a child's parents."""

    FATHER = "FATHER", "父亲", "Father"
    MOTHER = "MOTHER", "母亲", "Mother"


class Circumstance(LabelledEnum):
    """What became of a parent; from DECEASED on, one of those that keep somebody from caring."""

    WITH_CHILD = "WITH_CHILD", "与儿童同住", "With the child"
    AWAY_WORKING = "AWAY_WORKING", "外出务工", "Away for work"
    UNKNOWN = "UNKNOWN", "不详", "Unknown"
    DECEASED = "DECEASED", "死亡", "Deceased"
    SEVERELY_DISABLED = "SEVERELY_DISABLED", "重残", "Severely disabled"
    SEVERELY_ILL = "SEVERELY_ILL", "重病", "Severely ill"
    IMPRISONED = "IMPRISONED", "服刑在押", "Imprisoned"
    COMPULSORY_DETOX = "COMPULSORY_DETOX", "强制隔离戒毒", "In compulsory detoxification"
    OTHERWISE_DETAINED = "OTHERWISE_DETAINED", "被执行其他限制人身自由的措施", "Otherwise detained"
    LOST_CONTACT = "LOST_CONTACT", "失联", "Out of contact"
    GUARDIANSHIP_REVOKED = "GUARDIANSHIP_REVOKED", "被撤销监护资格", "Guardianship revoked"
    DEPORTED = "DEPORTED", "被遣送（驱逐）出境", "Deported"


class CircumstanceEnding(LabelledEnum):
    """Why a circumstance no longer holds."""

    CHANGED = "CHANGED", "情况变化", "It changed"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


PARENT_CIRCUMSTANCE = Kind(
    name="ParentCircumstance",
    zh="父母情况",
    noun="parent circumstance",
    nouns="parent circumstances",
    description="What became of a child's father or mother, from one day until another.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "parent": choice("父或母", Parent, required=True, erased="parent"),
        "circumstance": choice("情况", Circumstance, required=True, erased="'UNKNOWN'"),
        "from_on": day("起始日期", required=True, erased="from_on"),
        "place": text("所在地（省市）", 100, description="Province and city, where the parent is away."),
        "evidence": text("依据", 500),
        "expected_end_on": day(
            "预计结束日期",
            after="from_on",
            future=True,
            description="When it may end, such as the release of one in prison.",
        ),
        "until_on": day("结束日期"),
        "ended_reason": choice("结束原因", CircumstanceEnding),
    },
    closing=Closing("until_on", "ended_reason", after="from_on"),
    ordinary=(Close("Ends a circumstance from a day on.", "The end of a circumstance.", prefix="end"),),
)
