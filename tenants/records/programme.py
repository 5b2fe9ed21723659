"""项目、品牌、行动: what a branch runs for years or a season, and those below it take part in."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference, text, texts
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.records.protections import PROGRAMME_WORK


class ProgrammeKind(LabelledEnum):
    """What a programme is."""

    INITIATIVE = "INITIATIVE", "专项行动", "Initiative"
    BRAND = "BRAND", "服务品牌", "Brand"
    CAMPAIGN = "CAMPAIGN", "主题活动", "Campaign"
    SEASON = "SEASON", "寒暑假服务", "Winter or summer break"
    SERVICE = "SERVICE", "服务项目", "Service"


class ProgrammeClosing(LabelledEnum):
    """Why a programme is no longer run."""

    COMPLETED = "COMPLETED", "已完成", "Completed"
    MERGED = "MERGED", "已合并", "Merged"
    ABANDONED = "ABANDONED", "已停办", "Abandoned"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


PROGRAMME = Kind(
    name="Programme",
    zh="项目品牌",
    noun="programme",
    nouns="programmes",
    description="What a branch runs for years or a season, perhaps as part of a programme of a branch above it.",
    protection=PROGRAMME_WORK,
    may_be_late=True,
    fields={
        "name": text("名称", 100, required=True, filter=True, order=True),
        "kind": choice("类型", ProgrammeKind, required=True, filter=True),
        "parent": reference(
            "上级项目",
            "Programme",
            "parent_id",
            hides=True,
            description="The programme that it is part of, of the same tenant or one above it.",
        ),
        "description": text("简介", 4000),
        "services": texts(
            "服务内容",
            100,
            description="What it consists of, in words; a service with targets of its own is a programme, part of it.",
        ),
        "started_on": day("开始日期", future=True, required=True, filter=True, order=True),
        "planned_until": day("计划结束日期", after="started_on", future=True, filter=True, order=True),
        "closed_on": day("结束日期"),
        "closed_reason": choice("结束原因", ProgrammeClosing),
    },
    relations={
        "programmes": Many("Programme", "parent_id", "The programmes that are part of it."),
        "participations": Many("Participation", "programme_id", "The organisations that have a part in it."),
        "measures": Many("Measure", "programme_id", "Its tasks."),
        "activities": Many("Activity", "programme_id", "The activities that are run under it."),
        "targets": Many("Target", "programme_id", "What tenants are to achieve in it."),
        "stories": Many("Story", "programme_id", "The stories that are counted for it."),
        "supports": Many("Support", "programme_id", "What was done for children in it."),
        "wishes": Many("Wish", "programme_id", "The wishes of children that were made for it."),
        "published_wishes": Many("PublishedWish", "programme_id", "The wishes that are published in it."),
        "projects": Many("Project", "programme_id", "The welfare projects that are run under it."),
    },
    closing=Closing(after="started_on", filter=True),
    ordinary=(
        Create("Sets up a programme of the tenant.", "A programme of a tenant."),
        Update(),
        Close("Ends it on a day, with a reason.", "The end of a programme."),
    ),
    descriptions={"in_scope": "The programmes of your scope, and those of the branches above it."},
)
