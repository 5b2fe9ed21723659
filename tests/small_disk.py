"""A disk of so many bytes for a test: a file system in memory, of root's making or within a namespace of one's own."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """Its folder, as seen from here. Skips the test where nobody lets a disk be mounted."""
    with tempfile.TemporaryDirectory(prefix="circle-") as made:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", made]
        with _mounted_by_root(mount, made) if os.geteuid() == 0 else _mounted_within(mount, made) as folder:
            yield folder


@contextmanager
def _mounted_by_root(mount: list[str], made: str) -> Iterator[Path]:
    # Not in every container is root allowed to.
    done = subprocess.run(mount, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield Path(made)
    finally:
        subprocess.run(["umount", "--lazy", made], check=True)  # noqa: S603, S607


@contextmanager
def _mounted_within(mount: list[str], made: str) -> Iterator[Path]:
    """A process holds the namespace; by way of it the folder is reached from without."""
    holding = [*("unshare", "--user", "--map-root-user", "--mount"), "sh", "-c", '"$@" && echo mounted && cat', "sh"]
    with subprocess.Popen(  # noqa: S603
        [*holding, *mount], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        said = process.stdout.readline().strip()
        if said != "mounted":
            pytest.skip(f"no disk can be mounted here: {said}")
        try:
            yield Path(f"/proc/{process.pid}/root{made}")
        finally:
            process.stdin.close()
