"""The rules of requests and agreements: asked without names, agreed by both, delivered, rated by the branch."""

from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import and_, func

from tenants.access.scope import Verb
from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.records.service.kind import SERVICE_AGREEMENT, SERVICE_OFFER, SERVICE_REQUEST
from tenants.records.story.identifying import refuse_identifying
from tenants.writing.changes import add, change, find_keeping_tenant, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty, is_filled

FORM = SERVICE_REQUEST.form()
ASKED: Fields = {"tenant": KEEPING_TENANT, **FORM}
TERMS = SERVICE_AGREEMENT.form("persons", "from_on", "until_on", "arrangement", "amount", "terms")
PARTIES = SERVICE_AGREEMENT.form("service_request", "offer")
DELIVERED = {
    **SERVICE_AGREEMENT.form("delivered_on", "persons_served", required=True),
    **SERVICE_AGREEMENT.form("delivery_note"),
}
RATED = SERVICE_AGREEMENT.form("score", "rating", required=True)
# Who agrees on something has to say where and with whom: terms are not among them.
WORDS = ("title", "description", "delivery_note", "rating")
OPEN = is_empty("closed_on")
# Who has an account speaks for itself; of others the branch enters what it was told.
SPEAKS = Standing(lambda row: func.speaks_for(row.c.organization_id), None)
AGREED = Standing(
    lambda row: and_(row.c.branch_agreed_on.is_not(None), row.c.organization_agreed_on.is_not(None)),
    ProblemCode.NOT_APPROVED,
)


@adds(SERVICE_REQUEST, ASKED, "What a branch asks for.")
async def create_service_request(writing: Writing, values: Values) -> UUID:
    """Asks organisations for a service; what says who or where a child is, is refused before it is kept."""
    tenant = await find_keeping_tenant(writing, record_of(SERVICE_REQUEST), values["tenant"])
    columns = fill_out(FORM, values)
    await check_request(writing, columns)
    return await add(writing, record_of(SERVICE_REQUEST), values, {"tenant_code": tenant, **columns})


@updates(SERVICE_REQUEST, FORM, standing=(OPEN,))
async def update_service_request(writing: Writing, values: Values) -> UUID:
    """Changes what is given of an open request."""
    found = await update_service_request.find(writing, values)
    columns = fill_out(FORM, values)
    await check_request(writing, {**dict(found), **columns})
    return await change(writing, record_of(SERVICE_REQUEST), found, columns)


@adds(
    SERVICE_AGREEMENT,
    PARTIES | TERMS,
    "What a branch would agree to, of what is offered.",
    standing=(OPEN,),
    zh="提出合作",
)
async def propose_service_agreement(writing: Writing, values: Values) -> UUID:
    """Proposes to an organisation, for a request of one's own, terms on an offer of its."""
    request = await propose_service_agreement.find_parent(writing, SERVICE_REQUEST, values)
    offer = await find_named(writing, record_of(SERVICE_OFFER), values, "offer_id")
    return await propose(writing, values, request, offer)


@adds(
    SERVICE_AGREEMENT,
    PARTIES | TERMS,
    "What an organisation would agree to, of what is asked for.",
    Verb.ADD,
    onto={"offer_id": Verb.ADD},
    standing=(OPEN,),
    zh="响应需求",
)
async def answer_service_request(writing: Writing, values: Values) -> UUID:
    """Proposes to a branch, on an offer of one's own organisation, terms for a request of its."""
    offer = await answer_service_request.find_parent(writing, SERVICE_OFFER, values)
    request = await find_named(writing, record_of(SERVICE_REQUEST), values, "service_request_id")
    return await propose(writing, values, request, offer)


@ends(
    SERVICE_AGREEMENT,
    {},
    "The terms that an organisation proposed.",
    standing=(OPEN, is_empty("branch_agreed_on", ProblemCode.ALREADY_DONE)),
    zh="同意",
)
async def accept_service_agreement(writing: Writing, values: Values) -> UUID:
    """Agrees, for the branch, to what an organisation proposed."""
    found = await accept_service_agreement.find(writing, values)
    return await change(writing, record_of(SERVICE_AGREEMENT), found, {"branch_agreed_on": today()})


