"""Visits: of a county's pairings, in each span of time as many as there have to be."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from random import Random

from tenants.demo.drawing import END, HALF_YEAR, HALF_YEAR_END, START, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.quotas import Quota
from tenants.demo.tables import Pairing, Visit

KINDS = Lot({"HOME": 55, "SCHOOL": 20, "PHONE": 17, "VIDEO": 8})
MOODS = ("孩子情绪稳定，", "孩子比上次开朗，", "孩子起初有些沉默，聊开后话多了，", "孩子身体健康，", "孩子见面很高兴，")
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
MISSES = ("家中无人，未见到孩子。", "电话无人接听。", "孩子随亲属外出，未能见面。", "学校放假，未能见面。")
FOLLOW_UPS = ("下次带去课外读物。", "请村妇联主席协助申请临时救助。", "联系学校心理老师。", "一周内再次上门。")


def visits(chance: Random, pairings: list[Pairing], quota: Quota) -> Iterator[Visit]:
    spans = (
        (START, HALF_YEAR, quota.visits_before, quota.missed_before),
        (HALF_YEAR, HALF_YEAR_END, quota.visits, quota.missed),
        (HALF_YEAR_END, END, quota.visits_after, quota.missed_after),
    )
    for low, high, met, missed in spans:
        open_then = [pairing for pairing in pairings if max(low, pairing.from_on) < min(high, pairing.until_on or END)]
        chance.shuffle(open_then)
        for number, pairing in enumerate(islice(cycle(open_then), met + missed)):
            day = draw_day(chance, max(low, pairing.from_on), min(high, pairing.until_on or END))
            yield _visit(chance, pairing, day, met=number < met)


def _visit(chance: Random, pairing: Pairing, day: date, *, met: bool) -> Visit:
    record_id, created_at = draw_identity(chance, day)
    return Visit(
        record_id,
        pairing.tenant_code,
        created_at,
        pairing_id=pairing.id,
        child_id=pairing.child_id,
        caring_mother_id=pairing.caring_mother_id,
        visited_on=day,
        kind=KINDS.draw(chance),
        contact_made=met,
        findings=pick(chance, MOODS) + pick(chance, FINDINGS) if met else pick(chance, MISSES),
        follow_up=pick(chance, FOLLOW_UPS) if happens(chance, 0.12) else None,
    )
