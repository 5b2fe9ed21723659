"""The words of a project."""

from tenants.terms import Term


class ProjectState(Term):
    """Where a project stands."""

    PLANNED = "PLANNED", "筹备中", "Planned"
    RUNNING = "RUNNING", "实施中", "Running"
    ENDED = "ENDED", "已结束", "Ended"


class ProjectEnding(Term):
    """Why a project ended."""

    COMPLETED = "COMPLETED", "已完成", "Completed"
    CANCELLED = "CANCELLED", "已取消", "Cancelled"
    MERGED = "MERGED", "已合并", "Merged"
