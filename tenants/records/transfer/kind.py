"""What a transfer is: requested by who keeps the file, decided by who is to have it, seen by both."""

from sqlalchemy import ColumnElement, FromClause

from tenants.access.scope import Scope
from tenants.database.actor_sql import HIGH, LOW
from tenants.division import DivisionCode
from tenants.enums import LabelledEnum
from tenants.kinds.field import TENANT, choice, day, flag, person_name, reference, text
from tenants.kinds.kind import Approval, Criterion, Kind, Many
from tenants.reading.exposures import in_tenant
from tenants.reading.record import Subject
from tenants.records.protections import TRANSFER_FILE


class TransferState(LabelledEnum):
    """Where a transfer stands."""

    REQUESTED = "REQUESTED", "待接收", "Requested"
    ACCEPTED = "ACCEPTED", "已接收", "Accepted"
    REJECTED = "REJECTED", "已退回", "Rejected"
    WITHDRAWN = "WITHDRAWN", "已撤回", "Withdrawn"


def is_of_the_sender(transfer: FromClause, act: FromClause) -> ColumnElement[bool]:
    """It is of the child, and kept by the tenant that hands the file over."""
    return (act.c.child_id == transfer.c.child_id) & (act.c.tenant_code == transfer.c.tenant_code)


TRANSFER = Kind(
    name="Transfer",
    zh="转档",
    noun="transfer",
    nouns="transfers",
    description="A child's file on its way from the tenant that keeps it to another; both see it.",
    protection=TRANSFER_FILE,
    about=Subject("CHILD", "child_id"),
    scopes={
        Scope.RECEIVING: lambda row: (row.c.receiver_code >= LOW) & (row.c.receiver_code < HIGH),
        Scope.RECEIVING_OWN: lambda row: row.c.receiver_code == LOW,
    },
    under="child",
    fields={
        "child": reference(
            "儿童",
            "Child",
            "child_id",
            required=True,
            hides=True,
            description="The child.",
        ),
        "child_name": person_name(
            "儿童姓名", required=True, in_forms=False, description="The child's, when it was requested."
        ),
        "receiver": reference("接收单位", TENANT, "receiver_code", required=True, tied=True, description="To whom."),
        "reason": text("转出原因", 500, required=True, erased="'—'"),
        "state": choice(
            "状态", TransferState, required=True, default=TransferState.REQUESTED, in_forms=False, filter=True
        ),
        "requested_on": day("申请日期", required=True, in_forms=False, filter=True, order=True),
        "decided_on": day(
            "办结日期", in_forms=False, description="From an acceptance on, the file is kept by the receiver."
        ),
        "decision_note": text("办理说明", 500, in_forms=False, description="Why it was rejected or withdrawn."),
        "pairings_continue": flag(
            "结对是否延续",
            in_forms=False,
            hint="Open pairings go on where the Caring Mother serves the receiver, too; otherwise all end.",
            description="Whether open pairings went on, as far as the Caring Mothers serve the receiver, too.",
        ),
        "by_succession": flag(
            "区划调整",
            required=True,
            default=False,
            in_forms=False,
            filter=True,
            description="By law, because one tenant took over from another.",
        ),
    },
    relations={
        "visits": Many("Visit", is_of_the_sender, "The visits to the child while the sender kept its file."),
        "supports": Many("Support", is_of_the_sender, "What the sender did for the child."),
    },
    filters={"receiver": Criterion(in_tenant("receiver_code"), DivisionCode, "Handed over to there or below.")},
    # Neither the file nor the receiver of a transfer is ever another one.
    approval=Approval(
        "state",
        content=(),
        pending=TransferState.REQUESTED,
        approved=TransferState.ACCEPTED,
        rejected=TransferState.REJECTED,
    ),
    descriptions={
        "kept": "The transfers of files from the tenants here and below.",
        "kept_there": "The file was kept there or below when it was requested.",
        "tenant": "The tenant that kept the file when it was requested.",
    },
)
