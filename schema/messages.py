"""What callers are told, in Chinese and English, by code."""

from collections.abc import Mapping
from string import Template

from schema.caller import Language
from tenants.access.roles import RoleName
from tenants.division import TenantLevel
from tenants.errors import CircleError, Code, Problem, ProblemCode
from tenants.records.kinds import KINDS

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
    **{role: (role.zh, role.en) for role in RoleName},
}
LABELS: Mapping[str, Mapping[str, Message]] = {
    "role": {role: (role.zh, role.en) for role in RoleName},
    "resource": RESOURCES,
    "level": {level: (level.zh, level.en) for level in TenantLevel},
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
    "TOO_MANY_OPEN": ("打开的连接过多，请稍后重试。", "Too many connections are open; try again in a moment."),
    "BUSY": ("当前登录人数过多，请稍后重试。", "Too many people are signing in at the moment; try again in a second."),
    Code.LIMIT_EXCEEDED: (
        "请求超出上限：$limit 最多 $most。",
        "The request exceeds a limit: $limit may be at most $most.",
    ),
    "SATURATED": ("该数值过大，实际不小于 $most。", "This figure is too large to be shown: it is at least $most."),
    "NO_INTROSPECTION": ("此服务不开放接口结构查询。", "Introspection is not available here."),
    Code.UNAVAILABLE: ("数据库暂时不可用，请稍后重试。", "The database is not available; try again in a moment."),
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

PROBLEMS: Mapping[ProblemCode, Message] = {
    ProblemCode.REQUIRED: ("必填。", "This is required."),
    ProblemCode.TOO_SHORT: ("至少 $least 个字符。", "At least $least characters."),
    ProblemCode.TOO_LONG: ("最多 $most 个字符。", "At most $most characters."),
    ProblemCode.TOO_SMALL: ("不能小于 $least。", "At least $least."),
    ProblemCode.TOO_LARGE: ("不能大于 $most。", "At most $most."),
    ProblemCode.MALFORMED: ("格式不正确。", "The format is not right."),
    ProblemCode.TOO_EARLY: ("不能早于 $least。", "Not before $least."),
    ProblemCode.TOO_LATE: ("不能晚于 $most。", "Not after $most."),
    ProblemCode.IN_THE_FUTURE: ("日期不能晚于今天。", "The date is in the future."),
    ProblemCode.OUT_OF_ORDER: ("日期先后顺序不正确。", "The dates are out of order."),
    ProblemCode.NOT_AHEAD: ("日期须在今天之后。", "The day has to be after today."),
    ProblemCode.NOT_FOUND: ("未找到。", "Not found."),
    ProblemCode.CONFLICT: (
        "记录已被他人修改，当前版本为 $version，请刷新后重试。",
        "Somebody else has changed the record: it is now at version $version. Reload it and try again.",
    ),
    ProblemCode.ALREADY_EXISTS: ("已存在。", "This already exists."),
    ProblemCode.ALREADY_PAIRED: ("该儿童与该爱心妈妈已在结对中。", "They are already paired."),
    ProblemCode.ALREADY_DONE: ("此事项已办理。", "This has already been done."),
    ProblemCode.STILL_PAIRED: (
        "该爱心妈妈仍有未结束的结对，请先由儿童所在地结束结对。",
        "She has open pairings: the branches that keep the children have to end them first.",
    ),
    ProblemCode.NOT_SCREENED: ("该爱心妈妈未通过审核，或审核已过期。", "Her screening is not approved, or has lapsed."),
    ProblemCode.NO_CAPACITY: ("该爱心妈妈的结对名额已满。", "She cannot be paired with more children."),
    ProblemCode.SERVES_ELSEWHERE: (
        "该爱心妈妈的服务区域不包括儿童所在地。",
        "Her service area does not include the child's branch.",
    ),
    ProblemCode.CLOSED: ("该档案已关闭。", "The file is closed."),
    ProblemCode.NOT_ON_FILE: ("该儿童尚未建档。", "The child is not on file."),
    ProblemCode.LEAD_TAKEN: (
        "该儿童在此期间已有主要结对的爱心妈妈。",
        "On some of these days the child has a lead already.",
    ),
    ProblemCode.TERM_TOO_SHORT: ("结对协议期限不得少于一年。", "The agreement has to be for at least a year."),
    ProblemCode.NAMES_CHILD: (
        "发布内容不能出现儿童的姓名或学校。",
        "What is published may hold neither the child's name nor the school's.",
    ),
    ProblemCode.IN_USE: (
        "另有记录以此为依据，请先更正该记录。",
        "Another record rests on this one: correct that first.",
    ),
    ProblemCode.WRONG_CREDENTIALS: ("用户名、密码或令牌不正确。", "The name, the password or the token is wrong."),
    ProblemCode.WRONG_CODE: (
        "验证码或邀请不正确、已使用或已过期。",
        "The code or invitation is wrong, used or expired.",
    ),
    ProblemCode.NOT_LINKED: (
        "该身份尚未关联账号：请凭邀请加入，或先用密码登录后关联。",
        "This identity is not linked to an account: use your invitation, or sign in with your password and link it.",
    ),
    ProblemCode.WRONG_LEVEL: (
        "该角色只能在以下层级或更低层级授予：$level。",
        "This role can only be granted at this level or below: $level.",
    ),
    ProblemCode.DUTIES_APART: (
        "同一人在同一范围内不能兼任管理、审计和业务工作。",
        "Nobody may hold administration, audit and casework roles in the same area.",
    ),
    ProblemCode.NOT_YOURS_TO_MANAGE: (
        "这是您本人的账号，或其持有您无权授予的角色。",
        "This is your own account, or it holds a role that you may not give.",
    ),
    ProblemCode.ALREADY_JOINED: (
        "该账号已有持有人，不能再邀请。",
        "The account already has a holder and cannot be invited again.",
    ),
    ProblemCode.EASILY_GUESSED: (
        "密码过于常见，或包含用户名。",
        "This password is too common, or contains the user's name.",
    ),
    ProblemCode.UNCHANGED: ("新密码不能与原密码相同。", "The new password is the same as the old one."),
    ProblemCode.BIRTH_DATE_DIFFERS: (
        "身份证件号码中的出生日期与档案不一致，请核对。",
        "The identity number says another date of birth than the file: check both.",
    ),
    ProblemCode.SEX_DIFFERS: (
        "身份证件号码中的性别与档案不一致，请核对。",
        "The identity number says another sex than the file: check both.",
    ),
    ProblemCode.ALREADY_ON_FILE: (
        "该身份证件号码已在另一份档案中，请核对是否重复登记。",
        "Another file has this identity number: check whether this is the same person.",
    ),
    ProblemCode.SUSPENDED: ("该爱心妈妈已被暂停。", "She is suspended."),
    ProblemCode.STEPS_MISSING: (
        "尚有必经的审核步骤未通过或已过期。",
        "Required steps before this are not passed, or have lapsed.",
    ),
    ProblemCode.TWO_PEOPLE: ("面谈须由两人进行。", "An interview needs two people."),
    ProblemCode.NOT_BORNE_OUT: (
        "父母双方的情况尚不足以认定，请先登记父母情况；民政已认定的，请将认定部门选为民政。",
        "The parents' circumstances do not bear this out: record them first, unless civil affairs has found so.",
    ),
    ProblemCode.NOT_LEGAL_GUARDIAN: (
        "只有法定监护人可以作此决定；代为照看的亲属签字只能作为知悉。",
        "Only a legal guardian may decide this; a relative who cares for the child can only take note.",
    ),
    ProblemCode.CHILDS_OWN_DECISION: (
        "该儿童已满十四周岁，须由本人决定。",
        "The child is 14 or older and decides for itself.",
    ),
    ProblemCode.UNFIT: (
        "依法不得将未成年人委托给有此情形的人照护。",
        "By law, nobody of whom this is not established may be entrusted with a child.",
    ),
    ProblemCode.KEEPING_REFUSED: (
        "监护人或本人不同意建档，只保留最少信息，不能登记此项。",
        "Keeping the file was refused: it holds the least data, and this is not part of it.",
    ),
    ProblemCode.SAME_PERSON: (
        "审核人不能是录入或修改审核内容的人。",
        "Whoever entered what is to be approved, or changed it since, may not approve it.",
    ),
    ProblemCode.NOT_APPROVED: ("须先审核通过。", "It has to be approved first."),
    ProblemCode.NOT_COVERED: ("账户余额不足。", "The account does not hold this much."),
    ProblemCode.NOT_EMPTY: (
        "账户尚有余额，须先使用完毕。",
        "Something is left in the account.",
    ),
    ProblemCode.RESTRICTED: ("该基金限定了其他用途。", "This fund may be spent on something else only."),
    ProblemCode.SUBSIDISED_ELSEWHERE: (
        "该儿童同一时期已有同类补助，请核对是否重复。",
        "The child has a subsidy of this kind for these days from elsewhere: check whether both are meant.",
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
