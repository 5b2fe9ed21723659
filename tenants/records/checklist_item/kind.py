"""What an item of a checklist is: one version of it, in force from one day until another."""

from sqlalchemy import ARRAY, BigInteger, ColumnElement, FromClause, any_, cast, func, select

from tenants.access.scope import Scope
from tenants.kinds.field import choice, choices, day, flag, number, reference, text
from tenants.kinds.kind import Kind
from tenants.records.checklist_item.enums import Act, Cadence, Responsible
from tenants.records.child.enums import ChildCategory, RiskLevel
from tenants.records.protections import CHECKLIST


def is_asked_of_mine(row: FromClause) -> ColumnElement[bool]:
    """It is asked for one of the children whom the current Caring Mother is paired with."""
    lines = cast(select(func.actor_lines()).scalar_subquery(), ARRAY(BigInteger))
    return row.c.tenant_code == any_(lines)


CHECKLIST_ITEM = Kind(
    name="ChecklistItem",
    zh="清单事项",
    noun="checklist item",
    nouns="checklist items",
    description="What is asked to be done for the children of a tenant and of all below it; one version of it.",
    protection=CHECKLIST,
    scopes={Scope.PAIRED: is_asked_of_mine},
    fields={
        "code": text("代码", 50, required=True, filter=True, description="The same in all versions."),
        "name": text("名称", 100, required=True, filter=True),
        "name_en": text("英文名称", 100, required=True),
        "programme": reference(
            "项目品牌", "Programme", "programme_id", hides=True, description="The programme that asks for it."
        ),
        "calendar": choice("频次", Cadence, required=True, filter=True),
        "acts": choices("完成方式", Act, description="An act that is any of these fulfils it; at least one."),
        "categories": choices("儿童类别", ChildCategory, description="Only for such children; all if empty."),
        "risk_levels": choices("风险等级", RiskLevel, description="Only at such a risk; all if empty."),
        "only_paired": flag("仅限已结对", required=True, default=False, description="Only while the child is paired."),
        "age_from": number("年龄下限", 0, 18, required=True, default=0),
        "age_until": number("年龄上限", 1, 19, required=True, default=18, description="The age at which it ends."),
        "notice_days": number(
            *("提前天数", 1, 365),
            required=True,
            default=1,
            description="It is owed if it has applied for so many days up to the day it is due.",
        ),
        "grace_days": number(
            *("宽限天数", 0, 60),
            required=True,
            default=7,
            description="So many days behind its window an act may still be entered before it is missed.",
        ),
        "responsible": choice("责任人", Responsible, required=True, filter=True),
        "from_on": day("生效日期", future=True, required=True, filter=True, order=True),
        "until_on": day("失效日期", after="from_on", future=True, filter=True, in_forms=False),
    },
    descriptions={
        "kept": "What this tenant and those below it ask to be done.",
        "in_reach": "What is asked to be done in your scope, by tenants above it, too.",
    },
)
