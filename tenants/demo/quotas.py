"""How many of everything the demo holds, and how much of it falls to each county."""

from dataclasses import astuple, dataclass

from tenants.demo.province import County, apportion


@dataclass(frozen=True)
class Quota:
    """Counts of people and visits; "then" is the end of the first half of 2024, which the headline figures are of."""

    registered_then: int = 28_184
    withdrawn_before: int = 352
    registered_after: int = 906
    paired_then: int = 27_081
    unpaired_then: int = 2_016
    only_identified: int = 324
    closed_before: int = 640
    on_file_after: int = 768
    visits_before: int = 17_400
    visits: int = 46_800
    missed_before: int = 1_000
    missed: int = 2_624


PEOPLE_SERVED = 425_100
FUNDS_RAISED = 67_000_000
FUNDS_RAISED_IN_TAIZHOU = 8_570_000
PEOPLE_SUPPORTED = 56_000


def quotas(counties: list[County]) -> list[Quota]:
    """Split the whole over the counties by their weights; the parts add up to it, count by count."""
    weights = [county.weight for county in counties]
    return [Quota(*parts) for parts in zip(*(apportion(count, weights) for count in astuple(Quota())), strict=True)]
