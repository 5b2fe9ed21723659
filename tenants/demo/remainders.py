"""What was left of projects that ended: a gift of which nothing more was needed, and where it went."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tenants.demo.drawing import draw_day, draw_identity
from tenants.demo.tables import Donation, Project, RemainderTransfer

LEFT = Decimal(12_000)


def remainders(chance: Random, projects: Sequence[Project]) -> Iterator[tuple[Donation, Any]]:
    """Of each that ended beside one of the same tenant that runs: what it was given, and the transfer of that."""
    running = {project.tenant_code: project for project in projects if project.started_on and not project.ended_on}
    for project in projects:
        if project.started_on and project.ended_on and project.tenant_code in running:
            given_on = draw_day(chance, project.started_on, project.started_on + timedelta(180))
            left_on = project.ended_on + timedelta(14)
            yield _given(chance, project, given_on), _left(chance, project, left_on, running[project.tenant_code])


def _given(chance: Random, project: Project, day: date) -> Donation:
    record_id, created_at = draw_identity(chance, day)
    return Donation(
        record_id,
        project.tenant_code,
        created_at,
        project_id=project.id,
        fund_id=None,
        received_on=day,
        amount=LEFT,
        donor="爱心人士",
        note="认捐的设施另由社区配备",
        reverses_id=None,
    )


def _left(chance: Random, project: Project, day: date, to: Project) -> Any:  # noqa: ANN401  # a row of the table
    record_id, created_at = draw_identity(chance, day)
    return RemainderTransfer(
        record_id,
        project.tenant_code,
        created_at,
        project_id=project.id,
        to_project_id=to.id,
        amount=LEFT,
        basis="LIKE_PURPOSE",
        reason="同为关爱留守儿童和困境儿童，已在本级妇联网站公示",
        proposed_on=day,
        state="PASSED",
        decided_on=day + timedelta(7),
        opinion="同意",
    )
