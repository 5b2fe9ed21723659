"""What a screening is: applied for, looked into step by step, decided by somebody who had no part in it."""

from sqlalchemy import ARRAY, ColumnElement, FromClause, Text, case, cast, func, literal_column

from tenants.access.scope import Scope
from tenants.database.actor_sql import CARING_MOTHER
from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, computed, day, reference, text
from tenants.kinds.kind import Approval, Kind, Many
from tenants.reading.json import literal
from tenants.reading.record import Subject
from tenants.records.clearance.kind import ClearanceStepKind
from tenants.records.protections import SCREENING_FILE


class ScreeningStage(LabelledEnum):
    """Where an application stands."""

    APPLIED = "APPLIED", "审核中", "Applied for"
    APPROVED = "APPROVED", "已通过", "Approved"
    REJECTED = "REJECTED", "未通过", "Rejected"
    WITHDRAWN = "WITHDRAWN", "已撤回", "Withdrawn"


def find_missing_steps(row: FromClause) -> ColumnElement[list[str]]:
    applied = row.c.state == literal(ScreeningStage.APPLIED)
    missing = func.missing_steps(row.c.caring_mother_id, type_=ARRAY(Text))
    return case((applied, missing), else_=cast(literal_column("'{}'"), ARRAY(Text)))


SCREENING = Kind(
    name="Screening",
    zh="审核申请",
    noun="screening",
    nouns="screenings",
    description="One application of a Caring Mother to be screened. The one decided last says whether she is approved.",
    protection=SCREENING_FILE,
    about=Subject("CARING_MOTHER", "caring_mother_id"),
    scopes={Scope.SELF: lambda row: row.c.caring_mother_id == CARING_MOTHER},
    under="caring_mother",
    fields={
        "caring_mother": reference(
            "爱心妈妈", "CaringMother", "caring_mother_id", required=True, tied=True, description="Who is screened."
        ),
        "applied_on": day("申请日期", required=True, in_summary=True, filter=True, order=True),
        "statement": text("申请陈述", 2000, sensitive=True, description="Why she applies, in her own words."),
        "recommended_by": text("推荐单位", 100, description="The unit that recommends her."),
        "state": choice("审核结果", ScreeningStage, required=True, in_summary=True, filter=True, in_forms=False),
        "decided_on": day("办结日期", in_summary=True, in_forms=False, description="When it was decided or withdrawn."),
        "approved_until": day(
            "有效期至",
            future=True,
            in_summary=True,
            filter=True,
            in_forms=False,
            hint="Not beyond the first required step that lapses.",
            description="An approval is valid until this day.",
        ),
        "opinion": text("审核意见", 1000, sensitive=True, in_forms=False),
        "lapsed_on": day(
            "失效日期",
            in_summary=True,
            in_forms=False,
            description="When the decision stopped to hold before its time: it was revoked, or who she is was changed.",
        ),
        "lapsed_reason": text(
            "撤销原因", 500, in_forms=False, description="Why it was revoked; empty where her registration was changed."
        ),
        "missing_steps": computed(
            "待办步骤",
            list[ClearanceStepKind],
            find_missing_steps,
            required=True,
            in_summary=True,
            description="The required steps that are not passed, or lapsed, in their order; none of what was decided.",
        ),
    },
    relations={"clearance_steps": Many("ClearanceStep", "screening_id", "What was looked into for it.")},
    # What is applied for is never changed: it is withdrawn, and applied for anew.
    approval=Approval(
        "state",
        content=(),
        pending=ScreeningStage.APPLIED,
        approved=ScreeningStage.APPROVED,
        rejected=ScreeningStage.REJECTED,
        terms=("decided_on", "approved_until", "opinion"),
    ),
)
