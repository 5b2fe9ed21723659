"""The enumerations of an incident report."""

from tenants.enums import LabelledEnum


class Situation(LabelledEnum):
    """What was found: the situations of the national opinion on mandatory reporting (2020), article 4."""

    INTIMATE_INJURY = "INTIMATE_INJURY", "隐私部位非正常损伤", "Injury of intimate parts"
    SEXUAL_HARM_UNDER_14 = "SEXUAL_HARM_UNDER_14", "不满十四周岁疑似遭受性侵害、怀孕或流产", "Sexual harm under 14"
    PREGNANCY_FROM_14 = "PREGNANCY_FROM_14", "十四周岁以上疑似因性侵害怀孕或流产", "Pregnancy by sexual harm, from 14"
    VIOLENCE_OR_ABUSE = "VIOLENCE_OR_ABUSE", "疑似遭受家庭暴力、欺凌、虐待或殴打", "Violence, bullying or abuse"
    UNNATURAL_HARM = "UNNATURAL_HARM", "因自杀、自残、中毒等非正常原因伤残或死亡", "Harm or death by unnatural causes"
    ABANDONED_OR_UNATTENDED = "ABANDONED_OR_UNATTENDED", "被遗弃或长期无人照料", "Abandoned, or long unattended"
    MISSING_OR_TRAFFICKED = "MISSING_OR_TRAFFICKED", "来源不明、失踪或被拐卖、收买", "Missing or trafficked"
    BEGGING = "BEGGING", "被组织乞讨", "Made to beg"
    OTHER_DANGER = "OTHER_DANGER", "其他侵害或正面临的危险", "Other harm, or danger"


class Authority(LabelledEnum):
    """To whom an incident is reported."""

    POLICE = "POLICE", "公安机关", "Police"
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", "民政部门", "Civil affairs"
    EDUCATION = "EDUCATION", "教育部门", "Education"
    PROCURATORATE = "PROCURATORATE", "检察机关", "Procuratorate"


class IncidentOutcome(LabelledEnum):
    """What came of an incident."""

    CASE_OPENED = "CASE_OPENED", "已立案", "A case was opened"
    ADMONISHED = "ADMONISHED", "已批评教育或告诫", "Those responsible were admonished"
    MEASURES_TAKEN = "MEASURES_TAKEN", "已采取保护措施", "Measures of protection were taken"
    NOT_ESTABLISHED = "NOT_ESTABLISHED", "经查不成立", "Not established"


class ReporterCapacity(LabelledEnum):
    """In which capacity somebody reports."""

    CARING_MOTHER = "CARING_MOTHER", "爱心妈妈", "Caring Mother"
    CHILD_DIRECTOR = "CHILD_DIRECTOR", "儿童主任", "Child director"
    STAFF = "STAFF", "工作人员", "Staff"
    TEACHER = "TEACHER", "教师", "Teacher"
    MEDICAL = "MEDICAL", "医务人员", "Medical staff"
    RELATIVE = "RELATIVE", "亲属", "Relative"
    NEIGHBOUR = "NEIGHBOUR", "邻居", "Neighbour"
    CHILD = "CHILD", "儿童本人或同伴", "The child, or another child"
    OTHER = "OTHER", "其他", "Other"
