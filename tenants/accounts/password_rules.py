"""Which passwords are refused."""

import gzip
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tenants.accounts.passwords import normalize_password
from tenants.accounts.rules import SignInRules
from tenants.errors import Problem, ProblemCode

# Those of eight characters and more among the 20,000 that leak most often, as Django ships them.
COMMON = Path(__file__).parent / "common_passwords.txt.gz"
LONGEST = 200
FEWEST_DIFFERENT = 4
SHORTEST_NAME = 4


def password_problems(password: str, name: str, rules: SignInRules, field: str) -> Sequence[Problem]:
    """What is wrong with a new password of the user of this name; nothing where it may be had.

    A long one that nobody else has is enough: no kind of character is called for, and none wears out.
    """
    password, name = normalize_password(password), normalize_password(name)
    if len(password) < rules.password_length:
        return [Problem(ProblemCode.TOO_SHORT, (field,), {"least": rules.password_length})]
    if len(password) > LONGEST:
        return [Problem(ProblemCode.TOO_LONG, (field,), {"most": LONGEST})]
    return [Problem(ProblemCode.EASILY_GUESSED, (field,))] if is_easily_guessed(password, name) else []


def is_easily_guessed(password: str, name: str) -> bool:
    folded = password.casefold()
    return (
        folded in common_passwords()
        or folded == name.casefold()
        or (len(name) >= SHORTEST_NAME and name.casefold() in folded)
        or len(set(folded)) < FEWEST_DIFFERENT
    )


@cache
def common_passwords() -> frozenset[str]:
    return frozenset(gzip.decompress(COMMON.read_bytes()).decode().splitlines())
