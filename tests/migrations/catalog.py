"""A database's catalog as pg_dump tells it: tables, functions, triggers, policies, views, privileges, owners."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from api.postgres import run

OBJECT = re.compile(r"^--\n-- Name: (.+)\n--\n", re.MULTILINE)
# Of the month in which they were made.
PARTITION = re.compile(r"\baccess_log_\d{4}_\d\d")
# Since PostgreSQL 18 they have names, which `like` copies and a dump of an older one does not tell.
NOT_NULL = re.compile(r" CONSTRAINT \w+_not_null\d*")


def catalog_of(url: str) -> dict[str, str]:
    """Give each object of the database with the statements that make it."""
    folder = Path(parse_qs(urlsplit(url).query)["host"][0])
    told = OBJECT.split(run(folder, "pg_dump", "--schema-only", url))[1:]
    made: dict[str, str] = {}
    for name, statements in zip(told[::2], told[1::2], strict=True):
        if not PARTITION.search(name):
            lines = [line for line in statements.splitlines() if not line.startswith(("\\", "-- Completed"))]
            made[name] = made.get(name, "") + NOT_NULL.sub("", "\n".join(lines)).strip()
    return made
