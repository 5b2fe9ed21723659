"""What callers are told, in Chinese and English, by code."""

from collections.abc import Mapping
from string import Template

from schema.caller import Language
from schema.problem_texts import PROBLEMS
from tenants.access.roles import RoleName
from tenants.division import TenantLevel
from tenants.errors import CircleError, Code, Problem
from tenants.records.kinds import KINDS
from tenants.records.story.enums import Finding

Message = tuple[str, str]

# What a role may have no right to, by its name in the policy; an administrator's is also what she gives.
RESOURCES: Mapping[str, Message] = {
    "tenant": ("组织", "branches"),
    "statistics": ("统计数据", "statistics"),
    **{kind.single: (kind.zh, kind.nouns) for kind in KINDS},
    "agenda_entry": ("待办事项", "agendas"),
    "village_record": ("一村一册", "village records"),
    "compliance": ("清单完成情况", "compliance"),
    "access_log_entry": ("访问日志", "the access log"),
    "change": ("变更记录", "changes"),
    "user": ("账号", "users"),
    "administration": ("管理记录", "administration"),
    "succession": ("组织承接", "successions"),
    **{role: (role.zh, role.en) for role in RoleName},
}
LABELS: Mapping[str, Mapping[str, Message]] = {
    "role": {role: (role.zh, role.en) for role in RoleName},
    "resource": RESOURCES,
    "level": {level: (level.zh, level.en) for level in TenantLevel},
    "finding": {finding: (finding.zh, finding.en) for finding in Finding},
}

