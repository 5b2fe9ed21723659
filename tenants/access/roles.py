"""The roles by name; what each may do is the policy's."""

from tenants.enums import LabelledEnum


class RoleName(LabelledEnum):
    """What a grant lets its holder do; the policy says how far."""

    ANALYST = "ANALYST", "统计分析员", "Analyst"
    DIRECTOR = "DIRECTOR", "妇联负责人", "Director"
    CASEWORKER = "CASEWORKER", "儿童工作者", "Caseworker"
    PROJECT_MANAGER = "PROJECT_MANAGER", "项目管理员", "Project manager"
    CARING_MOTHER = "CARING_MOTHER", "爱心妈妈", "Caring Mother"
    PARTNER = "PARTNER", "合作单位", "Partner"
    AUDITOR = "AUDITOR", "审计员", "Auditor"
    ADMINISTRATOR = "ADMINISTRATOR", "系统管理员", "Administrator"
