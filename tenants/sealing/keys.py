"""The keys: AES-256-GCM by key id, each value bound to its place; and a keyed hash for searching by equality."""

import hmac
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32
SEARCH_KEY = "CIRCLE_SEARCH_KEY"
KEY_ID = re.compile(r"[0-9a-z_-]{1,16}")
# As the database's is_sealed() has it.
SEALED = re.compile(r"[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}")


class BadKeys(Exception):
    """A list of keys that cannot be read; the message says what is wrong, and shows no key."""


class BrokenSeal(Exception):
    """A value that no key opens in its place; the message names the place."""


class Keys:
    """Keys by id, of which the first seals and all open, and the key of the hashes. The repr shows only ids."""

    def __init__(self, keys: Mapping[str, bytes], search_key: bytes) -> None:
        self.ids = tuple(keys)
        self._made_of = (dict(keys), search_key)
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._search_key = search_key

    @classmethod
    def read(cls, keys: str, search_key: str) -> Self:
        """From texts such as `2026a:<base64>,2025b:<base64>` and `<base64>`, each key of 32 bytes. Raises BadKeys."""
        named = [entry.strip().partition(":") for entry in keys.split(",")]
        if not all(KEY_ID.fullmatch(key_id) for key_id, _, _ in named):
            raise BadKeys("a key's id is 1 to 16 of a-z, 0-9, - and _")
        if len({key_id for key_id, _, _ in named}) < len(named):
            raise BadKeys("two keys have the same id")
        return cls({key_id: key_in(text) for key_id, _, text in named}, key_in(search_key))

    def __repr__(self) -> str:
        return f"Keys({', '.join(self.ids)})"

    def __reduce__(self) -> tuple[type[Self], tuple[Mapping[str, bytes], bytes]]:
        """Pickles the keys for a worker process; the ciphers cannot be pickled."""
        return type(self), self._made_of

    @property
    def fingerprints(self) -> dict[str, bytes]:
        """What tells one key from another and nothing more, by the keys' ids and the search key's name."""
        keys, search_key = self._made_of
        return {name: fingerprint(key) for name, key in {**keys, SEARCH_KEY: search_key}.items()}

    @property
    def first(self) -> str:
        return self.ids[0]

    def seal(self, place: str, value: str) -> str:
        """The value as `<key id>:<base64>`, which opens only in this place."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self.first].encrypt(nonce, value.encode(), place.encode())
        return f"{self.first}:{b64encode(nonce + sealed).decode()}"

    def open(self, place: str, sealed: str) -> str:
        """The value that was sealed for the place. Raises BrokenSeal."""
        key_id, _, text = sealed.partition(":")
        try:
            given = b64decode(text, validate=True)
            opened = self._ciphers[key_id].decrypt(given[:NONCE_BYTES], given[NONCE_BYTES:], place.encode())
        except (KeyError, ValueError, InvalidTag):
            raise BrokenSeal(place) from None
        return opened.decode()

    def digest(self, column: str, value: str) -> bytes:
        """The hash by which an equal value of the column is found; equal values of other columns have other hashes."""
        return hmac.digest(self._search_key, f"{column}:{value}".encode(), "sha256")


def fingerprint(key: bytes) -> bytes:
    # Of a form that no digest's text has, so that it is the hash of no value either.
    return hmac.digest(key, b"fingerprint of a key of Protection Circle", "sha256")


def is_sealed(value: str) -> bool:
    return SEALED.fullmatch(value) is not None


def key_in(text: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKeys(f"a key is {KEY_BYTES} random bytes in base64, as `openssl rand -base64 {KEY_BYTES}` makes them")
    return key
