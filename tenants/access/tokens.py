"""Opaque bearer tokens: random text for the client, its SHA-256 for the database."""

from hashlib import sha256
from secrets import token_urlsafe


def make_token() -> str:
    """Make a token of 256 random bits, as 43 characters that need no quoting anywhere."""
    return token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """Hash a token for the database. It is random enough to need neither salt nor a slow hash."""
    return sha256(token.encode()).digest()
