"""What a visit is: one contact with a child, of a pairing or of somebody who works with children."""

from sqlalchemy import ColumnElement, FromClause

from tenants.kinds.field import choice, choices, day, flag, moment, number, person_name, reference, text
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType
from tenants.kinds.kind import Fields, Kind, Many, Through
from tenants.reading.record import Subject
from tenants.records.protections import CONTACT
from tenants.records.visit.enums import (
    CallMedium,
    Met,
    NoContact,
    Observation,
    VisitCapacity,
    VisitKind,
    VisitPlace,
)

OBSERVED: Fields = {
    name: choice(zh, Observation)
    for name, zh in {
        "living": "生活状况",
        "physical_health": "身体状况",
        "mood": "情绪心理",
        "schooling": "学习情况",
        "care": "照料情况",
        "home_safety": "居家安全",
    }.items()
}


def is_of_child(visit: FromClause, child: FromClause) -> ColumnElement[bool]:
    return child.c.id == visit.c.child_id


VISIT = Kind(
    name="Visit",
    zh="走访",
    noun="visit",
    nouns="visits",
    description="One contact with a child, or an attempt at one: a visit at home or at school, or a call.",
    protection=CONTACT,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "pairing": reference(
            "结对", "Pairing", "pairing_id", hides=True, description="The pairing it belongs to, if it does."
        ),
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "caring_mother": reference(
            "爱心妈妈",
            "CaringMother",
            "caring_mother_id",
            tied=True,
            hides=True,
            description="The Caring Mother of the pairing.",
        ),
        "capacity": choice(
            "走访人身份",
            VisitCapacity,
            required=True,
            default=VisitCapacity.CARING_MOTHER,
            in_summary=True,
            filter=True,
            description="A Caring Mother visits within a pairing, and nobody else does.",
        ),
        "visitor": person_name("走访人", hint="Who visited, if no Caring Mother."),
        "accompanied_by": person_name("同行人", hint="The second person; needed at the first visit to a child's home."),
        "visited_on": day("走访日期", required=True, in_summary=True, filter=True, order=True),
        "started_at": moment("开始时间", hint="On the day of the visit."),
        "minutes": number("时长（分钟）", 1, 600, erased="minutes", description="Without the way there and back."),
        "planned": flag("计划内走访"),
        "kind": choice("走访方式", VisitKind, required=True, in_summary=True, filter=True),
        "contact_made": flag(
            "是否见到",
            required=True,
            in_summary=True,
            filter=True,
            description="Whether the child was met or spoken to; otherwise the visit does not count.",
        ),
        "no_contact_reason": choice("未见到原因", NoContact, hint="Needed where no contact was made."),
        "met": choices("见到的人", Met),
        **OBSERVED,
        "parents_contacted_on": day("父母最近联系日期", hint="When a parent was last in touch with the child."),
        "delegation_valid": flag("委托照护是否有效"),
        "what_changed": text("变化情况", 2000, description="What has changed since the last contact."),
        "findings": text("走访情况", 4000),
        "follow_up": text("需跟进事项", 4000, description="Risks to follow up."),
        "harm_suspected": flag(
            "疑似受到侵害", required=True, default=False, erased="false", description="Whether harm is suspected."
        ),
        "next_on": day("下次走访日期", future=True),
        "late_reason": text("补录原因", 500, hint="Needed for what was more than seven days ago."),
    },
    relations={
        "needs": Many("Need", "visit_id", "The needs that were found in it."),
        "attachments": Many("Attachment", "visit_id", "What was taken at it."),
    },
    through={
        "child": Through("Child", ("category", "sex", "state"), "Of such a child, whose file you see.", on=is_of_child)
    },
    indicators=(
        Indicator(
            "visits",
            IndicatorType.FLOW,
            "走访次数",
            "Visits in which contact was made",
            "visits at home or at school in which contact was made",
            persons=True,
            breakdowns=(Breakdown("visits_by_place", "kind", VisitPlace, "How many visits at a place."),),
        ),
        Indicator(
            "calls",
            IndicatorType.FLOW,
            "联系次数",
            "Calls in which contact was made",
            "calls by phone or video in which contact was made",
            persons=True,
            breakdowns=(Breakdown("calls_by_medium", "kind", CallMedium, "How many calls by a medium."),),
        ),
        Indicator(
            "service_minutes",
            IndicatorType.FLOW,
            "志愿服务时长（分钟）",
            "Minutes of service",
            "minutes of the visits and calls of Caring Mothers in which contact was made",
            persons=True,
            amount=True,
            breakdowns=(Breakdown("service_minutes_by_kind", "kind", VisitKind, "How many minutes of a kind."),),
        ),
    ),
    descriptions={
        "kept": "The visits to the children kept here and below.",
        "kept_there": "The child was on file there or below.",
    },
)
