"""What is planted comes out nowhere: that the search over the whole run can fail, and the ways that need a push."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEAKS = {
    "a log": 'logging.getLogger("circle.any").debug("of %s", CHILD["phone"])',
    "a child logger's error": 'logging.getLogger("asyncpg").error("failed", exc_info=ValueError(CHILD["address"]))',
    "stdout": 'print(CHILD["identityNumber"])',
    "stderr": 'os.write(2, MOTHER["address"].encode())',
    "a program": "subprocess.run(['echo', CHILD['health']], check=True)",
    "a password": "logging.info(PASSWORD)",
    "an error's text": 'planted.search("an error", repr({"message": MOTHER["phone"]}))',
    "the tests' world": 'print("phone<12>")',
    "an authenticator's secret": 'logging.debug(uri_of(planted.plant(make_secret()), "somebody"))',
    "a token": 'print(planted.plant("a-token-just-made"))',
}
CLEAN = 'print(CHILD["phone"][:-1]); logging.getLogger("circle").error("children.phone of 018f: not opened")'
IMPORTS = """import logging, os, subprocess
from tenants.accounts.totp import make_secret, uri_of
from tests import planted
from tests.planted import CHILD, MOTHER, PASSWORD"""


def run(folder: Path, statements: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a test of each statement, in a run of their own, which warns of nothing else."""
    tests = "\n".join(f"def test_{number}():\n    {statement}" for number, statement in enumerate(statements))
    (folder / "conftest.py").write_text("from tests.planted import pytest_runtest_makereport")
    (folder / "test_some.py").write_text(f"{IMPORTS}\n{tests}\n")
    arguments = [
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        "--log-level=DEBUG",
        "-rf",
        str(folder),
    ]
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def leaking(tmp_path_factory: pytest.TempPathFactory) -> str:
    return run(tmp_path_factory.mktemp("leaking"), list(LEAKS.values())).stdout


@pytest.mark.parametrize("number", range(len(LEAKS)), ids=list(LEAKS))
def test_a_leak_fails_the_test_it_is_in(leaking: str, number: int) -> None:
    assert f"test_some.py::test_{number} let out what was planted" in leaking


def test_what_leaks_nothing_passes(tmp_path: Path) -> None:
    done = run(tmp_path, [CLEAN])
    assert done.returncode == 0, done.stdout
