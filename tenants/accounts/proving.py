"""Proves many sessions at once, for connections that stay open without asking anything."""

from collections.abc import Sequence

import asyncpg

from tenants.access.actor import Actor
from tenants.database.transactions import Database
from tenants.errors import CircleError, Forbidden, Unauthenticated

PROOFS = """select s.user_id is not null as signed_in,
       exists (select from recognized_grants(a.proof) g where g.id = a.grant_id) as granted,
       lacks_second_factor(a.proof, $3) as confined
from unnest($1::bytea[], $2::uuid[]) with ordinality a (proof, grant_id, place)
left join lateral live_session(a.proof) s on true
order by a.place"""


async def prove_actors(database: Database, many: Sequence[Actor]) -> list[CircleError | None]:
    """For each one the error it would get if it asked now; None if its session and grant are still in effect."""
    proofs, grants = [one.session.proof for one in many], [one.grant.id for one in many]
    calling = next((one.confining_roles for one in many if one.confining_roles), ())
    async with database.connection() as connection:
        rows = await connection.fetch(PROOFS, proofs, grants, calling)
    return [refusal(row) for row in rows]


def refusal(proof: asyncpg.Record) -> CircleError | None:
    if not proof["signed_in"]:
        return Unauthenticated()
    if proof["confined"]:
        return Forbidden("SECOND_FACTOR_REQUIRED")
    return None if proof["granted"] else Forbidden("NO_GRANT")
