"""Which pages may open a socket, going by the Origin header that browsers send."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit


def may_open(headers: Mapping[str, str], origins: Collection[str]) -> bool:
    """Whether the request comes from no page, from one of our own host, or from one of the origins."""
    origin = headers.get("origin")
    return origin is None or origin in origins or host_of(origin) == headers.get("host", "")


def host_of(origin: str) -> str | None:
    """The host and port of an origin; None where it has none."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None
