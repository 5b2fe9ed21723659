"""The enumerations of administration: where a grant stands, what was administered."""

from tenants.enums import LabelledEnum


class GrantState(LabelledEnum):
    """Where a grant stands: one that an administrator gave is confirmed by a director and accepted by its holder."""

    AWAITS_CONFIRMATION = "AWAITS_CONFIRMATION", "待负责人确认", "Awaits a director's confirmation"
    AWAITS_ACCEPTANCE = "AWAITS_ACCEPTANCE", "待本人接受", "Awaits its holder's acceptance"
    PLANNED = "PLANNED", "尚未开始", "Not begun yet"
    LIVE = "LIVE", "有效", "In effect"
    DECLINED = "DECLINED", "负责人未同意", "Declined by a director"
    ENDED = "ENDED", "已结束", "Ended"


class AdministrationAction(LabelledEnum):
    """What was done to a user or a grant."""

    USER_CREATED = "USER_CREATED", "创建账号", "User created"
    USER_INVITED = "USER_INVITED", "邀请账号持有人", "User invited"
    USER_JOINED = "USER_JOINED", "接受邀请", "Invitation accepted"
    USER_CLOSED = "USER_CLOSED", "停用账号", "User closed"
    USER_REOPENED = "USER_REOPENED", "恢复账号", "User reopened"
    GRANT_GIVEN = "GRANT_GIVEN", "授予角色", "Role granted"
    GRANT_CONFIRMED = "GRANT_CONFIRMED", "确认授权", "Grant confirmed"
    GRANT_DECLINED = "GRANT_DECLINED", "不同意授权", "Grant declined"
    GRANT_ACCEPTED = "GRANT_ACCEPTED", "接受授权", "Grant accepted"
    GRANT_REVOKED = "GRANT_REVOKED", "撤销授权", "Grant revoked"


class SuccessionState(LabelledEnum):
    """Where a succession stands that an administrator proposed."""

    PROPOSED = "PROPOSED", "待负责人执行", "Proposed: a director is to carry it out"
    CARRIED_OUT = "CARRIED_OUT", "已执行", "Carried out"
    DECLINED = "DECLINED", "未同意或已撤回", "Declined, or taken back"
