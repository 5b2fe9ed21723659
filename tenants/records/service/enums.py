"""The enumerations of offers, requests and agreements."""

from tenants.enums import LabelledEnum


class ServiceKind(LabelledEnum):
    """What is offered, or asked for."""

    TUTORING = "TUTORING", "学业辅导", "Tutoring"
    COUNSELLING = "COUNSELLING", "心理辅导", "Counselling"
    COMPANIONSHIP = "COMPANIONSHIP", "陪伴活动", "Companionship"
    PARENTING = "PARENTING", "家庭教育指导", "Guidance for parents"
    SAFETY = "SAFETY", "安全教育", "Safety training"
    HEALTH = "HEALTH", "健康服务", "Health service"
    LEGAL = "LEGAL", "法律服务", "Legal service"
    ARTS = "ARTS", "文体艺术", "Arts and sports"
    SUPPLIES = "SUPPLIES", "物资捐助", "Supplies"
    OTHER = "OTHER", "其他", "Other"


class ServiceOfferClosing(LabelledEnum):
    """Why an offer no longer stands."""

    USED_UP = "USED_UP", "名额用尽", "Used up"
    EXPIRED = "EXPIRED", "期满", "Expired"
    WITHDRAWN = "WITHDRAWN", "撤回", "Withdrawn"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


class ServiceRequestClosing(LabelledEnum):
    """What became of a request."""

    MET = "MET", "已满足", "Met"
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED", "不再需要", "No longer needed"
    NOTHING_OFFERED = "NOTHING_OFFERED", "无供给", "Nothing was offered"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


class ServiceAgreementState(LabelledEnum):
    """Where an agreement stands."""

    PROPOSED = "PROPOSED", "待确认", "Proposed"
    AGREED = "AGREED", "已达成", "Agreed"
    DELIVERED = "DELIVERED", "已交付", "Delivered"
    RATED = "RATED", "已评价", "Rated"
    ENDED = "ENDED", "已终止", "Ended"


class ServiceAgreementEnding(LabelledEnum):
    """Why an agreement came to nothing."""

    DECLINED = "DECLINED", "未同意", "Declined"
    WITHDRAWN = "WITHDRAWN", "撤回", "Withdrawn"
    NOT_DELIVERED = "NOT_DELIVERED", "未交付", "Not delivered"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
