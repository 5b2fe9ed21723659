"""An approval is of a content: changing that ends it, and who wrote it does not decide, by the API and by SQL alike."""

from collections.abc import Mapping
from uuid import UUID

import asyncpg
import pytest

from tenants.access.actor import Actor
from tenants.kinds.kind import Kind
from tenants.kinds.table import column_name
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.kinds import KINDS
from tenants.writing.violations import rejection_of
from tests.callers import ask
from tests.isolation.roles import WRITES
from tests.tenants.records.office import APPROVAL, COUNTY, VILLAGE, Office

STATE = "screeningState screeningUntil"
PENDING = ("PENDING", None)
REJECTED = {"state": "REJECTED", "opinion": "面谈未通过"}
APPROVABLE = [kind for kind in KINDS if kind.approval]
OTHER_CONTENT: Mapping[str, Mapping[str, object]] = {
    "name": {"name": "王秀"},
    "birth_date": {"birthDate": "1980-02-03"},
    "identity_number": {"identityNumber": "330106197001010027"},
    "service_area": {"serviceArea": VILLAGE},
    "capacity": {"capacity": 20},
}


def state_of(record: Mapping[str, object] | None) -> tuple[object, object]:
    assert record
    return record["screeningState"], record["screeningUntil"]


async def test_what_was_approved_is_approved_no_longer_once_it_is_changed(office: Office) -> None:
    assert CARING_MOTHER.approval
    assert set(OTHER_CONTENT) == set(CARING_MOTHER.approval.content)
    for name, changed in OTHER_CONTENT.items():
        approved = await office.volunteer()
        now = await office.do("updateCaringMother", {**approved.update, **changed}, fields=STATE)
        assert state_of(now.record) == PENDING, name
        again = await office.screened(now)
        kept = await office.do("updateCaringMother", again.update, fields=STATE)
        assert state_of(kept.record) == ("APPROVED", "2099-01-01"), name


async def test_what_was_not_approved_may_change_and_the_same_again_is_no_change(office: Office) -> None:
    approved = await office.volunteer()
    kept = await office.do(
        "updateCaringMother",
        {**approved.update, "address": "梦姑塘路8号", "name": "王秀英", "capacity": 1},
        fields=STATE,
    )
    assert state_of(kept.record) == ("APPROVED", "2099-01-01")


async def test_with_a_changed_registration_nobody_is_paired_and_no_file_opens(office: Office) -> None:
    approved = await office.volunteer(capacity=2)
    pairing = await office.pairing(caringMotherId=approved.update["id"])
    mother = await office.mother(approved)
    await office.done("recordVisit", {"pairingId": pairing.update["id"]}, mother)
    changed = await office.done("updateCaringMother", {**approved.update, "serviceArea": "330000000000"})
    child = await office.child()
    parties = {"childId": child.update["id"], "caringMotherId": changed.update["id"]}
    assert (await office.do("pair", parties)).problems == {("NOT_SCREENED", "input.caringMotherId")}
    visit = await office.do("recordVisit", {"pairingId": pairing.update["id"]}, mother)
    assert visit.problems == {("NOT_FOUND", "input.pairingId")}


async def test_a_rejected_registration_is_pending_again_once_it_is_corrected(office: Office) -> None:
    registered = await office.done("registerCaringMother", {})
    rejected = await office.screened(registered, **REJECTED)
    corrected = await office.do("updateCaringMother", {**rejected.update, "name": "王秀"}, fields=STATE)
    assert state_of(corrected.record) == PENDING


async def test_who_changed_it_since_does_not_decide_though_another_touched_it_after(office: Office) -> None:
    helper = await office.worker(COUNTY)
    registered = await office.done("registerCaringMother", {})
    changed = await office.done("updateCaringMother", {**registered.update, "name": "王秀"}, helper)
    touched = await office.done("updateCaringMother", {**changed.update, "capacity": 2})
    in_charge = await office.both(helper, "DIRECTOR")
    applied = await office.done("applyForScreening", {"caringMotherId": touched.update["id"]})
    for outcome in (APPROVAL, REJECTED):
        decided = await office.do("decideScreening", {**applied.update, **outcome}, in_charge)
        assert decided.problems == {("SAME_PERSON", "input.id")}
    await office.done("decideScreening", {**applied.update, **APPROVAL}, "director")
    await office.screening(touched, in_charge, **{**APPROVAL, "approvedUntil": "2098-01-01"})


@pytest.mark.parametrize(
    ("by", "change", "outcome"),
    [
        ("director", "screening_until = '2100-01-01'", "InsufficientPrivilegeError"),
        ("director", "capacity = 20", "PENDING"),
        ("director", "name = '王芳', screening_until = '2100-01-01'", "InsufficientPrivilegeError"),
        ("caseworker", "screening_until = '2100-01-01'", "InsufficientPrivilegeError"),
        ("caseworker", "service_code = 330000000000", "PENDING"),
        ("caseworker", "capacity = 20, screening_until = '2100-01-01'", "InsufficientPrivilegeError"),
        ("caseworker", "created_by = null", "InsufficientPrivilegeError"),
        (None, "service_code = 330000000000", "PENDING"),
        (None, "screening_until = '2100-01-01'", "UPDATE 1"),
    ],
)
async def test_sql_of_ones_own_does_no_more(office: Office, by: str | None, change: str, outcome: str) -> None:
    """Of the application's role, as the product acts, and (None) of the owner."""
    approved = await office.volunteer()
    connection = await asyncpg.connect(office.application_url) if by else office.owner
    try:
        async with connection.transaction():
            if by:
                await connection.execute(office.callers[by].actor.settings_statement)
            done = await connection.execute(
                f"update caring_mothers set {change} where id = $1", UUID(approved.update["id"])
            )
    except asyncpg.PostgresError as error:
        done = getattr(error, "constraint_name", None) or type(error).__name__
    finally:
        if by:
            await connection.close()
    state = await office.owner.fetchval(
        "select screening_state from caring_mothers where id = $1", UUID(approved.update["id"])
    )
    assert (done, state) == (("UPDATE 1", outcome) if outcome == "PENDING" else (outcome, "APPROVED"))