ERRORS: Mapping[str, Message] = {
    Code.UNAUTHENTICATED: (
        "请先登录：令牌缺失、失效或已退出。",
        "Sign in first: the token is missing, has expired or was signed out.",
    ),
    Code.FORBIDDEN: (
        "您的角色（$role）无权对“$resource”进行此操作。",
        "Your role, $role, may not do this with: $resource.",
    ),
    "NO_GRANT": (
        "您没有有效的授权，或指定的授权不属于您。",
        "You have no grant in effect, or the one you named is not yours.",
    ),
    "SECOND_FACTOR_REQUIRED": (
        "您的角色须启用两步验证，启用前不能进行其他操作。",
        "Your role requires a second factor: add one first.",
    ),
    Code.BAD_REQUEST: ("请求不符合接口定义：$reason", "The request does not fit the schema: $reason"),
    Code.HIDDEN_CONDITION: (
        "“$condition”涉及部分记录中您无权查看的内容，结果会不准确；请加上 opened: true，只在您可打开的记录中查找。",
        "`$condition` goes by what is hidden from you in some of these records; add `opened: true` to leave them out.",
    ),
    "OUT_OF_SIGHT": (
        "“$condition”须为您可见的组织。",
        "`$condition` has to be a tenant in your range, or above it.",
    ),
    "NOT_TO_BE_PAIRED": (
        "该儿童不在您的范围内，或尚未建档。",
        "The child is not in your scope, or not on file.",
    ),
    "NOT_TO_BE_MET": (
        "该需求不属于您的组织，或已关闭。",
        "The request is not your own tenant's, or is closed.",
    ),
    "NO_SOLVER": (
        "本服务未安装匹配求解组件，请联系运维人员安装。",
        "Proposals are not installed here: ask the operator to add the extra `matching`.",
    ),
    "BAD_CURSOR": ("游标无效，或属于另一种排序。", "The cursor is invalid, or belongs to another order."),
    "BAD_PAGE_SIZE": ("每页条数须在 1 到 $most 之间。", "A page holds 1 to $most records."),
    "REVERSED_RANGE": ("范围“$range”的起点晚于终点。", "The range `$range` ends before it begins."),
    "KEPT_BY_MONTH": (
        "“$figure”按月统计，不能查询单日。",
        "`$figure` is kept by months: ask for a month or a longer period.",
    ),
    "YET_TO_BEGIN": ("该时段尚未开始。", "The period is yet to begin."),
    "FIRST_AND_LAST": ("first 与 last 不能同时使用。", "Use either first or last, not both."),
    "BODY_NOT_JSON": ("请求体不是有效的 JSON。", "The body is not valid JSON."),
    "ONLY_POST": ("此地址只接受 POST 请求。", "This address takes POST only."),
    "NOT_ACCEPTABLE": (
        "Accept 请求头须含 application/json、application/graphql-response+json 或 text/event-stream。",
        "`Accept` has to name application/json, application/graphql-response+json or text/event-stream.",
    ),
    "UNSUPPORTED_BODY": (
        "请求体须为未压缩的 JSON，Content-Type 须为 application/json，编码须为 UTF-8。",
        "The body has to be JSON in UTF-8, not compressed, with the `Content-Type` application/json.",
    ),
    "BODY_TOO_LARGE": ("请求体过大。", "The body is too large."),
    "BODY_UNFINISHED": ("请求体没有及时到齐。", "The body did not come to its end in time."),
    "BODY_NOT_OBJECT": ("请求体须为一个 JSON 对象。", "The body has to be one JSON object."),
    "QUERY_MISSING": ("缺少字符串类型的 query。", "`query` is missing, or not a string."),
    "DOCUMENT_HASH_WRONG": (
        "extensions.persistedQuery.sha256Hash 与 query 不符。",
        "`extensions.persistedQuery.sha256Hash` is not the hash of `query`.",
    ),
    "DOCUMENT_ID_NOT_STRING": ("documentId 须为字符串。", "`documentId` has to be a string."),
    "QUERY_AND_DOCUMENT_ID": ("query 与 documentId 不能同时使用。", "Use either `query` or `documentId`, not both."),
    "DOCUMENT_ID_MISSING": (
        "此服务只执行预先登记的操作，请以 documentId 指明。",
        "Only known operations are answered here: send a `documentId`.",
    ),
    Code.UNKNOWN_DOCUMENT: (
        "未登记的 documentId：此操作不在清单中。",
        "No operation has this `documentId`.",
    ),
    Code.PERSISTED_QUERY_NOT_FOUND: (
        "未登记的 sha256Hash：此操作不在清单中。",
        "No operation has this `sha256Hash`.",
    ),
    "DOCUMENT_VERSION_UNKNOWN": (
        "extensions.persistedQuery.version 须为 1。",
        "`extensions.persistedQuery.version` has to be 1.",
    ),
    "VARIABLES_NOT_OBJECT": ("variables 须为 JSON 对象。", "`variables` has to be a JSON object."),
    "OPERATION_NAME_NOT_STRING": ("operationName 须为字符串。", "`operationName` has to be a string."),
    "EXTENSIONS_NOT_OBJECT": ("extensions 须为 JSON 对象。", "`extensions` has to be a JSON object."),
    "SUBSCRIPTION": (
        "订阅须通过 WebSocket（graphql-transport-ws）或 text/event-stream。",
        "A subscription needs a WebSocket (graphql-transport-ws) or text/event-stream.",
    ),
    "openOperations": (
        "同时进行的操作或订阅过多，请先结束一些。",
        "Too many operations are open: complete some of them first.",
    ),
    "NUL": ("文本中不能包含空字符。", "A text cannot contain the character U+0000."),
    "NOT_UNICODE": ("文本不是有效的 Unicode。", "A text is not valid Unicode."),
    Code.TOO_MANY: ("请求过多，请在 $retry_after 秒后重试。", "Too many requests; try again in $retry_after seconds."),
    "TOO_MANY_ATTEMPTS": (
        "尝试次数过多，请在 $retry_after 秒后重试。",
        "Too many attempts; try again in $retry_after seconds.",
    ),
    "TOO_MANY_NUMBERS": (
        "24小时内已多次提示号码在档，请在 $retry_after 秒后再登记身份证件号码。",
        "You were told too often in a day that a number is on file; give numbers again in $retry_after seconds.",
    ),
    "TOO_MANY_OPEN": ("打开的连接过多，请稍后重试。", "Too many connections are open; try again in a moment."),
    "BUSY": ("当前登录人数过多，请稍后重试。", "Too many people are signing in at the moment; try again in a second."),
    Code.LIMIT_EXCEEDED: (
        "请求超出上限：$limit 最多 $most。",
        "The request exceeds a limit: $limit may be at most $most.",
    ),
    "SATURATED": ("该数值过大，实际不小于 $most。", "This figure is too large to be shown: it is at least $most."),
    "NO_INTROSPECTION": ("此服务不开放接口结构查询。", "Introspection is not available here."),
    Code.UNAVAILABLE: ("数据库暂时不可用，请稍后重试。", "The database is not available; try again in a moment."),
    "BEING_UPGRADED": ("系统正在升级，请稍后重试。", "The system is being upgraded; try again in a moment."),
    "READ_ONLY": ("数据库正在切换，请稍后重试。", "The database is changing over; try again in a moment."),
    "OVERLOADED": (
        "当前请求过多，请稍后重试。",
        "There are too many requests just now; try again in a moment.",
    ),
    "TIMEOUT": ("处理超时，已中止，请稍后重试。", "This took too long and was stopped; try again in a moment."),
    "PROVIDER_UNAVAILABLE": (
        "统一身份认证暂时不可用，请稍后重试，或使用密码登录。",
        "The identity provider is not available: try again in a moment, or sign in with your password.",
    ),
    "SIGN_IN_REFUSED": (
        "登录未成功：请从登录页重新开始。",
        "Signing in failed: start again from the sign-in page.",
    ),
    "BAD_CHALLENGE": (
        "challenge 须为 verifier 的 SHA-256（base64url，43 个字符）。",
        "`challenge` has to be the SHA-256 of the verifier, 43 characters of base64url.",
    ),
    "BAD_RETURN": ("return 不在允许的地址之列。", "`return` is not one of the allowed addresses."),
    Code.INTERNAL: (
        "系统内部错误，已记录。请求号 $request_id",
        "An internal error occurred and was recorded. Request $request_id",
    ),
}


def fill_template(words: Message, language: Language, details: Mapping[str, object]) -> str:
    named = {
        name: in_language(words_of[str(details[name])], language)
        for name, words_of in LABELS.items()
        if name in details
    }
    return Template(in_language(words, language)).safe_substitute(details, **named)


def in_language(words: Message, language: Language) -> str:
    zh, en = words
    return zh if language is Language.ZH else en


def error_text(error: CircleError, language: Language) -> str:
    return fill_template(
        ERRORS.get(error.reason, ERRORS[error.code]), language, {"reason": error.reason, **error.details}
    )


def problem_text(problem: Problem, language: Language) -> str:
    return fill_template(PROBLEMS[problem.code], language, problem.details)
