"""Passwords match their own Argon2id hash and nothing else."""

from tenants.accounts.passwords import hash_password, password_matches


def test_only_the_password_itself_matches_its_hash() -> None:
    kept = hash_password("correct horse")
    assert kept.startswith("$argon2id$")
    assert password_matches("correct horse", kept)
    assert not password_matches("Correct horse", kept)


def test_the_same_password_is_never_the_same_hash() -> None:
    assert hash_password("correct horse") != hash_password("correct horse")


def test_without_a_hash_nothing_matches_not_even_nothing() -> None:
    assert not password_matches("", None)
    assert not password_matches("anything", None)
    assert not password_matches("anything", "not a hash")
