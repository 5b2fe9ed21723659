"""Notes the statements that run prepared, which the driver's own query loggers do not hear of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import asyncpg
import pytest

from tenants.database.prepared import PreparedStatements


@contextmanager
def noting_prepared(note: Callable[[str, list[object]], None]) -> Iterator[None]:
    """Tells of each one's text and values, once it has run."""
    run = PreparedStatements.row

    async def noted(prepared: PreparedStatements, text: str, values: list[object]) -> asyncpg.Record | None:
        try:
            return await run(prepared, text, values)
        finally:
            note(text, values)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PreparedStatements, "row", noted)
        yield
