"""An office with its workers and one record in every state, for the rules to be tried on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

import asyncpg
from graphql import get_named_type
from stdnum.iso7064 import mod_11_2
from uuid_utils.compat import uuid7

from schema.build import graphql_schema
from schema.caller import Caller, Language
from schema.engine.engine import Engine
from tenants.administration.operator import NewGrant, grant_role
from tenants.database.transactions import Database
from tenants.hierarchy.loading import load_tenants
from tests.callers import add_caller, ask, sign_on
from tests.planted import CHILD, MOTHER, plant

COUNTY, VILLAGE, CLOSED_VILLAGE, NEXT_VILLAGE = "330127000000", "330127100201", "330127100202", "330127100203"
OTHER_COUNTY, OTHER_VILLAGE = "330128000000", "330128100201"
BEFORE = [
    *("33,浙江省", "330127,淳安县", "330127100201,某村", "330127100202,旧村", "330127100203,邻村"),
    *("330128,别县", "330128100201,别村"),
]
AFTER = [line for line in BEFORE if not line.startswith(CLOSED_VILLAGE)]

APPROVAL = {"state": "APPROVED", "approvedUntil": "2099-01-01"}

# An input that is accepted, of each mutation that adds a record.
VALID: Mapping[str, Mapping[str, object]] = {
    "registerCaringMother": {
        "tenant": COUNTY,
        "name": "王秀英",
        "recruitedThrough": "OFFICIAL",
        "sector": "GOVERNMENT",
        "registeredOn": "2024-01-01",
        **MOTHER,
    },
    "applyForScreening": {"appliedOn": "2024-01-01"},
    "registerChild": {
        "tenant": VILLAGE,
        "name": "张小明",
        "sex": "MALE",
        "birthDate": "2015-05-05",
        "category": "LEFT_BEHIND",
        "categorySource": "CIVIL_AFFAIRS",
        "identifiedOn": "2024-01-02",
        "onFileOn": "2024-01-03",
        **CHILD,
    },
    "pair": {"fromOn": "2024-02-01", "kinshipExcluded": True},
    "recordVisit": {
        "visitedOn": "2024-03-01",
        "kind": "HOME",
        "contactMade": True,
        "accompaniedBy": "李主任",
        "lateReason": "山区无信号",
    },
    "planActivity": {
        "tenant": COUNTY,
        "name": "防溺水讲座",
        "kind": "LECTURE",
        "focus": "SAFETY",
        "plannedOn": "2024-06-01",
    },
    "createProject": {"tenant": COUNTY, "name": "焕新乐园"},
    "recordDonation": {"receivedOn": "2024-04-01", "amount": "100.50"},
    "recordDelivery": {"deliveredOn": "2024-05-01", "womenSupported": 1, "childrenSupported": 2},
}
ALL_TABLES = [
    "caring_mothers",
    "children",
    "pairings",
    "visits",
    "activities",
    "projects",
    "donations",
    "deliveries",
    "statistics_deltas",
]


_numbers: dict[object, int] = {}


def another_child(same: object = None) -> dict[str, str]:
    """What no other child has: a name, the guardian's phone, and a number, of a boy born on the day given above.

    What is sent again, under the `same` id, is of the same child.
    """
    number = _numbers.setdefault(same or uuid7(), len(_numbers) + 1)
    digits = f"33{number % 1000:04d}20150505{number // 1000:02d}1"
    told = {"identityNumber": digits + mod_11_2.calc_check_digit(digits), "phone": f"1548{number:07d}"}
    return {"name": f"张小{chr(0x4E00 + number)}", **{name: plant(value) for name, value in told.items()}}


def meant(error: Mapping[str, Any]) -> str:
    return next((f": {one['value']}" for one in error.get("parameters", ()) if one["name"] == "field"), "")


@dataclass(frozen=True)
class Done:
    """What a mutation gave: the record, or what is to be corrected."""

    record: Mapping[str, Any] | None
    errors: list[Mapping[str, Any]]

    @property
    def problems(self) -> set[tuple[str, str]]:
        """Code and path of each error, with the record's field where the input has it not: `input.id: amount`."""
        return {(error["code"], ".".join(error["field"]) + meant(error)) for error in self.errors}

    @property
    def update(self) -> dict[str, Any]:
        """How an update names the record as it is now."""
        assert self.record, self.errors
        return {"id": self.record["id"], "expectedVersion": self.record["version"]}


