"""Care plans of the children at risk, year after year, and the aid that children of some categories receive."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, Lot, draw_day, happens, pick
from tenants.demo.files import kept
from tenants.demo.tables import Benefit, CarePlan, Child

# How many of the children at a level of risk have plans.
AT_RISK = {"YELLOW": 0.15, "RED": 1.0}
YEAR = timedelta(days=365)
GOALS = {
    "每月至少见面一次，保持学习跟得上": ("COMPANIONSHIP", "TUTORING"),
    "情绪稳定，愿意与人交流": ("COUNSELLING", "COMPANIONSHIP"),
    "落实监护责任，父母每周联系": ("COMPANIONSHIP",),
    "落实应享受的救助，生活有保障": ("ENTITLEMENT", "SUPPLIES"),
    "按时复查用药，身体状况好转": ("MEDICAL", "REHABILITATION"),
}
RESPONSIBLE = ("村儿童主任", "乡镇儿童督导员", "村妇联主席")
ENDINGS = Lot({"PERIOD_ENDED": 70, "GOALS_REACHED": 25, "REPLACED": 5})
# What a child of a category may receive, and how many of them do.
AIDS = {
    "ORPHAN": (("ORPHAN_ALLOWANCE",), 1.0),
    "DE_FACTO_UNATTENDED": (("DE_FACTO_UNATTENDED_ALLOWANCE",), 0.9),
    "HARDSHIP": (("SUBSISTENCE_ALLOWANCE", "SUBSISTENCE_ALLOWANCE", "LOW_INCOME_MARGIN", "EXTREME_HARDSHIP"), 0.7),
    "ILLNESS_OR_DISABILITY": (("DISABILITY_ALLOWANCE", "MEDICAL_ASSISTANCE", "REHABILITATION_ASSISTANCE"), 0.75),
    "LEFT_BEHIND": (("STUDENT_AID",), 0.06),
    "MIGRANT": (("TEMPORARY_ASSISTANCE",), 0.03),
}


def care_plans(chance: Random, child: Child) -> Iterator[Any]:
    """One after the other for as long as the file is open; the last one is in force."""
    from_on, until = child.on_file_on, child.closed_on or END
    if not happens(chance, AT_RISK.get(child.risk_level or "", 0)):
        return
    while from_on and from_on < until:
        planned_until = from_on + YEAR
        ended_on = min(planned_until, until) if planned_until < END or child.closed_on else None
        goals = pick(chance, tuple(GOALS))
        yield CarePlan(
            *kept(chance, child, from_on),
            from_on=from_on,
            planned_until=planned_until,
            goals=goals,
            services=list(GOALS[goals]),
            responsible=pick(chance, RESPONSIBLE),
            closed_on=ended_on,
            closed_reason=_reason(chance, planned_until, until) if ended_on else None,
        )
        from_on = planned_until + timedelta(1) if ended_on == planned_until else None


def _reason(chance: Random, planned_until: date, until: date) -> str:
    return "NO_LONGER_NEEDED" if until < planned_until else ENDINGS.draw(chance)


def benefits(chance: Random, child: Child) -> Iterator[Any]:
    kinds, share = AIDS.get(child.category, ((), 0.0))
    if not happens(chance, share):
        return
    since = draw_day(chance, max(child.birth_date, child.identified_on - YEAR), child.identified_on + timedelta(1))
    yield Benefit(
        *kept(chance, child, child.identified_on),
        kind=pick(chance, kinds),
        from_on=since,
        until_on=child.closed_on,
        ended_reason="NO_LONGER_ELIGIBLE" if child.closed_on else None,
    )
