"""How well a Caring Mother fits a child: points for each factor, with what they are given for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from tenants.division import TenantLevel, level_of, line_of
from tenants.enums import LabelledEnum
from tenants.records.need.enums import NeedKind


class MatchingFactor(LabelledEnum):
    """What speaks for a pairing."""

    DISTANCE = "DISTANCE", "就近", "How near she is registered"
    SKILLS = "SKILLS", "特长与需求", "Her skills and the child's open needs"
    FREE_PLACES = "FREE_PLACES", "结对余额", "How many places she has free"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A child on file whose pairing is looked for, with the kinds of its open needs."""

    id: UUID
    tenant: int
    needs: frozenset[str]
    paired_with: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Caring Mother who may be paired now; `name` is masked."""

    id: UUID
    name: str
    tenant: int
    serves: range
    skills: tuple[str, ...]
    capacity: int
    places: int


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one factor, and what they are given for, as the API's own words."""

    factor: MatchingFactor
    points: int
    value: str


# By the lowest level that keeps both: who is registered in the child's own village is nearest.
NEAR: Mapping[TenantLevel, int] = {
    TenantLevel.VILLAGE: 40,
    TenantLevel.TOWNSHIP: 30,
    TenantLevel.COUNTY: 20,
    TenantLevel.CITY: 10,
    TenantLevel.PROVINCE: 0,
}
# What a skill is good for. Registers say them in their own words: one of these has to be part of what is said.
SKILLS: Mapping[NeedKind, Sequence[str]] = {
    NeedKind.EDUCATION: ("学业", "辅导", "阅读", "教师"),
    NeedKind.PSYCHOLOGICAL: ("心理", "沟通"),
    NeedKind.COMPANIONSHIP: ("陪伴", "手工", "绘画", "音乐", "阅读"),
    NeedKind.MEDICAL: ("急救", "护理", "医"),
    NeedKind.REHABILITATION: ("康复", "护理"),
    NeedKind.LEGAL: ("法律",),
    NeedKind.GUARDIANSHIP: ("法律", "沟通"),
    NeedKind.SAFETY: ("急救", "安全"),
}
FOR_A_NEED, FOR_NEEDS, FOR_PLACES = 15, 30, 20


def may_pair(child: Waiting, mother: Candidate) -> bool:
    return mother.places > 0 and child.tenant in mother.serves and mother.id not in child.paired_with


def weigh(child: Waiting, mother: Candidate) -> tuple[Points, ...]:
    """The points of every factor, none of which is below zero."""
    return (
        near(child.tenant, mother.tenant),
        skilled(child.needs, mother.skills),
        Points(
            MatchingFactor.FREE_PLACES,
            FOR_PLACES * mother.places // mother.capacity,
            f"{mother.places}/{mother.capacity}",
        ),
    )


def score_all(children: Sequence[Waiting], mothers: Sequence[Candidate]) -> list[list[int | None]]:
    """The sum of the points of each child with each Caring Mother, None where they may not be paired.

    Of a county these are hundreds of thousands: what the same tenants and the same skills come to is worked out once.
    """
    free = [weigh(children[0], one)[-1].points for one in mothers] if children else []
    return [
        [
            near(child.tenant, mother.tenant).points + skilled(child.needs, mother.skills).points + for_places
            if may_pair(child, mother)
            else None
            for mother, for_places in zip(mothers, free, strict=True)
        ]
        for child in children
    ]


@lru_cache(100_000)
def near(child: int, mother: int) -> Points:
    """By the lowest level that keeps both tenants; of two provinces nothing does."""
    line = line_of(mother)
    level = next((level_of(code) for code in line_of(child) if code in line), TenantLevel.PROVINCE)
    return Points(MatchingFactor.DISTANCE, NEAR[level], level.value)


@lru_cache(100_000)
def skilled(needs: frozenset[str], skills: tuple[str, ...]) -> Points:
    """By the open needs that one of the skills is good for."""
    met = sorted(
        need for need in needs if any(word in skill for word in SKILLS.get(NeedKind(need), ()) for skill in skills)
    )
    return Points(MatchingFactor.SKILLS, min(FOR_NEEDS, FOR_A_NEED * len(met)), ", ".join(met))
