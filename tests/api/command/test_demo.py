"""`circle demo`: from an empty folder to the headline table, again in seconds, and cleanly stopped."""

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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from api import embedded
from migrations.run import current_revision
from tests.api.command.conftest import ROOT, free_port, run_circle, running_demo
from tests.api.command.test_readme import block

pytestmark = pytest.mark.long

HEADLINES = {
    "caringMothers": 28184,
    "childrenPaired": 27081,
    "visits": 46800,
    "peopleServed": 425100,
    "fundsRaised": "67000000.00",
    "peopleSupported": 56000,
}


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Make a data folder whose demo ran once and was stopped by Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        with running_demo(Path(folder) / "data", stopped_by=signal.SIGINT):
            pass
        yield Path(folder) / "data"


def test_the_printed_request_gives_the_headline_table(data: Path) -> None:
    with running_demo(data, stopped_by=signal.SIGTERM) as said:
        command = next(line for line in said.splitlines() if line.startswith("curl"))
        answer = _request(command)
        token = run_circle("token", "330127.caseworker", CIRCLE_DATA=str(data)).stdout
        assert token.strip()
        assert token.count("\n") == 1
    tenant = answer["data"]["tenant"]
    assert tenant["name"] == "浙江省"
    assert {name: tenant["statistics"][name] for name in HEADLINES} == HEADLINES


def test_the_first_query_of_the_readme_gives_the_answer_shown(data: Path) -> None:
    with running_demo(data, stopped_by=signal.SIGINT) as said:
        address = re.search(r"http://127.0.0.1:\d+", said)
        assert address
        script = block("sh", "TOKEN=").replace("http://127.0.0.1:8000", address[0])
        script = script.replace(".venv/bin/circle", f"{shlex.quote(sys.executable)} -m api.command")
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "CIRCLE_DATA": str(data)}
        done = subprocess.run(["/bin/bash", "-c", script], env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert json.loads(done.stdout) == json.loads(block("json", "{"))


def test_the_data_is_kept_and_the_second_start_takes_seconds(data: Path) -> None:
    began = time.monotonic()
    with running_demo(data, stopped_by=signal.SIGTERM) as said:
        assert time.monotonic() - began < 30
        assert "Loading" not in said
        verified = run_circle("statistics", "verify", CIRCLE_DATA=str(data))
        assert (verified.returncode, verified.stderr) == (0, "")
    assert embedded.running(data) is None


def test_another_scale_on_the_same_data_is_one_line(data: Path) -> None:
    done = run_circle("demo", "--port", free_port(), "--scale", "3", CIRCLE_DATA=str(data))
    assert done.returncode == 1
    assert done.stderr == f"circle: the data in {data} is of --scale 1: use that, or another CIRCLE_DATA\n"
    assert embedded.running(data) is None


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
