"""The enumerations of an activity."""

from tenants.enums import LabelledEnum


class ActivityKind(LabelledEnum):
    """What is done."""

    LECTURE = "LECTURE", "讲座", "Lecture"
    CHILDCARE = "CHILDCARE", "托管", "Community childcare"
    CAMP = "CAMP", "夏令营、冬令营", "Camp"
    LEARNING_TRIP = "LEARNING_TRIP", "研学", "Learning trip"
    PRACTICE = "PRACTICE", "实践", "Practice"
    READING = "READING", "阅读", "Reading"
    CULTURE_SPORT = "CULTURE_SPORT", "文体", "Culture and sport"


class ActivityFocus(LabelledEnum):
    """What it is for."""

    IDEALS = "IDEALS", "思想引领", "Ideals"
    SAFETY = "SAFETY", "安全守护", "Safety"
    SKILLS = "SKILLS", "能力提升", "Skills"
    SUPPORT = "SUPPORT", "帮扶关爱", "Support"


class ActivityState(LabelledEnum):
    """Whether it was held."""

    PLANNED = "PLANNED", "计划中", "Planned"
    HELD = "HELD", "已举办", "Held"
    CANCELLED = "CANCELLED", "已取消", "Cancelled"