async def test_the_database_says_of_each_approval_what_its_declaration_says(office: Office) -> None:
    rows = {row["kind"]: dict(row) for row in await office.owner.fetch("select * from record_approvals")}
    assert rows == {kind.code: {"kind": kind.code, **declared(kind)} for kind in APPROVABLE}


def declared(kind: Kind) -> dict[str, object]:
    approval = kind.approval
    assert approval
    columns = [
        column
        for name in approval.content
        for column in (column_name(name, kind.fields[name]), *([f"{name}_hash"] if kind.fields[name].hashed else []))
    ]
    return {
        "state": approval.state,
        "pending": approval.pending,
        "approved": approval.approved,
        "rejected": approval.rejected,
        "follows": list(approval.follows),
        "terms": list(approval.terms),
        "content": columns,
        "roles": [role for role, writes in WRITES.items() if "approve" in writes.get(kind.single, {})],
    }


MADE_UP = """
create table notices (like record_columns including all, title text not null, told_on date, state text not null);
insert into record_kinds (kind, record_table, protection) values ('NOTICE', 'notices', 'BRANCH_WORK');
create or replace view record_approvals (kind, state, pending, approved, rejected, follows, terms, content, roles)
with (security_invoker = true) as values
    ('NOTICE', 'state', 'DRAFT', 'APPROVED', 'REJECTED', '{PUBLISHED,WITHDRAWN}'::text[], '{}'::text[],
     '{title}'::text[], '{DIRECTOR}'::text[]);
select keep_kinds();
"""


async def test_what_follows_an_approval_rests_on_it(office: Office) -> None:
    """A kind of another sort: it begins as a draft, has no terms, and its writer publishes what was approved."""
    written, approves = (office.callers[name].actor for name in ("caseworker", "director"))
    transaction = office.owner.transaction()
    await transaction.start()
    try:
        await office.owner.execute(MADE_UP)

        async def says(by: Actor, change: str) -> object:
            await office.owner.execute(by.settings_statement)
            try:
                async with office.owner.transaction():
                    return await office.owner.fetchval(f"update notices set {change} returning state")
            except asyncpg.IntegrityConstraintViolationError as error:
                return rejection_of(error, {}).problems[0].code
            except asyncpg.InsufficientPrivilegeError:
                return "FORBIDDEN"

        await office.owner.execute(written.settings_statement)
        for state in ("APPROVED", "PUBLISHED"):
            entered = f"insert into notices (id, tenant_code, title, state) values (gen_random_uuid(), {COUNTY}, 'a', "
            with pytest.raises(asyncpg.PostgresError):
                async with office.owner.transaction():
                    await office.owner.execute(f"{entered} '{state}')")
        await office.owner.execute(f"{entered} 'DRAFT')")
        assert await says(written, "state = 'PUBLISHED'") == "NOT_APPROVED"
        assert await says(written, "state = 'APPROVED'") == "FORBIDDEN"
        assert await says(approves, "state = 'PUBLISHED'") == "NOT_APPROVED"
        assert await says(approves, "state = 'APPROVED', title = 'b'") == "SAME_PERSON"
        assert await says(approves, "state = 'APPROVED'") == "APPROVED"
        assert await says(written, "state = 'PUBLISHED', title = 'b'") == "DRAFT"
        assert await says(approves, "state = 'APPROVED'") == "APPROVED"
        assert await says(written, "told_on = '2024-01-01', state = 'PUBLISHED'") == "PUBLISHED"
        assert await says(written, "state = 'WITHDRAWN'") == "WITHDRAWN"
        assert await says(written, "title = 'c'") == "DRAFT"
    finally:
        await transaction.rollback()


async def test_who_changed_it_since_is_not_offered_to_decide(office: Office) -> None:
    editor = await office.worker(COUNTY)
    told = {"title": "夏日里的陪伴", "text": "志愿者每周陪孩子们读书。", "channels": ["NOTICE_BOARD"]}
    story = await office.done("createStory", {"tenant": COUNTY, **told})
    story = await office.done("updateStory", {**story.update, "title": "陪伴"}, editor)
    story = await office.done("submitStory", story.update)
    text = "query ($id: ID!) { story(id: $id) { can } }"
    for director, offered in ((await office.both(editor, "DIRECTOR"), False), (office.callers["director"], True)):
        found = await ask(office.engine, director, text, {"id": story.update["id"]})
        assert ("DECIDE_STORY" in found["story"]["can"]) is offered
