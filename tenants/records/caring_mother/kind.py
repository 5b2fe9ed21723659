"""What a registration is: in summary for whoever keeps children in her service area, in full on her register."""

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Date, FromClause, any_, case, func, not_, or_
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE, JSONB

from tenants.access.scope import Scope
from tenants.audit.exposed import names_record
from tenants.database.actor_sql import CARING_MOTHER as ACTING
from tenants.database.actor_sql import HIGH, LINE, LOW
from tenants.division import DivisionCode
from tenants.errors import ProblemCode
from tenants.kinds.field import (
    choice,
    computed,
    day,
    identity_number,
    internal,
    number,
    person_name,
    phone,
    reference,
    text,
    texts,
    volunteer_number,
)
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType
from tenants.kinds.kind import Approval, Closing, Criterion, Kind, Many
from tenants.kinds.ordinary import Close
from tenants.reading.exposures import age_band, mask_name
from tenants.reading.json import number as whole
from tenants.reading.record import Filter, Subject
from tenants.reading.visibility import VisibleTenant
from tenants.records.caring_mother.enums import (
    ClearanceState,
    Recruitment,
    RegistrationClosing,
    ScreeningState,
    Sector,
    TrainingState,
)
from tenants.records.child.enums import AgeBand
from tenants.records.protections import REGISTER
from tenants.writing.standing import Standing


def serves_range(row: FromClause) -> ColumnElement[bool]:
    """Her service area meets the grant's range: it lies within it, or above it."""
    return or_((row.c.service_code >= LOW) & (row.c.service_code < HIGH), row.c.service_code == LINE)


def serves_any(row: FromClause, line: ColumnElement[Any]) -> ColumnElement[bool]:
    """Her service area is one of the line, all of which is in sight."""
    return row.c.service_code == any_(line)


def trained_until(row: FromClause) -> ColumnElement[Any]:
    return case((row.c.trained_on.op("@>", is_comparison=True)(func.today()), func.upper(row.c.trained_on) - whole(1)))


def is_tied(row: FromClause) -> ColumnElement[bool]:
    """A pairing that is seen names her."""
    return func.actor_pairs(row.c.id, type_=Boolean)


