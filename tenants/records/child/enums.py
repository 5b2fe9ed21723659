"""The enumerations of a child's file."""

from tenants.enums import LabelledEnum, make_enum


class Sex(LabelledEnum):
    """Sex."""

    FEMALE = "FEMALE", "女", "Female"
    MALE = "MALE", "男", "Male"


class ChildCategory(LabelledEnum):
    """Why a child is in need."""

    LEFT_BEHIND = "LEFT_BEHIND", "留守", "Left behind"
    MIGRANT = "MIGRANT", "流动", "Migrant"
    ORPHAN = "ORPHAN", "孤儿", "Orphan"
    DE_FACTO_UNATTENDED = "DE_FACTO_UNATTENDED", "事实无人抚养", "De facto unattended"
    HARDSHIP = "HARDSHIP", "困难家庭", "Family in hardship"
    ILLNESS_OR_DISABILITY = "ILLNESS_OR_DISABILITY", "重病重残", "Serious illness or disability"
    HARMED_OR_NEGLECTED = "HARMED_OR_NEGLECTED", "受侵害或监护缺失", "Harmed or neglected"
    STATE_GUARDIANSHIP = "STATE_GUARDIANSHIP", "国家监护", "In the guardianship of the state"
    OTHER = "OTHER", "其他困境", "Other difficulty"


# Of several categories the main one, for figures that add up: what weighs most for the child comes first.
MAIN_FIRST = (
    *(ChildCategory.ORPHAN, ChildCategory.DE_FACTO_UNATTENDED, ChildCategory.STATE_GUARDIANSHIP),
    *(ChildCategory.HARMED_OR_NEGLECTED, ChildCategory.ILLNESS_OR_DISABILITY, ChildCategory.HARDSHIP),
    *(ChildCategory.LEFT_BEHIND, ChildCategory.MIGRANT, ChildCategory.OTHER),
)
MainCategory = make_enum(
    "MainCategory",
    "The category that a child counts by: the first in order of those in force, or none.",
    [*((one.value, one.zh, one.en) for one in ChildCategory), ("NONE", "无类别", "None")],
)


class CategorySource(LabelledEnum):
    """Who established the category."""

    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", "民政", "Civil affairs"
    FEDERATION = "FEDERATION", "妇联", "Women's Federation"


class RiskLevel(LabelledEnum):
    """How much is at stake for the child."""

    GREEN = "GREEN", "绿色（正常）", "Green: no concern"
    BLUE = "BLUE", "蓝色（关注）", "Blue: to be watched"
    YELLOW = "YELLOW", "黄色（较高）", "Yellow: raised"
    RED = "RED", "红色（高）", "Red: high"


RiskBand = make_enum(
    "RiskBand",
    "The level of risk that a child counts by, or that nobody has assessed it.",
    [*((one.value, one.zh, one.en) for one in RiskLevel), ("NONE", "未评估", "Not assessed")],
)


class ChildState(LabelledEnum):
    """Where the child's file stands."""

    IDENTIFIED = "IDENTIFIED", "已识别", "Identified"
    ON_FILE = "ON_FILE", "在档", "On file"
    CLOSED = "CLOSED", "已结案", "Closed"


class FileClosing(LabelledEnum):
    """Why a file was closed."""

    TURNED_18 = "TURNED_18", "年满十八周岁", "Turned 18"
    MOVED_OUT = "MOVED_OUT", "迁出", "Moved out"
    NO_CATEGORY = "NO_CATEGORY", "不再属于任何类别", "Of no category any more"
    CIRCUMSTANCES_IMPROVED = "CIRCUMSTANCES_IMPROVED", "境况改善", "Circumstances improved"
    TRANSFERRED = "TRANSFERRED", "已转出", "Transferred"
    DIED = "DIED", "死亡", "Died"
    MERGED = "MERGED", "并入同一儿童的另一份档案", "Merged into the child's other file"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


class AgeBand(LabelledEnum):
    """A band of ages, in years."""

    UNDER_6 = "UNDER_6", "6岁以下", "Under 6"
    FROM_6_TO_11 = "FROM_6_TO_11", "6至11岁", "6 to 11"
    FROM_12_TO_15 = "FROM_12_TO_15", "12至15岁", "12 to 15"
    FROM_16_TO_17 = "FROM_16_TO_17", "16至17岁", "16 to 17"
    ADULT = "ADULT", "18岁及以上", "18 and over"


KnownAgeBand = make_enum(
    "KnownAgeBand",
    "The band of ages that a child counts by, or that its day of birth is known no more: the file was erased.",
    [*((one.value, one.zh, one.en) for one in AgeBand), ("UNKNOWN", "未知", "Unknown")],
)
