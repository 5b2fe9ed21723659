"""The particulars of a child's file: what the registration form asks, and what visitors should know."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import Field, choice, code, flag, text, texts


class IdentityKind(LabelledEnum):
    """By which paper a child is known."""

    IDENTITY_NUMBER = "IDENTITY_NUMBER", "居民身份证（户口簿）", "Identity number"
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE", "出生医学证明", "Birth certificate"
    RESIDENCE_PERMIT = "RESIDENCE_PERMIT", "港澳台居民居住证", "Residence permit"
    PASSPORT = "PASSPORT", "护照", "Passport"
    NONE = "NONE", "无证件", "None"


class Schooling(LabelledEnum):
    """Where a child is at school."""

    NOT_YET = "NOT_YET", "未入园", "Not yet at kindergarten"
    KINDERGARTEN = "KINDERGARTEN", "幼儿园", "Kindergarten"
    PRIMARY = "PRIMARY", "小学", "Primary school"
    JUNIOR = "JUNIOR", "初中", "Junior high school"
    SENIOR = "SENIOR", "高中", "Senior high school"
    VOCATIONAL = "VOCATIONAL", "中职（技校）", "Vocational school"
    SPECIAL = "SPECIAL", "特殊教育学校", "Special school"
    DROPPED_OUT = "DROPPED_OUT", "辍学", "Dropped out"
    NOT_AT_SCHOOL = "NOT_AT_SCHOOL", "不在学", "Not at school"


class HealthKind(LabelledEnum):
    """How a child is."""

    HEALTHY = "HEALTHY", "健康", "Healthy"
    DISABLED = "DISABLED", "残疾", "Disabled"
    ILL = "ILL", "患病", "Ill"


class FileBasis(LabelledEnum):
    """On which ground the file is kept."""

    CONSENT = "CONSENT", "监护人或本人同意", "Consent"
    STATUTORY_DUTY = "STATUTORY_DUTY", "法定职责", "Statutory duty"
    EMERGENCY = "EMERGENCY", "紧急情况", "Emergency"


PARTICULARS: dict[str, Field] = {
    "file_number": text("档案号", 30),
    "former_names": texts("曾用名", 50),
    "ethnicity": text("民族", 20),
    "identity_kind": choice("证件类型", IdentityKind),
    "no_identity_reason": text("无证件原因", 200),
    "household_registered": flag("是否有户籍"),
    "registered_division": code("户籍地区划", description="Anywhere in China."),
    "residence_division": code("居住地区划", description="Anywhere in China."),
    "schooling": choice("就学情况", Schooling),
    "class_name": text("班级", 50),
    "boarding": flag("是否寄宿"),
    "teacher": text("班主任", 50),
    "teacher_phone": text("班主任电话", 30, sensitive=True),
    "health_kind": choice("健康类型", HealthKind),
    "disability": text("残疾类别和等级", 200, sensitive=True),
    "income_sources": texts("家庭收入来源", 50),
    "interests": texts("兴趣爱好", 50),
    "taboos": text("注意事项", 500, sensitive=True, description="What is better not said or done."),
    "child_director": text("儿童主任", 50),
}
BASIS: dict[str, Field] = {
    "basis": choice("建档依据", FileBasis, required=True, default=FileBasis.CONSENT, in_summary=True),
}
# What a file may not hold once its keeping was refused: all but what says which child it is, and why it is counted.
BEYOND_LEAST = (
    *("phone", "address", "school", "health", "parents_whereabouts"),
    *(name for name in PARTICULARS if name not in ("file_number", "identity_kind", "no_identity_reason")),
)
