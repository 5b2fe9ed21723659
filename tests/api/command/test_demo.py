"""`circle demo`: from an empty folder to all that the demo holds, again in seconds, and cleanly stopped."""

import asyncio
import json
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from api import embedded
from migrations.run import current_revision
from tenants.cadence.keeping import work_off
from tenants.records.checklist_item.defaults import default_items
from tests.api.command.conftest import ROOT, free_port, run_circle, running_demo
from tests.api.command.test_readme import block
from tests.tenants.demo.expected import (
    ALLIANCES,
    CALLS_BY_MONTH,
    COMPLIANCE,
    EVERY_CASE,
    HEADLINE,
    LEDGER,
    NOT_KEPT,
    PROGRAMMES,
    PROJECTS,
    RECOUNT,
    ROLLED_UP,
    STOCKS,
)
from tests.tenants.statistics.balances import unbalanced

pytestmark = pytest.mark.long

HEADLINES = {
    "caringMothers": 28184,
    "childrenPaired": 27081,
    "visits": 46800,
    "peopleServed": 425100,
    "fundsRaised": "67000000.00",
    "peopleSupported": 56000,
}


@dataclass(frozen=True)
class Demo:
    """The demo started on data that it had loaded before: what it said, after how long, and its database."""

    said: str
    seconds: float
    data: Path


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Make a data folder whose demo ran once and was stopped by Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        with running_demo(Path(folder) / "data", stopped_by=signal.SIGINT) as said:
            assert "rolling up the statistics" in said
        yield Path(folder) / "data"


@pytest.fixture(scope="module")
def demo(data: Path) -> Iterator[Demo]:
    """Start it again, for the tests from the first that asks for it on."""
    began = time.monotonic()
    with running_demo(data, stopped_by=signal.SIGTERM) as said:
        yield Demo(said, time.monotonic() - began, data)
    assert embedded.running(data) is None


@pytest.fixture(scope="module")
async def owner(demo: Demo) -> AsyncIterator[asyncpg.Connection]:
    addresses = embedded.running(demo.data)
    assert addresses
    connection = await asyncpg.connect(addresses.owner_url)
    yield connection
    await connection.close()


def test_another_scale_on_the_same_data_is_one_line(data: Path) -> None:
    done = run_circle("demo", "--port", free_port(), "--scale", "3", CIRCLE_DATA=str(data))
    assert done.returncode == 1
    assert done.stderr == f"circle: the data in {data} is of --scale 1: use that, or another CIRCLE_DATA\n"
    assert embedded.running(data) is None


def test_the_data_is_kept_and_the_second_start_takes_seconds(demo: Demo) -> None:
    assert demo.seconds < 30
    assert "Loading" not in demo.said


def test_the_printed_request_gives_the_headline_table(demo: Demo) -> None:
    command = next(line for line in demo.said.splitlines() if line.startswith("curl"))
    answer = _request(command)
    token = run_circle("token", "330127.caseworker", CIRCLE_DATA=str(demo.data)).stdout
    assert token.strip()
    assert token.count("\n") == 1
    tenant = answer["data"]["tenant"]
    assert tenant["name"] == "浙江省"
    assert {name: tenant["statistics"][name] for name in HEADLINES} == HEADLINES