@dataclass(frozen=True)
class Office:
    """Workers by name, and the engine they all ask."""

    owner: asyncpg.Connection
    database: Database
    engine: Engine
    callers: dict[str, Caller]
    application_url: str = ""

    @classmethod
    async def open(cls, owner: asyncpg.Connection, database: Database, application_url: str = "") -> Self:
        """A caseworker and a director of a county, who are not the same person; a project manager; a neighbour."""
        await load_tenants(owner, BEFORE, date(2020, 1, 1))
        await load_tenants(owner, AFTER, date(2024, 1, 1), confirmed=True)
        callers = {
            "caseworker": await add_caller(owner, database, "CASEWORKER", int(COUNTY)),
            "director": await add_caller(owner, database, "DIRECTOR", int(COUNTY)),
            "manager": await add_caller(owner, database, "PROJECT_MANAGER", int(COUNTY)),
            "neighbour": await add_caller(owner, database, "CASEWORKER", int(OTHER_COUNTY)),
        }
        return cls(owner, database, Engine(graphql_schema()), callers, application_url)

    async def both(self, caller: str | Caller, role: str) -> Caller:
        """The same user under a second grant."""
        caller = self.callers[caller] if isinstance(caller, str) else caller
        assert caller.session
        await grant_role(self.owner, caller.session.user_name, NewGrant(role, int(COUNTY)))
        renewed = await sign_on(self.owner, self.database, caller.session.user_name)
        return replace(caller, session=renewed, grant_id=renewed.grants[-1].id)

    async def worker(self, tenant: str) -> Caller:
        """A new caseworker of a tenant."""
        return await add_caller(self.owner, self.database, "CASEWORKER", int(tenant))

    async def mother(self, registration: Done) -> Caller:
        """The Caring Mother of a registration, signed in."""
        assert registration.record
        return await add_caller(
            self.owner, self.database, "CARING_MOTHER", int(COUNTY), UUID(registration.record["id"])
        )

    async def do(
        self,
        mutation: str,
        given: Mapping[str, object],
        by: str | Caller = "caseworker",
        *,
        fields: str = "",
        language: Language = Language.EN,
    ) -> Done:
        """One mutation; the record comes with its id, its version and the fields."""
        caller = replace(self.callers[by] if isinstance(by, str) else by, language=language)
        record = record_of(mutation)
        name = mutation[0].upper() + mutation[1:]
        text = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
            {record} {{ id version {fields} }} userErrors {{ code message field parameters {{ name value }} }} }} }}"""
        valid = {**VALID.get(mutation, {})}
        if mutation == "registerChild":
            valid |= another_child(given.get("id") or given.get("requestId"))
        payload = (await ask(self.engine, caller, text, {"input": {**valid, **given}}))[mutation]
        return Done(payload[record], payload["userErrors"])

    async def done(self, mutation: str, given: Mapping[str, object], by: str | Caller = "caseworker") -> Done:
        """One mutation that has to be accepted."""
        done = await self.do(mutation, given, by)
        assert not done.errors, done.errors
        return done

    async def forget_children(self) -> None:
        """Whoever was on file was entered in error, so that the same child can be filed."""
        await self.owner.execute("update children set closed_on = '2024-09-01', closed_reason = 'ENTERED_IN_ERROR'")

    async def child(self, **given: object) -> Done:
        return await self.done("registerChild", given)

    async def volunteer(self, **given: object) -> Done:
        """A registration, approved."""
        return await self.screened(await self.done("registerCaringMother", given))

    async def screened(self, registration: Done, by: str | Caller = "director", **decision: object) -> Done:
        """The registration as it is once a new application of hers was decided."""
        await self.screening(registration, by, **decision)
        return await self.latest(registration)

    async def screening(self, registration: Done, by: str | Caller = "director", **decision: object) -> Done:
        """A new application of a Caring Mother, approved unless another decision is given."""
        applied = await self.done("applyForScreening", {"caringMotherId": registration.update["id"]})
        return await self.done("decideScreening", {**applied.update, **(decision or APPROVAL)}, by)

    async def latest(self, registration: Done) -> Done:
        """How a Caring Mother's registration is updated now, whoever changed it."""
        key = registration.update["id"]
        version = await self.owner.fetchval("select version from caring_mothers where id = $1", key)
        return Done({"id": key, "version": version}, [])

    async def pairing(self, **given: object) -> Done:
        """A pairing of a new child and a new Caring Mother, unless others are named."""
        parties = {
            "childId": given.get("childId") or (await self.child()).update["id"],
            "caringMotherId": given.get("caringMotherId") or (await self.volunteer()).update["id"],
        }
        return await self.done("pair", {**given, **parties})

    async def fingerprint(self) -> list[str]:
        """Every row of every table, as text: tells whether anything at all was written."""
        texts = "select coalesce(string_agg(r::text, E'\\n' order by r::text), '') from {} r"
        return [await self.owner.fetchval(texts.format(table)) for table in ALL_TABLES]


def record_of(mutation: str) -> str:
    """The field of the payload that holds the record."""
    root = graphql_schema().mutation_type
    assert root
    payload = get_named_type(root.fields[mutation].type)
    return str(next(iter(payload.fields)))
