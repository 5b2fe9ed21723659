"""Who has not signed in reads what was published, of a county at the lowest, and no record in the whole world."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from schema.caller import Caller
from tenants.division import end_of, level_of
from tenants.errors import Unauthenticated
from tenants.publicity.figures import published_figures
from tenants.publicity.stories import PUBLIC_CHANNELS, published_name, published_stories, published_story
from tests.callers import ask
from tests.isolation.fields import SHAPES
from tests.isolation.stage import Stage
from tests.world import TENANTS

PUBLISHING = {code for code in TENANTS if level_of(code) in ("PROVINCE", "CITY", "COUNTY")}
WRITING = """insert into stories (id, tenant_code, title, text, channels, stage, published_on)
             values ($1, $2, 'a', 'b', array[$3::text], $4, $5)"""


@pytest.fixture(scope="module")
async def published(stage: Stage) -> dict[UUID, int]:
    """By its key of whom a story was published: of each tenant one for each channel, beside those that were not."""
    stories: dict[UUID, int] = {}
    for code in TENANTS:
        for channel in (*PUBLIC_CHANNELS, "NOTICE_BOARD"):
            key = uuid7()
            await stage.owner.execute(WRITING, key, code, channel, "PUBLISHED", date(2024, 6, 1))
            if channel != "NOTICE_BOARD":
                stories[key] = code
            await stage.owner.execute(WRITING, uuid7(), code, channel, "APPROVED", None)
    return stories


@pytest.fixture
def nobody(stage: Stage) -> Caller:
    return replace(stage.callers["DIRECTOR"], session=None, grant_id=None)


async def test_of_each_tenant_the_public_reads_what_was_published_below_it(
    stage: Stage, published: dict[UUID, int]
) -> None:
    for code in TENANTS:
        found = [one for channel in PUBLIC_CHANNELS for one in await published_stories(stage.database, code, channel)]
        below = {key for key, of in published.items() if code <= of < end_of(code) and code in PUBLISHING}
        assert {one.id for one in found} == below
        assert {one.code for one in found} <= PUBLISHING
        assert await published_name(stage.database, code) == (TENANTS[code][0] if code in PUBLISHING else None)
        assert bool(await published_figures(stage.database, code, 2024)) == (code in PUBLISHING)


async def test_what_was_not_published_is_what_never_was(stage: Stage, published: dict[UUID, int]) -> None:
    unpublished = await stage.owner.fetch("select id from stories where stage <> 'PUBLISHED'")
    keys = [one.id for one in stage.world.kept if one.kind != "tenant"] + [row["id"] for row in unpublished]
    assert [key for key in keys if await published_story(stage.database, key)] == []
    assert {key for key in published if await published_story(stage.database, key)} == set(published)


@pytest.mark.parametrize("kind", SHAPES)
async def test_no_record_of_any_kind_is_read(stage: Stage, nobody: Caller, kind: str) -> None:
    shape = SHAPES[kind]
    single = shape.type[0].lower() + shape.type[1:]
    named = (
        f'{single}({"code" if kind == "tenant" else "id"}: "{33 if kind == "tenant" else stage.world.of(kind)[0].id}")'
    )
    asked = [f"{{ {named} {{ __typename }} }}", f"{{ {shape.plural} {{ totalCount }} }}"]
    if kind != "tenant":
        asked.append(f'{{ node(id: "{stage.world.of(kind)[0].id}") {{ __typename }} }}')
    for text in asked:
        with pytest.raises(Unauthenticated):
            await ask(stage.engine, nobody, text)
