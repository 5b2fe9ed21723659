"""The addresses that anybody may read: `/public/33/figures/2024`, `/public/33/stories`, its feeds, and one story."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import orjson
from cachetools import TTLCache
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from uuid_utils import uuid7

from api.failures import without_values
from api.graphql_endpoint import STATUS
from api.negotiation import JSON, answer_language
from api.public.caching import cached
from api.public.feed import MEDIA_TYPE, feed_of
from schema.messages import error_text
from tenants.accounts.attempts import hash_address
from tenants.clock import today
from tenants.database.transactions import Database
from tenants.division import format_code, parse_code
from tenants.errors import CircleError, Unavailable
from tenants.publicity.figures import Figure, published_figures
from tenants.publicity.stories import (
    PAGE,
    PUBLIC_CHANNELS,
    PublishedStory,
    published_name,
    published_stories,
    published_story,
)
from tenants.reading.names import camel

NOT_FOUND = 404
YEAR = re.compile("20[0-9]{2}")
# Of a year that is over hardly anything changes; a story that is taken down is gone at once, so each time is asked.
HOUR, REMEMBERED = 3600, 1000
FOR_AN_HOUR, ASKED_EACH_TIME = f"public, max-age={HOUR}", "public, no-cache"

log = logging.getLogger("circle.public")


@dataclass(frozen=True, slots=True)
class PublicPages:
    """The pages of one database; finding one may take so many seconds."""

    database: Database
    most_seconds: float
    # What clients may keep for an hour, this process does, too: working out what may be told takes a tenth of a second.
    told: TTLCache[tuple[int, int], Mapping[str, Figure]] = field(default_factory=lambda: TTLCache(REMEMBERED, HOUR))

    async def figures(self, request: Request) -> Response:
        code, name = await self.publisher(request)
        if not (asked := YEAR.fullmatch(request.path_params["year"])):
            raise HTTPException(NOT_FOUND)
        year = int(asked[0])
        found = self.told.get((code, year))
        if found is None:
            found = await published_figures(self.database, code, year)
            if not found:
                raise HTTPException(NOT_FOUND)
            self.told[code, year] = found
        told = {camel(figure): amount for figure, amount in found.items()}
        suppressed = [figure for figure, amount in told.items() if amount is None]
        page = {"tenant": describe_tenant(code, name), "year": year, "figures": told, "suppressed": suppressed}
        return json_page(request, page, FOR_AN_HOUR)

    async def stories(self, request: Request) -> Response:
        code, name = await self.publisher(request)
        behind = request.query_params.get("behind")
        found = await published_stories(self.database, code, behind=None if behind is None else key_in(behind))
        following = str(found[-1].id) if len(found) == PAGE else None
        listed = {"tenant": describe_tenant(code, name), "stories": list(map(describe, found)), "behind": following}
        return json_page(request, listed, ASKED_EACH_TIME)

    async def story(self, request: Request) -> Response:
        found = await published_story(self.database, key_in(request.path_params["id"]))
        if found is None:
            raise HTTPException(NOT_FOUND)
        return json_page(request, describe(found), ASKED_EACH_TIME)

    async def feed(self, request: Request) -> Response:
        code, name = await self.publisher(request)
        channel = next((one for one in PUBLIC_CHANNELS if one.value == request.path_params["channel"]), None)
        if channel is None:
            raise HTTPException(NOT_FOUND)
        found = await published_stories(self.database, code, channel)
        address = f"/public/{format_code(code)}/stories/{channel.value}.atom"
        return cached(request, feed_of(name, address, channel, found, today()), MEDIA_TYPE, ASKED_EACH_TIME)

    async def publisher(self, request: Request) -> tuple[int, str]:
        """The code and the name of the tenant in the address."""
        try:
            code = parse_code(request.path_params["code"])
        except ValueError:
            raise HTTPException(NOT_FOUND) from None
        name = await published_name(self.database, code)
        if name is None:
            raise HTTPException(NOT_FOUND)
        return code, name

    async def answered(self, step: "Step", request: Request) -> Response:
        """The page, or why there is none, in the caller's language."""
        place = hash_address(request.client.host if request.client else None)
        try:
            self.database.rate.count(place)
            self.database.refuse_unfit()
            async with asyncio.timeout(self.most_seconds), self.database.shares.of((place, True)):
                return await step(self, request)
        except TimeoutError:
            return refused(request, Unavailable("TIMEOUT"))
        except CircleError as error:
            return refused(request, error)
        except HTTPException:
            raise
        except Exception as unforeseen:  # noqa: BLE001  # the last resort: nothing internal goes out
            request_id = str(uuid7())
            log.error("request %s failed: %s", request_id, without_values(unforeseen))  # noqa: TRY400  # no message of it
            return refused(request, CircleError(request_id=request_id))


Step = Callable[[PublicPages, Request], Awaitable[Response]]
PAGES: Mapping[str, Step] = {
    "/public/{code}/figures/{year}": PublicPages.figures,
    "/public/{code}/stories": PublicPages.stories,
    "/public/{code}/stories/{channel}.atom": PublicPages.feed,
    "/public/stories/{id}": PublicPages.story,
}


def public_routes() -> Iterator[BaseRoute]:
    for address, step in PAGES.items():
        yield Route(address, partial(answer, step))


async def answer(step: Step, request: Request) -> Response:
    pages: PublicPages = request.app.state.public
    return await pages.answered(step, request)


def json_page(request: Request, told: object, cache_control: str) -> Response:
    return cached(request, orjson.dumps(told, default=str), JSON, cache_control)


def describe(story: PublishedStory) -> Mapping[str, object]:
    return {
        "id": str(story.id),
        "title": story.title,
        "text": story.text,
        "channels": story.channels,
        "publishedOn": story.published_on,
        "tenant": describe_tenant(story.code, story.name),
    }


def describe_tenant(code: int, name: str) -> Mapping[str, str]:
    return {"code": format_code(code), "name": name}


def key_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise HTTPException(NOT_FOUND) from None


def refused(request: Request, error: CircleError) -> Response:
    headers = {"retry-after": str(error.details["retry_after"])} if "retry_after" in error.details else {}
    text = error_text(error, answer_language(request.headers.get("accept-language")))
    return PlainTextResponse(text, STATUS[error.code], headers)
