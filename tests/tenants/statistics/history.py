"""Histories: acts one after the other, by the owner and by clients; what is refused leaves nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import asyncpg

from schema.caller import Caller
from schema.engine.engine import Engine
from tenants.errors import Forbidden
from tests.callers import ask
from tests.conftest import ScratchDatabase
from tests.tenants.statistics.acts import ACTS, EMPTYING, MUTATIONS
from tests.tenants.statistics.reading import assert_right

Numbers = tuple[int, int, int, int]
Act = tuple[str, Numbers]

# A history that begins with the records the other acts change has more to tell.
BEGINNING = ("register her", "open a file", "open a file", "pair", "visit", "set up a project", "donate", "deliver")


def numbers(random: Random) -> Numbers:
    return (random.randrange(10_000), random.randrange(10_000), random.randrange(10_000), random.randrange(10_000))


@dataclass(frozen=True)
class Circle:
    """A database with a tree, and who reads and writes in it."""

    database: ScratchDatabase
    owner: asyncpg.Connection
    engine: Engine
    directors: Sequence[Caller]
    writers: Mapping[str, Caller]

    async def begin(self) -> None:
        await self.owner.execute(EMPTYING)

    async def live(self, acts: Iterable[Act]) -> set[str]:
        """Does the acts; returns the names of those that changed something."""
        return {name for name, numbers in acts if await self.do(name, numbers)}

    async def do(self, name: str, numbers: Numbers) -> bool:
        if name in MUTATIONS:
            return await self.mutate(name, numbers)
        try:
            done: str = await self.owner.execute(chosen(ACTS[name], numbers))
        except asyncpg.IntegrityConstraintViolationError:
            return False
        return not done.endswith(" 0")

    async def mutate(self, name: str, numbers: Numbers) -> bool:
        writer, input_of = MUTATIONS[name]
        given = await self.owner.fetchval(chosen(input_of, numbers))
        if given is None or None in json.loads(given).values():
            return False
        field = name[0].lower() + name[1:]
        mutation = f"mutation ($input: {name}Input!) {{ {field}(input: $input) {{ userErrors {{ code }} }} }}"
        try:
            answer = await ask(self.engine, self.writers[writer], mutation, {"input": json.loads(given)})
        except Forbidden:
            return False
        return not answer[field]["userErrors"]

    async def assert_right(self) -> None:
        await assert_right(self.owner, self.engine, self.directors)


def chosen(sql: str, numbers: Numbers) -> str:
    return sql.format(**dict(zip("abcd", numbers, strict=True)))
