"""The enumerations of a need."""

from tenants.enums import LabelledEnum


class NeedKind(LabelledEnum):
    """What a child needs."""

    LIVING = "LIVING", "基本生活", "Living"
    MEDICAL = "MEDICAL", "医疗", "Medical care"
    EDUCATION = "EDUCATION", "教育", "Education"
    REHABILITATION = "REHABILITATION", "康复", "Rehabilitation"
    GUARDIANSHIP = "GUARDIANSHIP", "监护", "Guardianship"
    PSYCHOLOGICAL = "PSYCHOLOGICAL", "心理", "Psychological support"
    COMPANIONSHIP = "COMPANIONSHIP", "陪伴", "Companionship"
    SAFETY = "SAFETY", "安全", "Safety"
    HOUSEHOLD_REGISTRATION = "HOUSEHOLD_REGISTRATION", "户籍", "Household registration"
    HOUSING = "HOUSING", "住房", "Housing"
    LEGAL = "LEGAL", "法律", "Legal aid"
    OTHER = "OTHER", "其他", "Other"


class Entitlement(LabelledEnum):
    """How far a child has what it is entitled to."""

    FULL = "FULL", "应享尽享", "Granted in full"
    NOT_GRANTED = "NOT_GRANTED", "应享未享", "Entitled, not granted"
    SHORT = "SHORT", "享受不足", "Granted short"
    NOT_ENTITLED = "NOT_ENTITLED", "不符合条件", "Not entitled"


class Urgency(LabelledEnum):
    """How soon a need has to be met."""

    ORDINARY = "ORDINARY", "一般", "Ordinary"
    SOON = "SOON", "较急", "Soon"
    URGENT = "URGENT", "紧急", "Urgent"


class Standing(LabelledEnum):
    """Where what has to be done stands today."""

    DUE = "DUE", "待办", "Due"
    OVERDUE = "OVERDUE", "逾期", "Overdue"
    DONE = "DONE", "已办", "Done"
    NOT_APPLICABLE = "NOT_APPLICABLE", "不适用", "Not applicable"


class NeedOutcome(LabelledEnum):
    """What became of a need."""

    MET = "MET", "已解决", "Met"
    MET_OTHERWISE = "MET_OTHERWISE", "已由其他渠道解决", "Met from elsewhere"
    NOT_ENTITLED = "NOT_ENTITLED", "不符合政策条件", "Not entitled"
    DECLINED_BY_FAMILY = "DECLINED_BY_FAMILY", "家庭不接受", "Declined by the family"
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED", "已不需要", "No longer needed"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
