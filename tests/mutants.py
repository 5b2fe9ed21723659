"""`make mutants`: the code changed in one place at a time, and which changes no test notices."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from api import embedded
from migrations.run import upgrade
from tests.conftest import RUNNING


def main() -> int:
    # Of another set of modules it would be taken for what it is not.
    shutil.rmtree("mutants", ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix="circle-") as folder,
        embedded.serving(Path(folder), durable=False) as addresses,
    ):
        asyncio.run(upgrade(addresses.owner_url, embedded.APPLICATION))
        running = {RUNNING: f"{addresses.owner_url} {addresses.application_url}"}
        command = [sys.executable, "-m", "mutmut", "run", "--max-children=1", *sys.argv[1:]]
        subprocess.run(command, env=os.environ | running, check=False)  # noqa: S603  # our own command
    return subprocess.run([sys.executable, "-m", "mutmut", "results"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
