"""Recounts the figures from the records, and names the rollups that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import asyncpg

from tenants.division import format_code


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a tenant in a month, in the rollups and as recounted from the records; money in fen."""

    tenant_code: int
    figure: str
    dimension: str
    month: date
    rolled_up: int
    recounted: int

    def __str__(self) -> str:
        figure = f"{self.figure} {self.dimension}".strip()
        counts = f"rolled up {self.rolled_up}, recounted {self.recounted}"
        return f"{format_code(self.tenant_code)} {figure} {self.month:%Y-%m}: {counts}"


async def find_differences(connection: asyncpg.Connection) -> Sequence[Difference]:
    """Recount every figure of every tenant, in one snapshot; nothing differs unless something is broken."""
    return [Difference(**row) for row in await connection.fetch("select * from statistics_differences()")]
