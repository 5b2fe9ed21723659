"""What people type in many ways is one text; what they type in no way is none."""

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import normal_form
from tenants.normal_form import UNWRITTEN, Normal, is_legible
from tenants.writing.form import check_phone, check_sign_in_name

NAMES = {
    "王芳": [
        "王\n芳",
        "王 芳",
        " 王\u3000芳\u200b",
        "\u202e王芳\u202c",
        "王\u2060芳\ufeff",
        "王\u3164芳",
        "王\U000e0100芳",
    ],
    "阿卜杜拉·买买提": [f"阿卜杜拉{dot}买买提" for dot in ("·", "•", "‧", "・", "･", " · ", "\u0387", "∙")],
    "Anna Maria": ["\uff21nna  Maria", "Anna\u00a0Maria", "Anna\tMaria"],
    "José": ["Jose\u0301", "José"],
    "李丽2": ["李丽２"],
    "": ["\u200b", "\u3164", "\u202e", " \u3000\n", "\u115f\u2800"],
    # People have them.
    "𠮷田": ["𠮷田"],
    "欧阳\ue863": ["欧阳\ue863"],
}
PHONES = {
    "13800138000": [
        *(
            "13800138000",
            "138 0013 8000",
            "+86 138-0013-8000",
            "0086 13800138000",
            "8613800138000",
            "138\u20110013\u20118000",
        ),
        *("１３８００１３８０００", "(+86) 138 0013 8000", "＋86１３８-００１３-８０００", "\u202d13800138000\u202c"),
    ],
    "057187654321": ["0571-87654321", "0571 8765 4321", "+86 571 8765 4321", "(0571) 87654321", "0086-0571-87654321"],
    "01088886666": ["010-88886666", "+86 10 8888 6666"],
}


@pytest.mark.parametrize(
    ("normal", "spellings"), [(normal_form.normalize_name, NAMES), (normal_form.normalize_phone, PHONES)]
)
def test_all_spellings_are_one(normal: Normal, spellings: dict[str, list[str]]) -> None:
    assert {one: normal(one) for ones in spellings.values() for one in ones} == {
        one: text for text, ones in spellings.items() for one in ones
    }


ARABIC = "".join(chr(0x0660 + int(digit)) for digit in "13800138000")


@pytest.mark.parametrize("text", ["138001380001", "12800138000", ARABIC, "1380013800a", "+1 2025550123", "0571"])
def test_what_is_no_phone(text: str) -> None:
    assert list(check_phone(normal_form.normalize_phone(text)))


@pytest.mark.parametrize("text", ["33.director", "３３．director", "33\uff0e\u200bdirector"])
def test_a_sign_in_name_is_one_however_it_is_typed(text: str) -> None:
    assert normal_form.normalize_sign_in_name(text) == "33.director"


@pytest.mark.parametrize("text", ["33.directоr", "аdmin", "33\u0661", "\u3042"])
def test_letters_that_look_like_others_are_in_no_sign_in_name(text: str) -> None:
    assert list(check_sign_in_name(normal_form.normalize_sign_in_name(text)))


@pytest.mark.parametrize("text", ["\0", "\x1b[2J", "\ud800"])
def test_controls_are_not_to_be_read(text: str) -> None:
    assert not is_legible(normal_form.normalize_lines(text))


@pytest.mark.parametrize("text", ["a\nb\tc", "👩‍👧", "中文，标点。"])
def test_what_people_write_stays(text: str) -> None:
    assert is_legible(text)
    assert normal_form.normalize_lines(text) == text


@given(st.text())
@pytest.mark.parametrize(
    "normal",
    [
        normal_form.normalize_name,
        normal_form.normalize_line,
        normal_form.normalize_lines,
        normal_form.normalize_phone,
        normal_form.normalize_sign_in_name,
    ],
)
def test_a_normal_form_is_its_own(normal: Normal, text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_every_character_of_format_is_left_out_of_a_name() -> None:
    assert [
        chr(code) for code in range(sys.maxunicode + 1) if category(chr(code)) == "Cf" and code not in UNWRITTEN
    ] == []
