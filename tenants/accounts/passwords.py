"""Passwords, kept as Argon2id hashes; few are computed at once, because each takes 64 MiB and a core."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import ParamSpec, TypeVar
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from tenants.errors import TooMany

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE, MOST_WAITING = 2, 20

# The library's profile: RFC 9106's second recommendation.
_hasher = PasswordHasher()


class Hashing:
    """The threads that hash passwords, and the queue in front of them; one per process."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self.threads = ThreadPoolExecutor(at_once, "argon2")
        self.most = at_once + most_waiting
        self.taken = 0

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A place in the queue. Raises TooMany if it is full, before anything is done."""
        if self.taken >= self.most:
            raise TooMany("BUSY", retry_after=1)
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work on one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, lambda: work(*args, **kwargs))


hashing = Hashing(AT_ONCE, MOST_WAITING)


def normalize_password(password: str) -> str:
    """The password in one form, whichever keyboard it was typed on: NFKC, in which full-width letters are letters."""
    return normalize("NFKC", password)


def hash_password(password: str) -> str:
    """Hash a password, salted; takes tens of milliseconds on purpose."""
    return _hasher.hash(normalize_password(password))


def password_matches(password: str, password_hash: str | None) -> bool:
    """Compare a password with a user's hash, in the same time when there is no user or no password (None)."""
    nobodys = _nobodys_hash()
    try:
        return _hasher.verify(password_hash or nobodys, normalize_password(password)) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether a hash made now would have other parameters."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return hash_password("")
