"""The enumerations of an item of a checklist."""

from tenants.enums import LabelledEnum


class Cadence(LabelledEnum):
    """How often something is owed, or when."""

    WEEK = "WEEK", "每周", "Each week"
    HALF_MONTH = "HALF_MONTH", "每半月", "Each half of a month"
    MONTH = "MONTH", "每月", "Each month"
    QUARTER = "QUARTER", "每季度", "Each quarter"
    HALF_YEAR = "HALF_YEAR", "每半年", "Each half-year"
    YEAR = "YEAR", "每年", "Each year"
    TERM = "TERM", "每学期", "Each school term"
    MARCH_AND_SEPTEMBER = "MARCH_AND_SEPTEMBER", "每年三月、九月", "Each March and September"
    SEPTEMBER = "SEPTEMBER", "每年九月", "Each September"
    SPRING_FESTIVAL = "SPRING_FESTIVAL", "春节前后七天", "Within seven days of the Spring Festival"
    CHILDRENS_DAY = "CHILDRENS_DAY", "六一前后七天", "Within seven days of Children's Day"
    BIRTHDAY = "BIRTHDAY", "生日前后七天", "Within seven days of the birthday"
    ON_FILE = "ON_FILE", "建档后五个工作日内", "Once, within five working days of coming on file"
    BEFORE_14 = "BEFORE_14", "年满十四周岁前三十天内", "Once, in the thirty days before turning 14"
    BEFORE_16 = "BEFORE_16", "年满十六周岁前三十天内", "Once, in the thirty days before turning 16"
    BEFORE_18 = "BEFORE_18", "年满十八周岁前三十天内", "Once, in the thirty days before turning 18"


class Act(LabelledEnum):
    """What fulfils an item: an act on record that is any of these."""

    CONTACT = "CONTACT", "走访或联系", "Any contact"
    CALL = "CALL", "电话、视频联系", "A call"
    VISIT = "VISIT", "见面走访", "A visit"
    HOME_VISIT = "HOME_VISIT", "入户走访", "A visit at home"
    SCHOOL_VISIT = "SCHOOL_VISIT", "到校走访", "A visit at school"
    BRANCH_CONTACT = "BRANCH_CONTACT", "基层组织走访或联系", "Any contact by the branch"
    BRANCH_CALL = "BRANCH_CALL", "基层组织电话、视频联系", "A call by the branch"
    BRANCH_VISIT = "BRANCH_VISIT", "基层组织见面走访", "A visit by the branch"
    BRANCH_HOME_VISIT = "BRANCH_HOME_VISIT", "基层组织入户走访", "A visit at home by the branch"
    BRANCH_SCHOOL_VISIT = "BRANCH_SCHOOL_VISIT", "基层组织到校走访", "A visit at school by the branch"
    SUPPORT = "SUPPORT", "帮扶", "A support"
    WISH = "WISH", "实现微心愿", "A wish fulfilled"
    ASSESSMENT = "ASSESSMENT", "风险评估", "An assessment"


class Responsible(LabelledEnum):
    """Who has to do it."""

    CARING_MOTHER = "CARING_MOTHER", "爱心妈妈", "The Caring Mother"
    BRANCH = "BRANCH", "基层组织", "The branch"
