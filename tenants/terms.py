"""Terms: values of enumerations, each with a Chinese and an English label."""

from collections.abc import Iterable
from enum import EnumType, StrEnum
from typing import Self, cast


class Term(StrEnum):
    """`NAME = ("NAME", zh, en)`."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.zh = zh
        term.en = en
        return term


def terms_of(name: str, doc: str, values: Iterable[tuple[str, str, str]]) -> type[Term]:
    """Terms that follow from something else; each is `(value, zh, en)`."""
    made = EnumType.__call__(Term, name, [(value, (value, zh, en)) for value, zh, en in values])
    made.__doc__ = doc
    return cast("type[Term]", made)
