"""Where a database is: the servers that a URL names, in every form that libpq takes, and the way to the right one."""

import re
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final, Self
from urllib.parse import parse_qsl, quote, unquote, urlencode

import asyncpg

URL = re.compile(
    r"(?P<scheme>postgres(?:ql)?)://(?:(?P<who>[^/?#]*)@)?(?P<hosts>[^/?#@]*)(?:/(?P<database>[^?#]*))?(?:\?(?P<more>[^#]*))?"
)
HOST = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.%]+)\]|(?P<name>[^\[\]:]*))(?::(?P<port>[0-9]*))?")
# What asyncpg and libpq both know; `prefer-standby` is a standby, or else any.
WISHES: Final = {
    **{wish: (wish,) for wish in ("any", "primary", "standby", "read-write", "read-only")},
    "prefer-standby": ("standby", "any"),
}
# How long one server is waited for, where there is another to try.
MOST_SECONDS: Final = 3.0
# The next one is tried as after no answer: this one starts, stops, is full or cannot be written to.
ELSEWHERE: Final = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.TargetServerAttributeNotMatched,
)


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers of a URL in their order, and what is said to each of them alike."""

    url: str = field(repr=False)
    user: str
    places: tuple[tuple[str | None, int | None], ...]
    wish: str | None = None
    most_seconds: float | None = None

    @classmethod
    def read(cls, url: str) -> Self:
        """Raises ValueError, which repeats nothing of the URL."""
        found = URL.fullmatch(url)
        if not found:
            raise ValueError("not a URL of PostgreSQL")
        given = dict(parse_qsl(found["more"] or "", strict_parsing=bool(found["more"]), keep_blank_values=True))
        user = unquote((found["who"] or "").partition(":")[0])
        if not (user and found["database"]):
            raise ValueError("a user or a database is missing")
        named = [unquote(host) for host in given.pop("host", "").split(",")], given.pop("port", "")
        hosts, ports = written_out(found["hosts"]) if named[0] == [""] else (named[0], [""] * len(named[0]))
        wish, seconds = given.pop("target_session_attrs", None), float(given.pop("connect_timeout", 0))
        if wish not in {None, *WISHES} or seconds < 0:
            raise ValueError("target_session_attrs or connect_timeout means nothing")
        who, database = found["who"], found["database"]
        rest = f"postgresql://{who}@/{database}" + (f"?{urlencode(given, quote_via=quote)}" if given else "")
        return cls(rest, user, tuple(placed(hosts, ports, named[1])), wish, seconds or None)

    def wishes(self, *, to_write: bool) -> tuple[str, ...]:
        """As the URL says; else one that can be written to, where that is needed or there is a choice."""
        return WISHES[self.wish or ("read-write" if to_write or len(self.places) > 1 else "any")]

    @property
    def seconds(self) -> float | None:
        return self.most_seconds or (MOST_SECONDS if len(self.places) > 1 else None)


def written_out(hosts: str) -> tuple[list[str], list[str]]:
    """The hosts before the first slash, and the port of each that has one. Raises ValueError."""
    found = [HOST.fullmatch(host) for host in hosts.split(",")]
    if not all(found):
        raise ValueError("a host or a port means nothing")
    matched = list(filter(None, found))
    return [unquote(one["v6"] or one["name"]) for one in matched], [one["port"] or "" for one in matched]


def placed(hosts: list[str], ports: list[str], given: str) -> list[tuple[str | None, int | None]]:
    """Each host with its port: one for all of them, or as many as there are hosts. Raises ValueError.

    What is not said is as usual: a socket of this machine, 5432.
    """
    more = given.split(",") if given else ports
    if len(more) == 1:
        more *= len(hosts)
    if len(more) != len(hosts):
        raise ValueError("there are more ports than hosts, or fewer")
    numbers = [int(port) if port else None for port in more]
    if not all(number is None or 0 < number < 1 << 16 for number in numbers):
        raise ValueError("a port means nothing")
    return [(host or None, number) for host, number in zip(hosts, numbers, strict=True)]


async def connect(url: str, *, to_write: bool = False, **how: Any) -> asyncpg.Connection:  # noqa: ANN401  # of asyncpg
    """A connection to the first server that is there and as it should be; the pool's way to make one, too.

    Raises what asyncpg does: where one is there, but none can be written to, TargetServerAttributeNotMatched.
    """
    servers = Servers.read(url)
    failure: Exception | None = None
    for wish, (host, port) in product(servers.wishes(to_write=to_write), servers.places):
        place = {"host": host, "port": port, "target_session_attrs": wish, "timeout": servers.seconds or 60}
        try:
            return await asyncpg.connect(servers.url, **{**place, **how})
        except ELSEWHERE as error:
            if not isinstance(failure, asyncpg.TargetServerAttributeNotMatched):
                failure = error
    assert failure  # noqa: S101  # there is one server at least
    raise failure
