"""Money: the funds it is in, what organisations were paid for projects, and what children in hardship were given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tenants.demo.drawing import END, START, draw_day, draw_identity, happens, pick
from tenants.demo.projects import Account
from tenants.demo.province import PROVINCE
from tenants.demo.tables import Child, Disbursement, Fund, Subsidy

MULAN, AID = "木兰妈妈慈善基金", "困境儿童帮扶专项基金"
# The fund that the donations to a project go to, by a part of the project's name.
OF_PROJECTS = {"Mulan Mothers Charity Fund": MULAN, "Dream Fulfillment and Educational Assistance": AID}
# Of what was raised, and of the children on file.
SPENT, SUBSIDISED = 0.7, 0.06
USUAL_PAYMENT = 60_000
PURPOSES = ("HOUSING", "EDUCATION", "COMPANIONSHIP", "VENUES", "TRAINING")
HARDSHIPS = ("LIVING", "LIVING", "EDUCATION", "MEDICAL", "DISABILITY")
KIN = ("祖父", "祖母", "外祖父", "外祖母", "母亲", "父亲")


@dataclass(frozen=True)
class Money:
    """The funds by their names."""

    funds: Mapping[str, Any]

    def of(self, account: Account) -> Any:  # noqa: ANN401  # a row of the table
        found = (name for part, name in OF_PROJECTS.items() if part in account.project.name)
        return self.funds.get(next(found, ""))


def money(chance: Random, taizhou: int) -> Money:
    return Money({name: _fund(chance, tenant, name) for name, tenant in ((MULAN, taizhou), (AID, PROVINCE))})


def _fund(chance: Random, tenant: int, name: str) -> Any:  # noqa: ANN401  # a row of the table
    record_id, created_at = draw_identity(chance, START)
    return Fund(record_id, tenant, created_at, name=name, filing_number="浙慈备2023", opened_on=START)


def disbursements(chance: Random, account: Account, fund: Any, payees: Sequence[Any]) -> Iterator[Any]:  # noqa: ANN401  # rows
    """What was paid for a project: most of what it raised in the half-year, in parts, each approved before."""
    near = [row for row in payees if row.tenant_code == account.project.tenant_code] or payees
    count = int(account.funds * SPENT) // USUAL_PAYMENT
    ended_on = account.project.ended_on or END
    for _ in range(count):
        asked_on = draw_day(chance, date(2024, 1, 1), ended_on - timedelta(30))
        record_id, created_at = draw_identity(chance, asked_on)
        row = Disbursement(
            record_id,
            account.project.tenant_code,
            created_at,
            project_id=account.project.id,
            fund_id=fund and fund.id,
            payee_id=pick(chance, near).id,
            purpose=pick(chance, PURPOSES),
            amount=Decimal(int(USUAL_PAYMENT * chance.uniform(0.4, 1))),
            requested_on=asked_on,
        )
        yield _decided(chance, row, asked_on)


def _decided(chance: Random, row: Any, asked_on: date) -> Any:  # noqa: ANN401  # a row of the table
    decided_on = asked_on + timedelta(5)
    if happens(chance, 0.05):
        return row
    if happens(chance, 0.05):
        return row._replace(decision="REJECTED", decided_on=decided_on, decision_reason="预算不足")
    return row._replace(decision="APPROVED", decided_on=decided_on, paid_on=decided_on + timedelta(10))


def subsidies(chance: Random, children: Sequence[Child], fund: Any) -> Iterator[Any]:  # noqa: ANN401  # rows
    """Some of the children who were on file in 2024 were given something from the province's fund."""
    for child in children:
        on_file = child.on_file_on and child.on_file_on < date(2024, 3, 1) and child.closed_on is None
        if not on_file or not happens(chance, SUBSIDISED):
            continue
        asked_on = draw_day(chance, date(2024, 3, 1), date(2026, 3, 1))
        record_id, created_at = draw_identity(chance, asked_on)
        row = Subsidy(
            record_id,
            child.tenant_code,
            created_at,
            child_id=child.id,
            fund_id=fund.id,
            hardship_kind=pick(chance, HARDSHIPS),
            period=f"{asked_on.year}",
            amount=Decimal(pick(chance, (600, 800, 1000, 1200))),
            reason="家庭收入低，主要劳动力患病",
            requested_on=asked_on,
        )
        decided = _decided(chance, row, asked_on)
        if decided.paid_on:
            decided = decided._replace(notice_until=decided.decided_on + timedelta(7), received_by=pick(chance, KIN))
        yield decided
