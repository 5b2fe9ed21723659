"""A declaration that contradicts itself stops the program when the kinds are put together, and says where."""

from dataclasses import replace

import pytest

from tenants.kinds.faults import refuse_faults
from tenants.kinds.field import Field, computed, number, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Closing, Fields, Kind, Many
from tenants.reading.record import Subject
from tenants.records.protections import BRANCH_WORK, CHILD_FILE

NAMED: Fields = {"name": text("名称", 100, required=True)}


def of_a_child(**fields: Field) -> Kind:
    return Kind(
        name="Note",
        zh="记录",
        noun="note",
        nouns="notes",
        description="A note.",
        protection=CHILD_FILE,
        about=Subject("CHILD", "child_id"),
        fields=dict(fields),
    )


def by_record(field: str, *others: RecordBreakdown) -> tuple[Indicator, ...]:
    by = (RecordBreakdown("sheds_by", field), *others)
    return (Indicator("sheds", IndicatorType.STOCK, "棚屋", "Sheds", "sheds", by_record=by),)


def of_a_branch(
    fields: Fields,
    closing: Closing | None = None,
    relations: dict[str, Many] | None = None,
    indicators: tuple[Indicator, ...] = (),
) -> Kind:
    return Kind(
        name="Shed",
        zh="棚屋",
        noun="shed",
        nouns="sheds",
        description="A shed.",
        protection=BRANCH_WORK,
        fields={**NAMED, **fields},
        closing=closing,
        relations=relations or {},
        indicators=indicators,
    )


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (replace(of_a_child(), may_be_late=True), "Note: what is about a person is never read late"),
        (of_a_branch({}, Closing()), "Shed: there is no field closed_on"),
        (of_a_branch({"nick": text("别名", 9, order=True)}), "Shed: nick is no order"),
        (
            of_a_branch({"nick": computed("别名", str, lambda row: row.c.name, required=True, order=True)}),
            "Shed: nick is no order: it has no column",
        ),
        (of_a_branch({"width": number("", 1, 2)}), "Shed: width has no label"),
        (of_a_branch({"owner": reference("主人", "Owner", "owner_id")}), "Shed: owner names Owner, which is no kind"),
        (of_a_branch({}, relations={"sheds": Many("Shed", "shed_id", "Sheds.")}), "which is no column"),
        (of_a_branch({}, indicators=by_record("name")), "Shed: sheds_by goes by name, which names no record"),
        (
            of_a_branch({"at": reference("组织", "Tenant", "at_code")}, indicators=by_record("at")),
            "Shed: sheds_by goes by at, which names no record",
        ),
        (
            of_a_branch(
                {"next": reference("下一个", "Shed", "next_id")},
                indicators=by_record("next", RecordBreakdown("sheds_by_name", "name", of="sheds_by")),
            ),
            "Shed: sheds_by_name goes by name, which names no record",
        ),
        (
            of_a_branch({}, indicators=by_record("next", RecordBreakdown("sheds_by_name", "name", of="sheds_by"))),
            "Shed: sheds_by goes by next, which names no record",
        ),
        (
            of_a_child(score=number("分数", 0, 9, required=True)),
            "Note: score says who somebody is, and not what is left",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_named(kind: Kind, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        refuse_faults([kind])


def test_what_erasing_leaves_may_be_said() -> None:
    refuse_faults([of_a_child(score=number("分数", 0, 9, required=True, erased="0"), grade=number("等级", 0, 9))])
