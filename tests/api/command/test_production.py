"""README's production steps as they are written, from an empty server to its caseworker's first answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

import asyncpg
import httpx
import pytest
from pyotp import TOTP

from tests.api.command.conftest import ROOT, free_port
from tests.api.command.test_readme import block
from tests.api.second_factor import CONFIRM, SIGN_IN, START
from tests.api.service import COUNTY_NAME
from tests.api.sockets import PATIENCE_SECONDS
from tests.bare import bare_server

PASSWORD = "长而难猜的密码，只此一处"  # noqa: S105  # of a user of this test
DIVISIONS = "code,name\n33,浙江省\n3301,杭州市\n330127,淳安县\n"


def ask(address: str, query: str, token: str | None = None, **variables: str) -> dict[str, object]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(
        address, json={"query": query, "variables": variables}, headers=headers, timeout=PATIENCE_SECONDS
    )
    found: dict[str, object] = answer.json()
    assert "errors" not in found, found
    data = found["data"]
    assert isinstance(data, dict)
    return dict(next(iter(data.values())))


async def prepare(superuser: str) -> None:
    connection = await asyncpg.connect(superuser)
    for statement in filter(str.strip, block("sql", "create role").split(";")):
        await connection.execute(statement)
    await connection.close()


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    """The command by its name, as a shell finds it where it is installed."""
    command = tmp_path / "bin" / "circle"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m api.command "$@"\n')
    command.chmod(0o755)
    (tmp_path / "zhejiang.csv").write_text(DIVISIONS)
    return command


async def test_the_steps_lead_to_the_first_answer(circle: Path, tmp_path: Path) -> None:
    port = free_port()
    with bare_server() as superuser:
        await prepare(superuser)
        place = superuser.partition("?")[2]
        steps = block("sh", "export CIRCLE_OWNER_URL").replace("@host/circle", f"@/circle?{place}")
        # A password is asked for on a terminal.
        steps = steps.replace("users add wang.li", f"users add wang.li --password '{PASSWORD}'")
        steps = steps.replace("circle serve", "exec circle serve")
        process = subprocess.Popen(  # noqa: ASYNC220, S603
            ["/bin/bash", "-e", "-c", steps],
            cwd=tmp_path,
            env={"PATH": f"{circle.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "CIRCLE_PORT": port},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said = ""
            assert process.stdout
            for line in process.stdout:
                said += line
                if "answers at" in line:
                    break
            code = re.search(r"^([A-Z0-9-]{14,})$", said, re.MULTILINE)
            assert code, said
            address = f"http://127.0.0.1:{port}/graphql"
            token = str(ask(address, SIGN_IN, name="wang.li", password=PASSWORD)["accessToken"])
            started = ask(address, START, token, password=PASSWORD, code=code[1])
            assert started["userErrors"] == []
            confirmed = ask(address, CONFIRM, token, code=TOTP(str(started["secret"])).now())
            assert confirmed["userErrors"] == []
            assert ask(address, COUNTY_NAME, token) == {"name": "淳安县"}
        finally:
            process.terminate()
            process.communicate()
