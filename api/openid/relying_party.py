"""The relying party of one OpenID provider: this installation as it is registered there, and whom it sends back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

PREFIX = "CIRCLE_OPENID_"
NEEDED = ("ISSUER", "CLIENT", "SECRET", "CALLBACK", "RETURN")
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
LOOPBACK = ("127.0.0.1", "localhost")
# The cookie's key is derived from it, and whoever has a cookie can try secrets.
SHORTEST_SECRET = 20


class BadOpenID(Exception):
    """Settings that do not belong together, or mean nothing; the message never repeats the secret."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """`callback` is our own address as the provider knows it, `returns` are the front ends' addresses.

    A sign-in whose `acr` or `amr` is one of `second_factor` was made with a second factor.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    callback: str
    returns: frozenset[str]
    second_factor: frozenset[str] = frozenset()

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self | None:
        """From CIRCLE_OPENID_*; None where no such variable is set. Raises BadOpenID."""
        if not any(name.startswith(PREFIX) for name in given):
            return None
        if missing := [PREFIX + name for name in NEEDED if PREFIX + name not in given]:
            raise BadOpenID(f"{', '.join(missing)} is missing")
        issuer, client, secret, callback, returns = (given[PREFIX + name] for name in NEEDED)
        if len(secret) < SHORTEST_SECRET:
            raise BadOpenID(f"CIRCLE_OPENID_SECRET has at least {SHORTEST_SECRET} characters")
        if not callback.endswith("/openid/callback"):
            raise BadOpenID("CIRCLE_OPENID_CALLBACK is the address of /openid/callback here, as browsers know it")
        several = words(returns)
        for address in (issuer, callback, *several):
            if not (ADDRESS.fullmatch(address) and is_safe(address)):
                raise BadOpenID(f"{address:.80} is no address such as https://host.example/path")
        return cls(issuer, client, secret, callback, several, words(given.get(f"{PREFIX}SECOND_FACTOR", "")))


def is_safe(address: str) -> bool:
    """Whether nobody reads along on the way: HTTPS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def words(text: str) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, text.split(","))))
