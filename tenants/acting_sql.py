"""The grant inside a statement: literals filled in per request, so that the planner knows the true range."""

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Uuid, any_, literal_column

from tenants.access.acting import Grant

# No GraphQL name holds an "@", so nothing a client sends can look like one of these.
LOW: ColumnElement[int] = literal_column("@low@", BigInteger)
HIGH: ColumnElement[int] = literal_column("@high@", BigInteger)
LINE = any_(literal_column("@line@", ARRAY(BigInteger)))
CARING_MOTHER = literal_column("@caring_mother@", Uuid)


def fill_in(text: str, grant: Grant) -> str:
    """The statement as it runs under the grant; every value comes from the database itself."""
    caring_mother = f"'{grant.caring_mother_id}'::uuid" if grant.caring_mother_id else "null::uuid"
    line = ",".join(map(str, grant.line))
    return (
        text.replace("@low@", f"{grant.low}::bigint")
        .replace("@high@", f"{grant.high}::bigint")
        .replace("@line@", f"array[{line}]::bigint[]")
        .replace("@caring_mother@", caring_mother)
    )
