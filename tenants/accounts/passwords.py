"""Passwords, kept as Argon2id hashes; few are computed at once, because each takes 64 MiB and a core."""

import asyncio
from base64 import b64decode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import ParamSpec, TypeVar
from unicodedata import normalize

from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import hash_secret

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


def hash_as(password: str, made_with: str | None) -> str:
    """The hash of a password as a user's is made: `made_with` is that hash up to its last part.

    In the same time, as nobody's, when there is no such user or no password (None).
    """
    prefix = made_with or _nobodys_hash().rpartition("$")[0] + "$"
    profile, salt = extract_parameters(f"{prefix}A"), prefix.split("$")[-2]
    return hash_secret(
        normalize_password(password).encode(),
        b64decode(salt + "=" * (-len(salt) % 4)),
        profile.time_cost,
        profile.memory_cost,
        profile.parallelism,
        _hasher.hash_len,
        profile.type,
        profile.version,
    ).decode()


def hash_anew(password: str, made_with: str | None) -> tuple[str, str]:
    """The hash of a new password, and the one it would have in place of another, to tell whether it is the same."""
    return hash_password(password), hash_as(password, made_with)


def is_outdated(password_hash: str) -> bool:
    """Whether a hash made now would have other parameters."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return hash_password("")
