"""What each project is to change, what was measured of it at mid-term, and by what it was accepted."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, HALF_YEAR_END, draw_identity
from tenants.demo.steps import EXPECTED_END
from tenants.demo.tables import IndicatorValue, Project, ProjectIndicator

# Name, unit, baseline, target, and within what the value is at the end.
INDICATORS = (
    ("受益妇女儿童", "人", 0, 500, (480, 900)),
    ("服务对象满意度", "%", 70, 90, (86, 99)),
    ("居家安全隐患", "处", 60, 10, (4, 14)),
)
# How long after its start a project is looked at, and how long before its end.
MID_TERM, BEFORE_END = timedelta(175), timedelta(16)


def indicators(chance: Random, project: Project) -> Iterator[tuple[Any, list[Any]]]:
    """Two of each project, with their values."""
    said_on = (project.started_on or HALF_YEAR_END + timedelta(120)) - timedelta(95)
    for name, unit, baseline, target, reached in chance.sample(INDICATORS, 2):
        record_id, created_at = draw_identity(chance, said_on)
        indicator = ProjectIndicator(
            record_id,
            project.tenant_code,
            created_at,
            project_id=project.id,
            name=name,
            unit=unit,
            baseline=baseline,
            baseline_on=said_on,
            target=target,
            target_on=project.ended_on or EXPECTED_END,
        )
        yield indicator, list(_values(chance, project, indicator, reached))


def _values(chance: Random, project: Project, indicator: Any, reached: tuple[int, int]) -> Iterator[Any]:  # noqa: ANN401  # a row of the table
    if project.started_on is None:
        return
    at_end = chance.randint(*reached)
    looked_at = project.started_on + MID_TERM
    last = (project.ended_on or END) - BEFORE_END
    found = [(looked_at, (indicator.baseline + at_end) // 2, "中期检查报告")] if looked_at < last else []
    if project.ended_on:
        found.append((last, at_end, "结项报告"))
    for day, value, evidence in found:
        record_id, created_at = draw_identity(chance, day)
        yield IndicatorValue(
            record_id,
            project.tenant_code,
            created_at,
            project_indicator_id=indicator.id,
            measured_on=day,
            value=value,
            final=evidence == "结项报告",
            evidence=evidence,
        )
