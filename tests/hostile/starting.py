"""A server that is started with what it should not hold."""

import asyncio
import sys
from collections.abc import Mapping, Sequence

from tests.api.command.conftest import KEYS, ROOT, free_port
from tests.hostile.attack import Tried
from tests.hostile.process import READY

SERVE = ("-m", "api.command", "serve")
Ways = Mapping[str, Mapping[str, str]]
WAYS: Ways = {
    "in production": {"CIRCLE_PRODUCTION": "yes"},
    "elsewhere, with several workers": {"CIRCLE_PRODUCTION": "no", "CIRCLE_WORKERS": "2"},
}


async def try_owners_password(url: str, owner_url: str, serve: Sequence[str] = SERVE, ways: Ways = WAYS) -> Tried:
    """The owner's password in its environment, which every process that answers strangers would have."""
    tried = Tried("serving with the owner's password")
    urls = {"CIRCLE_DATABASE_URL": url, "CIRCLE_OWNER_URL": owner_url}
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **KEYS, **urls}
    for name, settings in ways.items():
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *serve),
            env={**environment, **settings, "CIRCLE_PORT": free_port()},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout
        said = await process.stdout.readline()
        if said:
            process.terminate()
        told = b"".join([said, *await process.communicate()]).decode()
        answers = ["answers"] if said.startswith(READY) else []
        tried.add(name, answers + (["tells it"] if owner_url in told else []))
    return tried
