"""What a person is told of each problem that she can correct, in Chinese and English."""

from collections.abc import Mapping

from tenants.errors import ProblemCode

PROBLEMS: Mapping[ProblemCode, tuple[str, str]] = {
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
    ProblemCode.IDENTIFIES: (
        "文中有可识别个人的内容（$finding），请改写。",
        "The text holds $finding, by which somebody could be recognized: word it otherwise.",
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
    ProblemCode.FIGURES_APART: (
        "同一人不能既持有上级的统计类角色（较小的数字不予显示），又持有其下级的业务角色（可见准确数字）。",
        "Nobody may see figures exactly below a tenant where another of her roles has the small ones hidden.",
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
        "该号码已在另一份档案中。如系儿童身份证件，可用 askKeeper 询问建档单位。",
        "Another file has this number. If it is a child's identity number, you can ask its keeper: askKeeper.",
    ),
    ProblemCode.LIKELY_ON_FILE: (
        "已有疑似同一儿童的档案，请核对；如确非同一儿童，请在 differsFrom 中列明这些档案后重新提交。",
        "These files may be the same child's. If they are not, send this again and name them in differsFrom.",
    ),
    ProblemCode.KEPT_APART: (
        "两份档案须由同一单位保管，请先办理转档。",
        "Both files have to be kept by one branch: hand one of them over first.",
    ),
    ProblemCode.NOT_TOLD: (
        "只有在系统提示该号码已在另一份档案中之后的24小时内，才能询问建档单位。",
        "The keeper can be asked within 24 hours after you were told that the number is on file.",
    ),
    ProblemCode.SUSPENDED: ("该爱心妈妈已被暂停。", "She is suspended."),
    ProblemCode.STEPS_MISSING: (
        "尚有必经的审核步骤未通过或已过期。",
        "Required steps before this are not passed, or have lapsed.",
    ),
    ProblemCode.TWO_PEOPLE: ("面谈须由两人进行。", "An interview needs two people."),
    ProblemCode.NOT_MEASURED: (
        "项目指标尚缺终期数据。",
        "An indicator of the project has no final value yet.",
    ),
    ProblemCode.NOT_OFFERED: (
        "该供给不是此类服务，或不面向该地区。",
        "What is offered is another service, or is not for this branch.",
    ),
    ProblemCode.NO_SERVICE: (
        "该时段没有她的服务记录，不能开具证明。",
        "There is no service of hers on record in this period.",
    ),
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
    ProblemCode.NOT_CONSENTED: (
        "须先取得监护人或儿童本人对此事项的同意。",
        "This needs a consent to it, by the guardian or by the child itself.",
    ),
    ProblemCode.NOT_APPROVED: ("须先审核通过。", "It has to be approved first."),
    ProblemCode.NOT_COVERED: (
        "账户余额不足，或当日余额尚不足以支付。",
        "The account does not hold this much, or did not yet on that day.",
    ),
    ProblemCode.NOT_EMPTY: (
        "账户尚有余额，须先使用完毕。",
        "Something is left in the account.",
    ),
    ProblemCode.RESTRICTED: ("该款项限定了其他用途。", "This money may be spent on something else only."),
    ProblemCode.SUBSIDISED_ELSEWHERE: (
        "该儿童同一时期已有同类补助，请核对是否重复。",
        "The child has a subsidy of this kind for these days from elsewhere: check whether both are meant.",
    ),
    ProblemCode.NOT_HELD: ("活动尚未登记举办。", "The activity is not recorded as held."),
    ProblemCode.NO_PLACES: ("名额已满。", "All places are taken."),
    ProblemCode.FEWER_SERVED: (
        "参加的在档儿童人数超过活动登记的服务儿童数，请先核对更正。",
        "More children on file than the activity says it served: correct one of the two first.",
    ),
    ProblemCode.UNCLEAR_SUCCESSOR: (
        "以下组织的在办事项应由谁承接尚不明确：$tenants。",
        "Of these it is not clear who takes over: $tenants.",
    ),
}
