"""Published stories, as the database tells them to anybody: of a county at the lowest, and none that was taken down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from tenants.database.transactions import Database
from tenants.records.story.enums import StoryChannel

PAGE: Final = 50
# What hangs on a notice board stays in the house.
PUBLIC_CHANNELS: Final = tuple(channel for channel in StoryChannel if channel is not StoryChannel.NOTICE_BOARD)


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story as the public reads it; `code` and `name` are the county's, or of what is above."""

    id: UUID
    title: str
    text: str
    channels: Sequence[str]
    published_on: date
    code: int
    name: str


async def published_name(database: Database, code: int) -> str | None:
    """The name of a tenant that publishes; None of one below a county, and where there is none."""
    async with database.connection() as connection:
        name: str | None = await connection.fetchval("select published_name($1)", code)
    return name


async def published_stories(
    database: Database, code: int, channel: StoryChannel | None = None, behind: UUID | None = None
) -> Sequence[PublishedStory]:
    """The latest of a tenant and of all below it, or those behind one of them."""
    async with database.connection() as connection:
        rows = await connection.fetch(
            "select * from published_stories($1, $2, $3, $4)", code, channel and channel.value, behind, PAGE
        )
    return [story_of(row) for row in rows]


async def published_story(database: Database, key: UUID) -> PublishedStory | None:
    async with database.connection() as connection:
        row = await connection.fetchrow("select * from published_story($1)", key)
    return row and story_of(row)


def story_of(row: Mapping[str, Any]) -> PublishedStory:
    return PublishedStory(**dict(row))


async def take_down_lapsed(database: Database) -> None:
    """Takes down what is published of somebody whose consent has lapsed."""
    async with database.connection() as connection:
        await connection.execute("select take_down_lapsed_stories()")
