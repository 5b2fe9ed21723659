"""Which rows a page's arguments come to."""

from typing import Any

import pytest

from tenants.access.policy import load_policy
from tenants.catalogue.records import RECORDS
from tenants.database.compiling import compile_statement
from tenants.errors import BadRequest
from tenants.reading.builder import Builder
from tenants.reading.cursor import cursor_of, decoder_of
from tenants.reading.page import DEFAULT_SIZE, LARGEST_SIZE, Page
from tenants.reading.record import Record
from tenants.reading.selection import Selection

CHILD = RECORDS["Child"]
BOUND = "(children.identified_on, children.id)"


def page(**arguments: Any) -> Page:  # noqa: ANN401  # any arguments
    return Page.from_arguments(CHILD, Selection("children", "children", arguments))


@pytest.mark.parametrize(
    ("arguments", "size", "backward"),
    [
        ({}, DEFAULT_SIZE, False),
        ({"first": None, "last": None}, DEFAULT_SIZE, False),
        ({"first": 1}, 1, False),
        ({"first": LARGEST_SIZE, "last": None}, LARGEST_SIZE, False),
        ({"last": 5, "first": None}, 5, True),
    ],
)
def test_its_size_and_the_end_it_is_taken_from(arguments: dict[str, Any], size: int, *, backward: bool) -> None:
    asked = page(**arguments)
    assert (asked.size, asked.backward) == (size, backward)


@pytest.mark.parametrize(
    "arguments", [{"first": 0}, {"last": -1}, {"first": LARGEST_SIZE + 1}, {"first": 1, "last": 1}]
)
def test_a_size_out_of_bounds_is_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        page(**arguments)


@pytest.mark.parametrize(
    ("order", "after", "before", "walked"),
    [("IDENTIFIED_ON_ASC", ">", "<", "ASC"), ("IDENTIFIED_ON_DESC", "<", ">", "DESC")],
)
@pytest.mark.parametrize("backward", [False, True])
def test_the_order_decides_on_which_side_of_a_cursor_the_page_lies(
    order: str, after: str, before: str, walked: str, *, backward: bool
) -> None:
    asked = page(order=order, after="a", before="b", **{"last" if backward else "first": 3})
    builder = Builder(load_policy()["CASEWORKER"], RECORDS)
    inside = compile_statement(asked.inside(builder, CHILD.table)).text
    assert inside == f"{BOUND} {after} ($1::DATE, $2::UUID) AND {BOUND} {before} ($3::DATE, $4::UUID)"
    turned = {"ASC": "DESC", "DESC": "ASC"}[walked] if backward else walked
    assert [str(column).rpartition(" ")[2] for column in asked.walk(builder, CHILD.table, of_range=True)] == [
        turned,
        turned,
    ]
    assert [parameter.path for parameter in builder.parameters.values()] == [("after",)] * 2 + [("before",)] * 2


@pytest.mark.parametrize(
    ("order", "arguments", "sign"),
    [
        ("ID_ASC", {"first": 1, "after": "a", "before": "b"}, "<="),
        ("ID_DESC", {"first": 1, "after": "a"}, ">="),
        ("ID_ASC", {"last": 1, "after": "a", "before": "b"}, ">="),
        ("ID_DESC", {"last": 1, "before": "b"}, "<="),
        ("ID_ASC", {"first": 1, "before": "b"}, None),
        ("ID_ASC", {"last": 1, "after": "a"}, None),
    ],
)
def test_what_lies_behind_is_at_the_cursor_the_page_starts_from(
    order: str, arguments: dict[str, Any], sign: str | None
) -> None:
    outside = page(order=order, **arguments).outside(Builder(load_policy()["CASEWORKER"], RECORDS), CHILD.table)
    assert (outside is None) == (sign is None)
    if outside is not None:
        assert compile_statement(outside).text == f"(children.id) {sign} ($1::UUID)"


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_every_order_can_be_a_cursor(record: Record) -> None:
    builder = Builder(load_policy()["CASEWORKER"], RECORDS)
    for order in record.orders.values():
        column = order.value(builder, Selection(record.plural, record.plural, {}), record.table)
        compile_statement(cursor_of("X", [column]))
        decoder_of("X", 0, 1, column.type, nullable=order.nullable)
