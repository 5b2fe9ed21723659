"""What is common to all that money is spent on: what for, and who decided."""

from tenants.enums import LabelledEnum


class SpendingPurpose(LabelledEnum):
    """What money is for."""

    HARDSHIP_SUBSIDY = "HARDSHIP_SUBSIDY", "困难补助", "Hardship subsidies"
    EDUCATION = "EDUCATION", "助学", "Education"
    MEDICAL = "MEDICAL", "医疗救助", "Medical aid"
    HOUSING = "HOUSING", "居室改造", "Housing"
    COMPANIONSHIP = "COMPANIONSHIP", "陪伴服务", "Companionship"
    VENUES = "VENUES", "阵地建设", "Venues"
    TRAINING = "TRAINING", "培训", "Training"
    MANAGEMENT = "MANAGEMENT", "管理费用", "Management"
    OTHER = "OTHER", "其他", "Other"


class Decision(LabelledEnum):
    """What was decided on an application."""

    APPROVED = "APPROVED", "同意", "Approved"
    REJECTED = "REJECTED", "不同意", "Rejected"


class SpendingState(LabelledEnum):
    """Where a payment stands."""

    REQUESTED = "REQUESTED", "待审批", "Awaiting approval"
    REJECTED = "REJECTED", "未通过", "Rejected"
    APPROVED = "APPROVED", "已审批", "Approved"
    PAID = "PAID", "已支付", "Paid"
    REVERSED = "REVERSED", "已冲正", "Reversed"
