"""Files that may be of the same child: two of name, birth date and guardian's phone agree, or the number does."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import ARRAY, Date, LargeBinary, Text, Uuid, all_, and_, bindparam, exists, func, or_, select

from tenants.access.policy import Role
from tenants.database.compiling import Compiled, compile_statement
from tenants.database.transactions import Writing
from tenants.encryption.columns import SearchTerm, hash_term
from tenants.kinds.exposed import record_of
from tenants.kinds.table import table_of
from tenants.reading.visibility import is_visible
from tenants.records.child.enums import FileClosing
from tenants.records.child.kind import CHILD
from tenants.records.guardian.kind import GUARDIAN
from tenants.writing.rule import Values

MOST = 20
# A birthday by the lunar calendar comes up to so many days before the one by the sun.
NEAR = timedelta(days=60)


async def find_likely(writing: Writing, columns: Values, apart: Sequence[UUID]) -> Sequence[UUID]:
    """The files in reach that may be of the child with these columns, but for those that are known not to be."""
    born, phone, number = columns["birth_date"], columns.get("phone"), columns.get("identity_number")
    sought = {
        "apart": list(apart),
        "name": columns["name"],
        "since": born - NEAR,
        "until": born + NEAR,
        "phone": phone and hash_term(writing.keys, SearchTerm(CHILD.plural, "phone", phone)),
        "guardians_phone": phone and hash_term(writing.keys, SearchTerm(GUARDIAN.plural, "phone", phone)),
        "number": number and hash_term(writing.keys, SearchTerm(CHILD.plural, "identity_number", number)),
    }
    found = await writing.fetch_compiled(compile_likely(writing.actor.grant.role), sought)
    return (found and found["ids"]) or []


@cache
def compile_likely(role: Role) -> Compiled:
    row, guardian = table_of(CHILD).alias("child"), table_of(GUARDIAN).alias("guardian")
    same_name = row.c.name_key == func.chinese_order(bindparam("name", type_=Text))
    near = row.c.birth_date.between(bindparam("since", type_=Date), bindparam("until", type_=Date))
    guardians = guardian.c.phone_hash == bindparam("guardians_phone", type_=LargeBinary)
    same_phone = or_(
        row.c.phone_hash == bindparam("phone", type_=LargeBinary),
        exists(select(guardian.c.id).where(guardian.c.child_id == row.c.id, guardians)),
    )
    same_number = row.c.identity_number_hash == bindparam("number", type_=LargeBinary)
    likely = or_(and_(same_name, near), and_(same_phone, or_(same_name, near)), same_number)
    stands = and_(
        row.c.erased_on.is_(None),
        row.c.closed_reason.is_distinct_from(FileClosing.ENTERED_IN_ERROR),
        row.c.id != all_(bindparam("apart", type_=ARRAY(Uuid))),
    )
    listed = select(row.c.id).where(is_visible(role, record_of(CHILD), row), stands, likely).order_by(row.c.id)
    ids = listed.limit(MOST).subquery()
    return compile_statement(select(func.array_agg(ids.c.id).label("ids")))
