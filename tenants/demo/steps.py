"""The steps that each project has gone through, and what has to be made public of it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, HALF_YEAR_END, draw_identity, happens
from tenants.demo.tables import Donation, Milestone, Project, Step
from tenants.records.milestone.rules import disclosure_days
from tenants.records.project_step.kind import ProjectStage

# How long before its start, or after it, each is submitted, and what proves it.
DAYS = {
    ProjectStage.CALL: (-120, "征集公告及发布截图"),
    ProjectStage.APPLICATION: (-95, "项目申报书"),
    ProjectStage.DESK_REVIEW: (-75, "书面评审意见表"),
    ProjectStage.DEFENCE: (-60, "现场答辩评分表"),
    ProjectStage.APPROVAL: (-45, "立项审批会议纪要"),
    ProjectStage.AGREEMENT: (-20, "项目合作协议"),
    ProjectStage.MID_TERM: (180, "中期检查报告"),
}
REVIEWED = (ProjectStage.DESK_REVIEW, ProjectStage.DEFENCE, ProjectStage.ACCEPTANCE)
BEFORE_START = (ProjectStage.CALL, ProjectStage.APPLICATION)
# Until when those that run are expected to.
EXPECTED_END = date(2026, 12, 31)


def steps(chance: Random, project: Project) -> Iterator[Any]:
    """Of one that runs up to its mid-term check, of one that ended up to its acceptance; of one to come the first."""
    started_on = project.started_on or HALF_YEAR_END + timedelta(120)
    for step, (days, evidence) in DAYS.items():
        if project.started_on or step in BEFORE_START:
            yield _step(chance, project, step, started_on + timedelta(days), evidence)
    if project.started_on is None:
        yield _step(chance, project, ProjectStage.DESK_REVIEW, started_on - timedelta(75), "待评审", passed=False)
    if project.ended_on:
        yield _step(chance, project, ProjectStage.ACCEPTANCE, project.ended_on - timedelta(15), "结项报告及审计报告")


def disclosures(chance: Random, project: Project) -> Iterator[Any]:
    """What is due by the demo's end was made public, now and then late; the rest is to come."""
    if project.started_on is None:
        return
    for due_on in disclosure_days(project.started_on, project.ended_on or EXPECTED_END):
        told_on = due_on + timedelta(chance.randint(1, 20) if happens(chance, 0.1) else -chance.randint(1, 15))
        record_id, created_at = draw_identity(chance, project.started_on)
        yield Milestone(
            record_id,
            project.tenant_code,
            created_at,
            project_id=project.id,
            kind="DISCLOSURE",
            name="项目信息公开",
            due_on=due_on,
            evidence="本级妇联网站" if told_on < END else None,
            closed_on=told_on if told_on < END else None,
            closed_reason="DONE" if told_on < END else None,
        )


def feedback(chance: Random, project: Project, donations: Sequence[Donation]) -> Iterator[Any]:
    """The first organisation that gave something is told within three months what became of it."""
    first = next((row for row in donations if row.donor_organization_id and row.reverses_id is None), None)
    if first is None:
        return
    due_on = first.received_on + timedelta(90)
    record_id, created_at = draw_identity(chance, first.received_on)
    yield Milestone(
        record_id,
        project.tenant_code,
        created_at,
        project_id=project.id,
        kind="FEEDBACK",
        name="向捐赠单位反馈使用情况",
        donation_id=first.id,
        due_on=due_on,
        evidence="反馈函" if due_on < END else None,
        closed_on=due_on - timedelta(chance.randint(1, 30)) if due_on < END else None,
        closed_reason="DONE" if due_on < END else None,
    )


def _step(  # noqa: PLR0913 -- what was decided is named
    chance: Random, project: Project, step: ProjectStage, day: date, evidence: str, *, passed: bool = True
) -> Any:  # noqa: ANN401  # a row of the table
    record_id, created_at = draw_identity(chance, day)
    return Step(
        record_id,
        project.tenant_code,
        created_at,
        project_id=project.id,
        step=step.value,
        submitted_on=day,
        evidence=evidence,
        score=chance.randint(72, 96) if step in REVIEWED else None,
        state="PASSED" if passed else "SUBMITTED",
        decided_on=day + timedelta(7) if passed else None,
        opinion="同意" if passed else None,
    )
