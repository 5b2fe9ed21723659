"""The classes of protection there are; docs/access.md says who may read and write what is of each."""

from uuid import UUID

from sqlalchemy import ARRAY, CTE, ColumnElement, FromClause, Uuid, any_, cast, func, select

from tenants.access.reach import Reach
from tenants.kinds.protection import Protection, Reaches

# Asked of the database once a statement, however many fields depend on it. Row-level security asks the same functions.
PAIRED = select(func.acting_children().label("children")).cte("paired")
OPENINGS = select(func.acting_openings().label("children")).cte("openings")


def one_of(asked: CTE, id_: ColumnElement[UUID]) -> ColumnElement[bool]:
    return id_ == any_(cast(select(asked.c.children).scalar_subquery(), ARRAY(Uuid)))


def paired_with_me(row: FromClause, child_id: str) -> ColumnElement[bool]:
    """The child is in one of the acting Caring Mother's pairings in force."""
    return one_of(PAIRED, row.c[child_id])


def opened_with_reason(row: FromClause, child_id: str) -> ColumnElement[bool]:
    """The acting director holds the child's file open."""
    return one_of(OPENINGS, row.c[child_id])


def of_child(child_id: str) -> Reaches:
    return {
        Reach.PAIRED: lambda row: paired_with_me(row, child_id),
        Reach.OPENED: lambda row: opened_with_reason(row, child_id),
    }


CHILD_FILE = Protection("child_file", hides=True, reaches=of_child)
# As a child's file, and a Caring Mother adds to it.
CONTACT = Protection("contact", hides=True, reaches=of_child)
REGISTER = Protection("register", hides=True)
OPENING = Protection("opening")
BRANCH_WORK = Protection("branch_work")
PROJECT_WORK = Protection("project_work")
LEDGER = Protection("ledger", hides=True)
