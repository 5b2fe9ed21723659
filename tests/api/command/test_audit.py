"""`circle audit`: what it says, its exit codes, and that what it hands out is for nobody else's eyes."""

import json
from hashlib import sha256
from pathlib import Path

import asyncpg

from tests.api.command.conftest import Circle, run_circle
from tests.tenants.audit.entries import log

LAST_YEARS = "today() - interval '40 months'"


async def test_verifying_and_retaining(circle: Circle, owner: asyncpg.Connection) -> None:
    await log(owner, LAST_YEARS)
    await log(owner, "today()")
    assert circle("audit", "retain").stdout.endswith(": 5 entries dropped.\n")
    assert circle("audit", "retain").stdout == "No month is over for 36 months.\n"
    done = circle("audit", "verify")
    assert done.returncode == 0
    gone, kept, agrees = done.stdout.splitlines()
    assert ", gone by retention on " in gone
    assert ", gone" not in kept
    assert agrees == "The access log agrees with its chain and its seals."
    await owner.execute("delete from access_log_days where day < today()")
    done = circle("audit", "verify")
    assert (done.returncode, done.stderr.endswith(" does not have the days that were retired\n")) == (1, True)


async def test_exporting_a_year(circle: Circle, owner: asyncpg.Connection, tmp_path: Path) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await log(owner, "date '2024-06-01'")
    file = tmp_path / "2024.jsonl"
    done = circle("audit", "export", "--year", "2024", "--to", str(file), "--by", "李")
    assert (done.returncode, done.stderr) == (0, "")
    manifest = file.with_name("2024.jsonl.manifest.json")
    assert [one.stat().st_mode & 0o777 for one in (file, manifest)] == [0o600, 0o600]
    told = json.loads(manifest.read_text())
    assert (told["entries"], told["perMonth"], told["chainHolds"]) == (5, {"2024-06": 5}, True)
    assert told["sha256"] == sha256(file.read_bytes()).hexdigest()
    assert [json.loads(line)["userName"] for line in file.read_text().splitlines()] == ["user"] * 5
    assert await owner.fetchval("select user_name from access_log where kind = 'ACCESS_LOG'") == "李"

    again = circle("audit", "export", "--year", "2024", "--to", str(file))
    assert (again.returncode, "File exists" in again.stderr) == (1, True)
    assert told == json.loads(manifest.read_text())


def test_a_log_that_is_kept_too_short_is_refused_at_start() -> None:
    for command in (("serve",), ("audit", "retain")):
        done = run_circle(*command, CIRCLE_ACCESS_LOG_MONTHS="5")
        assert done.stderr == "circle: CIRCLE_ACCESS_LOG_MONTHS is a whole number from 6 to 1200, not 5\n"
