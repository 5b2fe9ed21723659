"""公益项目: a welfare project and its fund."""

from sqlalchemy.dialects.postgresql import JSONB

from tenants.access.scope import Scope
from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, derived, internal, money, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.records.fund import balance
from tenants.records.protections import ACTING_ORGANIZATION, PARTNERED_WORK, is_within_range


class ProjectState(LabelledEnum):
    """Where a project stands."""

    PLANNED = "PLANNED", "筹备中", "Planned"
    RUNNING = "RUNNING", "实施中", "Running"
    ENDED = "ENDED", "已结束", "Ended"


class ProjectEnding(LabelledEnum):
    """Why a project ended."""

    COMPLETED = "COMPLETED", "已完成", "Completed"
    CANCELLED = "CANCELLED", "已取消", "Cancelled"
    MERGED = "MERGED", "已合并", "Merged"


PROJECT = Kind(
    name="Project",
    zh="公益项目",
    noun="project",
    nouns="projects",
    description="A welfare project and its fund.",
    protection=PARTNERED_WORK,
    scopes={Scope.SELF: lambda row: is_within_range(row) & (row.c.partner_id == ACTING_ORGANIZATION)},
    fields={
        "name": text("名称", 100, required=True, filter=True, order=True),
        "programme": reference(
            "项目品牌", "Programme", "programme_id", hides=True, description="The programme that it is run under."
        ),
        "partner": reference(
            "合作单位",
            "Organization",
            "partner_id",
            hides=True,
            description="The organisation that carries it out with the branch, and sees it.",
        ),
        "funder": reference(
            "资助单位", "Organization", "funder_id", hides=True, description="The organisation that pays for it."
        ),
        "description": text("简介", 4000),
        "beneficiaries": text("受益对象", 500, description="Whom it is for, and how many of them."),
        "criteria": text("遴选标准", 1000, description="By what those whom it helps are chosen."),
        "responsible_person": text("负责人", 50),
        "budget": money("预算", filter=True, order=True),
        "fund": balance("资金余额", "What its own account holds: what was given to no fund, less payments."),
        "state": derived("状态", ProjectState, filter=True),
        "started_on": day("启动日期", filter=True, order=True, hint="Planned only if left out."),
        "ended_on": day("结束日期", filter=True, order=True),
        "ended_reason": choice("结束原因", ProjectEnding),
        "handed_over": internal(JSONB()),
    },
    relations={
        "steps": Many("ProjectStep", "project_id", "The steps that it has gone through, and what was decided on them."),
        "indicators": Many("ProjectIndicator", "project_id", "What it is to change, and what was measured of it."),
        "budget_lines": Many("BudgetLine", "project_id", "What it may spend on each purpose."),
        "budget_changes": Many("BudgetChange", "project_id", "What of its money was to be spent on something else."),
        "remainder_transfers": Many("RemainderTransfer", "project_id", "Where what is left of it goes."),
        "remainders_received": Many("RemainderTransfer", "to_project_id", "What was left of others, and comes to it."),
        "milestones": Many("Milestone", "project_id", "What is due in it."),
        "donations": Many("Donation", "project_id", "The fund's ledger."),
        "disbursements": Many("Disbursement", "project_id", "What organisations were paid for it."),
        "deliveries": Many("Delivery", "project_id", "The help that it delivered."),
    },
    closing=Closing("ended_on", "ended_reason", after="started_on"),
    ordinary=(
        Create("Sets up a project of the tenant; it runs from the day it started.", "A project of a tenant."),
        Update(),
        Close("Ends it on a day, with a reason.", "The end of a project.", prefix="end"),
    ),
    indicators=(
        Indicator(
            "projects",
            IndicatorType.STOCK,
            "在施项目",
            "Projects running",
            "projects running",
            by_record=(RecordBreakdown("projects_by_programme", "programme"),),
        ),
    ),
)
