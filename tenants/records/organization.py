"""单位: a body that is no branch and works with one: a department, a foundation, an enterprise, an alliance."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.dialects.postgresql import JSONB
from stdnum.cn import uscc

from tenants.access.scope import Scope
from tenants.enums import LabelledEnum
from tenants.errors import ProblemCode
from tenants.kinds.field import FilterBy, choice, day, internal, person_name, phone, reference, text
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.normal_form import normalize_line
from tenants.records.protections import ACTING_ORGANIZATION, ORGANIZATION_WORK


class OrganizationKind(LabelledEnum):
    """What an organisation is."""

    DEPARTMENT = "DEPARTMENT", "政府部门", "Government department"
    WOMENS_COMMITTEE = "WOMENS_COMMITTEE", "妇女委员会", "Women's committee"
    FOUNDATION = "FOUNDATION", "基金会", "Foundation"
    ENTERPRISE = "ENTERPRISE", "企业", "Enterprise"
    SOCIAL_ORGANIZATION = "SOCIAL_ORGANIZATION", "社会组织", "Social organisation"
    VOLUNTEER_GROUP = "VOLUNTEER_GROUP", "志愿服务队", "Volunteer group"
    SCHOOL = "SCHOOL", "学校", "School"
    CULTURAL_INSTITUTION = "CULTURAL_INSTITUTION", "文化场馆", "Museum or library"
    ALLIANCE = "ALLIANCE", "联盟", "Alliance"
    OTHER = "OTHER", "其他", "Other"


class Arrangement(LabelledEnum):
    """On what terms an organisation works with a branch."""

    VENTURE_PHILANTHROPY = "VENTURE_PHILANTHROPY", "公益创投", "Venture philanthropy"
    PURCHASED_SERVICE = "PURCHASED_SERVICE", "政府购买服务", "Service purchased by government"
    VOLUNTARY = "VOLUNTARY", "志愿服务", "Voluntary"


class OrganizationClosing(LabelledEnum):
    """Why an organisation is no longer listed."""

    COOPERATION_ENDED = "COOPERATION_ENDED", "合作结束", "Cooperation ended"
    DISSOLVED = "DISSOLVED", "注销", "Dissolved"
    MERGED = "MERGED", "合并", "Merged"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def normalize_credit_code(given: str) -> str:
    return normalize_line(given).replace(" ", "").upper()


def check_credit_code(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    """GB 32100: eighteen characters, of which the last checks the others."""
    if not uscc.is_valid(value):
        yield ProblemCode.MALFORMED, {}


ORGANIZATION = Kind(
    name="Organization",
    zh="单位",
    noun="organization",
    nouns="organizations",
    description="A body that is no branch and works with one; an alliance is one that has members.",
    protection=ORGANIZATION_WORK,
    scopes={Scope.SELF: lambda row: row.c.id == ACTING_ORGANIZATION},
    fields={
        "name": text("名称", 100, required=True, filter=True, order=True),
        "kind": choice("类型", OrganizationKind, required=True, filter=True),
        "credit_code": replace(
            text(
                "统一社会信用代码",
                18,
                filter=FilterBy.EQUAL,
                description="The unified social credit code of GB 32100; a women's committee or a group may have none.",
            ),
            check=check_credit_code,
            normal=normalize_credit_code,
        ),
        "arrangement": choice("合作方式", Arrangement, filter=True),
        "supplies": text("可提供的服务", 1000, description="What it offers, in its own words."),
        "fundraising_number": text(
            "公开募捐资格证书编号", 50, description="Of a foundation that may raise funds from the public."
        ),
        "inspected_on": day("最近年检日期", filter=True, description="When it last passed its annual inspection."),
        "contact": person_name("联系人"),
        "phone": phone("联系电话"),
        "registered_on": day("登记日期", required=True, filter=True, order=True),
        "closed_on": day("注销日期"),
        "closed_reason": choice("注销原因", OrganizationClosing),
        "merged_into": reference(
            "并入单位",
            "Organization",
            "merged_into_id",
            in_forms=False,
            hides=True,
            description="The same on the register of the tenant that took over; what went on is of that one since.",
        ),
        "handed_over": internal(JSONB()),
    },
    relations={
        "members": Many("Membership", "alliance_id", "Who belongs to it, and who did, if it is an alliance."),
        "memberships": Many("Membership", "member_id", "The alliances that it belongs to, or did."),
        "participations": Many("Participation", "organization_id", "The programmes that it has a part in."),
        "offers": Many("ServiceOffer", "organization_id", "What it offers to branches."),
    },
    closing=Closing(after="registered_on", filter=True),
    indicators=(
        Indicator(
            "organizations",
            IndicatorType.STOCK,
            "合作单位",
            "Organisations on the register",
            "organisations on the register",
            breakdowns=(
                Breakdown("organizations_by_kind", "kind", OrganizationKind, "How many organisations of a kind."),
            ),
        ),
    ),
    ordinary=(
        Create("Adds an organisation to the tenant's register.", "An organisation that works with a tenant."),
        Update(),
        Close("Takes it off the register on a day, with a reason.", "The end of an organisation's registration."),
    ),
    descriptions={"in_scope": "The organisations of your scope, and those of the branches above it."},
)