CARING_MOTHER = Kind(
    name="CaringMother",
    zh="爱心妈妈",
    noun="Caring Mother",
    nouns="Caring Mothers",
    description="A volunteer on a branch's register; masked if your grant sees only the summary.",
    protection=REGISTER,
    about=Subject("CARING_MOTHER"),
    scopes={Scope.SERVING: serves_range, Scope.TIED: is_tied, Scope.SELF: lambda row: row.c.id == ACTING},
    fields={
        "name": person_name("姓名", required=True, mask=mask_name, filter=True, order=True),
        "age_band": computed("年龄段", AgeBand, lambda row: age_band(row.c.birth_date), in_summary=True),
        "birth_date": day("出生日期"),
        "identity_number": identity_number("身份证件号码", filter=True),
        "phone": phone("联系电话", filter=True),
        "address": text("居住地址", 200, sensitive=True),
        "employer": text("工作单位", 100),
        "recruiting_unit": reference(
            "招募单位",
            "Organization",
            "recruiting_unit_id",
            hides=True,
            description="The organisation that recruited her.",
        ),
        "volunteer_number": volunteer_number(
            "志愿者编号", 40, filter=True, description="In the register of volunteers."
        ),
        "insurance": text("志愿服务保险", 200, sensitive=True, description="The insurer and the number of the policy."),
        "insured_until": day("保险有效期至", future=True, filter=True, description="She is insured until this day."),
        "recruited_through": choice("招募来源", Recruitment, required=True, in_summary=True, filter=True),
        "sector": choice("所在领域", Sector, required=True, in_summary=True, filter=True),
        "skills": texts("特长", 50, in_summary=True),
        "capacity": number(
            "可结对人数",
            1,
            20,
            required=True,
            default=1,
            in_summary=True,
            description="How many children she may be paired with at once.",
        ),
        "service_area": reference(
            "服务区域",
            "Tenant",
            "service_code",
            required=True,
            hides=True,
            description="The tenant in which she may be paired.",
        ),
        "screening_state": choice(
            "审核状态",
            ScreeningState,
            required=True,
            in_summary=True,
            filter=True,
            in_forms=False,
            description=(
                "As her screening that was decided last says; pending without one, and again once her name, date of "
                "birth, identity number, service area or capacity is changed."
            ),
        ),
        "screening_until": day(
            "审核有效期至",
            future=True,
            in_summary=True,
            filter=True,
            order=True,
            in_forms=False,
            description="An approval is valid until this day.",
        ),
        "trained_until": computed(
            "培训有效期至",
            date,
            trained_until,
            in_summary=True,
            description="Until when her last training is valid; null where none is, or where it has no end.",
        ),
        "suspended_on": day(
            "暂停日期", in_summary=True, in_forms=False, description="She does nothing until it is lifted."
        ),
        "suspended_reason": text("暂停原因", 500, in_forms=False),
        "handed_over": internal(JSONB()),
        "registered_on": day("登记日期", required=True, in_summary=True, filter=True, order=True),
        "closed_on": day("注销日期", in_summary=True),
        "closed_reason": choice("注销原因", RegistrationClosing, in_summary=True),
        "erased_on": day(
            "删除日期",
            future=True,
            in_summary=True,
            in_forms=False,
            description="When the person was erased; the name is empty since.",
        ),
        "paired_on": internal(DATEMULTIRANGE()),
        "cleared_on": internal(DATEMULTIRANGE()),
        "trained_on": internal(DATEMULTIRANGE()),
        "training_days": internal(ARRAY(Date)),
    },
    relations={
        "pairings": Many("Pairing", "caring_mother_id", "Her pairings with children in your scope."),
        "screenings": Many("Screening", "caring_mother_id", "Her applications to be screened."),
        "clearance_steps": Many("ClearanceStep", "caring_mother_id", "What was looked into before she was approved."),
        "team_memberships": Many("TeamMember", "caring_mother_id", "The teams that she belongs to, or did."),
        "certificates": Many("Certificate", "caring_mother_id", "The certificates of her service."),
        "visits": Many("Visit", "caring_mother_id", "Her visits to children in your scope."),
        "agenda": Many(
            "AgendaEntry", None, "What is to be done for the children whom she is paired with.", forward=True
        ),
        "access_log": Many("AccessLogEntry", names_record, "Who opened her file; for those who keep it."),
    },
    filters={
        "serves": Criterion(
            Filter(serves_any, ((ARRAY(BigInteger), partial(VisibleTenant, "serves")),)),
            DivisionCode,
            "May be paired there: a tenant in your range, or above it.",
        )
    },
    closing=Closing(after="registered_on", filter=True),
    # Who she is, and where and with how many children she may be paired.
    approval=Approval(
        "screening_state",
        content=("name", "birth_date", "identity_number", "service_area", "capacity"),
        pending=ScreeningState.PENDING,
        approved=ScreeningState.APPROVED,
        rejected=ScreeningState.REJECTED,
        terms=("screening_until",),
    ),
    ordinary=(
        Close(
            "Closes the registration. Her pairings have to be ended first, by whoever keeps the children.",
            "The closing of a registration.",
            standing=(Standing(lambda row: not_(func.upper_inf(row.c.paired_on)), ProblemCode.STILL_PAIRED),),
        ),
    ),
    indicators=(
        Indicator(
            "caring_mothers",
            IndicatorType.STOCK,
            "在册爱心妈妈",
            "Caring Mothers on the register",
            "registrations open",
            persons=True,
            breakdowns=(
                Breakdown(
                    "caring_mothers_by_recruitment",
                    "recruited_through",
                    Recruitment,
                    "How many Caring Mothers recruited in a way.",
                ),
                Breakdown("caring_mothers_by_sector", "sector", Sector, "How many Caring Mothers of a sector."),
                Breakdown(
                    "caring_mothers_by_training",
                    "training",
                    TrainingState,
                    "How many Caring Mothers whose training is valid, and how many others.",
                    ahead=True,
                ),
                Breakdown(
                    "caring_mothers_by_clearance",
                    "clearance",
                    ClearanceState,
                    "How many Caring Mothers whose approval holds, suspended or not, and how many others.",
                    ahead=True,
                ),
            ),
        ),
        Indicator(
            "volunteers_trained",
            IndicatorType.FLOW,
            "培训爱心妈妈人数",
            "Volunteers trained",
            "Caring Mothers who passed a training, each once in the period, where they then were registered",
            persons=True,
            distinct=True,
        ),
    ),
    descriptions={
        "by_id": "A Caring Mother by her id.",
        "in_scope": "The Caring Mothers registered in your scope, and those who serve in it.",
        "kept": "The registers kept here and below.",
        "kept_there": "Registered there or below.",
        "identity_number": "Exactly this.",
        "phone": "Exactly this, however it is spaced.",
        "volunteer_number": "Exactly this, however it is spaced.",
    },
    filter_order=(
        *("serves", "recruited_through", "sector", "screening_state", "closed", "name", "identity_number", "phone"),
        *("volunteer_number", "registered_on", "screening_until", "insured_until"),
    ),
    table_order=(
        *("name", "birth_date", "identity_number", "phone", "address", "recruited_through", "sector", "employer"),
        *("skills", "capacity", "service_area", "screening_state", "screening_until", "suspended_on"),
        *("suspended_reason", "registered_on", "closed_on"),
        *("closed_reason", "erased_on", "paired_on", "handed_over"),
        *("recruiting_unit", "volunteer_number", "insurance", "insured_until", "cleared_on", "trained_on"),
        "training_days",
    ),
)
