"""The words of what befalls an account."""

from tenants.terms import Term


class AccountEventKind(Term):
    """What befell an account; TOKEN_REUSED and WRONG_CODE tell that somebody else may hold a token or the password."""

    SIGNED_IN = "SIGNED_IN", "登录", "Signed in"
    WRONG_PASSWORD = "WRONG_PASSWORD", "密码错误", "Wrong password"  # a word, not a password
    WRONG_CODE = "WRONG_CODE", "密码正确但验证码错误", "Right password, wrong code"
    SIGNED_OUT = "SIGNED_OUT", "退出登录", "Signed out"
    SESSION_ENDED = "SESSION_ENDED", "会话被本人结束", "Session ended from another one"
    TOKEN_REUSED = "TOKEN_REUSED", "已用令牌再次出现,会话已终止", "A spent token came again; the session was ended"
    PASSWORD_CHANGED = "PASSWORD_CHANGED", "修改密码", "Password changed"
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED", "启用两步验证", "Second factor added"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED", "停用两步验证", "Second factor removed"
    SECOND_FACTOR_RESET = "SECOND_FACTOR_RESET", "两步验证被运维人员重置", "Second factor reset by the operator"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED", "使用恢复码", "Recovery code used"
