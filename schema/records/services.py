"""供需匹配: suggestions of offers that might meet a request, and why; who takes one proposes an agreement."""

from collections.abc import Mapping
from typing import Any

import strawberry

from schema.caller import Caller
from schema.connection import described
from schema.records.matching import MOST_SUGGESTED, SUGGESTED, asked_for
from schema.root_fields import Arguments, query_field
from tenants.matching.services import OfferFactor, OfferSuggestion, suggest_offers


@strawberry.type(description="What one factor says for an offer.")
class OfferPoints:
    factor: OfferFactor = strawberry.field(description="The factor.")
    points: int = strawberry.field(description="How much it speaks for the offer.")
    value: str = strawberry.field(
        description="Of KIND that of the offer, or the needs that it meets; of AREA its level; of DAYS on how many of "
        "those asked for; of CAPACITY for how many of those asked for."
    )


@strawberry.type(name="OfferSuggestion", description="An offer that might meet a request. To take it, propose terms.")
class SuggestedOffer:
    offer_id: strawberry.ID = strawberry.field(description="The offer.")
    organization_id: strawberry.ID = strawberry.field(description="Whose it is.")
    organization: str = strawberry.field(description="The organisation's name.")
    title: str = strawberry.field(description="What the offer is called.")
    score: int = strawberry.field(description="The sum of the points.")
    factors: list[OfferPoints] = strawberry.field(description="What they are given for.")


def shown(one: OfferSuggestion) -> Mapping[str, Any]:
    return {
        "offer_id": str(one.offer.id),
        "organization_id": str(one.offer.organization_id),
        "organization": one.offer.organization,
        "title": one.offer.title,
        "score": one.score,
        "factors": [{"factor": part.factor, "points": part.points, "value": part.value} for part in one.points],
    }


async def suggest(caller: Caller, arguments: Arguments) -> list[Mapping[str, Any]]:
    actor = caller.actor
    request, most = asked_for(arguments, "request", "NOT_TO_BE_MET")
    async with caller.database.reading(actor) as reading:
        return [shown(one) for one in await suggest_offers(reading, request, most)]


@strawberry.type
class ServiceQueries:
    suggest_offers: list[SuggestedOffer] | None = query_field(
        list[SuggestedOffer],
        suggest,
        "Which offers might meet an open request of your own tenant, the best first, and why.",
        {
            "request": described(strawberry.ID | None, "The request's id."),
            "first": described(int | None, f"How many at most: {SUGGESTED} if left out, {MOST_SUGGESTED} at most."),
        },
    )
