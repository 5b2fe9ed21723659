"""The works that are measured: what a user asks, as this project's document and variables."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.database import Actor, World, some_ids
from tenants.clock import today

HERE = Path(__file__).parent
SOME_CHILDREN = "select id from children where tenant_code >= $1 and tenant_code < $2 order by md5(id::text) limit 32"
SOME_PAIRINGS = """
select id from pairings where tenant_code >= $1 and tenant_code < $2 and until_on is null and from_on <= '2024-06-01'
order by md5(id::text) limit 64
"""
FAMILY_NAMES = ("王", "陈", "林", "丽", "明")
SOME_PROGRAMMES = """
select distinct programme_id from targets
where tenant_code >= $1 and tenant_code < $2 and programme_id is not null and period = '2024-H1'
"""
PERIOD = "2024-H1"
CENTRE = {"child": ("county", "province", "village"), "children": ("county", "province", "village")}
USERS = {
    **CENTRE,
    "mine": ("county", "village"),
    "dashboard": ("analyst",),
    # An analyst's small figures are hidden, which no other side does.
    "drill": ("county",),
    "search": ("county",),
    "record": ("county", "village"),
    "agenda": ("county", "mother"),
    "compliance": ("province",),
    "village_record": ("village",),
    "programme": ("province",),
}
# What the ordinary peer does not do.
NOT_ORDINARY = {"agenda", "compliance", "village_record", "programme"}
QUARTER = "2026-Q2"


@dataclass(frozen=True, slots=True)
class Work:
    """One work of one kind of user; its requests differ in their variables alone."""

    name: str
    user: str
    actor: Actor
    variables: tuple[dict[str, Any], ...]

    @property
    def primary(self) -> bool:
        """The work as the user it is most for."""
        return USERS[self.name][0] == self.user

    @property
    def writes(self) -> bool:
        return self.name == "record"

    @property
    def sides(self) -> frozenset[str]:
        """The sides that do it; all if there are none."""
        return frozenset({"floor", "circle", "postgraphile"}) if self.name in NOT_ORDINARY else frozenset()

    @property
    def document(self) -> str:
        return (HERE / f"{self.name}.graphql").read_text()


async def make_works(world: World, names: tuple[str, ...]) -> list[Work]:
    """All works, or the named ones, on the records of a database."""
    works = []
    for name in names or tuple(USERS):
        for user in USERS[name]:
            actor = world.users[user]
            works.append(Work(name, user, actor, tuple(await variables_of(name, world, actor))))
    return works


async def variables_of(name: str, world: World, actor: Actor) -> list[dict[str, Any]]:
    owner = world.addresses.owner_url
    match name:
        case "child" | "programme":
            some = SOME_CHILDREN if name == "child" else SOME_PROGRAMMES
            return [{"id": str(one)} for one in await some_ids(owner, some, actor)]
        case "search":
            return [{"part": part} for part in FAMILY_NAMES]
        case "dashboard" | "compliance" | "village_record":
            return [{"code": str(actor.low), "period": QUARTER if name == "compliance" else PERIOD}]
        case "drill":
            return [{"code": str(world.users["county"].low), "period": PERIOD}]
        case "record":
            return [{"input": visit_of(one)} for one in await some_ids(owner, SOME_PAIRINGS, actor)]
        case _:
            return [{}]


def visit_of(pairing: object) -> dict[str, Any]:
    return {"pairingId": str(pairing), "visitedOn": str(today()), "kind": "SCHOOL", "contactMade": True}
