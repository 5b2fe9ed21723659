"""Which passwords may be had: long ones that are nobody else's, of whatever characters, typed on whatever keyboard."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.accounts.password_rules import FEWEST_DIFFERENT, LONGEST, common_passwords, password_problems
from tenants.accounts.passwords import hash_password, normalize_password
from tenants.accounts.rules import SignInRules
from tenants.errors import ProblemCode
from tests.callers import is_hash_of

RULES = SignInRules()


def problem(password: str, name: str = "wang.li") -> ProblemCode | None:
    problems = password_problems(password, name, RULES, "password")
    return problems[0].code if problems else None


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "alllowercaseandnothingelse",
        "凤凰村的柿子树今年又结果了",
        "  spaces around and within  ",
        "\N{CHESTNUT}\N{EVERGREEN TREE}\N{MOUNTAIN}\N{DROPLET}" * 4,
        "the quick brown fox " * 4,
        "村前屋后" * (LONGEST // 4),
    ],
)
def test_length_is_enough_whatever_the_characters(password: str) -> None:
    assert problem(password) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("凤凰村的柿子树今年", ProblemCode.TOO_SHORT),
        ("x" * (LONGEST + 1), ProblemCode.TOO_LONG),
        ("woaini1314", ProblemCode.EASILY_GUESSED),
        ("WoAiNi1314", ProblemCode.EASILY_GUESSED),
        ("\N{FULLWIDTH LATIN SMALL LETTER W}oaini１３１４", ProblemCode.EASILY_GUESSED),
        ("qq123456789", ProblemCode.EASILY_GUESSED),
        ("a123456789", ProblemCode.EASILY_GUESSED),
        ("1234567890", ProblemCode.EASILY_GUESSED),
        ("1111122222", ProblemCode.EASILY_GUESSED),
        ("wang.li 2024", ProblemCode.EASILY_GUESSED),
        ("ｗａｎｇ．ｌｉ 2024", ProblemCode.EASILY_GUESSED),  # as a Chinese keyboard types it
    ],
)
def test_what_is_guessed_first_is_refused_in_whatever_letters(password: str, code: ProblemCode) -> None:
    assert problem(password) == code


def test_a_password_is_counted_as_it_is_kept() -> None:
    """A letter and its accent are one character, typed as one or as two."""
    assert problem("e\N{COMBINING ACUTE ACCENT}" * 5) == problem("é" * 5) == ProblemCode.TOO_SHORT


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ", "correct horse"),  # as a Chinese keyboard types it
        ("correct horse １２３", "correct horse 123"),  # the same
        ("cafe\N{COMBINING ACUTE ACCENT} au lait", "café au lait"),
    ],
)
def test_it_matches_on_whatever_keyboard_it_is_typed(chosen: str, typed: str) -> None:
    for one, other in ((chosen, typed), (typed, chosen)):
        kept = hash_password(one)
        assert is_hash_of(other, kept)
        assert not is_hash_of(other.upper(), kept)


@given(st.text(min_size=RULES.password_length, max_size=LONGEST))
@settings(max_examples=200)
def test_no_kind_of_character_is_called_for(password: str) -> None:
    kept = normalize_password(password)
    fits = RULES.password_length <= len(kept) <= LONGEST and len(set(kept.casefold())) >= FEWEST_DIFFERENT
    assert (problem(password, "") is None) is (fits and kept.casefold() not in common_passwords())
