"""What is said of a child who was erased: nothing more."""

from sqlalchemy import Boolean, func, not_

from tenants.errors import ProblemCode
from tenants.writing.standing import Standing

# Asked of the database, because the file may be kept out of sight.
UNERASED = Standing(lambda row: not_(func.is_erased(row.c.child_id, type_=Boolean)), ProblemCode.CLOSED)
