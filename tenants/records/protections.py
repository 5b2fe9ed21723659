"""The classes of protection there are; docs/access.md says who may read and write what is of each."""

from sqlalchemy import ARRAY, ColumnElement, FromClause, Uuid, any_, cast, func, select

from tenants.access.reach import Reach
from tenants.acting_sql import CARING_MOTHER
from tenants.kinds.protection import Protection, Reaches
from tenants.metadata import metadata


def paired_with_me(row: FromClause, child_id: str) -> ColumnElement[bool]:
    """The child is in one of the acting Caring Mother's open pairings."""
    mine = metadata.tables["pairings"].alias()
    open_ones = select(mine.c.child_id).where(mine.c.caring_mother_id == CARING_MOTHER, mine.c.until_on.is_(None))
    return row.c[child_id].in_(open_ones.correlate_except(mine))


# Asked of the database once a statement, however many fields depend on it.
OPENINGS = select(func.acting_openings().label("children")).cte("openings")


def opened_with_reason(row: FromClause, child_id: str) -> ColumnElement[bool]:
    """The acting director holds the child's file open."""
    return row.c[child_id] == any_(cast(select(OPENINGS.c.children).scalar_subquery(), ARRAY(Uuid)))


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
