"""The enumerations of an agenda."""

from tenants.enums import LabelledEnum


class AgendaTime(LabelledEnum):
    """When an entry of an agenda is due, as seen from today."""

    OVERDUE = "OVERDUE", "已逾期", "Overdue"
    TODAY = "TODAY", "今天到期", "Today"
    THIS_WEEK = "THIS_WEEK", "本周到期", "Later this week"
    LATER = "LATER", "以后到期", "Later"
