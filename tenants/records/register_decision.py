"""待办登记: what is to be done about a registration, because something of it is late or runs out."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference
from tenants.kinds.kind import Kind
from tenants.records.clearance.kind import ClearanceStepKind
from tenants.records.protections import FILE_DECISIONS


class RegisterDecisionKind(LabelledEnum):
    """What is to be done."""

    TAKE_STEP = "TAKE_STEP", "审核步骤到期", "Take a step of her screening"
    DECIDE_SCREENING = "DECIDE_SCREENING", "步骤已齐，待审批", "All steps are taken: decide on her screening"
    RENEW_SCREENING = "RENEW_SCREENING", "审核到期，重新审核", "Her screening runs out: screen her again"
    RENEW_INSURANCE = "RENEW_INSURANCE", "保险到期，续保", "Her insurance runs out: renew it"


REGISTER_DECISION = Kind(
    name="RegisterDecision",
    zh="待办登记",
    noun="register decision",
    nouns="register decisions",
    description="Something to be done about a registration; it is listed 30 days before, and until it is done.",
    protection=FILE_DECISIONS,
    fields={
        "caring_mother": reference(
            "爱心妈妈", "CaringMother", "caring_mother_id", required=True, description="Whose registration it is."
        ),
        "decision": choice("事项", RegisterDecisionKind, required=True, filter=True),
        "due_on": day("到期日期", future=True, required=True, filter=True, order=True),
        "screening": reference(
            "审核申请",
            "Screening",
            "screening_id",
            hides=True,
            description="The application that lacks a step, or waits to be decided.",
        ),
        "step": choice("审核步骤", ClearanceStepKind, filter=True, description="The step that is due."),
    },
    history=False,
    read_only=True,
    descriptions={"tenant": "The tenant that keeps her registration."},
)
