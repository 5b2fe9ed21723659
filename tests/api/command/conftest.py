"""The command as a shell runs it: a process of its own, with nothing in its environment but what a test gives."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ScratchDatabase

Circle = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]


def run_circle(*arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command from an empty environment; `given` is what it reads."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "api.command", *arguments],
        input=given,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def circle(database: ScratchDatabase) -> Circle:
    """Give the command, set to the test's database."""

    def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        urls = {"CIRCLE_OWNER_URL": database.owner_url, "CIRCLE_DATABASE_URL": database.application_url}
        return run_circle(*arguments, given=given, **urls)

    return run
