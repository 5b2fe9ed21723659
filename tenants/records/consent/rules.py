"""The rules of consent: who may give it, what a refusal leaves of the file, and that it can be taken back."""

from typing import Any
from uuid import UUID

import asyncpg

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.field import Field
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.records.child.kind import CHILD
from tenants.records.child.particulars import BEYOND_LEAST
from tenants.records.consent.kind import CONSENT, ConsentDecision, ConsentPurpose
from tenants.records.guardian.kind import GUARDIAN
from tenants.records.guardian.rules import age_on
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.records.story.kind import STORY
from tenants.writing.changes import add, change, find, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty, is_in

FORM = CONSENT.form("purpose", "decision", "from_on", "method", "by_child", "text_version", "story", "valid_until")
BY: Fields = {"guardian_id": CONSENT.fields["guardian"]}
OF: Fields = {"publication_id": CONSENT.fields["publication"]}
WITHDRAWAL = CONSENT.closing_form
# From then on it is the child who decides about its data (个人信息保护法, article 31).
OWN_FROM = 14


@adds(
    CONSENT,
    CONSENT.form("child") | BY | FORM | OF,
    "A decision on one purpose.",
    standing=OPEN_FILE,
    zh="登记知情同意",
)
async def record_consent(writing: Writing, values: Values) -> UUID:
    """Records a consent, or a refusal, by the legal guardian; from 14 on by the child itself.

    Who refuses that a file is kept leaves one that is counted, with the least data.
    """
    kept = await find_file(writing, record_consent, values)
    columns = fill_out(FORM, values)
    child = await find(writing, record_of(CHILD), kept["child_id"], "child_id", None)
    columns["guardian_id"] = await find_who_decides(writing, child, columns, values)
    published = columns["purpose"] == ConsentPurpose.PUBLISH
    refuse_if(published and not columns.get("story"), ProblemCode.REQUIRED, "story")
    if values.get("publication_id") is not None:
        refuse_if(not published, ProblemCode.MALFORMED, "publication_id")
        columns["publication_id"] = (await find_named(writing, record_of(STORY), values, "publication_id"))["id"]
    until = columns.get("valid_until")
    refuse_if(until and until <= columns["from_on"], ProblemCode.OUT_OF_ORDER, "valid_until")
    added = await add(writing, record_of(CONSENT), values, {**kept, **columns})
    if columns["decision"] == ConsentDecision.REFUSED and columns["purpose"] == ConsentPurpose.KEEP_FILE:
        await leave_least(writing, child)
    return added


async def find_who_decides(writing: Writing, child: asyncpg.Record, columns: Values, values: Values) -> UUID | None:
    """The legal guardian who decided, or None where the child did. Raises Rejected for anybody else."""
    own = age_on(child["birth_date"], columns["from_on"]) >= OWN_FROM
    refuse_if(own and not columns.get("by_child"), ProblemCode.CHILDS_OWN_DECISION, "by_child")
    refuse_if(columns.get("by_child") and not own, ProblemCode.NOT_LEGAL_GUARDIAN, "by_child")
    if own:
        return None
    refuse_if(values.get("guardian_id") is None, ProblemCode.REQUIRED, "guardian_id")
    by = await find_named(writing, record_of(GUARDIAN), values, "guardian_id")
    refuse_if(by["child_id"] != child["id"], ProblemCode.NOT_FOUND, "guardian_id")
    stands = by["from_on"] <= columns["from_on"] and (by["until_on"] is None or columns["from_on"] < by["until_on"])
    refuse_if(not by["legal_guardian"] or not stands, ProblemCode.NOT_LEGAL_GUARDIAN, "guardian_id")
    found: UUID = by["id"]
    return found


@ends(
    CONSENT,
    WITHDRAWAL,
    "When a consent was taken back, and by whom.",
    standing=(
        is_empty("withdrawn_on", ProblemCode.ALREADY_DONE),
        is_in("decision", ConsentDecision.GIVEN),
    ),
    zh="撤回同意",
)
async def withdraw_consent(writing: Writing, values: Values) -> UUID:
    """Takes a consent back; what was done before stays. A file that is no longer to be kept keeps the least."""
    found = await withdraw_consent.find(writing, values)
    changed = await change(writing, record_of(CONSENT), found, fill_out(WITHDRAWAL, values))
    if found["purpose"] == ConsentPurpose.KEEP_FILE:
        await leave_least(writing, await find(writing, record_of(CHILD), found["child_id"], "id", None))
    return changed


async def leave_least(writing: Writing, child: asyncpg.Record) -> None:
    """Empties what a file does not need in order to be counted."""
    await change(writing, record_of(CHILD), child, {name: empty(CHILD.fields[name]) for name in BEYOND_LEAST})


def empty(one: Field) -> Any:  # noqa: ANN401  # no text, or no texts
    return [] if one.type == list[str] else None


RULES = (record_consent, withdraw_consent)
