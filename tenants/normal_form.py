"""One normal form for each kind of text: where it is written, where it is looked for, and where it is hashed."""

import re
from collections.abc import Callable
from unicodedata import category, normalize

Normal = Callable[[str], str]
Folded = dict[int, str | int | None]

# The middle dots that keyboards have; in names all of them are the one of GB 18030.
DOTS: Folded = dict.fromkeys(map(ord, "•‧∙⋅・･⸱"), "·")
# Letters and digits as wide as a Han character.
WIDE: Folded = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
}
# What is drawn as nothing, or turns the direction of what follows.
UNSEEN: Folded = dict.fromkeys([0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0])
UNSEEN |= dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# Characters of format (Cf), which a name is written without.
FORMAT: Folded = dict.fromkeys(
    [
        *(0xAD, 0x61C, 0x6DD, 0x70F, 0x8E2, 0x180E, 0xFEFF, 0x110BD, 0x110CD, 0xE0001),
        *range(0x600, 0x606),
        *range(0x890, 0x892),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x2070),
        *range(0xFFF9, 0xFFFC),
        *range(0x13430, 0x13440),
        *range(0x1BCA0, 0x1BCA4),
        *range(0x1D173, 0x1D17B),
        *range(0xE0020, 0xE0080),
    ]
)
# A name has no two forms of one character either.
VARIANTS: Folded = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F])
UNWRITTEN: Folded = UNSEEN | VARIANTS | FORMAT
# Where a space between Han characters, or around a dot, only keeps them apart.
SPACE_WITHIN = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff·]) +(?=[\u3400-\u9fff\U00020000-\U0003ffff·])")
SPACE_AT_DOT = re.compile(r" *· *")
DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−－ー()（）."))
ABROAD = re.compile(r"(?:\+|00)86|86(?=1[3-9][0-9]{9}$)")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
SIGN_IN_NAME = re.compile(r"[\x20-\x7e·\u3400-\u9fff\U00020000-\U0003ffff]+")


def normalize_lines(text: str) -> str:
    """Of a text of several lines: composed, with nothing unseen in it."""
    return normalize("NFC", text.replace("\r\n", "\n")).translate(UNSEEN).strip()


def normalize_line(text: str) -> str:
    """Of a text of one line, whose spaces are single ones."""
    return " ".join(normalize_lines(text).split())


def normalize_name(text: str) -> str:
    """Of a person's name: as people write it, however it was typed."""
    folded = " ".join(normalize("NFC", text.translate(UNWRITTEN)).translate(DOTS | WIDE).split())
    together = SPACE_WITHIN.sub("", folded) if " " in folded else folded
    return SPACE_AT_DOT.sub("·", together) if "·" in together else together


def normalize_number(text: str) -> str:
    """Of a number by which somebody is known: without spaces, its letters capital."""
    return digits(text).upper()


def normalize_phone(text: str) -> str:
    """Of a phone number in China: as it is dialled there, without spaces and dashes."""
    dialled = digits(text).translate(DASHES)
    at_home = ABROAD.sub("", dialled, count=1) if ABROAD.match(dialled) else dialled
    return f"0{at_home}" if at_home != dialled and not (at_home.startswith("0") or MOBILE.match(at_home)) else at_home


def digits(text: str) -> str:
    return "".join(text.translate(UNSEEN | WIDE | {ord("＋"): "+"}).split())


def normalize_sign_in_name(text: str) -> str:
    """Of the name that a user signs in with."""
    return " ".join(normalize("NFKC", text.translate(UNSEEN | DOTS)).split())


def is_legible(text: str) -> bool:
    """Whether a text, in its normal form, has only characters to be read: no controls but the ends of lines."""
    return not any(category(one) in {"Cc", "Cs"} and one not in "\n\t" for one in text)
