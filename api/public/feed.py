"""Stories as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from tenants.publicity.stories import PublishedStory
from tenants.records.story.enums import StoryChannel

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
FEEDS = UUID("5b0f6e4e-8f0d-5a52-9c0a-6f1c7d1a3e21")
# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)


def feed_of(name: str, address: str, channel: StoryChannel, stories: Sequence[PublishedStory], today: date) -> bytes:
    """The feed of a tenant's channel, as it is at its address; one without stories is as of today."""
    feed = Element(f"{{{ATOM}}}feed", {"xml:lang": "zh-CN"})
    add(feed, "id", uuid5(FEEDS, address).urn)
    add(feed, "title", f"{name}妇联 · {channel.zh}")
    add(feed, "updated", moment_of(max((story.published_on for story in stories), default=today)))
    add(SubElement(feed, f"{{{ATOM}}}author"), "name", f"{name}妇联")
    add(feed, "link", rel="self", type=MEDIA_TYPE, href=address)
    for story in stories:
        add_entry(feed, story)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def add_entry(feed: Element, story: PublishedStory) -> None:
    """What is published stays as it is until it is taken down: it was updated when it came out."""
    entry = SubElement(feed, f"{{{ATOM}}}entry")
    add(entry, "id", story.id.urn)
    add(entry, "title", story.title)
    add(entry, "published", moment_of(story.published_on))
    add(entry, "updated", moment_of(story.published_on))
    add(SubElement(entry, f"{{{ATOM}}}author"), "name", f"{story.name}妇联")
    add(entry, "link", rel="alternate", type="application/json", href=address_of(story))
    add(entry, "content", story.text, type="text")


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    element = SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text and UNWRITABLE.sub("", text)


def moment_of(day: date) -> str:
    """Midnight in China, where it was published."""
    return f"{day.isoformat()}T00:00:00+08:00"


def address_of(story: PublishedStory) -> str:
    return f"/public/stories/{story.id}"
