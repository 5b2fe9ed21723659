"""Clients that write and read on, whatever happens, send again what was not answered, and remember what was."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx
from uuid_utils.compat import uuid7

VILLAGE = "330127100201"
REGISTER = f"""mutation ($id: ID!, $name: String!) {{ done: registerChild(input: {{id: $id, tenant: "{VILLAGE}",
    name: $name, sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
    identifiedOn: "2024-01-01"}}) {{ record: child {{ id version }} userErrors {{ code }} }} }}"""
UPDATE = """mutation ($id: ID!, $version: Int!, $request: ID!, $school: String) { done: updateChild(input: {id: $id,
    expectedVersion: $version, requestId: $request, school: $school})
    { record: child { id version } userErrors { code } } }"""
RAISE = """mutation ($request: ID!, $child: ID!) { done: raiseNeed(input: {requestId: $request, childId: $child,
    kind: LIVING, detail: "课本", raisedOn: "2024-07-01"}) { record: need { id version } userErrors { code } } }"""
READ = "query ($id: ID!) { child(id: $id) { school birthDate version } }"
# Sent again: as likely while it is still being done as long after.
TIMEOUTS = (0.05, 0.5, 5.0)
AGAIN_SECONDS = 0.05
# What may be said to a request, which is then made again.
LATER = {"UNAVAILABLE", "TOO_MANY"}


@dataclass(slots=True)
class Remembered:
    """What was acknowledged: the version of each child, the needs raised of it, and the reads by their request ids."""

    children: dict[UUID, int] = field(default_factory=dict)
    needs: dict[UUID, list[UUID]] = field(default_factory=dict)
    reads: dict[str, UUID] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    sent: int = 0

    @property
    def has_some_of_each(self) -> bool:
        return any(self.needs.values()) and max(self.children.values()) > 1 and bool(self.reads)


class Witness:
    """One client, with a token and a source of chance of its own."""

    def __init__(self, url: str, token: str, draw: Random, remembered: Remembered) -> None:
        self.client = httpx.AsyncClient(base_url=url, headers={"authorization": f"Bearer {token}"}, trust_env=False)
        self.draw = draw
        self.remembered = remembered
        self.mine: list[UUID] = []

    async def run(self, done: asyncio.Event) -> None:
        """Until it is done; what was begun by then is brought to its end."""
        async with self.client:
            while not done.is_set():
                deed = self.draw.choice(
                    (self.register, self.update, self.update, self.raise_need, self.read, self.read)
                )
                await (deed() if self.mine else self.register())

    async def register(self) -> None:
        key = UUID(str(uuid7()))
        if await self.write(REGISTER, id=str(key), name=f"小{key.hex[-6:]}"):
            self.remembered.children[key] = 1
            self.remembered.needs[key] = []
            self.mine.append(key)

    async def update(self) -> None:
        key = self.draw.choice(self.mine)
        before = self.remembered.children[key]
        given = {"request": str(uuid4()), "school": f"第{before}小学"}
        record = await self.write(UPDATE, id=str(key), version=before, **given)
        if record is None:
            return
        if record["version"] != before + 1:
            self.remembered.faults[f"child {key} has version {record['version']} after {before}"] += 1
        self.remembered.children[key] = record["version"]

    async def raise_need(self) -> None:
        """Known again by the request alone, for the client gives it no id."""
        key = self.draw.choice(self.mine)
        if record := await self.write(RAISE, request=str(uuid4()), child=str(key)):
            self.remembered.needs[key].append(UUID(record["id"]))

    async def read(self) -> None:
        key = self.draw.choice(self.mine)
        answer = await self.ask(READ, id=str(key))
        if answer is None:
            return
        version = (answer.json()["data"] or {}).get("child", {}).get("version")
        if version != self.remembered.children[key]:
            self.remembered.faults[f"child {key} is read as version {version}"] += 1
        self.remembered.reads[answer.headers["x-request-id"]] = key

    async def write(self, query: str, **variables: object) -> dict[str, Any] | None:
        answer = await self.ask(query, **variables)
        if answer is None:
            return None
        done = answer.json()["data"]["done"]
        if done["userErrors"]:
            self.remembered.faults[f"refused with {done['userErrors']}"] += 1
        record: dict[str, Any] | None = done["record"]
        return record

    async def ask(self, query: str, **variables: object) -> httpx.Response | None:
        """The same again until it is answered; None where it is answered as it must not be."""
        body = {"query": query, "variables": variables}
        while True:
            self.remembered.sent += 1
            try:
                timeout = self.draw.choice(TIMEOUTS)
                answer = await self.client.post("/graphql", json=body, timeout=timeout)
            except httpx.TransportError:
                await asyncio.sleep(AGAIN_SECONDS)
                continue
            errors = answer.json().get("errors")
            if not errors:
                return answer
            await asyncio.sleep(AGAIN_SECONDS)
            (error,) = errors
            if (code := error["extensions"]["code"]) not in LATER:
                self.remembered.faults[f"answered {code}: {error['message']}"] += 1
                return None
