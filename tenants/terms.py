"""Terms: values of enumerations, each with a Chinese and an English label."""

from enum import StrEnum
from typing import Self


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
