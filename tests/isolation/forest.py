"""Random provinces with records strewn over them, and what a grant sees there by brute force.

The brute force compares the digits of codes; the product compares ranges of numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from tenants.division import level_of

DIGITS = (2, 4, 6, 9, 12)
WORKERS = ("DIRECTOR", "CASEWORKER")


@dataclass(frozen=True, slots=True)
class Mother:
    id: UUID
    tenant: str
    serves: str


@dataclass(frozen=True, slots=True)
class Pairing:
    child: UUID
    tenant: str
    mother: Mother
    open: bool


@dataclass(slots=True)
class Forest:
    """The codes of the tenants, and who is kept where."""

    tenants: list[str]
    mothers: list[Mother] = field(default_factory=list)
    children: dict[UUID, str] = field(default_factory=dict)
    pairings: list[Pairing] = field(default_factory=list)

    def seen_tenants(self, role: str, at: str, mother: Mother | None) -> set[str]:
        """The tenants that a grant sees: those it lists, and those that keep somebody who is seen."""
        keeping: set[str] = set()
        if role in WORKERS:
            keeping = {one.tenant for one in self.mothers if self.is_seen(one, at)}
        if mother:
            keeping = {pairing.tenant for pairing in self.pairings if pairing.open and pairing.mother == mother}
        return self.listed_tenants(role, at) | keeping

    def listed_tenants(self, role: str, at: str) -> set[str]:
        narrow = role == "CARING_MOTHER"
        return {code for code in self.tenants if is_below(at, code) or (is_below(code, at) and not narrow)}

    def is_seen(self, mother: Mother, at: str) -> bool:
        serves_here = is_below(mother.serves, at) or is_below(at, mother.serves)
        paired_here = any(pairing.mother == mother and is_below(pairing.tenant, at) for pairing in self.pairings)
        return is_below(mother.tenant, at) or serves_here or paired_here

    def parents(self) -> dict[str, str | None]:
        above = {code: [one for one in self.tenants if one != code and is_below(code, one)] for code in self.tenants}
        return {code: max(found, key=lambda one: len(significant(one)), default=None) for code, found in above.items()}

    def figures(self, at: str) -> dict[str, int]:
        return {
            "children": sum(is_below(tenant, at) for tenant in self.children.values()),
            "caringMothers": sum(is_below(mother.tenant, at) for mother in self.mothers),
            "pairings": sum(pairing.open and is_below(pairing.tenant, at) for pairing in self.pairings),
        }


def is_below(code: str, other: str) -> bool:
    """Whether the code is the other or stands below it."""
    return code.startswith(significant(other))


def significant(code: str) -> str:
    return next(code[:length] for length in DIGITS if not code[length:].strip("0"))


def plant(random: Random) -> Forest:
    """Three provinces; any level below the county may be missing, and cities, too."""
    codes: set[str] = set()
    for province in ("33", "34", "36"):
        codes.add(province.ljust(12, "0"))
        for _ in range(30):
            city, county = f"{random.choice((0, 1, 2)):02}", f"{random.choice((0, 0, 1, 2, 3)):02}"
            township, village = f"{random.choice((0, 1, 2)):03}", f"{random.choice((0, 0, 1, 2)):03}"
            codes.add(province + city + county + township + village)
    forest = Forest(sorted(codes))
    strew(forest, random)
    return forest


def strew(forest: Forest, random: Random) -> None:
    for _ in range(60):
        tenant, serves = random.choice(forest.tenants), random.choice(forest.tenants)
        forest.mothers.append(Mother(uuid7(), tenant, random.choice((tenant, serves))))
        forest.children[uuid7()] = random.choice(forest.tenants)
    for child, tenant in forest.children.items():
        able = [mother for mother in forest.mothers if is_below(tenant, mother.serves)]
        for mother in random.sample(able, min(1, len(able))):
            forest.pairings.append(Pairing(child, tenant, mother, open=True))
        if random.random() < 0.3:
            forest.pairings.append(Pairing(child, tenant, random.choice(forest.mothers), open=False))


TENANT = "insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)"
MOTHER = """
insert into caring_mothers (id, tenant_code, service_code, name, recruited_through, sector, registered_on, capacity,
                            screening_state, screening_until)
values ($1, $2, $3, '王芳', 'OFFICIAL', 'OTHER', '2024-01-01', 20, 'APPROVED', '2099-01-01')
"""
CHILD = """
insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
                      identified_on, on_file_on)
values ($1, $2, '张小明', 'MALE', '2015-01-01', 'ORPHAN', 'FEDERATION', '2024-01-01', '2024-01-01', '2024-01-01')
"""
PAIRING = """
insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on, until_on, ended_reason)
values ($1, $2, $3, $4, 'COMPANION', '2024-02-01', $5, $6)
"""
OPEN, ENDED = (None, None), (date(2024, 6, 1), "COMPLETED")


async def keep(forest: Forest, owner: asyncpg.Connection) -> None:
    """Writes the forest into an empty database, as its owner; some of its figures are rolled up, some pending."""
    await owner.executemany(TENANT, list(rows_of(forest)))
    await owner.executemany(MOTHER, [(one.id, int(one.tenant), int(one.serves)) for one in forest.mothers])
    children = [(child, int(tenant)) for child, tenant in forest.children.items()]
    await owner.executemany(CHILD, children[::2])
    await owner.fetchval("select roll_up_statistics()")
    await owner.executemany(CHILD, children[1::2])
    pairings = [
        (uuid7(), int(one.tenant), one.child, one.mother.id, *(OPEN if one.open else ENDED)) for one in forest.pairings
    ]
    await owner.executemany(PAIRING, pairings)


def rows_of(forest: Forest) -> Iterator[tuple[int, str, str, int | None]]:
    for code, parent in forest.parents().items():
        yield int(code), f"分会{code}", level_of(int(code)), int(parent) if parent else None
