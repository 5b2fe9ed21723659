"""The keys: what is encrypted decrypts with its key and data, as it was; nothing else does, and nothing shows a key."""

from base64 import b64decode, b64encode
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.encryption.columns import SearchTerm, associated_data, hash_term
from tenants.encryption.keys import DecryptionError, Keys, is_encrypted

FIRST, SECOND, SEARCH = b"1" * 32, b"2" * 32, b"s" * 32
KEYS = Keys({"2026a": FIRST, "2025b": SECOND}, SEARCH)
PLACE = associated_data("children", "phone", "018f0000-0000-7000-8000-000000000001")
ELSEWHERE = [
    associated_data("children", "phone", "018f0000-0000-7000-8000-000000000002"),
    associated_data("children", "address", "018f0000-0000-7000-8000-000000000001"),
    associated_data("caring_mothers", "phone", "018f0000-0000-7000-8000-000000000001"),
]


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_as_it_was(value: str) -> None:
    encrypted = KEYS.encrypt(PLACE, value)
    assert is_encrypted(encrypted)
    assert KEYS.decrypt(PLACE, encrypted) == value
    assert len(value) < 4 or value not in encrypted


@pytest.mark.parametrize("place", ELSEWHERE)
def test_moved_to_another_row_column_or_table_it_does_not_open(place: str) -> None:
    with pytest.raises(DecryptionError, match=place):
        KEYS.decrypt(place, KEYS.encrypt(PLACE, "13812345678"))


def test_with_any_bit_changed_it_does_not_open() -> None:
    key_id, _, text = KEYS.encrypt(PLACE, "13812345678").partition(":")
    given_bytes = b64decode(text)
    for byte, bit in product(range(len(given_bytes)), range(8)):
        changed = bytearray(given_bytes)
        changed[byte] ^= 1 << bit
        with pytest.raises(DecryptionError):
            KEYS.decrypt(PLACE, f"{key_id}:{b64encode(changed).decode()}")


@pytest.mark.parametrize("encrypted", ["", ":", "2026a:AAAA", "2026a:no base64", "none:" + "A" * 40, "13812345678"])
def test_what_was_never_sealed_does_not_open(encrypted: str) -> None:
    with pytest.raises(DecryptionError):
        KEYS.decrypt(PLACE, encrypted)


def test_every_key_opens_what_it_sealed_and_the_first_one_seals() -> None:
    old = Keys({"2025b": SECOND}, SEARCH)
    encrypted = old.encrypt(PLACE, "村口")
    assert KEYS.decrypt(PLACE, encrypted) == "村口"
    assert KEYS.encrypt(PLACE, "村口").startswith("2026a:")
    with pytest.raises(DecryptionError):
        old.decrypt(PLACE, KEYS.encrypt(PLACE, "村口"))
    with pytest.raises(DecryptionError):
        Keys({"2025b": FIRST}, SEARCH).decrypt(PLACE, encrypted)


def test_the_same_value_is_never_sealed_the_same_way_twice() -> None:
    assert len({KEYS.encrypt(PLACE, "村口") for _ in range(1000)}) == 1000


def test_shown_they_are_ids() -> None:
    assert repr(KEYS) == str(KEYS) == "Keys(2026a, 2025b)"
    assert "138" not in repr(SearchTerm("children", "phone", "13812345678"))


def test_a_hash_is_of_its_column_and_of_its_key() -> None:
    hashes = {
        hash_term(keys, SearchTerm(table, column, "13812345678"))
        for keys in (KEYS, Keys({"2026a": FIRST}, b"t" * 32))
        for table in ("children", "caring_mothers")
        for column in ("phone", "identity_number")
    }
    assert len(hashes) == 8


@pytest.mark.parametrize(
    ("column", "spellings", "other"),
    [
        ("phone", ["13812345678", "138 1234 5678", "+86 138-1234-5678", "8613812345678"], "86138123456789"),
        ("phone", ["0571-87654321", "057187654321", "0571 8765 4321"], "87654321"),
        (
            "identity_number",
            ["11010519491231002X", "11010519491231002x", " 110105 19491231 002x "],
            "110105194912310021",
        ),
    ],
)
def test_a_value_is_found_however_it_is_spelled(column: str, spellings: list[str], other: str) -> None:
    found = {hash_term(KEYS, SearchTerm("children", column, spelling)) for spelling in spellings}
    assert len(found) == 1
    assert hash_term(KEYS, SearchTerm("children", column, other)) not in found