def test_the_first_query_of_the_readme_gives_the_answer_shown(demo: Demo) -> None:
    address = re.search(r"http://127.0.0.1:\d+", demo.said)
    assert address
    script = block("sh", "TOKEN=").replace("http://127.0.0.1:8000", address[0])
    script = script.replace(".venv/bin/circle", f"{shlex.quote(sys.executable)} -m api.command")
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "CIRCLE_DATA": str(demo.data)}
    done = subprocess.run(["/bin/bash", "-c", script], env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert json.loads(done.stdout) == json.loads(block("json", '{"data"'))


def test_the_public_figures_of_the_readme_are_those_shown(demo: Demo) -> None:
    address = re.search(r"http://127.0.0.1:\d+", demo.said)
    assert address
    asked = block("sh", "curl -s http://127.0.0.1:8000/public").split()[-1].replace("http://127.0.0.1:8000", address[0])
    assert httpx.get(asked, trust_env=False).json() == json.loads(block("json", '{"tenant"'))


def test_every_figure_of_every_tenant_agrees_with_its_records(demo: Demo) -> None:
    verified = run_circle("statistics", "verify", CIRCLE_DATA=str(demo.data))
    assert (verified.returncode, verified.stderr) == (0, "")


async def test_every_file_keeps_what_follows_from_its_records(owner: asyncpg.Connection) -> None:
    assert {name: await owner.fetchval(query) for name, query in NOT_KEPT.items()} == dict.fromkeys(NOT_KEPT, 0)


async def test_what_the_checklists_ask_for_is_done_as_in_real_life(owner: asyncpg.Connection) -> None:
    """Of every item between 70 and 95 % of what was due; not everywhere, and not always, the same."""
    await work_off(owner)
    rates = await owner.fetch(COMPLIANCE)
    province = {row["code"]: row["rate"] for row in rates if row["level"] == "PROVINCE"}
    assert {item["code"] for item in default_items()} <= set(province)
    assert {code: rate for code, rate in province.items() if not 0.7 <= rate <= 0.95} == {}
    counties = [row["rate"] for row in rates if (row["code"], row["level"]) == ("CALL", "COUNTY")]
    months = [rate for (rate,) in await owner.fetch(CALLS_BY_MONTH)]
    assert (len(counties), len(months)) == (90, 24)
    assert all(max(various) - min(various) > 0.03 for various in (counties, months))


async def test_the_headline_by_recount(owner: asyncpg.Connection) -> None:
    assert {figure: await owner.fetchval(query.format(of="true")) for figure, query in RECOUNT.items()} == HEADLINE


async def test_the_headline_by_the_triggers(owner: asyncpg.Connection) -> None:
    rolled_up = dict(await owner.fetch(ROLLED_UP, [330000000000], STOCKS))
    assert {figure: rolled_up[figure] for figure in HEADLINE} == HEADLINE
    assert 1.05 < rolled_up["children"] / rolled_up["children_paired"] < 1.1


async def test_taizhous_fund(owner: asyncpg.Connection) -> None:
    query = RECOUNT["funds_raised"]
    fund = "project_id = (select id from projects where name like '%Mulan Mothers Charity Fund%')"
    assert await owner.fetchval(query.format(of=fund)) == 8_570_000
    assert dict(await owner.fetch(ROLLED_UP, [331000000000], STOCKS))["funds_raised"] == 8_570_000


async def test_the_ledger_balances(owner: asyncpg.Connection) -> None:
    rows = {table: await owner.fetch(f"select * from {table}") for table in LEDGER}
    assert unbalanced(rows) == {}
    fund = next(row for row in rows["funds"] if "木兰妈妈" in row["name"])
    assert (fund["tenant_code"], fund["balance"] > 0) == (331000000000, True)
    assert all(rows[table] for table in ("disbursements", "subsidies"))


async def test_cities_and_the_provinces_own_are_the_province(owner: asyncpg.Connection) -> None:
    cities = [code for (code,) in await owner.fetch("select code from tenants where level = 'CITY'")]
    province = dict(await owner.fetch(ROLLED_UP, [330000000000], STOCKS))
    below = dict(await owner.fetch(ROLLED_UP, cities, STOCKS))
    for figure, query in RECOUNT.items():
        own = await owner.fetchval(query.format(of="tenant_code = 330000000000")) or 0
        assert below[figure] + own == province[figure]
        assert (own > 0) == (figure not in ("children_paired", "visits"))


async def test_every_case_is_there(owner: asyncpg.Connection) -> None:
    missing = [case for case, query in EVERY_CASE.items() if not await owner.fetchval(f"select exists ({query})")]
    assert missing == []


async def test_the_articles_projects_stand_at_their_tenants(owner: asyncpg.Connection) -> None:
    for name, tenant in PROJECTS.items():
        assert await owner.fetchval("select tenant_code from projects where name like $1", f"%({name})") == tenant
    for table, named in (("programmes", PROGRAMMES), ("organizations", ALLIANCES)):
        for name, tenant in named.items():
            found = await owner.fetchval(f"select tenant_code from {table} where name like $1", f"%({name})")
            assert found == tenant
    warmth = await owner.fetch("select tenant_code from projects where name like '%Love Warms%' order by 1")
    assert [code for (code,) in warmth] == [330127000000, 330324000000]


async def test_hardly_a_record_is_written_twice(owner: asyncpg.Connection) -> None:
    """What follows from others is found as it is; a file that was handed over is another."""
    tables = ["children", "caring_mothers", "pairings", "visits", "categorizations", "assessments"]
    written = await owner.fetch(
        "select relname, n_tup_ins, n_tup_upd from pg_stat_user_tables where relname = any ($1)", tables
    )
    assert {name for name, inserted, updated in written if updated > inserted / 10} == set()


async def test_the_demos_users(owner: asyncpg.Connection) -> None:
    counts = await owner.fetch("""
        select g.role, t.level, count(*) from grants g join tenants t on t.code = g.tenant_code
        where g.caring_mother_id is null group by g.role, t.level order by g.role, t.level""")
    assert [tuple(row) for row in counts] == [
        ("ADMINISTRATOR", "PROVINCE", 1),
        ("ANALYST", "PROVINCE", 1),
        ("AUDITOR", "PROVINCE", 1),
        ("CASEWORKER", "COUNTY", 90),
        ("CASEWORKER", "VILLAGE", 100),
        ("DIRECTOR", "CITY", 11),
        ("DIRECTOR", "COUNTY", 90),
        ("DIRECTOR", "PROVINCE", 1),
        ("PARTNER", "COUNTY", 1),
        ("PROJECT_MANAGER", "PROVINCE", 1),
    ]
    misnamed = await owner.fetch("""
        select u.name from users u join grants g on g.user_id = u.id
        where g.caring_mother_id is null
          and rpad(split_part(u.name, '.', 1), 12, '0') || '.' || upper(split_part(u.name, '.', 2))
              <> g.tenant_code || '.' || g.role""")
    assert misnamed == []


async def test_the_demos_caring_mothers_and_caseworkers_have_children(owner: asyncpg.Connection) -> None:
    mothers = await owner.fetchval("""
        select array_agg(u.name order by length(u.name), u.name) from users u
        join grants g on g.user_id = u.id join caring_mothers m on m.id = g.caring_mother_id
        where g.role = 'CARING_MOTHER' and g.tenant_code = m.tenant_code
          and exists (select from pairings p where p.caring_mother_id = m.id and p.until_on is null)""")
    assert mothers == [f"mother.{number}" for number in range(1, 21)]
    idle = await owner.fetch("""
        select g.tenant_code from grants g join tenants t on t.code = g.tenant_code
        where g.role = 'CASEWORKER' and not exists (
            select from children c where c.tenant_code >= t.code and c.tenant_code < t.code_end)""")
    assert idle == []


def test_data_of_no_released_version_is_kept_aside() -> None:
    """The folder that a version before the first release left."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        data = Path(folder) / "data"
        with embedded.serving(data, durable=False) as addresses:
            asyncio.run(_make_unreleased(addresses.owner_url))
        with running_demo(data, stopped_by=signal.SIGTERM, until="Loading the province") as said:
            assert f"The data in {data} is of a version that was never released: kept in {data}-20" in said
        (kept,) = Path(folder).glob("data-20??-??-??")
        with embedded.serving(kept, durable=False) as addresses:
            assert asyncio.run(current_revision(addresses.owner_url)) == "0027"


async def _make_unreleased(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    await connection.execute("create table alembic_version as select '0027' as version_num")
    await connection.close()


def test_a_port_in_use_is_one_line_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_circle("demo", "--port", port, CIRCLE_DATA=str(tmp_path / "data"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"circle: 127.0.0.1 port {port} cannot be served on: Address already in use\n"
    assert not (tmp_path / "data").exists()


def test_the_demo_leaves_a_database_of_ones_own_alone(tmp_path: Path) -> None:
    done = run_circle("demo", CIRCLE_DATA=str(tmp_path), CIRCLE_DATABASE_URL="postgresql://circle@db/circle")
    assert done.returncode == 1
    assert done.stderr.startswith("circle: the demo brings its own database: ")


def _request(curl: str) -> Any:  # noqa: ANN401 - any JSON
    """Send what the printed curl line sends."""
    _, _, address, _, authorization, _, content_type, _, body = shlex.split(curl)
    headers = dict(header.split(": ") for header in (authorization, content_type))
    return httpx.post(address, headers=headers, content=body, timeout=30).json()
