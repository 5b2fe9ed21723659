"""The packages of npm, installed once."""

import pytest

from tests.peers import node


@pytest.fixture(scope="session", autouse=True)
def packages() -> None:
    node.install()
