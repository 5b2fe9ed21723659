"""What each project may spend on what: enough for what was paid; now and then another use that its donor agreed to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tenants.demo.drawing import draw_identity, happens
from tenants.demo.tables import BudgetChange, BudgetLine, Project

# Lines are in whole tens of thousands of yuan, with one to spare; a part is the owner's own.
UNIT = 10_000
MATCHING = Decimal("0.2")


def budget_lines(chance: Random, project: Project, paid: Iterable[Any]) -> Iterator[Any]:
    asked: dict[str, Decimal] = defaultdict(Decimal)
    for row in paid:
        asked[row.purpose] += row.amount
    for purpose, amount in asked.items():
        record_id, created_at = draw_identity(chance, (project.started_on or project.created_at.date()) - timedelta(50))
        lot = Decimal((int(amount) // UNIT + 2) * UNIT)
        yield BudgetLine(
            record_id,
            project.tenant_code,
            created_at,
            project_id=project.id,
            purpose=purpose,
            detail="按申报书测算",
            amount=lot,
            matching=lot * MATCHING,
        )


def budget_changes(chance: Random, project: Project, lines: Sequence[Any]) -> Iterator[Any]:
    if len(lines) < len(("from", "to")) or project.started_on is None or not happens(chance, 0.2):
        return
    day = project.started_on + timedelta(chance.randint(60, 200))
    record_id, created_at = draw_identity(chance, day)
    yield BudgetChange(
        record_id,
        project.tenant_code,
        created_at,
        project_id=project.id,
        from_line_id=lines[0].id,
        to_line_id=lines[1].id,
        amount=Decimal(UNIT),
        reason="受益儿童需求变化，调整用途",
        donor_consent="捐赠人书面同意函",
        consented_on=day,
        state="PASSED",
        decided_on=day + timedelta(7),
        opinion="同意",
    )
