"""`can` lists what is not refused when it is tried, and no more: by every role, at every distance, in every state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from tenants.clock import today
from tenants.errors import Forbidden
from tenants.kinds.kind import Kind
from tenants.person.erasing import erase_person
from tenants.person.request import PersonError, Request
from tenants.reading.names import camel
from tenants.records.protections import CONTACT
from tests.isolation.mutations import HOLD, MUTATIONS, VISIT, Input, Order, adds
from tests.isolation.roles import ROLES, WRITES, sees
from tests.isolation.stage import Stage, on_other_database
from tests.isolation.test_writing import Rehearsal, written_as
from tests.keys import opened
from tests.kinds import RULES, WITH_TABLES, value
from tests.world import BRANCH, TABLES, Kept, World

CHANGES: Mapping[str, Mapping[str, Order]] = {
    kind.single: {name: MUTATIONS[name] for name, (of, rule) in RULES.items() if of is kind and rule.changes}
    for kind in WITH_TABLES
}
# By a caseworker to whom the child is not paired: beside those of a pairing.
STAFF_VISIT = adds("visit", "manage", "child", {**VISIT, "capacity": "STAFF", "visitor": "张敏"})
ADDITIONS: Mapping[str, Mapping[str, Order]] = {
    on: {name: order for name, order in MUTATIONS.items() if order.names == on and not RULES[name][1].changes}
    | ({"recordVisit": STAFF_VISIT} if on == "child" else {})
    for on in ("tenant", *(kind.single for kind in WITH_TABLES))
}
# What is added is refused for what other records have, too, which `can` does not tell.
FOR_OTHERS: Mapping[str, set[str]] = {
    "applyForScreening": {"ALREADY_EXISTS"},
    "askKeeper": {"NOT_TOLD"},
    "issueCertificate": {"NO_SERVICE"},
    "createTeam": {"CLOSED"},
    "confirmPairings": {"ALREADY_EXISTS"},
    "recordVisit": {"CLOSED"},
    "recordAttendance": {"NOT_HELD"},
    "signUpForActivity": {"ALREADY_EXISTS", "CLOSED"},
    "addActivityPartner": {"CLOSED"},
    "addParticipation": {"CLOSED"},
    "joinAlliance": {"CLOSED"},
    "proposeRemainderTransfer": {"CLOSED"},
    "reportProgressEntry": {"CLOSED"},
    "requestDisbursement": {"CLOSED", "RESTRICTED"},
    "reverseDonation": {"ALREADY_DONE", "NOT_COVERED"},
    "reverseRemainderTransfer": {"NOT_COVERED"},
    "submitProjectStep": {"ALREADY_EXISTS"},
}
# Of which the input names another record that there has to be.
WITH_ANOTHER = {"mergeChildren", "proposeBudgetChange"}


def closed(kind: Kind) -> Iterable[str]:
    """Closes all of a kind."""
    if kind.closing:
        reason = kind.fields[kind.closing.reason]
        told = value(kind.closing.reason, reason, 0)
        yield f"""update {kind.plural} set {kind.closing.day} = today(), {kind.closing.reason} = '{told}'
            where {kind.closing.day} is null and id = $1"""


# Pairings are ended before those whom they pair.
LAST_FIRST = WITH_TABLES[::-1]
# In place of SQL: the children of the branch.
ERASE = "erase"
# One after another; a row that the database does not let be so stays as it is.
STATES: Mapping[str, Sequence[tuple[str, str]]] = {
    "as it is": (),
    "handed over": (("transfer", "update transfers set state = 'ACCEPTED', pairings_continue = true where id = $1"),),
    "met": (
        (
            "need",
            f"""update needs n set settled_on = today(), outcome = 'MET', met_by_id = s.id from supports s
                where s.need_id = n.id and n.settled_on is null and n.tenant_code <> {BRANCH} and n.id = $1""",
        ),
    ),
    "further on": (
        ("activity", f"{HOLD} and id = $1"),
        ("assessment", "update assessments set reviewed_on = '2024-12-01', reviewer = 'x' where id = $1"),
        ("wish", "update wishes set claimed_on = '2024-04-01', claimed_by = 'x' where id = $1"),
        ("published_wish", "update published_wishes set claimed_on = '2024-04-01', claimed_by = 'x' where id = $1"),
        ("file_opening", "update file_openings set closed_at = now() where id = $1"),
        ("consent", "update consents set decision = 'REFUSED' where id = $1"),
        ("project_step", "update project_steps set state = 'PASSED', decided_on = '2024-06-01' where id = $1"),
        ("subsidy", "update subsidies set notice_until = today() where paid_on is null and id = $1"),
    ),
    "further yet": (
        (
            "project_step",
            """insert into project_steps (id, tenant_code, project_id, step, submitted_on, evidence)
               select uuidv7(), tenant_code, project_id, 'APPLICATION', '2024-06-02', 'x'
               from project_steps where id = $1""",
        ),
        ("wish", "update wishes set published_on = '2024-04-01', public_text = 'x' where id = $1"),
    ),
    "thanked for": (("wish", "update wishes set thanked_on = '2024-05-01', thanks = 'x' where id = $1"),),
    "closed": (
        *((kind.single, sql) for kind in LAST_FIRST for sql in closed(kind) if kind.protection is not CONTACT),
        (
            "activity",
            """update activities set held_on = null, children_served = 0, cancelled_on = '2024-05-01',
               cancelled_reason = 'x' where id = $1""",
        ),
    ),
    "erased": (("child", ERASE),),
    "care closed": tuple(
        (kind.single, sql) for kind in WITH_TABLES for sql in closed(kind) if kind.protection is CONTACT
    ),
}
# What is decided by somebody else than who entered it, or changed it last.
BY_ANOTHER = (
    "assessment",
    "budget_change",
    "disbursement",
    "project_step",
    "remainder_transfer",
    "screening",
    "subsidy",
    "transfer",
)


async def put(stage: Stage, orders: Iterable[tuple[str, str]]) -> None:
    for kind, sql in orders:
        # Who is taken off the register speaks for nobody, and could not be asked.
        records = [record for record in stage.world.of(kind) if record.id != stage.world.organization]
        written = [await is_written(stage.owner, sql, record) for record in records]
        assert any(written), sql


async def is_written(owner: asyncpg.Connection, sql: str, record: Kept) -> bool:
    try:
        if sql == ERASE:
            return "branch" in record.marks and await is_erased(owner, record)
        return not (await owner.execute(sql, record.id)).endswith(" 0")
    except (asyncpg.IntegrityConstraintViolationError, PersonError):
        return False


async def is_erased(owner: asyncpg.Connection, child: Kept) -> bool:
    async with owner.transaction():
        return bool(await erase_person(owner, Request("CHILD", UUID(str(child.id)), "操作员", "guardian asked")))


async def seen_again(stage: Stage) -> Stage:
    """The same world, as it is now."""
    rows = {
        row["id"]: opened(table, row)
        for table in TABLES.values()
        for row in await stage.owner.fetch(f"select * from {table}")
    }
    kept = tuple(replace(one, row=rows.get(one.id, one.row)) for one in stage.world.kept)
    return replace(stage, world=replace(stage.world, kept=kept))


NAMES = {rule.name.upper(): name for name, (_, rule) in RULES.items()}
# Asked to be on the day on which it is tried: after whatever else it had to be after.
AT_LAST = {"closeCaringMother": "closedOn", "reopenChild": "reopenedOn"}
# What shows differently, too, once others do.
BESIDE: Mapping[str, Sequence[str]] = {
    "handed over": ("child", "pairing", "need", "wish"),
    "met": ("support",),
    "closed": ("screening",),
    "erased": ("need", "support", "wish"),
}


async def shown(stage: Stage, role: str, record: Kept) -> set[str]:
    text = f"query ($key: ID!) {{ one: {camel(record.kind)}(id: $key) {{ can }} }}"
    if record.kind == "tenant":
        text = "query ($key: DivisionCode!) { one: tenant(code: $key) { can } }"
    one = (await stage.ask(role, text, {"key": str(record.id)}))["one"]
    return {NAMES[action] for action in one["can"]} if one else set()


async def refused(stage: Stage, role: str, name: str, given: Input) -> list[str]:
    """The codes that a change is refused with: none where it is done."""
    try:
        done = (await stage.ask(role, written_as(name, MUTATIONS[name]), {"input": given}))["done"]
    except Forbidden:
        return ["FORBIDDEN"]
    return [error["code"] for error in done["userErrors"]]


def told_apart(role: str, kind: str, world: World) -> Iterable[Kept]:
    """Of those that the role sees one at each place, in each state."""

    def how(record: Kept) -> tuple[object, ...]:
        named = (record.row.get(name) for name in ("state", "screening_state", "decision", "kind", "balance"))
        return (record.marks, *named, *(found is None for found in record.row.values()))

    return {how(record): record for record in world.of(kind) if sees(role, record)}.values()


def inputs(world: World, record: Kept, orders: Mapping[str, Order]) -> Iterable[tuple[str, Input]]:
    for name, order in orders.items():
        if name not in WITH_ANOTHER or order.fits(world, record):
            at_last = {AT_LAST[name]: str(today())} if name in AT_LAST else {}
            yield name, {**order.input(world, record), **at_last}


async def differences(stage: Stage, role: str, kinds: Iterable[str] = ADDITIONS) -> list[tuple[str, ...]]:
    rehearsed = on_other_database(stage, Rehearsal(stage.database.connections, stage.database.keys))
    wrong = []
    # An addition is of a record of each distance with which one may do the same.
    added: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    for kind in kinds:
        for record in told_apart(role, kind, stage.world) if CHANGES.get(kind) or ADDITIONS[kind] else ():
            can = await shown(stage, role, record)
            same = (kind, record.marks, frozenset(can))
            orders = {**CHANGES.get(kind, {}), **({} if same in added else ADDITIONS[kind])}
            added.add(same)
            for name, given in inputs(stage.world, record, orders):
                codes = await refused(rehearsed, role, name, given)
                if (name in can) is bool(set(codes) - (FOR_OTHERS.get(name, set()) if name in can else set())):
                    wrong.append((role, name, str(record), *codes))
    return wrong


@pytest.mark.parametrize("role", [role for role in ROLES if WRITES[role]])
async def test_nobody_can_decide_on_her_own(stage: Stage, role: str) -> None:
    session = stage.callers[role].session
    assert session
    for kind in BY_ANOTHER:
        table = TABLES[kind]
        await stage.owner.execute(f"alter table {table} disable trigger user")
        await stage.owner.execute(f"update {table} set created_by = $1, updated_by = $1", session.user_id)
        await stage.owner.execute(f"alter table {table} enable trigger user")
    wrong = await differences(await seen_again(stage), role, BY_ANOTHER)
    assert wrong == []


async def test_what_one_can_do_is_what_is_done(stage: Stage) -> None:
    wrong = []
    for state, orders in STATES.items():
        await put(stage, orders)
        there = await seen_again(stage)
        kinds = {kind for kind, _ in orders}.union(BESIDE.get(state, ())) or set(ADDITIONS)
        for role in ROLES:
            if WRITES[role]:
                wrong += [(state, *found) for found in await differences(there, role, kinds)]
    assert wrong == []
