"""The enumerations of a Caring Mother's registration."""

from tenants.enums import LabelledEnum


class Recruitment(LabelledEnum):
    """How a Caring Mother was recruited."""

    OFFICIAL = "OFFICIAL", "机关企事业单位党员干部", "Party member or official"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", "妇联执委", "Women's Federation executive committee member"
    RED_BANNER_HOLDER = "RED_BANNER_HOLDER", "三八红旗手", "March 8th Red-Banner Holder"
    WOMENS_PACESETTER = "WOMENS_PACESETTER", "巾帼建功标兵", "Women's Pacesetter"
    MODEL_FAMILY = "MODEL_FAMILY", "最美家庭", "Model family"
    ENTERPRISE = "ENTERPRISE", "爱心企业", "Philanthropic enterprise"
    NONPROFIT = "NONPROFIT", "社会组织", "Nonprofit"
    INDIVIDUAL = "INDIVIDUAL", "爱心人士", "Socially minded individual"


class Sector(LabelledEnum):
    """The sector she works in."""

    GOVERNMENT = "GOVERNMENT", "机关事业单位", "Government institution"
    STATE_OWNED = "STATE_OWNED", "国有企业", "State-owned enterprise"
    EMERGING = "EMERGING", "新兴领域", "Emerging sector"
    OTHER = "OTHER", "其他", "Other"


class ScreeningState(LabelledEnum):
    """Where her screening stands."""

    PENDING = "PENDING", "待审核", "Pending"
    APPROVED = "APPROVED", "已通过", "Approved"
    REJECTED = "REJECTED", "未通过", "Rejected"


class TrainingState(LabelledEnum):
    """Whether a training of hers is valid."""

    TRAINED = "TRAINED", "培训有效", "Trained"
    NOT_TRAINED = "NOT_TRAINED", "未培训或已过期", "Not trained, or no longer"


class ClearanceState(LabelledEnum):
    """Whether an approval of hers holds."""

    CLEARED = "CLEARED", "审核有效", "Cleared"
    NOT_CLEARED = "NOT_CLEARED", "未通过审核或已过期", "Not cleared, or no longer"


class RegistrationClosing(LabelledEnum):
    """Why a registration was closed."""

    WITHDREW = "WITHDREW", "本人退出", "Withdrew"
    MOVED_AWAY = "MOVED_AWAY", "迁离", "Moved away"
    SCREENING_LAPSED = "SCREENING_LAPSED", "审核失效", "Screening lapsed"
    UNSUITABLE = "UNSUITABLE", "不宜继续担任", "Unsuitable"
    DIED = "DIED", "去世", "Died"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"
