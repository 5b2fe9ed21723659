"""The smallest city of the demo: of what all of them have together, the rows kept by it and by the province."""

from collections.abc import Iterator
from uuid import UUID

from tenants.demo.loading import encrypt
from tenants.demo.making import make_parts
from tenants.demo.province import division_lines
from tenants.demo.records import COLUMNS, Records
from tests.keys import KEYS

CITY, PROVINCE = 330900000000, 330000000000
NEXT_CITY = 331000000000


def city_parts() -> list[Records]:
    known: set[UUID] = set()
    return [encrypt(KEYS, of_the_city(part, known)) for part in make_parts(city=CITY)]


def of_the_city(part: Records, known: set[UUID]) -> Records:
    """What the city keeps, and the province, and refers to nothing else."""
    kept = Records()
    for table in COLUMNS:
        for row in getattr(part, table):
            is_near = row.tenant_code == PROVINCE or CITY <= row.tenant_code < NEXT_CITY
            if is_near and all(one == row.id or one in known for one in row if isinstance(one, UUID)):
                known.add(row.id)
                getattr(kept, table).append(row)
    return kept


def lines() -> Iterator[str]:
    for line in division_lines():
        if line.startswith(("code", "330000000000", "3309")):
            yield line
