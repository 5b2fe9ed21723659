"""What a visit is."""

from tenants.kinds.field import choice, day, flag, reference, text
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType
from tenants.kinds.kind import Kind, Through
from tenants.reading.record import Subject
from tenants.records.protections import CONTACT
from tenants.records.visit.enums import VisitKind

VISIT = Kind(
    name="Visit",
    zh="走访",
    noun="visit",
    nouns="visits",
    description="One contact of a pairing, or an attempt at one.",
    protection=CONTACT,
    about=Subject("CHILD", "child_id"),
    under="pairing",
    fields={
        "pairing": reference(
            "结对", "Pairing", "pairing_id", required=True, hides=True, description="The pairing it belongs to."
        ),
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "caring_mother": reference(
            "爱心妈妈",
            "CaringMother",
            "caring_mother_id",
            required=True,
            tied=True,
            hides=True,
            description="Who visited.",
        ),
        "visited_on": day("走访日期", required=True, in_summary=True, filter=True, order=True),
        "kind": choice("走访方式", VisitKind, required=True, in_summary=True, filter=True),
        "contact_made": flag(
            "是否见到",
            required=True,
            in_summary=True,
            filter=True,
            description="Whether the child was met or spoken to; otherwise the visit does not count.",
        ),
        "findings": text("走访情况", 4000),
        "follow_up": text("需跟进事项", 4000, description="Risks to follow up."),
    },
    through={"child": Through("Child", ("category", "sex", "state"), "Of such a child.")},
    indicators=(
        Indicator(
            "visits",
            IndicatorType.FLOW,
            "走访次数",
            "Visits in which contact was made",
            "visits in which contact was made",
            persons=True,
            breakdowns=(Breakdown("visits_by_kind", "kind", VisitKind, "How many visits of a kind."),),
        ),
    ),
    descriptions={
        "kept": "The visits to the children kept here and below.",
        "kept_there": "The child is on file there or below.",
    },
)
