"""Passwords, kept as Argon2id hashes."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Hash a password, salted; takes tens of milliseconds on purpose."""
    return _hasher.hash(password)


def password_matches(password: str, password_hash: str | None) -> bool:
    """Compare a password with a user's hash, in the same time when there is no user or no password (None)."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return hash_password("")
