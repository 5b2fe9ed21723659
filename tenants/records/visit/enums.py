"""The enumerations of a visit."""

from tenants.enums import LabelledEnum


class VisitKind(LabelledEnum):
    """How contact was sought: at home or at school it is a visit, by phone or video a call."""

    HOME = "HOME", "入户", "At home"
    SCHOOL = "SCHOOL", "到校", "At school"
    PHONE = "PHONE", "电话", "By phone"
    VIDEO = "VIDEO", "视频", "By video"


class VisitPlace(LabelledEnum):
    """Where a child was visited."""

    HOME = "HOME", "入户", "At home"
    SCHOOL = "SCHOOL", "到校", "At school"


class CallMedium(LabelledEnum):
    """By what a child was called."""

    PHONE = "PHONE", "电话", "By phone"
    VIDEO = "VIDEO", "视频", "By video"


class VisitCapacity(LabelledEnum):
    """In which capacity somebody visited."""

    CARING_MOTHER = "CARING_MOTHER", "爱心妈妈", "Caring Mother"
    CHILD_DIRECTOR = "CHILD_DIRECTOR", "儿童主任", "Child director"
    SOCIAL_WORKER = "SOCIAL_WORKER", "社会工作者", "Social worker"
    STAFF = "STAFF", "妇联干部", "Federation staff"


class NoContact(LabelledEnum):
    """Why the child was neither met nor spoken to."""

    NOBODY_THERE = "NOBODY_THERE", "家中无人", "Nobody was there"
    NOT_ANSWERED = "NOT_ANSWERED", "无人接听", "Nobody answered"
    CHILD_AWAY = "CHILD_AWAY", "儿童外出", "The child was away"
    DECLINED = "DECLINED", "家长婉拒", "The family declined"
    OTHER = "OTHER", "其他", "Other"


class Met(LabelledEnum):
    """Whom a visitor met or spoke to."""

    CHILD_ALONE = "CHILD_ALONE", "儿童（单独交谈）", "The child alone"
    CHILD_WITH_OTHERS = "CHILD_WITH_OTHERS", "儿童（有他人在场）", "The child with others"
    PARENT = "PARENT", "父母", "A parent"
    CARER = "CARER", "实际照料人", "Who cares for the child"
    TEACHER = "TEACHER", "教师", "A teacher"
    NEIGHBOUR = "NEIGHBOUR", "邻居", "A neighbour"


class Observation(LabelledEnum):
    """How something was found to be."""

    GOOD = "GOOD", "良好", "Good"
    FAIR = "FAIR", "一般", "Fair"
    CONCERNING = "CONCERNING", "需关注", "Concerning"
