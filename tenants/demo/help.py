"""Needs, what was done for them, and wishes: of a share of a county's children, most of them settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tenants.demo.drawing import END, Lot, draw_day, draw_identity, happens, pick
from tenants.demo.families import Family
from tenants.demo.records import Records
from tenants.demo.tables import CarePlan, Need, Support, Wish

NEEDS = {
    "EDUCATION": (34, ("学习跟不上，需要课后辅导", "缺少课外读物和文具"), "TUTORING"),
    "COMPANIONSHIP": (20, ("父母常年在外，需要陪伴",), "COMPANIONSHIP"),
    "LIVING": (16, ("家庭收入低，生活物资不足",), "SUPPLIES"),
    "PSYCHOLOGICAL": (12, ("情绪低落，建议心理辅导",), "COUNSELLING"),
    "MEDICAL": (10, ("视力下降，需要检查配镜", "慢性病需要定期复查"), "MEDICAL"),
    "HOUSEHOLD_REGISTRATION": (3, ("尚未落户，需要协助办理",), "ENTITLEMENT"),
    "LEGAL": (5, ("抚养费未落实，需要法律援助",), "LEGAL"),
}
NEED_LOT = Lot({kind: weight for kind, (weight, _, _) in NEEDS.items()})
PROVIDERS = ("村妇联", "爱心企业", "县妇女儿童活动中心", "社会工作服务中心", "结对爱心妈妈", "乡镇卫生院")
WISHES = ("一个书包", "一套课外读物", "一双运动鞋", "一个篮球", "一盏台灯", "一套画笔", "一次去图书馆的机会")
CAMPAIGN_MONTHS = (4, 5, 6)
WITH_A_NEED = 0.45
# Each year, of the children who are paired: how many have a wish, and of how many it is made for the campaign.
YEARS, WITH_A_WISH, FOR_CAMPAIGN, PUBLISHED = (2024, 2025, 2026), 0.9, 0.7, 0.15
OUTCOMES = Lot({"MET": 74, None: 20, "NO_LONGER_NEEDED": 4, "ENTERED_IN_ERROR": 2})


def add_care(chance: Random, families: list[Family], records: Records, campaign: UUID) -> None:
    """Some wishes are made for the campaign, around Children's Day, and what fulfils those is done in it."""
    plans = defaultdict(list)
    for plan in records.care_plans:
        plans[plan.child_id].append(plan)
    for family in families:
        since, until = family.on_file_on or family.identified_on, family.closed_on or END
        if since + timedelta(60) >= until:
            continue
        if happens(chance, WITH_A_NEED):
            need = _need(chance, family, draw_day(chance, since, until - timedelta(45)), until, records)
            records.needs.append(_hung_on(plans.get(family.id, ()), need))
        for day in _days_of_wishes(chance, family):
            _wish(chance, family, day, records, campaign)


def _days_of_wishes(chance: Random, family: Family) -> Iterator[date]:
    """Soon enough to be fulfilled while the child is paired, and in the year."""
    for year in YEARS:
        low, high = date(year, 1, 1), min(date(year, 12, 1), END)
        if happens(chance, FOR_CAMPAIGN):
            low, high = date(year, CAMPAIGN_MONTHS[0], 1), date(year, CAMPAIGN_MONTHS[-1], 1)
        for days in family.paired_on:
            first, end = max(low, days.lower), min(high, (days.upper or END) - timedelta(30))
            if first < end:
                if happens(chance, WITH_A_WISH):
                    yield draw_day(chance, first, end)
                break


def _support(chance: Random, family: Family, need: UUID | None, kind: str, day: date) -> Support:
    record_id, created_at = draw_identity(chance, day)
    return Support(
        record_id,
        family.village,
        created_at,
        child_id=family.id,
        need_id=need,
        kind=kind,
        supported_on=day,
        provided_by=pick(chance, PROVIDERS),
        evidence=f"签收单{1 + int(chance.random() * 9_999):04d}" if happens(chance, 0.8) else None,
    )


def _hung_on(plans: Iterable[CarePlan], need: Need) -> Need:
    """The need with the plan that was in force when it was raised, if there was one."""
    then = (plan for plan in plans if plan.from_on <= need.raised_on <= (plan.closed_on or END))
    plan = next(then, None)
    return need._replace(care_plan_id=plan.id) if plan else need


def _need(chance: Random, family: Family, day: date, until: date, records: Records) -> Need:
    record_id, created_at = draw_identity(chance, day)
    kind, outcome = NEED_LOT.draw(chance), OUTCOMES.draw(chance)
    _, details, brought = NEEDS[kind]
    supported = outcome == "MET" or (outcome is None and happens(chance, 0.3))
    support = _support(chance, family, record_id, brought, day + timedelta(1 + int(chance.random() * 30)))
    records.supports.extend([support] if supported else [])
    return Need(
        record_id,
        family.village,
        created_at,
        child_id=family.id,
        kind=kind,
        detail=pick(chance, details),
        urgency="URGENT" if happens(chance, 0.05) else "ORDINARY",
        raised_on=day,
        due_on=day + timedelta(30 + 30 * int(chance.random() * 3)),
        settled_on=min(support.supported_on + timedelta(int(chance.random() * 10)), until) if outcome else None,
        outcome=outcome,
        met_by_id=support.id if outcome == "MET" else None,
    )


def _wish(chance: Random, family: Family, day: date, records: Records, campaign: UUID) -> None:
    programme = campaign if day.month in CAMPAIGN_MONTHS else None
    record_id, created_at = draw_identity(chance, day)
    wish, place = pick(chance, WISHES), chance.random()
    days = [day + timedelta(1 + after * 7) for after in range(4)]
    published, claimed, fulfilled, thanked = (
        at if place < share else None for at, share in zip(days, (0.98, 0.96, 0.93, 0.7), strict=True)
    )
    # Most are fulfilled without: who is asked first is the Caring Mother.
    published = published if happens(chance, PUBLISHED) else None
    support = _support(chance, family, None, "WISH", fulfilled) if fulfilled else None
    records.supports.extend([support._replace(programme_id=programme)] if support else [])
    claimed_by = pick(chance, PROVIDERS) if claimed else None
    records.wishes.append(
        Wish(
            record_id,
            family.village,
            created_at,
            child_id=family.id,
            programme_id=programme,
            wish=f"想要{wish}",
            made_on=day,
            public_text=f"一个孩子希望得到{wish}" if published else None,
            published_on=published,
            claimed_by=claimed_by,
            claimed_on=claimed,
            support_id=support.id if support else None,
            fulfilled_on=fulfilled,
            thanks="谢谢，我很喜欢！" if thanked else None,
            thanked_on=thanked,
        )
    )
