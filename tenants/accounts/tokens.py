"""Opaque bearer tokens: random text for the client, its SHA-256 for the database.

A refresh token is `family.secret`. The family stays with its session; the next tokens are derived from the one that is
spent and a nonce, so that the same spent token leads to the same successors, and to nobody who has not seen it.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import choice, token_urlsafe

# A person reads it from paper and types it on a phone: nothing in it looks like anything else.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A session's pair of tokens, which are kept only as hashes."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)

    @property
    def family(self) -> str:
        return family_of(self.refresh)


def make_token() -> str:
    """Make a token of 256 random bits: 43 characters that need no quoting in a URL or header."""
    return token_urlsafe(32)


def first_tokens() -> Tokens:
    """The tokens of a new session."""
    return Tokens(make_token(), f"{make_token()}.{make_token()}")


def next_tokens(spent: str, nonce: bytes) -> Tokens:
    """The successors of a spent refresh token."""
    return Tokens(derive_token(spent, b"access", nonce), f"{family_of(spent)}.{derive_token(spent, b'refresh', nonce)}")


def family_of(refresh: str) -> str:
    return refresh.partition(".")[0]


def derive_token(spent: str, use: bytes, nonce: bytes) -> str:
    return urlsafe_b64encode(hmac.digest(spent.encode(), use + nonce, "sha256")).rstrip(b"=").decode()


def make_code() -> str:
    """Make a code of 80 random bits, as four groups of four letters and digits."""
    return "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))


def hash_code(code: str) -> bytes:
    """Hash a code as a person typed it: in either case, with or without separators."""
    return hash_token("".join(letter for letter in code.upper() if letter.isalnum()))


def hash_token(token: str) -> bytes:
    """Hash a token for the database. It is random enough to need neither salt nor a slow hash."""
    return sha256(token.encode()).digest()
