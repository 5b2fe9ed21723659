"""Proving many sessions at once, for those that stay open without asking anything."""

from collections.abc import Sequence

from tenants.access.acting import Acting
from tenants.database import Database
from tenants.errors import CircleError, Forbidden, Unauthenticated

PROOFS = """select s.user_id is not null as signed_in,
       exists (select from live_grants(s.user_id) g where g.id = a.grant_id) as granted
from unnest($1::bytea[], $2::uuid[]) with ordinality a (access_hash, grant_id, place)
left join lateral live_session(a.access_hash) s on true
order by a.place"""


async def prove(database: Database, many: Sequence[Acting]) -> list[CircleError | None]:
    """For each one what it would be refused with, were it to ask now; None where session and grant hold."""
    hashes, grants = [one.session.access_hash for one in many], [one.grant.id for one in many]
    async with database.connection() as connection:
        rows = await connection.fetch(PROOFS, hashes, grants)
    return [refusal(signed_in=row["signed_in"], granted=row["granted"]) for row in rows]


def refusal(*, signed_in: bool, granted: bool) -> CircleError | None:
    if not signed_in:
        return Unauthenticated()
    return None if granted else Forbidden("NO_GRANT")
