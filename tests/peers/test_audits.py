"""GraphQL over HTTP as the audits of the npm package graphql-http ask for it, of the application as it is served."""

import asyncpg
import pytest

from tests.api.service import settle
from tests.api.sockets import serve_for_real
from tests.conftest import ScratchDatabase
from tests.peers import node

AUDITS = 61
# The three that try what a server may also take: a query in an address. It would stand in every log and history on
# its way, with whom it asks for, so no GET is taken; the suite calls that a notice, which is neither error nor warning.
REFUSED = {(id_, "notice", 405) for id_ in ("5A70", "6A70", "D6D5")}


@pytest.mark.parametrize("production", [False, True], ids=["anonymous", "signed in, in production"])
async def test_every_audit_but_those_of_get_passes(
    owner: asyncpg.Connection, database: ScratchDatabase, *, production: bool
) -> None:
    """Some ask about the schema, which production tells only to who has signed in."""
    await settle(owner)
    async with serve_for_real(owner, database, production=production) as served:
        token = [await served.token()] if production else []
        results = await node.run("audits.mjs", f"http://{served.host}/graphql", *token)
    assert len(results) == AUDITS
    unmet = [result for result in results if result["status"] != "ok"]
    said = "\n".join("{id} {status}: {name}: {reason}, it is {answered}".format_map(result) for result in unmet)
    assert {(result["id"], result["status"], result["answered"]) for result in unmet} == REFUSED, said
