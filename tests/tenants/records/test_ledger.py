"""Money: given to a fund, paid to organisations and children, taken back; and never more than there is."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest
from stdnum.cn import ric

from schema.caller import Caller
from tenants.database.transactions import Database
from tenants.errors import Forbidden
from tests.callers import add_caller, ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.records.office import COUNTY, OTHER_VILLAGE, VILLAGE, Done, Office
from tests.tenants.statistics.balances import unbalanced
from tests.tenants.statistics.recount import fetch_rows

WRITERS = 64
DECIDED = date(2024, 5, 2)
REQUEST = {"purpose": "HOUSING", "requestedOn": "2024-05-01"}
DECISION = {"decision": "APPROVED", "decidedOn": "2024-05-02"}
APPLICATION = {"hardshipKind": "LIVING", "period": "2024", "amount": "800.00", "requestedOn": "2024-05-01"}
BORN = "33012720150505"
WARNED = """mutation ($input: ApplyForSubsidyInput!) { applyForSubsidy(input: $input) {
    warnings { code field } userErrors { code } } }"""


def identity_number(order: str) -> str:
    return f"{BORN}{order}{ric.calc_check_digit(BORN + order + '0')}"


@pytest.fixture
async def rich(office: Office) -> dict[str, str]:
    """The ids of a project, of a fund with 1000 yuan for it, and of whom to pay."""
    fund = await office.done("createFund", {"tenant": COUNTY, "name": "焕新基金", "openedOn": "2024-01-01"}, "manager")
    body = {"tenant": COUNTY, "name": "施工队", "kind": "ENTERPRISE", "registeredOn": "2024-01-01"}
    payee = await office.done("createOrganization", body, "manager")
    project = await office.done("createProject", {}, "manager")
    ids = {"projectId": project.update["id"], "fundId": fund.update["id"]}
    await office.done("recordDonation", {**ids, "amount": "1000.00"}, "manager")
    return {**ids, "payeeId": payee.update["id"]}


async def balance(office: Office, fund: str) -> str:
    asked = f'{{ fund(id: "{fund}") {{ balance }} }}'
    return str((await ask(office.engine, office.callers["manager"], asked))["fund"]["balance"])


async def approved(office: Office, ids: dict[str, str], amount: str) -> Done:
    requested = await office.done("requestDisbursement", {**REQUEST, **ids, "amount": amount}, "manager")
    return await office.done("decideDisbursement", {**requested.update, **DECISION}, "director")


async def test_money_is_paid_as_it_was_approved_and_taken_back_whole(office: Office, rich: dict[str, str]) -> None:
    request = {**REQUEST, **rich, "amount": "600.00"}
    requested = await office.done("requestDisbursement", request, "manager")
    early = await office.do("payDisbursement", {**requested.update, "paidOn": "2024-05-03"}, "manager")
    assert early.problems == {("NOT_APPROVED", "input.id")}
    with pytest.raises(Forbidden):
        await office.do("decideDisbursement", {**requested.update, **DECISION}, "manager")
    both = await office.both("manager", "DIRECTOR")
    own = await office.do("decideDisbursement", {**requested.update, **DECISION}, both)
    assert own.problems == {("SAME_PERSON", "input.id")}
    silent = {**requested.update, **DECISION, "decision": "REJECTED"}
    assert (await office.do("decideDisbursement", silent, "director")).problems == {
        ("REQUIRED", "input.decisionReason")
    }
    decided = await office.done("decideDisbursement", {**requested.update, **DECISION}, "director")
    twice = await office.do("decideDisbursement", {**decided.update, **DECISION}, "director")
    assert twice.problems == {("ALREADY_DONE", "input.id")}
    assert await balance(office, rich["fundId"]) == "1000.00"
    paid = await office.done("payDisbursement", {**decided.update, "paidOn": "2024-05-03"}, "manager")
    assert await balance(office, rich["fundId"]) == "400.00"
    # Not even by whoever writes to the table itself.
    for change in ("amount = 1", "paid_on = '2024-05-04'", "decision = 'REJECTED', paid_on = null"):
        with pytest.raises(asyncpg.CheckViolationError):
            await office.owner.execute(f"update disbursements set {change} where id = $1", paid.update["id"])
    short = await approved(office, rich, "400.01")
    uncovered = await office.do("payDisbursement", {**short.update, "paidOn": "2024-05-03"}, "manager")
    assert uncovered.problems == {("NOT_COVERED", "input.id: amount")}
    full = await office.do("closeFund", await closing(office, rich["fundId"], "2024-06-01"), "manager")
    assert full.problems == {("NOT_EMPTY", "input.id")}
    back = {"disbursementId": paid.update["id"], "paidOn": "2024-05-05"}
    reversal = await office.do("reverseDisbursement", back, "manager", fields="amount reverses { id }")
    assert reversal.record
    assert (reversal.record["amount"], reversal.record["reverses"]["id"]) == ("-600.00", paid.update["id"])
    again = await office.do("reverseDisbursement", back, "manager")
    assert again.problems == {("ALREADY_DONE", "input.disbursementId")}
    assert await balance(office, rich["fundId"]) == "1000.00"
    assert unbalanced(await fetch_rows(office.owner)) == {}


async def closing(office: Office, fund: str, day: str) -> dict[str, object]:
    version = await office.owner.fetchval("select version from funds where id = $1", fund)
    return {"id": fund, "expectedVersion": version, "closedOn": day, "closedReason": "SPENT"}


async def test_nothing_is_paid_before_it_came_in(office: Office, rich: dict[str, str]) -> None:
    """On no day is less than nothing in an account, whatever is in it now; what a day took and gave is as one."""
    ids = {name: rich[name] for name in ("projectId", "fundId")}
    first = await office.owner.fetchval("select max(received_on) from donations where fund_id = $1", ids["fundId"])
    later = first + timedelta(days=60)
    given = await office.done("recordDonation", {**ids, "amount": "500.00", "receivedOn": str(later)}, "manager")
    both = await approved(office, rich, "1500.00")
    for day in (first, later - timedelta(days=1)):
        early = await office.do("payDisbursement", {**both.update, "paidOn": str(max(day, DECIDED))}, "manager")
        assert early.problems == {("NOT_COVERED", "input.paidOn")}, day
    paid = await office.done("payDisbursement", {**both.update, "paidOn": str(later)}, "manager")
    # Nor is taken back what a payment rests on, even if as much has come in again since.
    after = later + timedelta(days=30)
    await office.done("recordDonation", {**ids, "amount": "500.00", "receivedOn": str(after)}, "manager")
    back = {"donationId": given.update["id"], "receivedOn": str(after - timedelta(days=1))}
    assert (await office.do("reverseDonation", back, "manager")).problems == {("NOT_COVERED", "input.receivedOn")}
    await office.done("reverseDonation", {**back, "receivedOn": str(after)}, "manager")
    # What was taken back counts from the day on which it was.
    await office.done("reverseDisbursement", {"disbursementId": paid.update["id"], "paidOn": str(after)}, "manager")
    again = await approved(office, rich, "1000.00")
    early = await office.do("payDisbursement", {**again.update, "paidOn": str(later)}, "manager")
    assert early.problems == {("NOT_COVERED", "input.paidOn")}
    await office.done("payDisbursement", {**again.update, "paidOn": str(after)}, "manager")
    assert unbalanced(await fetch_rows(office.owner)) == {}


async def test_nothing_is_paid_before_it_came_in_however_many_pay(
    office: Office, rich: dict[str, str], crowd: Caller
) -> None:
    """Half of the money came in later: of those who pay at once on days before and after, none has paid too early."""
    ids = {name: rich[name] for name in ("projectId", "fundId")}
    first = await office.owner.fetchval("select max(received_on) from donations where fund_id = $1", ids["fundId"])
    later = first + timedelta(days=60)
    await office.done("recordDonation", {**ids, "amount": "1000.00", "receivedOn": str(later)}, "manager")
    waiting = [await approved(office, rich, "90.00") for _ in range(WRITERS // 2)]
    days = (max(first, DECIDED), later)
    paying = (
        office.do("payDisbursement", {**one.update, "paidOn": str(days[number % 2])}, crowd)
        for number, one in enumerate(waiting)
    )
    done = await asyncio.gather(*paying)
    refused = {problem for one in done for problem in one.problems}
    assert refused <= {("NOT_COVERED", "input.id: amount"), ("NOT_COVERED", "input.paidOn")}
    assert sum(not one.errors for one in done) == 2000 // 90
    assert unbalanced(await fetch_rows(office.owner)) == {}


async def test_goods_have_a_value_and_are_in_no_account(office: Office, rich: dict[str, str]) -> None:
    ids = {name: rich[name] for name in ("projectId", "fundId")}
    goods = {**ids, "amount": "300.00", "kind": "GOODS", "item": "书桌", "quantity": 3}
    unvalued = await office.do("recordDonation", goods, "manager")
    assert unvalued.problems == {("REQUIRED", "input.valuationBasis")}
    given = await office.done("recordDonation", {**goods, "valuationBasis": "采购价"}, "manager")
    assert await balance(office, rich["fundId"]) == "1000.00"
    await office.done("reverseDonation", {"donationId": given.update["id"], "receivedOn": "2024-05-05"}, "manager")
    assert await balance(office, rich["fundId"]) == "1000.00"


async def test_a_fund_is_spent_on_its_purpose_and_by_its_tenant(office: Office, rich: dict[str, str]) -> None:
    narrow = {"tenant": COUNTY, "name": "助学金", "openedOn": "2024-01-01", "restriction": "EDUCATION"}
    fund = await office.done("createFund", narrow, "manager")
    asked = {**REQUEST, **rich, "fundId": fund.update["id"], "amount": "1.00"}
    wrong = await office.do("requestDisbursement", asked, "manager")
    assert wrong.problems == {("RESTRICTED", "input.fundId")}
    await office.done("requestDisbursement", {**asked, "purpose": "EDUCATION"}, "manager")
    await a_restriction_is_kept(office, rich)
    province = await add_caller(office.owner, office.database, "PROJECT_MANAGER", 330000000000)
    above = await office.done("createFund", {**narrow, "tenant": "330000000000", "restriction": None}, province)
    others = await office.do("requestDisbursement", {**asked, "fundId": above.update["id"]}, "manager")
    assert others.problems == {("NOT_FOUND", "input.fundId")}
    given = {"projectId": rich["projectId"], "fundId": above.update["id"], "amount": "5.00"}
    assert (await office.do("recordDonation", given, "manager")).problems == {("NOT_FOUND", "input.fundId")}


async def a_restriction_is_kept(office: Office, rich: dict[str, str]) -> None:
    """As long as anything is left; and what was approved before there was one is not paid against it."""
    restricting = {"id": rich["fundId"], "restriction": "EDUCATION"}

    async def restrict() -> Done:
        version = await office.owner.fetchval("select version from funds where id = $1", rich["fundId"])
        return await office.do("updateFund", {**restricting, "expectedVersion": version}, "manager")

    assert (await restrict()).problems == {("IN_USE", "input.restriction")}
    due, rest = await approved(office, rich, "1.00"), await approved(office, rich, "1000.00")
    await office.done("payDisbursement", {**rest.update, "paidOn": "2024-05-03"}, "manager")
    assert not (await restrict()).errors
    await office.done("recordDonation", {**{name: rich[name] for name in ("projectId", "fundId")}}, "manager")
    against = await office.do("payDisbursement", {**due.update, "paidOn": "2024-05-03"}, "manager")
    assert against.problems == {("RESTRICTED", "input.id: fund")}


@pytest.fixture
async def crowd(module_database: ScratchDatabase, office: Office) -> AsyncIterator[Caller]:
    """The project manager with a connection for each of many writers."""
    database = await Database.connect(module_database.application_url, pool_size=WRITERS, keys=KEYS)
    yield replace(office.callers["manager"], database=database)
    await database.close()


async def test_an_account_is_never_overdrawn_however_many_pay(
    office: Office, rich: dict[str, str], crowd: Caller
) -> None:
    waiting = [await approved(office, rich, "30.00") for _ in range(WRITERS)]
    paying = (office.do("payDisbursement", {**one.update, "paidOn": "2024-05-03"}, crowd) for one in waiting)
    done = await asyncio.gather(*paying)
    refused = [one.problems for one in done if one.errors]
    assert len(done) - len(refused) == 1000 // 30
    assert all(problems == {("NOT_COVERED", "input.id: amount")} for problems in refused)
    assert await balance(office, rich["fundId"]) == "10.00"
    assert unbalanced(await fetch_rows(office.owner)) == {}


async def test_nobody_waits_for_another_however_many_give(office: Office, rich: dict[str, str], crowd: Caller) -> None:
    """To a project's own account, and to a fund, which is closed meanwhile or is not."""
    own, to_fund = {"projectId": rich["projectId"]}, {name: rich[name] for name in ("projectId", "fundId")}
    giving = [office.do("recordDonation", given, crowd) for _ in range(WRITERS // 4) for given in (own, to_fund)]
    assert [one.problems for one in await asyncio.gather(*giving)] == [set()] * len(giving)
    given = "select fund from projects where id = $1"
    assert await office.owner.fetchval(given, rich["projectId"]) == Decimal("100.50") * (WRITERS // 4)
    empty = await office.done("createFund", {"tenant": COUNTY, "name": "新基金", "openedOn": "2024-01-01"}, "manager")
    async with office.owner.transaction():
        closed = "update funds set closed_on = '2024-06-01', closed_reason = 'SPENT' where id = $1"
        await office.owner.execute(closed, empty.update["id"])
        late = asyncio.create_task(office.do("recordDonation", {**own, "fundId": empty.update["id"]}, crowd))
        assert not (await asyncio.wait([late], timeout=0.5))[0]
    assert (await late).problems == {("CLOSED", "input.fundId")}
    assert unbalanced(await fetch_rows(office.owner)) == {}


async def test_a_subsidy_is_approved_by_whose_money_it_is_and_given_once(office: Office, rich: dict[str, str]) -> None:
    child = await office.child(identityNumber=identity_number("001"))
    given = {**APPLICATION, "childId": child.update["id"], "fundId": rich["fundId"]}
    applied = await office.done("applyForSubsidy", given)
    for period in ("2024", "2024-H1", "2024-12"):
        again = await office.do("applyForSubsidy", {**given, "period": period})
        assert again.problems == {("ALREADY_EXISTS", "input.period")}
    await office.done("applyForSubsidy", {**given, "period": "2025-H1"})

    village = await add_caller(office.owner, office.database, "DIRECTOR", int(VILLAGE))
    decision = {**applied.update, **DECISION, "noticeUntil": "2024-05-08"}
    with pytest.raises(Forbidden):
        await office.do("decideSubsidy", decision, village)
    unpublished = await office.do("decideSubsidy", {**applied.update, **DECISION}, "director")
    assert unpublished.problems == {("REQUIRED", "input.noticeUntil")}
    decided = await office.done("decideSubsidy", decision, "director")
    payment = {**decided.update, "paidOn": "2024-05-08", "receivedBy": "外婆"}
    assert (await office.do("paySubsidy", payment)).problems == {("OUT_OF_ORDER", "input.paidOn")}
    paid = await office.done("paySubsidy", {**payment, "paidOn": "2024-05-09"})
    assert await balance(office, rich["fundId"]) == "200.00"
    figures = f'{{ tenant(code: "{COUNTY}") {{ statistics(period: "2024-05") {{ fundsSpent }} }} }}'
    spent = (await ask(office.engine, office.callers["director"], figures))["tenant"]["statistics"]["fundsSpent"]
    assert float(spent) >= 800  # with what other tests have paid that month
    with pytest.raises(Forbidden):
        await ask(office.engine, office.callers["manager"], "{ subsidies { totalCount } }")

    back = {**paid.update, "reversedOn": "2024-05-10", "reversedReason": "重复发放"}
    await office.done("reverseSubsidy", back)
    assert await balance(office, rich["fundId"]) == "1000.00"
    await office.done("applyForSubsidy", given)
    assert unbalanced(await fetch_rows(office.owner)) == {}


async def test_what_a_child_has_from_elsewhere_is_told_and_not_whose(office: Office, rich: dict[str, str]) -> None:
    number = identity_number("003")
    child = await office.child(identityNumber=number)

    async def apply(by: str, **given: str) -> list[str]:
        payload = await ask(office.engine, office.callers[by], WARNED, {"input": {**APPLICATION, **given}})
        assert payload["applyForSubsidy"]["userErrors"] == []
        return [one["code"] for one in payload["applyForSubsidy"]["warnings"]]

    first = {"childId": child.update["id"], "fundId": rich["fundId"]}
    assert await apply("caseworker", **first) == []
    second = await office.done("createFund", {"tenant": COUNTY, "name": "二号", "openedOn": "2024-01-01"}, "manager")
    assert await apply("caseworker", **first, period="2024-Q3", hardshipKind="MEDICAL") == []
    other = {**first, "fundId": second.update["id"]}
    assert await apply("caseworker", **other) == ["SUBSIDISED_ELSEWHERE"]
    assert await apply("caseworker", **other, period="2023") == []
    # It moved away, and is on file there now.
    closed = "update children set closed_on = '2024-09-01', closed_reason = 'MOVED_OUT' where id = $1"
    await office.owner.execute(closed, child.update["id"])
    twin = await office.done("registerChild", {"tenant": OTHER_VILLAGE, "identityNumber": number}, "neighbour")
    province = await add_caller(office.owner, office.database, "PROJECT_MANAGER", 330000000000)
    shared = {"tenant": "330000000000", "name": "省级基金", "openedOn": "2024-01-01"}
    fund = await office.done("createFund", shared, province)
    elsewhere = {"childId": twin.update["id"], "fundId": fund.update["id"]}
    assert await apply("neighbour", **elsewhere, period="2024-H2") == ["SUBSIDISED_ELSEWHERE"]
    assert await apply("neighbour", **elsewhere, period="2022") == []
