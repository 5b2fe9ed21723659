"""A password gives its own Argon2id hash, made as that was made, and no other."""

from argon2 import PasswordHasher

from tenants.accounts.passwords import hash_as, hash_password
from tests.callers import is_hash_of


def test_only_the_password_itself_gives_its_hash() -> None:
    for kept in (hash_password("correct horse"), PasswordHasher(time_cost=1, memory_cost=1024).hash("correct horse")):
        assert kept.startswith("$argon2id$")
        assert is_hash_of("correct horse", kept)
        assert not is_hash_of("Correct horse", kept)


def test_the_same_password_is_never_the_same_hash() -> None:
    assert hash_password("correct horse") != hash_password("correct horse")


def test_where_there_is_none_a_hash_is_made_that_is_nobodys() -> None:
    for password in ("", "anything"):
        assert hash_as(password, None).startswith(hash_password(password).rpartition("$")[0].rpartition("$")[0])
