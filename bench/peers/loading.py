"""The ordinary way: a session of a request, and its data loaders, each a statement for a whole batch."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Executable, Uuid, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.dataloader import DataLoader

from bench.peers.actor import Actor
from bench.peers.models import CaringMotherRow, ChildRow, PairingRow, TenantRow, VisitRow

K = TypeVar("K")
V = TypeVar("V")
FIGURES = text(
    "select f.* from unnest(cast(:lows as bigint[]), cast(:highs as bigint[])) with ordinality r (low, high, n)"
    " cross join lateral bench.figures_between(low, high, '2024-01-01', '2024-07-01') f order by n"
)


class Loading:
    """What the resolvers of one request share: one transaction, of which one statement runs at a time."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self.session = session
        self.actor = actor
        self.turn = asyncio.Lock()
        self.pairings = DataLoader(self._pairings)
        self.mothers = DataLoader(self._mothers)
        self.branches = DataLoader(self._branches)
        self.figures = DataLoader(self._figures)
        self.visits = cache(lambda first: DataLoader(lambda ids: self._visits(ids, first)))

    async def rows(self, statement: Executable, values: dict[str, Any] | None = None) -> Sequence[Any]:
        async with self.turn:
            result = await self.session.execute(statement, values or {})
            return result.all()

    async def entities(self, statement: Executable) -> list[Any]:
        return [row[0] for row in await self.rows(statement)]

    async def _pairings(self, ids: list[UUID]) -> list[list[Any]]:
        found = await self.entities(select(PairingRow).where(PairingRow.child_id.in_(ids)).order_by(PairingRow.id))
        return grouped(ids, found, lambda row: row.child_id)

    async def _mothers(self, ids: list[UUID]) -> list[Any]:
        found = await self.entities(select(CaringMotherRow).where(CaringMotherRow.id.in_(ids)))
        by_id = {row.id: row for row in found}
        return [by_id.get(one) for one in ids]

    async def _visits(self, ids: list[UUID], first: int) -> list[list[Any]]:
        """The latest visits of each child, by a lateral join: along its index, not over all its visits."""
        wanted = select(func.unnest(cast(ids, ARRAY(Uuid))).label("child_id")).subquery()
        latest = (
            select(VisitRow)
            .where(VisitRow.child_id == wanted.c.child_id)
            .order_by(VisitRow.visited_on.desc(), VisitRow.id.desc())
            .limit(first)
            .lateral()
        )
        statement = select(VisitRow).from_statement(select(latest).select_from(wanted.join(latest, text("true"))))
        return grouped(ids, await self.entities(statement), lambda row: row.child_id)

    async def _branches(self, codes: list[int]) -> list[list[Any]]:
        found = await self.entities(select(TenantRow).where(TenantRow.parent_code.in_(codes)).order_by(TenantRow.code))
        return grouped(codes, found, lambda row: row.parent_code)

    async def _figures(self, ranges: list[tuple[int, int]]) -> Sequence[Any]:
        lows, highs = zip(*ranges, strict=True)
        return await self.rows(FIGURES, {"lows": list(lows), "highs": list(highs)})

    async def children(self, first: int, conditions: Sequence[ColumnElement[bool]]) -> list[Any]:
        within = (ChildRow.tenant_code >= self.actor.low, ChildRow.tenant_code < self.actor.high)
        return await self.entities(select(ChildRow).where(*within, *conditions).order_by(ChildRow.id).limit(first))

    def shown(self, name: str, tenant_code: int) -> str:
        """A name, or what a role sees of it that sees only its summary."""
        own = self.actor.role != "CASEWORKER"
        opened = tenant_code == self.actor.low if own else self.actor.low <= tenant_code < self.actor.high
        return name if opened else f"{name[0]}**"


def grouped(keys: Sequence[K], found: Iterable[V], key_of: Callable[[V], K]) -> list[list[V]]:
    """The rows of each key, in the order they were found."""
    groups: dict[K, list[V]] = defaultdict(list)
    for row in found:
        groups[key_of(row)].append(row)
    return [groups[key] for key in keys]
