"""The enumerations of the access log."""

from tenants.enums import LabelledEnum


class AccessSubject(LabelledEnum):
    """Whose files an entry of the access log is about."""

    CHILD = "CHILD", "儿童", "Child"
    CARING_MOTHER = "CARING_MOTHER", "爱心妈妈", "Caring Mother"
    ACCESS_LOG = "ACCESS_LOG", "访问日志", "The access log itself"
