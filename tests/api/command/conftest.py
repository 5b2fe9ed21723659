"""The command as a shell runs it: a process of its own, with nothing in its environment but what a test gives."""

import re
import secrets
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests import planted
from tests.api.command import forked
from tests.conftest import ScratchDatabase

# Made for these tests alone, as `openssl rand -base64 32` would.
KEYS = {
    "CIRCLE_KEYS": f"tests:{b64encode(b'the key that seals in the tests.').decode()}",
    "CIRCLE_SEARCH_KEY": b64encode(b"the key that finds in the tests.").decode(),
}
Circle = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]


def run_circle(*arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command from an empty environment; `given` is what it reads."""
    done = forked.run(arguments, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment}, given)
    planted.search("a command's output", done.stdout + done.stderr)
    return done


@pytest.fixture
def circle(database: ScratchDatabase) -> Circle:
    """Give the command, set to the test's database."""

    def run(*arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        urls = {"CIRCLE_DATABASE_URL": database.application_url}
        if arguments[0] != "serve":
            urls["CIRCLE_OWNER_URL"] = database.owner_url
        return run_circle(*arguments, given=given, **urls, **KEYS, **more)

    return run


# Whoever verifies the figures beside it keeps duties, too; the demo waits for them, and says so.
HELD_UP = re.compile(r"WARNING .* circle\.load: process \d+ of the database \(circle_owner\) holds a lock")


@contextmanager
def running_demo(data: Path, *, stopped_by: signal.Signals, until: str = "Ctrl-C") -> Iterator[str]:
    """Run the demo, give what it said until a line, which is that it is ready, and see it stop without an error.

    A demo stopped while it loads may say one step more before the signal reaches it, and no other word.
    """
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "api.command", "demo", "--port", free_port()],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "CIRCLE_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith(until):
            break
    try:
        yield said
    finally:
        process.send_signal(stopped_by)
        rest = process.communicate(timeout=60)[0]
        planted.search("the demo's output", said + rest)
    *more, last = rest.strip().splitlines()
    assert (process.returncode, last) == (0, "Stopped."), said + rest
    more = [line for line in more if not HELD_UP.match(line)]
    assert not more or (until != "Ctrl-C" and all(line.startswith("loading ") for line in more)), said + rest


def free_port() -> str:
    """Of those below the ones that the system gives out by itself: nobody is given it before it is listened at."""
    while True:
        port = secrets.choice(range(20_000, 32_000))
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return str(port)