@ends(
    SERVICE_AGREEMENT,
    {},
    "The terms that a branch proposed.",
    Verb.ENTER,
    standing=(OPEN, is_empty("organization_agreed_on", ProblemCode.ALREADY_DONE), SPEAKS),
    zh="确认",
)
async def confirm_service_agreement(writing: Writing, values: Values) -> UUID:
    """Agrees, for the organisation, to what a branch proposed; the branch enters it of one without an account."""
    found = await confirm_service_agreement.find(writing, values)
    return await change(writing, record_of(SERVICE_AGREEMENT), found, {"organization_agreed_on": today()})


@ends(
    SERVICE_AGREEMENT,
    DELIVERED,
    "What was delivered, to how many.",
    Verb.ENTER,
    standing=(OPEN, is_empty("delivered_on", ProblemCode.ALREADY_DONE), AGREED),
    zh="登记交付",
)
async def deliver_service(writing: Writing, values: Values) -> UUID:
    """Enters that what both had agreed on was delivered."""
    found = await deliver_service.find(writing, values)
    columns = fill_out(DELIVERED, values)
    refuse_if(columns["delivered_on"] < found["from_on"], ProblemCode.OUT_OF_ORDER, "delivered_on")
    await refuse_telling(writing, columns)
    return await change(writing, record_of(SERVICE_AGREEMENT), found, columns)


@ends(
    SERVICE_AGREEMENT,
    RATED,
    "How the branch found what was delivered.",
    standing=(
        OPEN,
        is_filled("delivered_on", ProblemCode.OUT_OF_ORDER),
        is_empty("rated_on", ProblemCode.ALREADY_DONE),
    ),
    zh="评价",
)
async def rate_service(writing: Writing, values: Values) -> UUID:
    """Accepts what was delivered, with a score and what is to be said of it, once."""
    found = await rate_service.find(writing, values)
    columns = fill_out(RATED, values)
    await refuse_telling(writing, columns)
    return await change(writing, record_of(SERVICE_AGREEMENT), found, {**columns, "rated_on": today()})


async def check_request(writing: Writing, columns: dict[str, Any]) -> None:
    """Raises Rejected for one whose words say who or where a child is, or that ends before it begins."""
    until = columns.get("until_on")
    refuse_if(until and until < columns["from_on"], ProblemCode.OUT_OF_ORDER, "until_on")
    await refuse_telling(writing, columns)


async def refuse_telling(writing: Writing, columns: dict[str, Any]) -> None:
    """Raises Rejected for words, read by the other side, that say who or where a child is."""
    await refuse_identifying(writing, {name: columns[name] for name in WORDS if columns.get(name)})


async def propose(writing: Writing, values: Values, request: asyncpg.Record, offer: asyncpg.Record) -> UUID:
    """Whoever proposes has agreed: the database says so, and on which day."""
    refuse_if(request["closed_on"], ProblemCode.CLOSED, "service_request_id")
    refuse_if(offer["closed_on"], ProblemCode.CLOSED, "offer_id")
    columns = fill_out(TERMS, values)
    refuse_if(columns["until_on"] < columns["from_on"], ProblemCode.OUT_OF_ORDER, "until_on")
    kept = {
        "tenant_code": request["tenant_code"],
        "service_request_id": request["id"],
        "offer_id": offer["id"],
        "organization_id": offer["organization_id"],
    }
    return await add(writing, record_of(SERVICE_AGREEMENT), values, {**kept, **columns})


OF_REQUESTS = (create_service_request, update_service_request)
OF_AGREEMENTS = (
    propose_service_agreement,
    answer_service_request,
    accept_service_agreement,
    confirm_service_agreement,
    deliver_service,
    rate_service,
)
