"""匹配: suggestions of who might be paired, with their reasons; who confirms one pairs as ever."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import strawberry

from schema.caller import Caller
from schema.connection import described
from schema.root_fields import Arguments, query_field
from schema.scalars import DivisionCode
from tenants.division import format_code
from tenants.errors import BadRequest
from tenants.matching.proposing import Suggestion, propose, suggest
from tenants.matching.scoring import MatchingFactor
from tenants.reading.roots import parse_uuid

SUGGESTED, MOST_SUGGESTED = 10, 50


@strawberry.type(description="What one factor says for a pairing.")
class FactorPoints:
    factor: MatchingFactor = strawberry.field(description="The factor.")
    points: int = strawberry.field(description="How much it speaks for the pairing.")
    value: str = strawberry.field(
        description="Of DISTANCE the lowest level that keeps both, of SKILLS the kinds of need they meet, of "
        "FREE_PLACES how many of her places are free."
    )


@strawberry.type(description="A child and a Caring Mother who might be paired. To pair them, confirm it.")
class PairingSuggestion:
    child_id: strawberry.ID = strawberry.field(description="The child.")
    caring_mother_id: strawberry.ID = strawberry.field(description="The Caring Mother.")
    name: str = strawberry.field(description="Hers, masked.")
    tenant_code: DivisionCode = strawberry.field(description="The tenant that keeps her registration.")
    score: int = strawberry.field(description="The sum of the points.")
    factors: list[FactorPoints] = strawberry.field(description="What they are given for.")


@strawberry.type(description="Who might be paired with whom: as many as can be, with the most points in all.")
class PairingProposals:
    proposals: list[PairingSuggestion] = strawberry.field(description="Each with what speaks for it.")
    unmatched: list[strawberry.ID] = strawberry.field(description="The children for whom nobody is free.")


def shown(one: Suggestion) -> Mapping[str, Any]:
    factors = [{"factor": part.factor, "points": part.points, "value": part.value} for part in one.points]
    return {
        "child_id": str(one.child),
        "caring_mother_id": str(one.mother.id),
        "name": one.mother.name,
        "tenant_code": format_code(one.mother.tenant),
        "score": one.score,
        "factors": factors,
    }


def asked_for(arguments: Arguments, name: str, otherwise: str) -> tuple[UUID, int]:
    """For what suggestions are asked, and how many. Raises BadRequest, with that reason where the id is none."""
    key = parse_uuid(arguments.get(name) or "")
    most = SUGGESTED if arguments.get("first") is None else arguments["first"]
    if key is None:
        raise BadRequest(otherwise)
    if not 1 <= most <= MOST_SUGGESTED:
        raise BadRequest("BAD_PAGE_SIZE", most=MOST_SUGGESTED)
    return key, most


async def suggest_pairings(caller: Caller, arguments: Arguments) -> list[Mapping[str, Any]]:
    actor = caller.actor
    child, most = asked_for(arguments, "child", "NOT_TO_BE_PAIRED")
    async with caller.database.reading(actor) as reading:
        return [shown(one) for one in await suggest(reading, child, most)]


async def propose_pairings(caller: Caller, arguments: Arguments) -> Mapping[str, Any]:
    tenant = arguments.get("tenant")
    async with caller.database.reading(caller.actor) as reading:
        proposed, left = await propose(reading, reading.actor.grant.low if tenant is None else tenant)
    return {"proposals": [shown(one) for one in proposed], "unmatched": [str(one) for one in left]}


@strawberry.type
class MatchingQueries:
    suggest_pairings: list[PairingSuggestion] | None = query_field(
        list[PairingSuggestion],
        suggest_pairings,
        "Who might be paired with a child, the best first, and why.",
        {
            "child": described(strawberry.ID | None, "The child's id."),
            "first": described(int | None, f"How many at most: {SUGGESTED} if left out, {MOST_SUGGESTED} at most."),
        },
    )
    propose_pairings: PairingProposals | None = query_field(
        PairingProposals,
        propose_pairings,
        "Who might be paired with whom, of all children on file at a tenant and below it whom nobody is paired with. "
        "`confirmPairings` takes as many of them as you like.",
        {"tenant": described(DivisionCode | None, "That of your grant if left out.")},
    )
