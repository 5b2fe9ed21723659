"""What an offer, a request and an agreement are: a child is in none of them but as a number, an age and a need."""

from sqlalchemy import ColumnElement, FromClause

from tenants.access.scope import Scope, Verb
from tenants.errors import ProblemCode
from tenants.kinds.field import TENANT, choice, choices, day, derived, money, number, reference, text
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.records.child.enums import AgeBand
from tenants.records.need.enums import NeedKind
from tenants.records.organization import Arrangement
from tenants.records.protections import (
    ACTING_ORGANIZATION,
    AGREEMENT,
    ANSWERED,
    DEMAND,
    SUPPLY,
    is_within_range,
    one_of,
)
from tenants.records.service.enums import (
    ServiceAgreementEnding,
    ServiceAgreementState,
    ServiceKind,
    ServiceOfferClosing,
    ServiceRequestClosing,
)
from tenants.writing.standing import is_empty

# What is asked for fewer points at them: figures that the public reads are hidden below the same.
FEWEST_PERSONS, MOST_PERSONS = 10, 100_000
NAMELESS = "Nothing that says who a child is, or where."


def is_asked(row: FromClause) -> ColumnElement[bool]:
    """Open, or answered by the current partner's organisation."""
    return is_within_range(row) & (row.c.closed_on.is_(None) | one_of(ANSWERED, row.c.id))


SERVICE_OFFER = Kind(
    name="ServiceOffer",
    zh="服务供给",
    noun="service offer",
    nouns="service offers",
    description="What an organisation offers to branches; kept with the organisation.",
    protection=SUPPLY,
    scopes={Scope.SELF: lambda row: row.c.organization_id == ACTING_ORGANIZATION},
    under="organization",
    fields={
        "organization": reference(
            "供给单位", "Organization", "organization_id", required=True, description="Who offers it."
        ),
        "kind": choice("服务类型", ServiceKind, required=True, filter=True),
        "title": text("名称", 100, required=True, filter=True, order=True),
        "description": text("服务内容", 2000),
        "arrangement": choice("合作方式", Arrangement, filter=True),
        "capacity": number("可服务人数", 1, MOST_PERSONS, required=True),
        "area": reference(
            "服务区域",
            TENANT,
            "area_code",
            hides=True,
            description="Where: there and below; null: at the tenant that keeps the organisation.",
        ),
        "from_on": day("开始日期", future=True, required=True, filter=True, order=True),
        "until_on": day("结束日期", after="from_on", future=True, description="The last day on which it is offered."),
        "closed_on": day("关闭日期"),
        "closed_reason": choice("关闭原因", ServiceOfferClosing),
    },
    relations={"agreements": Many("ServiceAgreement", "offer_id", "What was agreed, or proposed, on it.")},
    closing=Closing(filter=True),
    ordinary=(
        Create("Adds what an organisation offers.", "What an organisation offers.", standing=(is_empty("closed_on"),)),
        Update(),
        Close("Closes an offer on a day, with a reason; what was agreed stands.", "The end of an offer."),
    ),
    descriptions={"in_scope": "What organisations of your scope offer, and of the branches above it."},
)
SERVICE_REQUEST = Kind(
    name="ServiceRequest",
    zh="服务需求",
    noun="service request",
    nouns="service requests",
    description="What a branch asks organisations for: for how many, of what ages and with what needs, never for whom.",
    protection=DEMAND,
    scopes={Scope.ASKED: is_asked},
    fields={
        "kind": choice("服务类型", ServiceKind, required=True, filter=True),
        "title": text("名称", 100, required=True, filter=True, order=True),
        "description": text("需求说明", 2000, hint=NAMELESS),
        "persons": number("服务人数", FEWEST_PERSONS, MOST_PERSONS, required=True),
        "need_kinds": choices("需求类别", NeedKind, description="What those whom it is for need."),
        "age_bands": choices("年龄段", AgeBand, description="How old those whom it is for are."),
        "from_on": day("需求开始日期", future=True, required=True, filter=True, order=True),
        "until_on": day(
            "需求结束日期", after="from_on", future=True, description="The last day on which it is needed."
        ),
        "closed_on": day("关闭日期"),
        "closed_reason": choice("关闭原因", ServiceRequestClosing),
    },
    relations={"agreements": Many("ServiceAgreement", "service_request_id", "What was agreed, or proposed, for it.")},
    closing=Closing(filter=True),
    ordinary=(Close("Closes a request on a day: met, or not.", "What became of a request."),),
)
SERVICE_AGREEMENT = Kind(
    name="ServiceAgreement",
    zh="服务协议",
    noun="service agreement",
    nouns="service agreements",
    description="What a branch and an organisation agree on, what was delivered of it, and how the branch found it; "
    "kept with the request.",
    protection=AGREEMENT,
    scopes={Scope.SELF: lambda row: is_within_range(row) & (row.c.organization_id == ACTING_ORGANIZATION)},
    under="service_request",
    fields={
        "service_request": reference(
            "服务需求", "ServiceRequest", "service_request_id", required=True, description="What the branch asked for."
        ),
        "offer": reference(
            "服务供给", "ServiceOffer", "offer_id", required=True, hides=True, description="What it was offered."
        ),
        "organization": reference(
            "供给单位",
            "Organization",
            "organization_id",
            required=True,
            hides=True,
            in_forms=False,
            description="Whose offer it is.",
        ),
        "state": derived("状态", ServiceAgreementState, filter=True),
        "persons": number("服务人数", 1, MOST_PERSONS, required=True),
        "from_on": day("服务开始日期", future=True, required=True, filter=True, order=True),
        "until_on": day("服务结束日期", after="from_on", future=True, required=True),
        "arrangement": choice("合作方式", Arrangement, required=True, filter=True),
        "amount": money("服务费用（元）", description="What the branch pays; the payment itself is a disbursement."),
        "terms": text("约定事项", 2000),
        "branch_agreed_on": day("需求方同意日期", in_forms=False),
        "organization_agreed_on": day("供给方同意日期", in_forms=False),
        "delivered_on": day("交付日期", filter=True, in_forms=False),
        "persons_served": number("实际服务人数", 0, MOST_PERSONS, in_forms=False),
        "delivery_note": text("交付说明", 1000, in_forms=False, hint=NAMELESS),
        "rated_on": day("评价日期", in_forms=False),
        "score": number("评分", 1, 5, in_forms=False, description="From 1, poor, to 5, very good."),
        "rating": text("评价", 1000, in_forms=False, hint=NAMELESS),
        "closed_on": day("终止日期"),
        "closed_reason": choice("终止原因", ServiceAgreementEnding),
    },
    closing=Closing(filter=True),
    ordinary=(
        Close(
            "Ends an agreement that the branch has not rated: declined, withdrawn, or not delivered.",
            "Why an agreement came to nothing.",
            prefix="end",
            verb=Verb.ENTER,
            standing=(is_empty("rated_on", ProblemCode.ALREADY_DONE),),
        ),
    ),
)
