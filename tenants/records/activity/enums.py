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


class Season(LabelledEnum):
    """The break of the schools that it is held in."""

    WINTER_BREAK = "WINTER_BREAK", "寒假", "Winter break"
    SUMMER_BREAK = "SUMMER_BREAK", "暑假", "Summer break"


class Repetition(LabelledEnum):
    """How often an activity takes place again."""

    DAY = "DAY", "每天", "Every day"
    MONDAY_TO_FRIDAY = "MONDAY_TO_FRIDAY", "周一至周五", "Monday to Friday"
    WEEK = "WEEK", "每周", "Every week"
    TWO_WEEKS = "TWO_WEEKS", "每两周", "Every two weeks"
    MONTH = "MONTH", "每月", "Every month, on its last day where it has no such day"
