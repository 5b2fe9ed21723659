"""The enumeration of how figures follow the divisions."""

from tenants.enums import LabelledEnum


class StatisticsUnits(LabelledEnum):
    """Under which tenant a figure of the past counts where another one has taken over since."""

    AS_THEN = "AS_THEN", "按当时区划", "The tenants as they then stood"
    AS_NOW = "AS_NOW", "按现行区划", "The tenants as they stand now: what one was taken over from counts as its own"
