"""A small tree with its staff, whom the operator appointed, and what they do through the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from schema.caller import Caller, Language
from schema.engine.engine import Engine
from tenants.administration.operator import NewGrant, add_user, grant_role
from tenants.database.transactions import Database
from tests.callers import RULES, ask, sign_on

# What a holder chooses with her first grant.
HERS = "three brown bears dancing"
PROVINCE, CITY, COUNTY, VILLAGE, NEIGHBOUR = 330000000000, 330100000000, 330127000000, 330127101201, 330128000000
TREE = {
    PROVINCE: ("浙江省", "PROVINCE", None),
    CITY: ("杭州市", "CITY", PROVINCE),
    COUNTY: ("淳安县", "COUNTY", CITY),
    VILLAGE: ("凤凰村", "VILLAGE", COUNTY),
    NEIGHBOUR: ("相邻县", "COUNTY", CITY),
}
STAFF = {
    "province administrator": ("ADMINISTRATOR", PROVINCE),
    "city administrator": ("ADMINISTRATOR", CITY),
    "administrator": ("ADMINISTRATOR", COUNTY),
    "peer": ("ADMINISTRATOR", COUNTY),
    "village administrator": ("ADMINISTRATOR", VILLAGE),
    "neighbour administrator": ("ADMINISTRATOR", NEIGHBOUR),
    "city director": ("DIRECTOR", CITY),
    "director": ("DIRECTOR", COUNTY),
    "neighbour director": ("DIRECTOR", NEIGHBOUR),
    "auditor": ("AUDITOR", COUNTY),
    "analyst": ("ANALYST", COUNTY),
    "worker": ("CASEWORKER", VILLAGE),
    "neighbour worker": ("CASEWORKER", NEIGHBOUR),
}
FIELDS = {
    "createUser": "user { id version name } invitation",
    "inviteUser": "user { id version } invitation",
    "closeUser": "user { id version closed }",
    "reopenUser": "user { id version closed }",
    "grantRole": "user { id } grant { id version state }",
    "revokeGrant": "user { id } grant { id version state }",
    "confirmGrant": "code codeUntil",
    "declineGrant": "declined",
    "acceptGrant": "grant { id role tenantCode }",
    "acceptInvitation": "name",
    "proposeSuccession": "succession { id version state old new on closes proposedBy }",
    "carryOutSuccession": "succession { id version state decidedBy } children caringMothers serviceAreas",
    "declineSuccession": "succession { id version state decidedBy }",
}
PASSWORD = "correct horse battery"  # noqa: S105  # of nobody
USERS = """query ($filter: UserFilter, $first: Int, $after: String, $last: Int, $before: String) {
    users(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { id version name closed manageable grants { id role tenantCode state } }
        edges { cursor node { name } } } }"""


@dataclass(frozen=True, slots=True)
class Bureau:
    """The staff, asked through the engine, with the owner of the database behind their backs."""

    owner: asyncpg.Connection
    database: Database
    engine: Engine
    ids: dict[str, UUID]

    async def caller(self, name: str) -> Caller:
        session = await sign_on(self.owner, self.database, name)
        return Caller(self.database, RULES, session, None, Language.EN)

    async def do(self, name: str | Caller, mutation: str, /, **given: object) -> dict[str, Any]:
        """The payload of one mutation."""
        caller = await self.caller(name) if isinstance(name, str) else name
        input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
        fields = f"{FIELDS[mutation]} userErrors {{ code field }}"
        text = f"mutation ($input: {input_type}!) {{ done: {mutation}(input: $input) {{ {fields} }} }}"
        done: dict[str, Any] = (await ask(self.engine, caller, text, {"input": given}))["done"]
        return done

    async def done(self, name: str | Caller, mutation: str, /, **given: object) -> dict[str, Any]:
        """The payload of one that has to succeed."""
        done = await self.do(name, mutation, **given)
        assert done["userErrors"] == [], done
        return done

    async def users(self, name: str, **arguments: object) -> dict[str, Any]:
        found: dict[str, Any] = (await ask(self.engine, await self.caller(name), USERS, arguments))["users"]
        return found

    async def user(self, name: str, of: str) -> dict[str, Any]:
        """A user as an administrator sees her."""
        (found,) = (await self.users(name, filter={"nameContains": of}))["nodes"]
        return dict(found)

    async def create(self, by: str = "administrator") -> tuple[str, dict[str, Any]]:
        """A new account's name, and the payload it came with."""
        name = f"new {uuid4()}"
        return name, await self.done(by, "createUser", name=name)

    async def give(
        self, user: str, role: str, tenant: int, by: str = "administrator", **given: object
    ) -> dict[str, Any]:
        made = await self.done(by, "grantRole", userId=user, role=role, tenant=str(tenant), **given)
        return dict(made["grant"])

    async def confirm(self, grant: Mapping[str, Any], by: str = "director") -> str:
        confirmed = await self.done(by, "confirmGrant", id=grant["id"], expectedVersion=grant["version"])
        return str(confirmed["code"])

    async def decline(self, grant: Mapping[str, Any], by: str = "director") -> None:
        await self.done(by, "declineGrant", id=grant["id"], expectedVersion=grant["version"])

    async def appoint(self, role: str, tenant: int) -> str:
        """A new user who holds a grant as an administrator gives it; her name."""
        name, made = await self.create()
        director = "city director" if role in ("DIRECTOR", "AUDITOR") else "director"
        code = await self.confirm(await self.give(made["user"]["id"], role, tenant), director)
        await self.done(name, "acceptGrant", code=code, password=HERS)
        return name


async def open_bureau(owner: asyncpg.Connection, database: Database, engine: Engine) -> Bureau:
    rows = [(code, *rest) for code, rest in TREE.items()]
    await owner.executemany("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", rows)
    for name, (role, tenant) in STAFF.items():
        await add_user(owner, name, None)
        await grant_role(owner, name, NewGrant(role, tenant))
    ids = {row["name"]: row["id"] for row in await owner.fetch("select name, id from users")}
    return Bureau(owner, database, engine, ids)
