"""Visits and calls: of a county's children and pairings, in each span of time as many visits as there have to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from tenants.demo.care import Care
from tenants.demo.drawing import END, HALF_YEAR, HALF_YEAR_END, START, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.families import Family
from tenants.demo.people import WOMENS_SYLLABLES, draw_name
from tenants.demo.quotas import Quota
from tenants.demo.tables import Pairing, Visit

PLACES = Lot({"HOME": 72, "SCHOOL": 28})
MEDIA = Lot({"PHONE": 68, "VIDEO": 32})
MET = Lot(
    {
        ("CHILD_ALONE",): 30,
        ("CHILD_ALONE", "CARER"): 35,
        ("CHILD_WITH_OTHERS", "CARER"): 25,
        ("CHILD_ALONE", "TEACHER"): 10,
    }
)
MOODS = Lot({"GOOD": 80, "FAIR": 16, "CONCERNING": 4})
WORDS_OF_MOODS = {
    "GOOD": ("孩子情绪稳定，", "孩子比上次开朗，", "孩子身体健康，", "孩子见面很高兴，"),
    "FAIR": ("孩子起初有些沉默，聊开后话多了，", "孩子近来有些想念父母，"),
    "CONCERNING": ("孩子情绪低落，不愿多说，",),
}
FINDINGS = (
    "一起完成了数学作业，约定每周读一本书。",
    "陪孩子整理了房间和书桌。",
    "祖母身体尚可，家中卫生良好。",
    "聊了学校里的朋友和班级活动。",
    "送去换季衣物和文具。",
    "提醒了防溺水和用电安全。",
    "与班主任沟通，学习成绩有进步。",
    "与父母视频通话，商量了暑期安排。",
    "量了身高体重，叮嘱按时吃早饭。",
)
MISSES = {
    "NOBODY_THERE": "家中无人，未见到孩子。",
    "CHILD_AWAY": "孩子随亲属外出，未能见面。",
    "DECLINED": "家中有事，家长希望改日再来。",
    "OTHER": "学校放假，未能见面。",
}
FOLLOW_UPS = ("下次带去课外读物。", "请村妇联主席协助申请临时救助。", "联系学校心理老师。", "一周内再次上门。")
# Of the children a first visit by the village's child director is on record; the others were visited on paper.
FIRST_VISITS = 0.35
# The months whose calls are on record, one for each pairing, and how often Caring Mothers kept to it.
CALLED = ((date(2024, 6, 1), HALF_YEAR_END), (date(2026, 5, 1), END))
KEPT_TO_IT = 0.83


def visits(chance: Random, care: Care, quota: Quota) -> Iterator[Visit]:
    first = [_first_visit(chance, family) for family in care.families if happens(chance, FIRST_VISITS)]
    spans = (
        (START, HALF_YEAR, quota.visits_before, quota.missed_before),
        (HALF_YEAR, HALF_YEAR_END, quota.visits, quota.missed),
        (HALF_YEAR_END, END, quota.visits_after, quota.missed_after),
    )
    for low, high, met, missed in spans:
        before = [visit for visit in first if low <= visit.visited_on < high][:met]
        yield from before
        paired = met - len(before)
        open_then = [pairing for pairing in care.pairings if _days(pairing, low, high)]
        chance.shuffle(open_then)
        for number, pairing in enumerate(islice(cycle(open_then), paired + missed)):
            yield _visit(chance, pairing, draw_day(chance, *_days(pairing, low, high)), met=number < paired)


def calls(chance: Random, pairings: list[Pairing]) -> Iterator[Visit]:
    """One a month, as the default cadence has it."""
    for since, until in CALLED:
        month = since
        while month < until:
            following = (month + timedelta(31)).replace(day=1)
            for pairing in pairings:
                days = _days(pairing, month, following)
                if days and happens(chance, KEPT_TO_IT):
                    yield _call(chance, pairing, draw_day(chance, *days))
            month = following


def _days(pairing: Pairing, low: date, high: date) -> tuple[date, date] | tuple[()]:
    """The days of `[low, high)` on which it is open, as `[first, end)`."""
    first, end = max(low, pairing.from_on), min(high, pairing.until_on or END)
    return (first, end) if first < end else ()


def _first_visit(chance: Random, family: Family) -> Visit:
    """Within five working days of the child's being identified, by the child director and somebody else."""
    day = family.identified_on + timedelta(int(chance.random() * 5))
    record_id, created_at = draw_identity(chance, day)
    names = [draw_name(chance, WOMENS_SYLLABLES) for _ in range(2)]
    return Visit(
        record_id,
        family.village,
        created_at,
        None,
        family.id,
        None,
        day,
        "HOME",
        contact_made=True,
        minutes=30 + int(chance.random() * 60),
        met=["CHILD_WITH_OTHERS", "CARER"],
        findings="首次入户，核实了家庭情况和监护人。",
        capacity="CHILD_DIRECTOR",
        visitor=names[0],
        accompanied_by=names[1],
    )


def _visit(chance: Random, pairing: Pairing, day: date, *, met: bool) -> Visit:
    record_id, created_at = draw_identity(chance, day)
    mood = MOODS.draw(chance) if met else None
    missed = None if met else pick(chance, tuple(MISSES))
    return Visit(
        record_id,
        pairing.tenant_code,
        created_at,
        pairing.id,
        pairing.child_id,
        pairing.caring_mother_id,
        day,
        PLACES.draw(chance),
        contact_made=met,
        minutes=20 + 5 * int(chance.random() * 20) if met else None,
        met=list(MET.draw(chance)) if met else [],
        findings=pick(chance, WORDS_OF_MOODS[mood]) + pick(chance, FINDINGS) if mood else MISSES[missed or "OTHER"],
        follow_up=pick(chance, FOLLOW_UPS) if happens(chance, 0.12) else None,
        no_contact_reason=missed,
        mood=mood,
        accompanied_by=draw_name(chance, WOMENS_SYLLABLES) if happens(chance, 0.2) else None,
    )


def _call(chance: Random, pairing: Pairing, day: date) -> Visit:
    record_id, created_at = draw_identity(chance, day)
    answered = happens(chance, 0.96)
    return Visit(
        record_id,
        pairing.tenant_code,
        created_at,
        pairing.id,
        pairing.child_id,
        pairing.caring_mother_id,
        day,
        MEDIA.draw(chance),
        contact_made=answered,
        minutes=5 + int(chance.random() * 20) if answered else None,
        met=["CHILD_ALONE"] if answered else [],
        no_contact_reason=None if answered else "NOT_ANSWERED",
    )
