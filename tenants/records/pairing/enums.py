"""The enumerations of a pairing."""

from tenants.enums import LabelledEnum


class PairingRole(LabelledEnum):
    """Who leads where several are paired with one child."""

    LEAD = "LEAD", "主要结对", "Lead"
    COMPANION = "COMPANION", "协同结对", "Companion"


class PairingEnding(LabelledEnum):
    """Why a pairing ended."""

    COMPLETED = "COMPLETED", "结对期满", "Completed"
    CHILD_FILE_CLOSED = "CHILD_FILE_CLOSED", "儿童档案已结案", "The child's file was closed"
    CARING_MOTHER_LEFT = "CARING_MOTHER_LEFT", "爱心妈妈退出", "The Caring Mother left"
    CHANGED_CARING_MOTHER = "CHANGED_CARING_MOTHER", "更换爱心妈妈", "Another Caring Mother took over"
    GUARDIAN_DECLINED = "GUARDIAN_DECLINED", "监护人不同意", "The guardian declined"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
