"""An indicator that the records of a kind add up to: what people call it, how it is taken, how it is broken down."""

from dataclasses import dataclass
from enum import Enum, auto

from tenants.enums import LabelledEnum


class IndicatorType(Enum):
    """A stock is taken at a period's end; a flow within it."""

    STOCK = auto()
    FLOW = auto()


class Grain(Enum):
    """How finely the rollups keep a figure: `shares_of` in the database dates its shares so."""

    MONTH = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A breakdown: its name in the API, the dimension in the rollups and its values, and what one entry says."""

    name: str
    dimension: str
    values: type[LabelledEnum]
    description: str
    # Whether shares are dated ahead, on the day on which the calendar brings them.
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Median:
    """The median of what each counted thing took; `shares_of` counts them in a figure of this name, by days."""

    name: str
    zh: str
    en: str
    definition: str


@dataclass(frozen=True, slots=True)
class RecordBreakdown:
    """A breakdown by the records that a field of the kind names: its name in the API, and the field.

    `shares_of` gives its shares to a figure of this name, the record's id for the dimension: however many records there
    are, who reads the indicator alone meets none of them. With `of`, another such breakdown, the field is one of the
    records that this lists, and what is counted for those is counted for the records that they name now.
    """

    name: str
    field: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator, and what exactly it counts. Of `persons`, a small one is hidden from who sees none.

    Kept by days it can be asked for of a day, and takes a row of the rollups for each day on which something happened.
    A `distinct` flow counts each once in a span, and months do not add up to their quarter: the rollups keep it once
    for each width of spans, as `span:` and so many months, dated on the span's first day, and once for all time.
    Of an `amount` of what persons did the rollups keep how many acts it is of, too: as `acts`, and of a part as `acts:`
    and its dimension. It is hidden where these would be.
    """

    name: str
    type: IndicatorType
    zh: str
    en: str
    definition: str
    persons: bool = False
    money: bool = False
    distinct: bool = False
    amount: bool = False
    grain: Grain = Grain.MONTH
    breakdowns: tuple[Breakdown, ...] = ()
    median: Median | None = None
    by_record: tuple[RecordBreakdown, ...] = ()
