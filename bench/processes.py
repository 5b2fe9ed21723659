"""What processes cost, read from /proc: the CPU a process and its children used, and the memory each holds."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and all below it that are alive."""
    found = [pid]
    for parent in found:
        try:
            found.extend(map(int, (PROC / str(parent) / "task" / str(parent) / "children").read_text().split()))
        except OSError:
            continue
    return found


def fields(pid: int) -> list[str]:
    """The fields of a process's stat behind its name; none when it has ended."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def command(pid: int) -> str:
    """What a process says that it does."""
    try:
        return (PROC / str(pid) / "cmdline").read_text()
    except OSError:
        return ""


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all below it, those that ended included."""
    return sum(sum(map(int, found[11:15])) for one in family(pid) if (found := fields(one))) / TICKS


def resident_megabytes(pid: int) -> float:
    """The resident memory of the largest of a process and all below it."""
    sizes = [int(found[21]) * PAGE for one in family(pid) if (found := fields(one))]
    return max(sizes, default=0) / 1e6
