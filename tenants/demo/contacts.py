"""The rows of contacts with a child: visits and calls by a Caring Mother or by the village's child director."""

from datetime import date
from random import Random
from uuid import UUID

from tenants.demo.drawing import Lot, draw_identity, happens, pick
from tenants.demo.people import WOMENS_SYLLABLES, draw_name
from tenants.demo.tables import Child, Pairing, Visit

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
# By where the child director was.
DIRECTORS_FINDINGS = {
    "HOME": ("核实了监护和照料情况，家中安全。", "与监护人谈了孩子的学习和作息。", "看望孩子，政策待遇已落实。"),
    "SCHOOL": ("与班主任了解在校表现。", "到校看望，出勤正常。"),
}
MET_BY_DIRECTOR = {"HOME": ["CHILD_WITH_OTHERS", "CARER"], "SCHOOL": ["CHILD_ALONE", "TEACHER"]}
# Of calls, and how long they took is seldom written down.
ANSWERED, TIMED = 0.96, 0.2


def visit(chance: Random, pairing: Pairing, day: date, place: str, *, met: bool) -> Visit:
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
        place,
        contact_made=met,
        minutes=20 + 5 * int(chance.random() * 20) if met else None,
        met=list(MET.draw(chance)) if met else [],
        findings=pick(chance, WORDS_OF_MOODS[mood]) + pick(chance, FINDINGS) if mood else MISSES[missed or "OTHER"],
        follow_up=pick(chance, FOLLOW_UPS) if happens(chance, 0.12) else None,
        no_contact_reason=missed,
        mood=mood,
        accompanied_by=draw_name(chance, WOMENS_SYLLABLES) if happens(chance, 0.2) else None,
    )


def call(chance: Random, pairing: Pairing, day: date) -> Visit:
    record_id, created_at = draw_identity(chance, day)
    answered = happens(chance, ANSWERED)
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
        minutes=5 + int(chance.random() * 20) if answered and happens(chance, TIMED) else None,
        met=["CHILD_ALONE"] if answered else [],
        no_contact_reason=None if answered else "NOT_ANSWERED",
    )


def first_visit(chance: Random, child: UUID, village: int, day: date) -> Visit:
    """At the child's home, by the child director and somebody else."""
    record_id, created_at = draw_identity(chance, day)
    names = [draw_name(chance, WOMENS_SYLLABLES) for _ in range(2)]
    return Visit(
        record_id,
        village,
        created_at,
        None,
        child,
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


def directors_visit(chance: Random, child: Child, director: str, day: date, place: str) -> Visit:
    record_id, created_at = draw_identity(chance, day)
    return Visit(
        record_id,
        child.tenant_code,
        created_at,
        None,
        child.id,
        None,
        day,
        place,
        contact_made=True,
        minutes=15 + 5 * int(chance.random() * 10),
        met=MET_BY_DIRECTOR[place],
        findings=pick(chance, DIRECTORS_FINDINGS[place]),
        capacity="CHILD_DIRECTOR",
        visitor=director,
    )


def directors_call(chance: Random, child: Child, director: str, day: date) -> Visit:
    record_id, created_at = draw_identity(chance, day)
    return Visit(
        record_id,
        child.tenant_code,
        created_at,
        None,
        child.id,
        None,
        day,
        MEDIA.draw(chance),
        contact_made=True,
        minutes=5 + int(chance.random() * 10),
        met=["CHILD_ALONE"],
        capacity="CHILD_DIRECTOR",
        visitor=director,
    )
