"""Connections over the lists that the domain pages itself."""

from collections.abc import Sequence

from schema.caller import Caller
from schema.connection import After, Before, First, Last
from schema.root_fields import Payload
from tenants.administration.listing import ListPage, count_all

PAGE = {"first": First, "after": After, "last": Last, "before": Before}


def connection_of(caller: Caller, listed: ListPage, nodes: Sequence[Payload]) -> Payload:
    """The connection of a page, whose rows are shown as the nodes; all of them are counted only when asked."""

    async def count() -> int:
        async with caller.database.reading(caller.actor) as reading:
            return await count_all(reading, listed)

    cursors = listed.cursors
    return {
        "nodes": list(nodes),
        "edges": [{"cursor": cursor, "node": node} for cursor, node in zip(cursors, nodes, strict=True)],
        "page_info": {
            "has_next_page": listed.ahead,
            "has_previous_page": listed.behind,
            "start_cursor": cursors[0] if cursors else None,
            "end_cursor": cursors[-1] if cursors else None,
        },
        "total_count": count,
    }
