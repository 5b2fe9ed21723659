"""How a child is seen: located with a masked name and an age band, opened in full."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Text,
    Uuid,
    any_,
    cast,
    func,
    select,
)

from tenants.access.reach import Reach
from tenants.acting_sql import CARING_MOTHER
from tenants.audit.exposed import ACCESS_LOG
from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import (
    age_band,
    between,
    computed,
    contains,
    in_tenant,
    is_equal,
    is_one_of,
    is_same,
    located,
    many,
    mask_name,
    opened,
)
from tenants.reading.json import EMPTY_LIST, json_object, literal
from tenants.reading.record import Depth, Exposure, Filter, Record, Subject, as_it_is
from tenants.reading.selection import TYPENAME, Selection
from tenants.records.child.table import children
from tenants.records.pairing.table import pairings
from tenants.records.standard import STANDARD_FIELDS

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def paired_with_me(row: FromClause, child_id: str = "id") -> ColumnElement[bool]:
    """The child is in one of the acting Caring Mother's open pairings."""
    mine = pairings.alias()
    open_ones = select(mine.c.child_id).where(mine.c.caring_mother_id == CARING_MOTHER, mine.c.until_on.is_(None))
    return row.c[child_id].in_(open_ones.correlate_except(mine))


# Asked of the database once a statement, however many fields depend on it.
OPENINGS = select(func.acting_openings().label("children")).cte("openings")


def opened_with_reason(row: FromClause, child_id: str = "id") -> ColumnElement[bool]:
    """The acting director holds the child's file open."""
    return row.c[child_id] == any_(cast(select(OPENINGS.c.children).scalar_subquery(), ARRAY(Uuid)))


def category_history(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """The categories the child had before, oldest first, each with its days."""
    past = (
        func.jsonb_to_recordset(row.c.category_history)
        .table_valued(
            Column("category", Text),
            Column("source", Text),
            Column("since", Date),
            Column("until", Date),
            name=builder.alias(),
        )
        .render_derived(with_types=True)
    )
    members = [
        (one.key, literal(selection.type) if one.name == TYPENAME else past.c[one.name]) for one in selection.below
    ]
    listed = func.json_agg(json_object(members, builder.alias()), type_=JSON)
    return func.coalesce(select(listed).select_from(past).correlate_except(past).scalar_subquery(), EMPTY_LIST)


CHILD_RECORD = Record(
    name="Child",
    single="child",
    plural="children",
    table=children,
    fields={
        **STANDARD_FIELDS,
        "name": computed(lambda row: row.c.name, masked=lambda row: mask_name(row.c.name)),
        **located("sex"),
        "age_band": computed(lambda row: age_band(row.c.birth_date), Depth.LOCATED),
        **opened("birth_date", "identity_number", "phone", "address", "school", "health", "parents_whereabouts"),
        **opened("risk_level"),
        **located("category", "category_source", "category_since"),
        "category_history": Exposure(Depth.OPENED, category_history),
        **located("state", "paired", "identified_on", "on_file_on", "closed_on", "closed_reason", "erased_on"),
        "pairings": many("Pairing", lambda row, pairing: pairing.c.child_id == row.c.id),
        "visits": many("Visit", lambda row, visit: visit.c.child_id == row.c.id),
        "history": history_of(RecordKind.CHILD),
        "file_openings": many("FileOpening", lambda row, opening: opening.c.child_id == row.c.id),
        "access_log": ACCESS_LOG,
    },
    orders={"ID": "id", "IDENTIFIED_ON": "identified_on"},
    filters={
        "tenant": in_tenant(),
        "category": is_one_of("category"),
        "sex": is_equal("sex", Text()),
        "state": is_one_of("state"),
        "risk_level": is_one_of("risk_level", Depth.OPENED),
        "paired": Filter(lambda row, paired: row.c.paired == paired, ((Boolean(), as_it_is),)),
        "name_contains": contains("name"),
        "identity_number": is_same(children, "identity_number"),
        "phone": is_same(children, "phone"),
        **between("identified_on", Date()),
    },
    reaches={Reach.PAIRED: paired_with_me, Reach.OPENED: opened_with_reason},
    subjects=(Subject("CHILD"),),
)
