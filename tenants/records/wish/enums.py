"""The enumerations of a wish."""

from tenants.enums import LabelledEnum


class WishState(LabelledEnum):
    """Where a wish stands."""

    MADE = "MADE", "已提出", "Made"
    PUBLISHED = "PUBLISHED", "已发布", "Published"
    CLAIMED = "CLAIMED", "已认领", "Claimed"
    FULFILLED = "FULFILLED", "已实现", "Fulfilled"
    THANKED = "THANKED", "已反馈", "Thanked for"
    WITHDRAWN = "WITHDRAWN", "已撤回", "Withdrawn"


class WishClosing(LabelledEnum):
    """Why a wish is not pursued."""

    WITHDRAWN_BY_CHILD = "WITHDRAWN_BY_CHILD", "儿童撤回", "Withdrawn by the child"
    UNSUITABLE = "UNSUITABLE", "不宜实现", "Unsuitable"
    NOBODY_CLAIMED = "NOBODY_CLAIMED", "无人认领", "Nobody claimed it"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
