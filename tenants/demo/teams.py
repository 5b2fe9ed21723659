"""Teams: some children's Caring Mothers are paired with them as one."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from tenants.demo.drawing import draw_identity, happens, pick
from tenants.demo.province import zhejiang
from tenants.demo.records import Records
from tenants.demo.tables import CaringMother, Pairing, Team, TeamMember

OF_ALL = 0.2
NAMES = ("同心", "暖阳", "春雨", "向日葵", "萤火", "连心桥")


def add_teams(chance: Random, records: Records) -> None:
    """Of those whose child has a lead and companions, and stays where it is: nobody is in two."""
    mothers = {mother.id: mother for mother in records.caring_mothers}
    taken: set[UUID] = set()
    team_of: dict[UUID, UUID] = {}
    for paired in _together(records):
        members = [one.caring_mother_id for one in paired]
        if taken.isdisjoint(members) and happens(chance, OF_ALL):
            taken.update(members)
            team = _team(chance, mothers[members[0]], paired)
            records.teams.append(team)
            records.team_members.extend(_member(chance, team, one) for one in paired)
            team_of.update({one.id: team.id for one in paired})
    records.pairings[:] = [one._replace(team_id=team_of.get(one.id)) for one in records.pairings]


def _together(records: Records) -> Iterator[list[Pairing]]:
    """The open pairings of each child that has several, its lead's first."""
    moved = {one.child_id for one in records.transfers}
    open_: dict[UUID, list[Pairing]] = defaultdict(list)
    for one in records.pairings:
        if one.until_on is None and one.child_id not in moved:
            open_[one.child_id].append(one)
    for paired in open_.values():
        paired.sort(key=lambda one: one.role != "LEAD")
        if len(paired) > 1 and paired[0].role == "LEAD":
            yield paired


def _team(chance: Random, lead: CaringMother, paired: list[Pairing]) -> Any:  # noqa: ANN401  # a row of the table
    day = min(one.from_on for one in paired)
    record_id, created_at = draw_identity(chance, day)
    name = f"{zhejiang().names[lead.tenant_code]}{pick(chance, NAMES)}爱心妈妈队"
    return Team(record_id, lead.tenant_code, created_at, name=name, lead_id=lead.id, opened_on=day)


def _member(chance: Random, team: Any, pairing: Pairing) -> Any:  # noqa: ANN401  # rows of the tables
    record_id, created_at = draw_identity(chance, pairing.from_on)
    joined = {"caring_mother_id": pairing.caring_mother_id, "from_on": pairing.from_on}
    return TeamMember(record_id, team.tenant_code, created_at, team_id=team.id, **joined)
