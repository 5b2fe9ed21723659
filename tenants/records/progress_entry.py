"""工作进展: what a branch reports on a task, with its evidence."""

from tenants.kinds.field import day, number, reference, text
from tenants.kinds.kind import Kind
from tenants.kinds.ordinary import Create, Update
from tenants.records.protections import PROJECT_WORK

PROGRESS_ENTRY = Kind(
    name="ProgressEntry",
    zh="工作进展",
    noun="progress entry",
    nouns="progress entries",
    description="What a branch reports on a task that it, or a branch above it, has set.",
    protection=PROJECT_WORK,
    may_be_late=True,
    fields={
        "measure": reference("任务", "Measure", "measure_id", required=True, hides=True, description="The task."),
        "reported_on": day("报送日期", required=True, filter=True, order=True),
        "report": text("进展情况", 2000, required=True),
        "percent": number("完成进度（%）", 0, 100),
        "evidence": text("佐证材料", 500, description="Where the evidence is kept."),
    },
    ordinary=(
        Create("Reports what was done of a task.", "What was done of a task.", prefix="report"),
        Update("Corrects what is given."),
    ),
    descriptions={"in_scope": "What the branches of your scope have reported."},
)
