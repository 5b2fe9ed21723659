"""What a pairing is."""

from sqlalchemy import Boolean, ColumnElement, FromClause, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from tenants.access.scope import Scope
from tenants.database.actor_sql import CARING_MOTHER
from tenants.kinds.field import choice, computed, day, flag, internal, person_name, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType
from tenants.kinds.kind import Closing, Criterion, Kind, Many
from tenants.reading.record import Filter, Subject, as_it_is
from tenants.records.pairing.enums import PairingEnding, PairingMode, PairingRole
from tenants.records.protections import EPISODE, is_paired_with_actor


def my_open_one(row: FromClause) -> ColumnElement[bool]:
    return (row.c.caring_mother_id == CARING_MOTHER) & row.c.until_on.is_(None)


def pairing_mode(row: FromClause) -> ColumnElement[str]:
    return func.pairing_mode(row.c.child_id, row.c.caring_mother_id, type_=Text)


PAIRING = Kind(
    name="Pairing",
    zh="结对",
    noun="pairing",
    nouns="pairings",
    description="A child and a Caring Mother, paired from one day until another; kept with the child's file.",
    protection=EPISODE,
    about=Subject("CHILD", "child_id"),
    # Of a child's pairings she sees her own, as long as it is in force.
    scopes={Scope.PAIRED: lambda row: my_open_one(row) & is_paired_with_actor(row, "child_id")},
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "caring_mother": reference(
            "爱心妈妈",
            "CaringMother",
            "caring_mother_id",
            required=True,
            tied=True,
            hides=True,
            description="The Caring Mother, possibly of another tenant.",
        ),
        "role": choice("结对方式", PairingRole, required=True, default=PairingRole.LEAD, in_summary=True, filter=True),
        "mode": computed("结对形式", PairingMode, pairing_mode, required=True, in_summary=True),
        "from_on": day("结对日期", required=True, in_summary=True, filter=True, order=True),
        "until_on": day(
            "结束日期",
            in_summary=True,
            filter=True,
            order=True,
            description="The first day on which they were no longer paired.",
        ),
        "ended_reason": choice("结束原因", PairingEnding, in_summary=True),
        "handover_note": text("交接说明", 4000, hint="For whoever takes over."),
        "predecessor": reference(
            "前任结对",
            "Pairing",
            "predecessor_id",
            hides=True,
            hint="The child's pairing that this one takes over from.",
            description="The child's pairing that this one took over from.",
        ),
        "team": reference(
            "团队", "Team", "team_id", hides=True, in_forms=False, description="The team as one of which she is paired."
        ),
        "received_note": text(
            "前任交接说明", 4000, in_forms=False, description="The hand-over note of the pairing before."
        ),
        "agreement_number": text("协议编号", 50),
        "signed_by": person_name("协议签订人", hint="The guardian who signed the agreement."),
        "signed_on": day("协议签订日期"),
        "agreed_until": day(
            "协议期限至",
            after="from_on",
            future=True,
            filter=True,
            order=True,
            in_summary=True,
            hint="At least a year after its beginning; that is taken if it is left out.",
        ),
        "handed_over": internal(JSONB()),
        "kinship_excluded": flag(
            "声明无亲属关系", hint="Has to be declared: they are no kin.", description="Declared: they are no kin."
        ),
    },
    relations={"visits": Many("Visit", "pairing_id", "The visits of this pairing.")},
    filters={
        "open": Criterion(
            Filter(lambda row, open_: row.c.until_on.is_(None) == open_, ((Boolean(), as_it_is),)),
            bool,
            "True: only those that go on; false: only those that have ended.",
        )
    },
    closing=Closing("until_on", "ended_reason", after="from_on"),
    indicators=(Indicator("pairings", IndicatorType.STOCK, "结对数", "Pairings open", "pairings open", persons=True),),
    descriptions={
        "kept": "The pairings of the children kept here and below.",
        "kept_there": "The child is on file there or below.",
    },
)
