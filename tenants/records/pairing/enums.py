"""The enumerations of a pairing."""

from tenants.enums import LabelledEnum


class PairingRole(LabelledEnum):
    """Who leads where several are paired with one child."""

    LEAD = "LEAD", "主要结对", "Lead"
    COMPANION = "COMPANION", "协同结对", "Companion"
    SPECIALIST = "SPECIALIST", "专业志愿者", "Specialist"
    SOCIAL_WORKER = "SOCIAL_WORKER", "社会工作者", "Social worker"


class PairingMode(LabelledEnum):
    """How many a pairing joins, with the others that are open beside it."""

    ONE_ON_ONE = "ONE_ON_ONE", "一对一", "One on one"
    MANY_TO_ONE = "MANY_TO_ONE", "多对一", "Several with one child"
    ONE_TO_MANY = "ONE_TO_MANY", "一对多", "One with several children"
    TEAM = "TEAM", "组团", "A team"


class PairingEnding(LabelledEnum):
    """Why a pairing ended."""

    COMPLETED = "COMPLETED", "结对期满", "Completed"
    CHILD_FILE_CLOSED = "CHILD_FILE_CLOSED", "儿童档案已结案", "The child's file was closed"
    CARING_MOTHER_LEFT = "CARING_MOTHER_LEFT", "爱心妈妈退出", "The Caring Mother left"
    CHANGED_CARING_MOTHER = "CHANGED_CARING_MOTHER", "更换爱心妈妈", "Another Caring Mother took over"
    GUARDIAN_DECLINED = "GUARDIAN_DECLINED", "监护人不同意", "The guardian declined"
    CHILD_ASKED = "CHILD_ASKED", "儿童本人提出", "The child asked for it"
    NO_LONGER_TARGET = "NO_LONGER_TARGET", "不再属于结对对象", "The child is no longer to be paired"
    PARENTS_RETURNED = "PARENTS_RETURNED", "父母返乡照料", "The parents came back"
    MOVED = "MOVED", "儿童迁居", "The child moved"
    AGED_OUT = "AGED_OUT", "超出服务年龄", "The child is too old"
    CLEARANCE_LOST = "CLEARANCE_LOST", "爱心妈妈审核失效", "Her screening lapsed"
    CONDUCT = "CONDUCT", "爱心妈妈行为不当", "Her conduct"
    DIED = "DIED", "去世", "One of them died"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
