"""A command that needs no schema does not build one."""

import subprocess
import sys


def test_only_who_serves_builds_the_schema() -> None:
    asked = "import sys, api.command; sys.exit('schema.build' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0  # noqa: S603  # ours
