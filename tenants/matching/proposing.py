"""Suggestions for one child, and proposals for all children of a tenant who are not paired: nothing is written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from tenants.access.scope import Scope, Verb
from tenants.database.transactions import Reading
from tenants.division import end_of
from tenants.errors import BadRequest, Forbidden, LimitExceeded
from tenants.matching.assigning import assign
from tenants.matching.scoring import Candidate, Points, Waiting, may_pair, score_all, weigh

# A county has some dozens of children unpaired and some hundreds of Caring Mothers free; this is a second's work.
MOST_CHILDREN, MOST_MOTHERS = 1_000, 2_000

CHILDREN = """
    select c.id, c.tenant_code,
        array(select distinct n.kind from needs n where n.child_id = c.id and n.settled_on is null) as needs,
        array(select p.caring_mother_id from pairings p where p.child_id = c.id and p.until_on is null) as paired_with
    from children c where c.state = 'ON_FILE' and """
OF_TENANT = (
    CHILDREN + "not c.paired and c.tenant_code >= $1 and c.tenant_code < $2 order by c.identified_on, c.id limit $3"
)
BY_ID = CHILDREN + "c.id = $1 and c.tenant_code >= $2 and c.tenant_code < $3"
# Whoever serves a part of the range, or all of it. How many children each has is asked of the owner, who sees them all.
MOTHERS = """
    select m.id, left(m.name, 1) || '**' as name, m.tenant_code, m.service_code, m.skills, m.capacity,
           free_places(m.id) as places
    from caring_mothers m
    where m.closed_on is null
      and (m.service_code >= $1 and m.service_code < $2 or m.service_code = any (division_line($1)))
    order by m.id limit $3"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A child and a Caring Mother who might be paired, and what speaks for it."""

    child: UUID
    mother: Candidate
    points: tuple[Points, ...]

    @property
    def score(self) -> int:
        return sum(one.points for one in self.points)


async def suggest(reading: Reading, child: UUID, most: int) -> list[Suggestion]:
    """Who might be paired with a child, the best first. Raises Forbidden, and BadRequest for a child out of reach."""
    low, high = reach_of(reading)
    row = await reading.connection.fetchrow(BY_ID, child, low, high)
    if row is None:
        raise BadRequest("NOT_TO_BE_PAIRED")
    waiting = waiting_of(row)
    mothers = await fetch_candidates(reading, waiting.tenant, waiting.tenant + 1)
    found = [Suggestion(child, one, weigh(waiting, one)) for one in mothers if may_pair(waiting, one)]
    return sorted(found, key=lambda one: (-one.score, one.mother.id))[:most]


async def propose(reading: Reading, tenant: int) -> tuple[list[Suggestion], list[UUID]]:
    """Who might be paired with whom, at a tenant and below it, and the children for whom there is nobody.

    As many as can be, with the most points in all. Raises Forbidden, BadRequest for a tenant out of reach, and
    LimitExceeded where there are too many.
    """
    low, high = reach_of(reading)
    if not low <= tenant < high:
        raise BadRequest("OUT_OF_SIGHT", condition="tenant")
    rows = await reading.connection.fetch(OF_TENANT, tenant, end_of(tenant), MOST_CHILDREN + 1)
    refuse_more(rows, "childrenToPair", MOST_CHILDREN)
    children = [waiting_of(row) for row in rows]
    mothers = await fetch_candidates(reading, tenant, end_of(tenant))
    return await asyncio.to_thread(match, children, mothers)


def match(children: Sequence[Waiting], mothers: Sequence[Candidate]) -> tuple[list[Suggestion], list[UUID]]:
    given = list(zip(children, assign(score_all(children, mothers), [one.places for one in mothers]), strict=True))
    proposed = [
        Suggestion(child.id, mothers[column], weigh(child, mothers[column]))
        for child, column in given
        if column is not None
    ]
    return proposed, [child.id for child, column in given if column is None]


def reach_of(reading: Reading) -> tuple[int, int]:
    """The range in which the actor pairs children. Raises Forbidden for who pairs none."""
    grant = reading.actor.grant
    if Scope.SUBTREE not in grant.role.scopes("pairing", Verb.MANAGE):
        raise Forbidden(role=grant.role.name, resource="pairing")
    return grant.low, grant.high


async def fetch_candidates(reading: Reading, low: int, high: int) -> list[Candidate]:
    rows = await reading.connection.fetch(MOTHERS, low, high, MOST_MOTHERS + 1)
    refuse_more(rows, "caringMothersFree", MOST_MOTHERS)
    return [one for one in map(candidate_of, rows) if one.places > 0]


def waiting_of(row: asyncpg.Record) -> Waiting:
    return Waiting(row["id"], row["tenant_code"], frozenset(row["needs"]), frozenset(row["paired_with"]))


def candidate_of(row: asyncpg.Record) -> Candidate:
    serves = range(row["service_code"], end_of(row["service_code"]))
    skills = tuple(row["skills"])
    return Candidate(row["id"], row["name"], row["tenant_code"], serves, skills, row["capacity"], row["places"])


def refuse_more(rows: Sequence[object], name: str, most: int) -> None:
    if len(rows) > most:
        raise LimitExceeded(name, most, len(rows))
