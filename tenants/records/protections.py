"""The classes of protection there are; docs/access.md says who may read and write what is of each."""

from uuid import UUID

from sqlalchemy import ARRAY, CTE, ColumnElement, FromClause, Uuid, any_, cast, exists, func, select

from tenants.access.scope import Scope
from tenants.database.actor_sql import HIGH, LOW
from tenants.kinds.protection import Protection, ScopeConditions
from tenants.metadata import metadata

# Asked of the database once a statement, however many fields depend on it. Row-level security asks the same functions.
PAIRED = select(func.actor_children().label("children")).cte("paired")
OPENINGS = select(func.actor_openings().label("children")).cte("openings")


# The organisation that the current partner's grant names, and the requests that it has answered.
ACTING_ORGANIZATION = select(func.actor_organization(type_=Uuid)).scalar_subquery()
ANSWERED = select(func.actor_requests().label("requests")).cte("answered")
# The activities that it runs together with the branch.
JOINED = select(func.actor_activities().label("activities")).cte("joined")


def one_of(asked: CTE, id_: ColumnElement[UUID]) -> ColumnElement[bool]:
    (ids,) = asked.c
    return id_ == any_(cast(select(ids).scalar_subquery(), ARRAY(Uuid)))


def is_paired_with_actor(row: FromClause, child_id: str) -> ColumnElement[bool]:
    """The child is in one of the current Caring Mother's pairings in force."""
    return one_of(PAIRED, row.c[child_id])


def is_opened_with_reason(row: FromClause, child_id: str) -> ColumnElement[bool]:
    """The current director has opened the child's file."""
    return one_of(OPENINGS, row.c[child_id])


def has_file_within(
    row: FromClause, child_id: str, low: ColumnElement[int], high: ColumnElement[int]
) -> ColumnElement[bool]:
    """The child's file is now kept in a range of tenants."""
    child = metadata.tables["children"].alias()
    kept = (child.c.tenant_code >= low) & (child.c.tenant_code < high)
    return exists(select(child.c.id).where(child.c.id == row.c[child_id], kept).correlate_except(child))


def is_within_range(row: FromClause) -> ColumnElement[bool]:
    return (row.c.tenant_code >= LOW) & (row.c.tenant_code < HIGH)


def child_conditions(child_id: str) -> ScopeConditions:
    return {
        Scope.PAIRED: lambda row: is_paired_with_actor(row, child_id),
        Scope.OPENED: lambda row: is_opened_with_reason(row, child_id),
    }


def act_conditions(child_id: str) -> ScopeConditions:
    """Of what stays where it was done, and is read by who keeps the file now."""
    return {
        **child_conditions(child_id),
        Scope.KEPT: lambda row: has_file_within(row, child_id, LOW, HIGH),
        Scope.KEPT_OWN: lambda row: has_file_within(row, child_id, LOW, LOW + 1),
    }


CHILD_FILE = Protection("child_file", hides=True, scopes=child_conditions)
# As a child's file, and what of it is over stays where it was.
EPISODE = Protection("episode", hides=True, scopes=act_conditions)
# As an episode, and a Caring Mother adds to it.
CONTACT = Protection("contact", hides=True, scopes=act_conditions)
# Seen by who hands a file over and by who is to have it.
TRANSFER_FILE = Protection("transfer_file")
# What is asked of the public for a child, and names none.
APPEAL = Protection("appeal")
REGISTER = Protection("register", hides=True)
# Only ever added to. Who reported is a record of its own, so that row-level security hides it, too.
INCIDENT = Protection("incident", hides=True, scopes=child_conditions)
REPORTER = Protection("reporter", hides=True, scopes=child_conditions)
OPEN_INCIDENTS = Protection("open_incidents")
FILE_DECISIONS = Protection("file_decisions")
# Before a Caring Mother is approved: what was looked into, and what has to be.
CLEARANCE = Protection("clearance", hides=True)
SCREENING_FILE = Protection("screening_file", hides=True)
CLEARANCE_RULES = Protection("clearance_rules")
# Who is paired together: seen by those below as well.
TEAM_WORK = Protection("team_work")
# What she has done, to be shown to others: hers, and of those who keep her registration.
CERTIFICATION = Protection("certification")
OPENING = Protection("opening")
# Who asks whether a number is on file, and who keeps that file, see their own side of it alone.
ENQUIRY = Protection("enquiry", hides=True)
ANSWERING = Protection("answering", hides=True)
# What is asked for a child tells how it is: seen with its whole file, or not at all.
DUTY = Protection("duty", scopes=child_conditions)
CHECKLIST = Protection("checklist")
BRANCH_WORK = Protection("branch_work")
# As branch work, and seen by the organisations that run it together with the branch.
JOINT_WORK = Protection("joint_work")
PROJECT_WORK = Protection("project_work")
# As project work, and seen by the organisation that is the branch's partner in it.
PARTNERED_WORK = Protection("partnered_work")
LEDGER = Protection("ledger", hides=True)
# Those below the tenant see it, too.
PROGRAMME_WORK = Protection("programme_work")
SHARED_WORK = Protection("shared_work")
# As shared work, and seen by its own people.
ORGANIZATION_WORK = Protection("organization_work")
# What organisations offer, what branches ask for, and what the two agree on.
# Partners see and make their own organisation's, and see what is asked for.
SUPPLY = Protection("supply")
DEMAND = Protection("demand")
AGREEMENT = Protection("agreement")
TARGET_WORK = Protection("target_work")
SPENDING = Protection("spending")
# Written by who reads the files, approved from above.
PUBLICITY = Protection("publicity")
# As a child's file, but for Caring Mothers, and decided on by the branch whose money it is.
SUBSIDY = Protection("subsidy_file", hides=True, scopes=act_conditions)
