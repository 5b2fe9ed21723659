"""Enumerations whose values have a label in Chinese and in English."""

from collections.abc import Iterable
from enum import EnumType, StrEnum
from typing import Self, cast


class LabelledEnum(StrEnum):
    """`NAME = ("NAME", zh, en)`."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member


def make_enum(name: str, doc: str, values: Iterable[tuple[str, str, str]]) -> type[LabelledEnum]:
    """An enumeration that follows from something else; each value is `(value, zh, en)`."""
    made = EnumType.__call__(LabelledEnum, name, [(value, (value, zh, en)) for value, zh, en in values])
    made.__doc__ = doc
    return cast("type[LabelledEnum]", made)
