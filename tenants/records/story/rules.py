"""The rules of stories: written without names, approved level by level by others, published, taken down."""

from typing import Any
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.records.ordinary_rules import find_references
from tenants.records.story.enums import StoryStage
from tenants.records.story.identifying import refuse_identifying
from tenants.records.story.kind import STORY
from tenants.writing.changes import add, change, find_keeping_tenant, find_own, refuse_if
from tenants.writing.rule import Values

FORM = STORY.form()
DRAFT: Fields = {"tenant": KEEPING_TENANT, **FORM}
DECISION = {**STORY.form("stage", required=True), **STORY.form("opinion")}
PUBLISHING = STORY.form("published_on", required=True)
TEXTS = ("title", "text")
OVER = (StoryStage.PUBLISHED, StoryStage.TAKEN_DOWN)
# The nearest open tenant above the one that approved last; at first the one that keeps the story.
NEXT = """select max(code) from tenants
    where code = any (division_line($1)) and closed_on is null and ($2::bigint is null or code < $2)"""


@adds(STORY, DRAFT, "A story of a tenant of yours.", Verb.ENTER)
async def create_story(writing: Writing, values: Values) -> UUID:
    """Drafts a story; what says who or where somebody is, is refused before it is kept."""
    tenant = await find_keeping_tenant(writing, record_of(STORY), values["tenant"], Verb.ENTER)
    columns = {**await find_references(writing, STORY, FORM, values), **fill_out(FORM, values)}
    await check_draft(writing, columns)
    return await add(writing, record_of(STORY), values, {"tenant_code": tenant, **columns})


@updates(STORY, FORM, Verb.ENTER)
async def update_story(writing: Writing, values: Values) -> UUID:
    """Changes what is given of a story that was not published; what is read or shown makes it a draft again."""
    found = await find_own(writing, record_of(STORY), values, Verb.ENTER)
    refuse_if(found["stage"] in OVER, ProblemCode.CLOSED, "id")
    columns = {**await find_references(writing, STORY, FORM, values), **fill_out(FORM, values)}
    await check_draft(writing, columns)
    return await change(writing, record_of(STORY), found, columns)


@ends(STORY, {}, "A draft to be approved.", Verb.ENTER)
async def submit_story(writing: Writing, values: Values) -> UUID:
    """Submits a draft, whose texts are looked through once more, as more people may be on file by now."""
    found = await find_own(writing, record_of(STORY), values, Verb.ENTER)
    refuse_if(found["stage"] != StoryStage.DRAFT, ProblemCode.ALREADY_DONE, "id")
    refuse_if(not found["channels"], ProblemCode.REQUIRED, "channels")
    await refuse_identifying(writing, {name: found[name] for name in TEXTS})
    return await change(writing, record_of(STORY), found, {"stage": StoryStage.SUBMITTED})


@ends(STORY, DECISION, "What the next level decides, by somebody who neither wrote it nor decided below.", Verb.APPROVE)
async def decide_story(writing: Writing, values: Values) -> UUID:
    """Approves or rejects a story, first for its own tenant, then for each above; who rejects it says why."""
    found = await find_own(writing, record_of(STORY), values, Verb.APPROVE)
    columns = {"opinion": None} | fill_out(DECISION, values)
    refuse_if(found["stage"] in OVER, ProblemCode.ALREADY_DONE, "id")
    refuse_if(found["stage"] not in (StoryStage.SUBMITTED, StoryStage.APPROVED), ProblemCode.STEPS_MISSING, "id")
    turn = await writing.connection.fetchval(NEXT, found["tenant_code"], found["approved_by"])
    refuse_if(turn is None or turn < writing.actor.grant.low, ProblemCode.ALREADY_DONE, "id")
    refuse_if(turn > writing.actor.grant.low, ProblemCode.STEPS_MISSING, "id")
    approved = columns["stage"] == StoryStage.APPROVED
    refuse_if(not approved and columns["stage"] != StoryStage.REJECTED, ProblemCode.MALFORMED, "stage")
    refuse_if(not approved and columns["opinion"] is None, ProblemCode.REQUIRED, "opinion")
    return await change(writing, record_of(STORY), found, {**columns, "approved_by": turn if approved else None})


@ends(STORY, PUBLISHING, "When it came out, in the channels that were approved.", Verb.ENTER)
async def publish_story(writing: Writing, values: Values) -> UUID:
    """Publishes a story that was approved as high up as its channels need, with the consent of each who is shown."""
    found = await find_own(writing, record_of(STORY), values, Verb.ENTER)
    refuse_if(found["stage"] in OVER, ProblemCode.ALREADY_DONE, "id")
    columns = {"stage": StoryStage.PUBLISHED, **fill_out(PUBLISHING, values)}
    return await change(writing, record_of(STORY), found, columns)


@ends(STORY, STORY.closing_form, "Why it is no longer to be read.")
async def take_down_story(writing: Writing, values: Values) -> UUID:
    """Takes a published story down; so does any director above, and for good."""
    found = await find_own(writing, record_of(STORY), values)
    refuse_if(found["stage"] == StoryStage.TAKEN_DOWN, ProblemCode.ALREADY_DONE, "id")
    refuse_if(found["stage"] != StoryStage.PUBLISHED, ProblemCode.STEPS_MISSING, "id")
    columns = {"stage": StoryStage.TAKEN_DOWN, **fill_out(STORY.closing_form, values)}
    return await change(writing, record_of(STORY), found, columns)


async def check_draft(writing: Writing, columns: dict[str, Any]) -> None:
    await refuse_identifying(writing, {name: columns[name] for name in TEXTS if columns.get(name)})


RULES = (create_story, update_story, submit_story, decide_story, publish_story, take_down_story)
