"""The locks hold every dependency with its hashes, agree with each other, and name no registry."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME, DEVELOPMENT = ROOT / "requirements.txt", ROOT / "requirements-development.txt"
NPM = [ROOT / folder / "package-lock.json" for folder in ("bench/peers/postgraphile", "tests/peers")]


def _locked(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in requirements}


def test_every_dependency_is_locked() -> None:
    assert _names(PROJECT["dependencies"]) <= set(_locked(RUNTIME))
    assert _names(PROJECT["optional-dependencies"]["development"]) <= set(_locked(DEVELOPMENT))


def test_what_builds_the_project_is_locked_for_it_is_built_without_a_registry() -> None:
    assert "setuptools" in _locked(RUNTIME)


def test_development_runs_what_is_run() -> None:
    assert _locked(RUNTIME).items() <= _locked(DEVELOPMENT).items()


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_a_lock_has_a_hash_for_each_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text()
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|index-url|find-links|trusted-host", text)


@pytest.mark.parametrize("lock", NPM, ids=lambda lock: lock.parent.name)
def test_a_lock_of_npm_does_so_too(lock: Path) -> None:
    packages = json.loads(lock.read_text())["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    assert not any("resolved" in package for package in packages.values())
