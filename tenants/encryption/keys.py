"""The keys: AES-256-GCM by key id, each value bound to its associated data; a keyed hash to search by; and seals."""

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
SEALING = b"key of Protection Circle that seals the access log"
KEY_ID = re.compile(r"[0-9a-z_-]{1,16}")
# As the database's is_encrypted() has it.
ENCRYPTED = re.compile(r"[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}")


class BadKeys(Exception):
    """A list of keys that cannot be read; the message says what is wrong, and shows no key."""


class DecryptionError(Exception):
    """A value that no key decrypts with its associated data; the message is the associated data."""


class Keys:
    """Keys by id, of which the first encrypts and all decrypt, and the key of the hashes. The repr shows only ids."""

    def __init__(self, keys: Mapping[str, bytes], search_key: bytes) -> None:
        self.ids = tuple(keys)
        self._made_of = (dict(keys), search_key)
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        # A key of its own: what encrypts is used for nothing else.
        self._sealing = {key_id: hmac.digest(key, SEALING, "sha256") for key_id, key in keys.items()}
        self._search_key = search_key

    @classmethod
    def read(cls, keys: str, search_key: str) -> Self:
        """From texts such as `2026a:<base64>,2025b:<base64>` and `<base64>`, each key of 32 bytes. Raises BadKeys."""
        named = [entry.strip().partition(":") for entry in keys.split(",")]
        if not all(KEY_ID.fullmatch(key_id) for key_id, _, _ in named):
            raise BadKeys("a key's id is 1 to 16 of a-z, 0-9, - and _")
        if len({key_id for key_id, _, _ in named}) < len(named):
            raise BadKeys("two keys have the same id")
        return cls({key_id: decode_key(text) for key_id, _, text in named}, decode_key(search_key))

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

    def encrypt(self, data: str, value: str) -> str:
        """The value as `<key id>:<base64>`, which decrypts only with the same associated data."""
        nonce = os.urandom(NONCE_BYTES)
        encrypted = self._ciphers[self.first].encrypt(nonce, value.encode(), data.encode())
        return f"{self.first}:{b64encode(nonce + encrypted).decode()}"

    def decrypt(self, data: str, encrypted: str) -> str:
        """The value that was encrypted with the associated data. Raises DecryptionError."""
        key_id, _, text = encrypted.partition(":")
        try:
            given = b64decode(text, validate=True)
            opened = self._ciphers[key_id].decrypt(given[:NONCE_BYTES], given[NONCE_BYTES:], data.encode())
        except (KeyError, ValueError, InvalidTag):
            raise DecryptionError(data) from None
        return opened.decode()

    def seal(self, data: bytes) -> bytes:
        """A MAC by the first key, which only these keys make."""
        return self._mac(self.first, data)

    def is_seal(self, key_id: str, data: bytes, mac: bytes) -> bool:
        """Whether that key made the MAC of these data."""
        return key_id in self.ids and hmac.compare_digest(self._mac(key_id, data), mac)

    def _mac(self, key_id: str, data: bytes) -> bytes:
        return hmac.digest(self._sealing[key_id], data, "sha256")

    def hash(self, column: str, value: str) -> bytes:
        """The hash by which an equal value of the column is found; equal values of other columns have other hashes."""
        return hmac.digest(self._search_key, f"{column}:{value}".encode(), "sha256")


def fingerprint(key: bytes) -> bytes:
    # Of a form that no digest's text has, so that it is the hash of no value either.
    return hmac.digest(key, b"fingerprint of a key of Protection Circle", "sha256")


def is_encrypted(value: str) -> bool:
    return ENCRYPTED.fullmatch(value) is not None


def decode_key(text: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKeys(f"a key is {KEY_BYTES} random bytes in base64, as `openssl rand -base64 {KEY_BYTES}` makes them")
    return key
