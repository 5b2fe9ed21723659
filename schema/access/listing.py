"""Connections over the lists that the domain pages itself."""

from collections.abc import Sequence

from schema.answered import Payload
from schema.connection import After, First
from tenants.access.listing import Listed

PAGE = {"first": First, "after": After}


def connection_of(listed: Listed, nodes: Sequence[Payload]) -> Payload:
    """The connection of a page, whose rows are shown as the nodes."""
    cursors = listed.cursors
    return {
        "nodes": list(nodes),
        "edges": [{"cursor": cursor, "node": node} for cursor, node in zip(cursors, nodes, strict=True)],
        "page_info": {
            "has_next_page": listed.more,
            "has_previous_page": listed.behind,
            "start_cursor": cursors[0] if cursors else None,
            "end_cursor": cursors[-1] if cursors else None,
        },
        "total_count": listed.total,
    }
