"""The rules of stories: written without names, approved level by level by others, published, taken down."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ColumnElement, FromClause, any_, func, select

from tenants.access.scope import Verb
from tenants.database.actor_sql import LOW
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.reading.json import literal, number
from tenants.records.ordinary_rules import find_references
from tenants.records.story.enums import StoryStage
from tenants.records.story.identifying import refuse_identifying
from tenants.records.story.kind import STORY
from tenants.writing.changes import add, change, find_keeping_tenant, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty, is_in, is_not_own_content

FORM = STORY.form()
DRAFT: Fields = {"tenant": KEEPING_TENANT, **FORM}
DECISION = {**STORY.form("stage", required=True), **STORY.form("opinion")}
PUBLISHING = STORY.form("published_on", required=True)
TEXTS = ("title", "text")
OVER = (StoryStage.PUBLISHED, StoryStage.TAKEN_DOWN)


def next_approver(row: FromClause) -> ColumnElement[int]:
    """The nearest open tenant above the one that approved last; at first the one that keeps the story."""
    tenant = TENANT_RECORD.table.alias()
    below = row.c.approved_by
    on_line = tenant.c.code == any_(func.division_line(row.c.tenant_code, type_=ARRAY(BigInteger)))
    turn = on_line & tenant.c.closed_on.is_(None) & (below.is_(None) | (tenant.c.code < below))
    return select(func.max(tenant.c.code)).where(turn).correlate_except(tenant).scalar_subquery()


NOT_OVER = Standing(lambda row: row.c.stage.not_in([literal(one) for one in OVER]), ProblemCode.ALREADY_DONE)
OPEN = replace(NOT_OVER, otherwise=ProblemCode.CLOSED)
HAS_CHANNELS = Standing(lambda row: func.cardinality(row.c.channels) > number(0), ProblemCode.REQUIRED, "channels")
# Submitted, and neither decided on by this tenant already nor still to be by one below.
TO_BE_DECIDED = (
    NOT_OVER,
    Standing(
        lambda row: row.c.stage.in_([literal(one) for one in (StoryStage.SUBMITTED, StoryStage.APPROVED)]),
        ProblemCode.STEPS_MISSING,
    ),
    Standing(lambda row: next_approver(row) >= LOW, ProblemCode.ALREADY_DONE),
    Standing(lambda row: next_approver(row) == LOW, ProblemCode.STEPS_MISSING),
    is_not_own_content("STORY"),
    Standing(lambda row: func.is_story_of_others(row.c.id), ProblemCode.SAME_PERSON),
)


@adds(STORY, DRAFT, "A story of a tenant of yours.", Verb.ENTER)
async def create_story(writing: Writing, values: Values) -> UUID:
    """Drafts a story; what says who or where somebody is, is refused before it is kept."""
    tenant = await find_keeping_tenant(writing, record_of(STORY), values["tenant"], Verb.ENTER)
    columns = {**await find_references(writing, STORY, FORM, values), **fill_out(FORM, values)}
    await check_draft(writing, columns)
    return await add(writing, record_of(STORY), values, {"tenant_code": tenant, **columns})


@updates(STORY, FORM, Verb.ENTER, standing=(OPEN,))
async def update_story(writing: Writing, values: Values) -> UUID:
    """Changes what is given of a story that was not published; what is read or shown makes it a draft again."""
    found = await update_story.find(writing, values)
    columns = {**await find_references(writing, STORY, FORM, values), **fill_out(FORM, values)}
    # Whoever agreed did so for herself alone.
    if columns.get("caring_mother_id", found["caring_mother_id"]) != found["caring_mother_id"]:
        columns.setdefault("mother_agreed_on", None)
    await check_draft(writing, columns)
    return await change(writing, record_of(STORY), found, columns)


@ends(
    STORY,
    {},
    "A draft to be approved.",
    Verb.ENTER,
    standing=(is_in("stage", StoryStage.DRAFT), HAS_CHANNELS),
    zh="提交审核",
)
async def submit_story(writing: Writing, values: Values) -> UUID:
    """Submits a draft, whose texts are looked through once more, as more people may be on file by now."""
    found = await submit_story.find(writing, values)
    await refuse_identifying(writing, {name: found[name] for name in TEXTS})
    return await change(writing, record_of(STORY), found, {"stage": StoryStage.SUBMITTED})


@ends(
    STORY,
    DECISION,
    "What the next level decides, by somebody who neither wrote it nor decided below.",
    Verb.APPROVE,
    standing=TO_BE_DECIDED,
    zh="审核",
)
async def decide_story(writing: Writing, values: Values) -> UUID:
    """Approves or rejects a story, first for its own tenant, then for each above; who rejects it says why."""
    found = await decide_story.find(writing, values)
    columns = {"opinion": None} | fill_out(DECISION, values)
    approved = columns["stage"] == StoryStage.APPROVED
    refuse_if(not approved and columns["stage"] != StoryStage.REJECTED, ProblemCode.MALFORMED, "stage")
    refuse_if(not approved and columns["opinion"] is None, ProblemCode.REQUIRED, "opinion")
    return await change(
        writing, record_of(STORY), found, {**columns, "approved_by": writing.actor.grant.low if approved else None}
    )


@ends(
    STORY,
    PUBLISHING,
    "When it came out, in the channels that were approved.",
    Verb.ENTER,
    standing=(NOT_OVER, is_in("stage", StoryStage.APPROVED, ProblemCode.NOT_APPROVED)),
    zh="发布",
)
async def publish_story(writing: Writing, values: Values) -> UUID:
    """Publishes a story that was approved as high up as its channels need, with the consent of each who is shown."""
    found = await publish_story.find(writing, values)
    columns = {"stage": StoryStage.PUBLISHED, **fill_out(PUBLISHING, values)}
    return await change(writing, record_of(STORY), found, columns)


@ends(
    STORY,
    STORY.closing_form,
    "Why it is no longer to be read.",
    standing=(
        is_empty("taken_down_on", ProblemCode.ALREADY_DONE),
        is_in("stage", StoryStage.PUBLISHED, ProblemCode.STEPS_MISSING),
    ),
    zh="撤稿",
)
async def take_down_story(writing: Writing, values: Values) -> UUID:
    """Takes a published story down; so does any director above, and for good."""
    found = await take_down_story.find(writing, values)
    columns = {"stage": StoryStage.TAKEN_DOWN, **fill_out(STORY.closing_form, values)}
    return await change(writing, record_of(STORY), found, columns)


async def check_draft(writing: Writing, columns: dict[str, Any]) -> None:
    await refuse_identifying(writing, {name: columns[name] for name in TEXTS if columns.get(name)})


RULES = (create_story, update_story, submit_story, decide_story, publish_story, take_down_story)
