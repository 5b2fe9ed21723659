"""Programs of Debian that tests put before or beside ours; installed where that may be done."""

import os
import shutil
import subprocess

import pytest

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def installed(package: str) -> str:
    """Where the package's program is. Without it nothing is known of what it does to us, so CI has to have it."""
    found = shutil.which(package, path=PATH)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
            subprocess.run(["apt-get", "--quiet", *command], check=False, capture_output=True)  # noqa: S603, S607
        found = shutil.which(package, path=PATH)
    if found is None:
        missing = f"{package} is not installed: `apt-get install {package}`"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found
