"""Secrets planted in the tests' records, searched for in all that comes out of the whole run: they are of nobody.

A test fails when one of them is in what it logged (at any level) or printed, or in what `search` was given besides.
"""

import re
from collections.abc import Generator

import pytest

CHILD = {
    "identityNumber": "330127201505057612",
    "phone": "15487651234",
    "address": "暗号村八十八号",
    "health": "暗号病",
}
MOTHER = {"identityNumber": "330127198808082466", "phone": "15487651235", "address": "暗号镇七十七号"}
PASSWORD = "correct horse battery"  # noqa: S105  # of nobody
SECRETS = frozenset({*CHILD.values(), *MOTHER.values()})
# As tests/world.py plants them.
NUMBERED = re.compile(r"(?:identity_number|phone|address|health)<\d+>")

_tokens: set[str] = set()
_found: list[str] = []


def plant(token: str) -> str:
    """A token that has just been given out: from now on it is searched for, too."""
    _tokens.add(token)
    return token


def search(where: str, text: str) -> None:
    """Looks for what was planted; what is found fails the test that runs now."""
    numbered = NUMBERED.search(text)
    found = {secret for secret in {*SECRETS, *_tokens, PASSWORD} if secret in text}
    if found or numbered:
        _found.append(f"{where}: {found or numbered}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    for name, text in report.sections:
        search(name, text)
    if _found and not report.failed:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} let out what was planted: {'; '.join(_found)}"
    _found.clear()
    return report
