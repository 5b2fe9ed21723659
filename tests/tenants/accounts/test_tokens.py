"""Tokens are long, unlike, safe in a header, and kept as their hash."""

import re

from tenants.accounts.tokens import hash_token, make_token


def test_tokens_are_random_and_need_no_quoting() -> None:
    tokens = {make_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_a_token_is_kept_as_its_sha256() -> None:
    assert hash_token("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
