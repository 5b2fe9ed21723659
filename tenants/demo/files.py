"""What belongs to a child's file: what became of the parents, other categories, assessments of risk."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.tables import Assessment, Categorization, Child, ParentCircumstance
from tenants.records.assessment.rules import next_due

SCHEME = "儿童风险等级评估表"
RISKS = Lot({"GREEN": 58, "BLUE": 26, "YELLOW": 12, "RED": 4})
LAST_ROUND = date(2026, 3, 1)
AWAY = ("江苏省苏州市", "上海市", "广东省深圳市", "福建省厦门市", "浙江省杭州市", "浙江省宁波市")
# Of father and mother, by the main category; whoever is not named is with the child.
PARENTS = {
    "LEFT_BEHIND": (("AWAY_WORKING", "AWAY_WORKING"), ("AWAY_WORKING", "AWAY_WORKING"), ("AWAY_WORKING", "UNKNOWN")),
    "ORPHAN": (("DECEASED", "DECEASED"),),
    "DE_FACTO_UNATTENDED": (
        ("IMPRISONED", "LOST_CONTACT"),
        ("SEVERELY_DISABLED", "LOST_CONTACT"),
        ("DECEASED", "COMPULSORY_DETOX"),
    ),
}
WITH_CHILD = (("WITH_CHILD", "WITH_CHILD"),)
PAPERS = {"IMPRISONED": "刑事判决书", "LOST_CONTACT": "派出所查找证明", "DECEASED": "死亡证明"}
# Long enough before that contact counts as lost.
BEFORE = timedelta(days=400)


def circumstances(chance: Random, child: Child) -> Iterator[Any]:
    both = pick(chance, PARENTS.get(child.category, WITH_CHILD))
    for parent, what in zip(("FATHER", "MOTHER"), both, strict=True):
        since = max(child.birth_date, child.identified_on - BEFORE)
        yield ParentCircumstance(
            *kept(chance, child, child.identified_on),
            parent=parent,
            circumstance=what,
            from_on=since,
            place=pick(chance, AWAY) if what == "AWAY_WORKING" else None,
            evidence=PAPERS.get(what),
        )


def other_categories(chance: Random, child: Child) -> Iterator[Any]:
    """Some families in which a child is left behind are poor, too; the main category stays."""
    if child.category in ("DE_FACTO_UNATTENDED", "HARDSHIP", "ORPHAN") and child.on_file_on and happens(chance, 0.2):
        since = child.on_file_on
        yield Categorization(
            *kept(chance, child, since),
            category="HARDSHIP" if child.category != "HARDSHIP" else "LEFT_BEHIND",
            source="CIVIL_AFFAIRS",
            evidence="低保证",
            from_on=since,
            until_on=child.closed_on,
            ended_reason="CIRCUMSTANCES_CHANGED" if child.closed_on else None,
        )


def assessments(chance: Random, child: Child) -> Iterator[Any]:
    """One when the file was opened, and one of the last round, if it is open still."""
    first = child.on_file_on or child.identified_on
    level = RISKS.draw(chance)
    yield _assessment(chance, child, first, level)
    if child.on_file_on and first < LAST_ROUND and not child.closed_on and happens(chance, 0.9):
        again = level if happens(chance, 0.8) else RISKS.draw(chance)
        yield _assessment(chance, child, draw_day(chance, LAST_ROUND, LAST_ROUND + timedelta(30)), again)


def with_risk(child: Child, assessed: list[Any]) -> Child:
    """The file with what its assessments say, oldest first."""
    until = [*(one.assessed_on for one in assessed[1:]), None]
    history = [
        {"level": one.level, "since": str(one.assessed_on), "until": end and str(end)}
        for one, end in zip(assessed, until, strict=True)
    ]
    return child._replace(risk_level=assessed[-1].level, risk_history=json.dumps(history))


def _assessment(chance: Random, child: Child, day: date, level: str) -> Any:  # noqa: ANN401  # a row of the table
    return Assessment(
        *kept(chance, child, day),
        level=level,
        score=int(chance.random() * 100),
        scheme=SCHEME,
        assessed_on=day,
        assessor="村儿童主任",
        next_due_on=next_due(day),
        reviewer="乡镇儿童督导员",
        reviewed_on=min(day + timedelta(7), END),
    )


def kept(chance: Random, child: Child, day: date) -> tuple[Any, ...]:
    """The id, the tenant, the moment of a record of a day, and the child."""
    record_id, created_at = draw_identity(chance, day)
    return record_id, child.tenant_code, created_at, child.id
