"""The SQL that ends a transaction which may have written, so that what it answers is where it has to be."""

from tenants.access.actor import Actor

# A COMMIT waits for standbys only where something was written: it then waits for all that was written before as well.
MARKED = "select pg_logical_emit_message(true, 'circle', ''); commit"


def commit_of(actor: Actor | None, *, counted: bool, done_before: bool) -> str:
    """For replicas, the session's writes are counted; what another one did is not answered before it is safe."""
    if actor and counted:
        return actor.counted_commit
    return MARKED if done_before else "commit"
