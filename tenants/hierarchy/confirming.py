"""What a load of tenants would take out of everybody's sight, for somebody to confirm."""

from collections.abc import Mapping

import asyncpg

# Of a file that ends too early, or of other divisions, many more would close than ever do in a year.
MOST_CLOSED = 0.01
KINDS = "select kind, record_table::text as name from record_kinds order by kind"
GOING_ON = {
    "CHILD": "select count(*) from children where closed_on is null and tenant_code in (select code from closing)",
    "CARING_MOTHER": """select count(*) from caring_mothers
        where closed_on is null and tenant_code in (select code from closing)""",
}
KEPT = "select count(*) from {} where tenant_code in (select code from closing)"


class Unconfirmed(Exception):
    """The load would close many tenants, or some that keep records: how many of each kind, by its code."""

    def __init__(self, closed: int, of: int, kept: Mapping[str, int]) -> None:
        super().__init__(f"{closed} of {of} tenants would close, which keep {spell(kept) or 'no records'}")
        self.closed, self.of, self.kept = closed, of, kept


class Orphaned(Exception):
    """Files or registrations that go on are of tenants that would close, and nobody would see them."""

    def __init__(self, kept: Mapping[str, int]) -> None:
        super().__init__(
            f"{spell(kept)} would be left behind: the column `replaces` says which old codes a line takes over from"
        )
        self.kept = kept


async def refuse_orphans(connection: asyncpg.Connection) -> None:
    """Raises Orphaned, once what goes on has gone to its successors."""
    counts = {kind: await connection.fetchval(text) for kind, text in GOING_ON.items()}
    if any(counts.values()):
        raise Orphaned({kind: count for kind, count in counts.items() if count})


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
