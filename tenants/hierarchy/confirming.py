"""What a load of tenants would take out of everybody's sight, for somebody to confirm."""

from collections.abc import Mapping

import asyncpg

# Of a file that ends too early, or of other divisions, many more would close than ever do in a year.
MOST_CLOSED = 0.01
KINDS = "select kind, record_table::text as name from record_kinds order by kind"
KEPT = "select count(*) from {} where tenant_code in (select code from closing)"


class Unconfirmed(Exception):
    """The load would close many tenants, or some that keep records: how many of each kind, by its code."""

    def __init__(self, closed: int, of: int, kept: Mapping[str, int]) -> None:
        super().__init__(f"{closed} of {of} tenants would close, which keep {spell(kept) or 'no records'}")
        self.closed, self.of, self.kept = closed, of, kept


async def refuse_unconfirmed(connection: asyncpg.Connection, closed: int, of: int) -> None:
    """Raises Unconfirmed; which tenants would close stands in the temporary table `closing`."""
    kept = await count_kept(connection) if closed else {}
    if kept or closed > of * MOST_CLOSED:
        raise Unconfirmed(closed, of, kept)


async def count_kept(connection: asyncpg.Connection) -> Mapping[str, int]:
    """How many records the tenants of `closing` keep, of the kinds of which there are any."""
    counts = {row["kind"]: await connection.fetchval(KEPT.format(row["name"])) for row in await connection.fetch(KINDS)}
    return {kind: count for kind, count in counts.items() if count}


def spell(kept: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in kept.items())
