"""What belongs to a child's file: the adults around the child, consents, categories, assessments of risk."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.people import BOYS_SYLLABLES, WOMENS_SYLLABLES, draw_name, draw_phone
from tenants.demo.tables import Assessment, Categorization, Child, Consent, Guardian, ParentCircumstance
from tenants.records.assessment.rules import next_due
from tenants.records.consent.rules import OWN_FROM
from tenants.records.guardian.kind import CHECKED
from tenants.records.guardian.rules import age_on

SCHEME = "儿童风险等级评估表"
RISKS = Lot({"GREEN": 60, "BLUE": 27, "YELLOW": 11, "RED": 2})
ROUNDS = (date(2024, 9, 1), date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1))
# How many are assessed in a round, how many of these behind the month in which it is due, and how many as before.
ASSESSED, LATE, UNCHANGED = 0.84, 0.07, 0.92
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
    """One when the file was opened, and one in most of the rounds for which it is open."""
    first = child.on_file_on or child.identified_on
    level = RISKS.draw(chance)
    yield _assessment(chance, child, first, level)
    for round_ in ROUNDS if child.on_file_on else ():
        is_open = first < round_ and round_ + timedelta(60) < (child.closed_on or END)
        if is_open and happens(chance, ASSESSED):
            level = level if happens(chance, UNCHANGED) else RISKS.draw(chance)
            since = round_ + timedelta(31 if happens(chance, LATE) else 0)
            yield _assessment(chance, child, draw_day(chance, since, since + timedelta(29)), level)


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
        reviewed_on=min(day + timedelta(7), END - timedelta(1)),
    )


def guardians(chance: Random, child: Child) -> Iterator[Any]:
    """The legal guardian; and, where both parents are away, whom they entrusted with the child."""
    day = child.identified_on
    orphan = child.category == "ORPHAN"
    mother = happens(chance, 0.45)
    legal = Guardian(
        *kept(chance, child, day),
        name=draw_name(chance, WOMENS_SYLLABLES if mother else BOYS_SYLLABLES),
        relation="GRANDPARENT" if orphan else "MOTHER" if mother else "FATHER",
        legal_guardian=True,
        lives_with_child=orphan or child.category != "LEFT_BEHIND",
        phone=draw_phone(chance) if happens(chance, 0.9) else None,
        capacity="LIMITED" if orphan else "ABLE",
        from_on=day,
    )
    yield legal
    if child.category == "LEFT_BEHIND" and happens(chance, 0.85):
        told_on = min(day + timedelta(7), END - timedelta(1)) if happens(chance, 0.9) else None
        yield Guardian(
            *kept(chance, child, day),
            name=draw_name(chance, WOMENS_SYLLABLES),
            relation="GRANDPARENT",
            legal_guardian=False,
            lives_with_child=True,
            phone=draw_phone(chance) if happens(chance, 0.8) else None,
            capacity="ABLE",
            from_on=day,
            delegated_by_id=legal.id,
            delegation_reason="父母外出务工",
            delegated_until=day + timedelta(3 * 365),
            **dict.fromkeys(CHECKED, True),
            school_told_on=told_on,
            village_told_on=told_on,
            review_on=day + timedelta(365),
        )


def consents(chance: Random, child: Child, legal: Any) -> Iterator[Any]:  # noqa: ANN401  # a row of the table
    """That the file is kept, and that the Caring Mother reads it: signed before the file was opened."""
    if child.on_file_on is None:
        return
    own = age_on(child.birth_date, child.on_file_on) >= OWN_FROM
    for purpose in ("KEEP_FILE", "SHARE_WITH_CARING_MOTHER"):
        yield Consent(
            *kept(chance, child, child.on_file_on),
            purpose=purpose,
            decision="GIVEN",
            guardian_id=None if own else legal.id,
            by_child=own,
            text_version="2023版",
            method="PAPER",
            from_on=child.on_file_on,
        )


def kept(chance: Random, child: Child, day: date) -> tuple[Any, ...]:
    """The id, the tenant, the moment of a record of a day, and the child."""
    record_id, created_at = draw_identity(chance, day)
    return record_id, child.tenant_code, created_at, child.id
