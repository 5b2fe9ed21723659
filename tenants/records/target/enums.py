"""The enumerations of a target."""

from tenants.enums import LabelledEnum


class TargetIndicator(LabelledEnum):
    """The figures that targets are set for; amounts are whole yuan."""

    CARING_MOTHERS = "CARING_MOTHERS", "在册爱心妈妈", "Caring Mothers on the register"
    CHILDREN = "CHILDREN", "在档儿童", "Children on file"
    CHILDREN_PAIRED = "CHILDREN_PAIRED", "已结对儿童", "Children paired"
    PAIRINGS = "PAIRINGS", "结对数", "Pairings open"
    VISITS = "VISITS", "走访次数", "Visits"
    ACTIVITIES = "ACTIVITIES", "活动场次", "Activities held"
    PEOPLE_SERVED = "PEOPLE_SERVED", "服务家长儿童", "Parents and children served"
    VENUES = "VENUES", "在用阵地", "Venues open"
    PROJECTS = "PROJECTS", "在施项目", "Projects running"
    FUNDS_RAISED = "FUNDS_RAISED", "筹集善款（元）", "Funds raised (yuan)"
    PEOPLE_SUPPORTED = "PEOPLE_SUPPORTED", "惠及妇女儿童", "Women and children supported"
    SUPPORTS = "SUPPORTS", "帮扶次数", "Supports"
    WISHES_FULFILLED = "WISHES_FULFILLED", "实现微心愿", "Wishes fulfilled"
    ORGANIZATIONS = "ORGANIZATIONS", "合作单位", "Organisations on the register"


class TargetAnswer(LabelledEnum):
    """What the branch says to its target."""

    AGREED = "AGREED", "认可", "Agreed"
    CONTESTED = "CONTESTED", "有异议", "Contested"


class TargetClosing(LabelledEnum):
    """Why a target no longer stands."""

    WITHDRAWN = "WITHDRAWN", "撤销", "Withdrawn"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


class TrafficLight(LabelledEnum):
    """Whether a target will be met at the present pace."""

    GREEN = "GREEN", "正常", "On course"
    YELLOW = "YELLOW", "预警", "At risk"
    RED = "RED", "滞后", "Behind"
