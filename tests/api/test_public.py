"""What anybody reads without signing in: what was published, in forms that caches and feed readers take."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import fromstring

import asyncpg
import feedparser
import httpx
import pytest
from cachetools import TTLCache
from hypothesis import given, settings
from hypothesis import strategies as st

from api.public.feed import feed_of
from api.public.pages import HOUR, PublicPages
from tenants.database.rate import MOST, Rate
from tenants.errors import TooMany
from tenants.publicity.stories import PAGE, PUBLIC_CHANNELS, PublishedStory, take_down_lapsed
from tenants.records.story.enums import StoryChannel
from tests.api.service import COUNTY, Service, serve, settle
from tests.conftest import ScratchDatabase

VILLAGE, PROVINCE = 330127100201, 330000000000
FEED = "/public/330127/stories/CITY_MEDIA.atom"
PAGES = ("/public/33/figures/2024", "/public/33/stories", FEED)
ATOM = "{http://www.w3.org/2005/Atom}"
WRITING = """insert into stories (id, tenant_code, title, text, channels, stage, published_on, taken_down_on,
                 taken_down_reason, children_shown, faces_shown)
             values ($1, $2, $3, '孩子们<期待>每个周末 & 假日。', $4, $5, $6, $7, $8, $9, $9)"""


@pytest.fixture(scope="module")
async def service(module_database: ScratchDatabase) -> AsyncIterator[Service]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve(owner, module_database.application_url) as served:
        yield served
    await owner.close()


@pytest.fixture(autouse=True)
async def nothing_told(service: Service) -> None:
    await service.owner.execute("delete from consents; delete from stories")
    service.app.state.database.rate = Rate()


async def write(service: Service, number: int, *, at: int = COUNTY, channel: str = "CITY_MEDIA", **given: Any) -> str:  # noqa: ANN401
    """A story, published unless it is said to be at another stage."""
    key, stage = UUID(int=(0x7 << 76) | (0b10 << 62) | number), given.get("stage", "PUBLISHED")
    came_out = (
        date(2024, 4, 30) + timedelta(given.get("after", number)) if stage in ("PUBLISHED", "TAKEN_DOWN") else None
    )
    down = (date(2024, 6, 1), "MISTAKE") if stage == "TAKEN_DOWN" else (None, None)
    await service.owner.execute(
        WRITING, key, at, f"故事{number}", [channel], stage, came_out, *down, given.get("faces", 0)
    )
    return str(key)


async def read(service: Service, address: str) -> Any:  # noqa: ANN401  # JSON
    response = await service.client.get(address)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_story_is_read_as_the_countys_until_it_is_taken_down(service: Service) -> None:
    shown = await write(service, 1, at=VILLAGE)
    hidden = [
        await write(service, number, stage=stage)
        for number, stage in enumerate(("DRAFT", "SUBMITTED", "APPROVED", "REJECTED", "TAKEN_DOWN"), 2)
    ]
    hidden.append(await write(service, 9, channel="NOTICE_BOARD"))
    story = {
        "id": shown,
        "title": "故事1",
        "text": "孩子们<期待>每个周末 & 假日。",
        "channels": ["CITY_MEDIA"],
        "publishedOn": "2024-05-01",
        "tenant": {"code": "330127000000", "name": "淳安县"},
    }
    assert await read(service, f"/public/stories/{shown}") == story
    for code, name in (("330127", "淳安县"), ("33", "浙江省")):
        of = {"code": code.ljust(12, "0"), "name": name}
        assert await read(service, f"/public/{code}/stories") == {"tenant": of, "stories": [story], "behind": None}
    for key in (*hidden, "00000000-0000-0000-0000-000000000000", "1"):
        assert (await service.client.get(f"/public/stories/{key}")).status_code == 404
    await service.owner.execute("update stories set stage = 'TAKEN_DOWN' where id = $1", UUID(shown))
    assert (await service.client.get(f"/public/stories/{shown}")).status_code == 404
    assert (await read(service, "/public/33/stories"))["stories"] == []


async def test_nobody_is_told_of_a_village_or_of_what_is_none(service: Service) -> None:
    await write(service, 1, at=VILLAGE)
    for address in (
        *(
            f"/public/{code}/{page}"
            for code in (VILLAGE, "3302", "x", "9" * 5000)
            for page in ("stories", "figures/2024")
        ),
        *(
            "/public/33/figures/2099",
            "/public/33/figures/1",
            "/public/33/figures/x",
            f"/public/33/figures/{'9' * 5000}",
        ),
        *(f"/public/33/stories/{channel}.atom" for channel in ("NOTICE_BOARD", "x")),
        f"/public/{VILLAGE}/stories/CITY_MEDIA.atom",
        "/public/33/stories?behind=x",
    ):
        assert (await service.client.get(address)).status_code == 404, address
    for address in PAGES:
        assert (await service.client.post(address)).status_code == 405


async def test_figures_are_worked_out_again_after_an_hour_however_often_they_are_read(service: Service) -> None:
    clock = [0]
    told: TTLCache[tuple[int, int], Any] = TTLCache(9, HOUR, lambda: clock[0])
    pages: PublicPages = service.app.state.public
    service.app.state.public = replace(pages, told=told)
    for moment in (0, HOUR - 1):
        clock[0] = moment
        await read(service, "/public/33/figures/2024")
        assert len(told) == 1
    service.app.state.public = pages
    clock[0] = HOUR + 1
    assert len(told) == 0


async def test_the_pages_of_a_list_are_walked_from_the_latest_to_the_first(service: Service) -> None:
    """Also where several came out on one day."""
    keys = [await write(service, number, after=number // 4) for number in range(2 * PAGE)]
    walked: list[str] = []
    address = "/public/33/stories"
    while True:
        page = await read(service, address)
        walked += [story["id"] for story in page["stories"]]
        if page["behind"] is None:
            break
        address = f"/public/33/stories?behind={page['behind']}"
    assert walked == keys[::-1]


async def test_a_feed_reader_reads_the_feed_of_a_channel(service: Service) -> None:
    first, latest = await write(service, 1), await write(service, 2, at=VILLAGE)
    await write(service, 3, channel="WECHAT_ACCOUNT")
    response = await service.client.get(FEED)
    assert response.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(response.content)
    assert (found.bozo, found.version, found.feed.title) == (False, "atom10", "淳安县妇联 · 市级媒体")
    assert [entry.id for entry in found.entries] == [f"urn:uuid:{latest}", f"urn:uuid:{first}"]
    entry = found.entries[0]
    assert (entry.title, entry.content[0].value) == ("故事2", "孩子们<期待>每个周末 & 假日。")
    assert entry.published_parsed[:6] == entry.updated_parsed[:6] == (2024, 5, 1, 16, 0, 0)
    assert (await read(service, entry.links[0].href))["id"] == latest
    assert (await service.client.get(found.feed.links[0].href)).content == response.content
    # One that holds nothing is a feed all the same.
    empty = feedparser.parse((await service.client.get("/public/33/stories/MEDIA_MATRIX.atom")).content)
    assert (empty.bozo, empty.entries) == (False, [])
    assert empty.feed.id != found.feed.id


@settings(max_examples=25)
@given(title=st.text(min_size=1), text=st.text(min_size=1))
def test_every_feed_has_what_rfc_4287_asks_for_whatever_a_story_holds(title: str, text: str) -> None:
    story = PublishedStory(UUID(int=1), title, text, ["CITY_MEDIA"], date(2024, 5, 1), COUNTY, "淳安县")
    written = feed_of("淳安县", FEED, StoryChannel.CITY_MEDIA, [story], date(2024, 6, 1))
    feed = fromstring(written)  # noqa: S314  # our own
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # each exactly once (4.1.1, 4.1.2)
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").astimezone(UTC)
        assert element.findtext(f"{ATOM}author/{ATOM}name")
    (link,) = feed.findall(f"{ATOM}link")
    assert link.attrib == {"rel": "self", "type": "application/atom+xml", "href": FEED}


async def test_what_is_kept_is_asked_for_by_its_tag(service: Service) -> None:
    await write(service, 1)
    for address in PAGES:
        response = await service.client.get(address)
        tag = response.headers["etag"]
        assert response.headers["cache-control"].startswith("public")
        for known in (tag, f'"other", W/{tag}'):
            again = await service.client.get(address, headers={"if-none-match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    await write(service, 2)
    for address in PAGES[1:]:
        # At once: a story that is taken down is not served from what a cache keeps.
        assert (await service.client.get(address)).headers["cache-control"] == "public, no-cache"
    assert (await service.client.get(address, headers={"if-none-match": tag})).status_code == 200


async def test_one_address_asks_so_often_a_minute_and_keeps_nobody_else_out(service: Service) -> None:
    service.app.state.database.rate = Rate(3, lambda: 0.0)

    async def ask(address: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=service.app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://circle") as client:
            return await client.get(PAGES[0], headers={"accept-language": "en"})

    # A household has a /64 whole.
    answers = [await ask(f"2001:db8::{number:x}") for number in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].headers["retry-after"] == "60"
    assert answers[-1].text == "Too many requests; try again in 60 seconds."
    assert (await ask("192.0.2.1")).status_code == 200


def test_the_next_minute_is_another() -> None:
    now = 59.5
    rate = Rate(MOST, lambda: now)
    for place in ("one", "two"):
        for _ in range(MOST):
            rate.count(place)
        with pytest.raises(TooMany) as refused:
            rate.count(place)
        assert refused.value.details == {"retry_after": 1}
    now = 60.0
    rate.count("one")


async def test_a_lapsed_consent_takes_a_story_down(service: Service) -> None:
    """Nobody reads it from the first moment on, whether it was taken down by then or not."""
    owner, keys = service.owner, {}
    for number, (name, (faces, publish, photo)) in enumerate(LAPSING.items(), 1):
        keys[name] = await write(service, number, faces=faces)
        child = UUID(int=(0x7 << 76) | (0b10 << 62) | 0x1000 + number)
        await owner.execute(CHILD, child, COUNTY, f"32010{number}")
        for purpose, publication, ends in (("PUBLISH", UUID(keys[name]), publish), ("PHOTO", None, photo)):
            for end in ends:
                await owner.execute(CONSENT, COUNTY, child, purpose, publication, end)
    standing = {keys[name] for name in LAPSING if name.startswith("stands")}
    shown = {story["id"] for story in (await read(service, "/public/33/stories"))["stories"]}
    assert shown == standing
    await take_down_lapsed(service.app.state.database)
    stages = await owner.fetch("select id::text, stage, taken_down_reason, version from stories")
    assert {row["id"] for row in stages if row["stage"] == "PUBLISHED"} == standing
    assert {(row["taken_down_reason"], row["version"]) for row in stages if row["id"] not in standing} == {
        ("CONSENT_LAPSED", 2)
    }


OVER, LASTING = date(2024, 7, 1), None
# Faces shown; until when each consent to publish it, and to photographs, was given, one after the other.
LAPSING: dict[str, tuple[int, list[date | None], list[date | None]]] = {
    "stands": (1, [LASTING], [LASTING]),
    "stands though it lapsed before": (1, [OVER, LASTING], [OVER, LASTING]),
    "stands without a face": (0, [LASTING], [OVER]),
    "publishing lapsed": (0, [OVER], []),
    "the last one lapsed": (0, [LASTING, OVER], []),
    "photographs lapsed": (1, [LASTING], [OVER]),
}
CHILD = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
               identified_on, on_file_on)
           values ($1, $2, '小' || $3, 'FEMALE', '2015-01-01', 'LEFT_BEHIND', 'FEDERATION', '2024-01-01', '2024-01-01',
               '2024-01-01')"""
CONSENT = """insert into consents (id, tenant_code, child_id, purpose, publication_id, decision, from_on, valid_until,
                 method)
             values (time_ordered_id(), $1, $2, $3, $4, 'GIVEN', '2024-05-01', $5, 'PAPER')"""


def test_a_notice_board_is_not_public() -> None:
    assert set(StoryChannel) - set(PUBLIC_CHANNELS) == {StoryChannel.NOTICE_BOARD}
