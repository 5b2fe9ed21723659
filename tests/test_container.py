"""The image that deploy/Containerfile makes holds the whole program: what it copies, and what of that is installed."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text()
COPIES = [line.split()[1:-1] for line in CONTAINERFILE.splitlines() if line.startswith("COPY ")]
SOURCES = [source for sources in COPIES if not sources[0].startswith("--from") for source in sources]
# Fetched by `make wheels`.
FETCHED = "build/wheels"


def test_what_is_copied_is_let_into_the_build() -> None:
    let_in = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line.startswith("!")}
    assert let_in == {*SOURCES}
    assert [source for source in SOURCES if source != FETCHED and not (ROOT / source).exists()] == []


def test_what_is_installed_is_all_of_the_program(tmp_path: Path) -> None:
    program = [source for source in SOURCES if source != FETCHED]
    tracked = subprocess.run(  # noqa: S603
        ["git", "ls-files", *program],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    for name in tracked:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-index", "--no-deps", "--no-build-isolation", "."], cwd=tmp_path, check=True)  # noqa: S603
    (wheel,) = tmp_path.glob("*.whl")
    left_out = {name for name in tracked if "/" in name} - {*ZipFile(wheel).namelist()}
    # What the explorer is built from is no part of what is served.
    assert {name for name in left_out if not name.startswith("api/explorer/")} == set()
