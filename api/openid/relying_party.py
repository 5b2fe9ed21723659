"""The relying party of one OpenID provider: this installation as it is registered there, and whom it sends back."""

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from api.variables import SettingsError, Variables

NEEDED = ("CIRCLE_OPENID_ISSUER", "CIRCLE_OPENID_CLIENT", "CIRCLE_OPENID_SECRET", "CIRCLE_OPENID_CALLBACK")
RETURN, SECOND_FACTOR = "CIRCLE_OPENID_RETURN", "CIRCLE_OPENID_SECOND_FACTOR"
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
LOOPBACK = ("127.0.0.1", "localhost")
# The cookie's key is derived from it, and whoever has a cookie can try secrets.
SHORTEST_SECRET = 20


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
    def read(cls, given: Variables) -> Self | None:
        """From CIRCLE_OPENID_*; None where no such variable is set. Raises SettingsError, which repeats no secret."""
        if not any(map(given.text, (*NEEDED, RETURN, SECOND_FACTOR))):
            return None
        if missing := [name for name in (*NEEDED, RETURN) if not given.text(name)]:
            raise SettingsError(f"{', '.join(missing)} is missing")
        issuer, client, secret, callback = (given.text(name) or "" for name in NEEDED)
        if len(secret) < SHORTEST_SECRET:
            raise SettingsError(f"CIRCLE_OPENID_SECRET has at least {SHORTEST_SECRET} characters")
        if not callback.endswith("/openid/callback"):
            raise SettingsError("CIRCLE_OPENID_CALLBACK is the address of /openid/callback here, as browsers know it")
        returns = given.words(RETURN)
        for address in (issuer, callback, *returns):
            if not (ADDRESS.fullmatch(address) and is_safe(address)):
                raise SettingsError(f"{address:.80} is no address such as https://host.example/path")
        return cls(issuer, client, secret, callback, returns, given.words(SECOND_FACTOR))


def is_safe(address: str) -> bool:
    """Whether nobody reads along on the way: HTTPS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
