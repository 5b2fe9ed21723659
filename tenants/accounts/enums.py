"""The enumerations of accounts and grants: what happens to an account, where a grant stands, what was administered."""

from tenants.enums import LabelledEnum


class AccountEventKind(LabelledEnum):
    """What happened to an account; after TOKEN_REUSED or WRONG_CODE somebody else may have a token or the password."""

    SIGNED_IN = "SIGNED_IN", "登录", "Signed in"
    NEW_PLACE = "NEW_PLACE", "从新的地点或设备登录", "Signed in from a new place"
    WRONG_PASSWORD = "WRONG_PASSWORD", "密码错误", "Wrong password"  # a word, not a password
    WRONG_CODE = "WRONG_CODE", "密码正确但验证码错误", "Right password, wrong code"
    GUESSES_SLOWED = "GUESSES_SLOWED", "尝试过多，已限速", "Further guesses have to wait"
    SIGNED_OUT = "SIGNED_OUT", "退出登录", "Signed out"
    SESSION_ENDED = "SESSION_ENDED", "本人从其他会话结束", "Ended from another session"
    SESSIONS_REVOKED = "SESSIONS_REVOKED", "运维人员终止全部会话", "All sessions ended by the operator"
    TOKEN_REUSED = "TOKEN_REUSED", "已失效的令牌被再次使用，会话已终止", "Spent token used again; session ended"
    INVITATION_ACCEPTED = "INVITATION_ACCEPTED", "接受邀请，成为账号持有人", "Invitation accepted"
    PASSWORD_CHANGED = "PASSWORD_CHANGED", "修改密码", "Password changed"
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED", "启用两步验证", "Second factor added"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED", "停用两步验证", "Second factor removed"
    SECOND_FACTOR_RESET = "SECOND_FACTOR_RESET", "运维人员重置两步验证", "Second factor reset by the operator"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED", "使用恢复码", "Recovery code used"
    RECOVERY_CODES_RENEWED = "RECOVERY_CODES_RENEWED", "更换恢复码", "Recovery codes renewed"
    ENROLMENT_CODE_GIVEN = "ENROLMENT_CODE_GIVEN", "运维人员发放启用码", "Enrolment code given by the operator"
    ENROLMENT_CODE_USED = "ENROLMENT_CODE_USED", "使用启用码", "Enrolment code used"
    IDENTITY_LINKED = "IDENTITY_LINKED", "关联统一身份", "Identity linked"
    IDENTITY_UNLINKED = "IDENTITY_UNLINKED", "解除统一身份关联", "Identity unlinked"
    IDENTITY_CODE_MISUSED = "IDENTITY_CODE_MISUSED", "登录码被他人使用，已作废", "Sign-in code tried by somebody else"
