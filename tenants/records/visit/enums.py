"""The enumerations of a visit."""

from tenants.enums import LabelledEnum


class VisitKind(LabelledEnum):
    """How a visit was made."""

    HOME = "HOME", "入户", "At home"
    SCHOOL = "SCHOOL", "到校", "At school"
    PHONE = "PHONE", "电话", "By phone"
    VIDEO = "VIDEO", "视频", "By video"
