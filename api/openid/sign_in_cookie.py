"""The cookie that a browser keeps while it is at the provider: encrypted, and valid for ten minutes.

It binds the way back to the browser that set out; a table would need a cookie as well, and strangers could fill it.
"""

from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, field

import orjson
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from starlette.responses import Response

from api.openid.relying_party import RelyingParty
from tenants.accounts.tokens import make_token

GOOD_FOR_SECONDS = 600
PURPOSE = b"circle: the cookie of a sign-in by OpenID"


@dataclass(frozen=True, slots=True)
class Departure:
    """A sign-in on its way: what came from the front end, and what the provider has to give back."""

    challenge: str
    return_to: str
    state: str = field(default_factory=make_token, repr=False)
    nonce: str = field(default_factory=make_token, repr=False)
    verifier: str = field(default_factory=make_token, repr=False)


class SignInCookie:
    """The cookie of a relying party, the same in all its processes."""

    def __init__(self, party: RelyingParty) -> None:
        key = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(party.secret.encode())
        self.fernet = Fernet(urlsafe_b64encode(key))
        # Over plain HTTP, which is on this machine alone, no browser would keep a secure one.
        self.secure = party.callback.startswith("https:")
        self.name = "__Host-circle-openid" if self.secure else "circle-openid"

    def put(self, response: Response, departure: Departure) -> None:
        encrypted = self.fernet.encrypt(orjson.dumps(asdict(departure))).decode()
        response.set_cookie(
            self.name, encrypted, GOOD_FOR_SECONDS, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def take_back(self, response: Response) -> None:
        response.delete_cookie(self.name, path="/", secure=self.secure, httponly=True, samesite="lax")

    def read(self, cookies: dict[str, str]) -> Departure | None:
        """The departure in a cookie of ours that is still good."""
        try:
            return Departure(**orjson.loads(self.fernet.decrypt(cookies.get(self.name, ""), ttl=GOOD_FOR_SECONDS)))
        except InvalidToken:
            return None
