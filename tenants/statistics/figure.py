"""A figure that the records of a kind add up to: what people call it, how it is taken, how it is broken down."""

from dataclasses import dataclass
from enum import Enum, auto

from tenants.terms import Term


class Taken(Enum):
    """A stock is taken at a period's end; a flow within it."""

    STOCK = auto()
    FLOW = auto()


class Grain(Enum):
    """How finely the tallies keep a figure: `shares_of` in the database dates its shares so."""

    MONTH = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True)
class By:
    """A breakdown: its name in the API, the dimension in the tallies and its values, and what one entry says."""

    name: str
    dimension: str
    values: type[Term]
    said: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the tallies, and what exactly it counts. Of `persons`, a small one is hidden from who sees none.

    Kept by days it can be asked for of a day, and takes a row of the tallies for each day on which something happened.
    """

    name: str
    taken: Taken
    zh: str
    en: str
    counted: str
    persons: bool = False
    money: bool = False
    grain: Grain = Grain.MONTH
    by: tuple[By, ...] = ()
