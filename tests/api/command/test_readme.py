"""The README, followed to the letter by a newcomer: its commands exist; and the page of settings has them all."""

import re
from collections import Counter
from typing import Any

import pytest

from api.settings import Settings
from tests.api.command.conftest import ROOT, run_circle

README = (ROOT / "README.md").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\| `circle (\w+(?: [\w-]+)?)", README, re.MULTILINE)
DEFAULTS = re.findall(r"^\| `(CIRCLE_\w+)` \| (?:`(.+?)`|-) \|", SETTINGS, re.MULTILINE)


class Asked(dict[str, str]):
    """An environment without any variable that remembers which it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  # as a dict has it
        self.names.add(name)
        return default


def block(language: str, beginning: str) -> str:
    """The one block of the language that begins so."""
    (found,) = (str(text) for kind, text in BLOCKS if kind == language and text.startswith(beginning))
    return found


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_two_commands_are_there(target: str) -> None:
    assert block("sh", f"make {target}") == f"make {target}\n"
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_commands_are_there() -> None:
    assert COMMANDS
    assert [command for command in COMMANDS if run_circle(*command.split(), "--help").returncode != 0] == []


def test_every_setting_is_there() -> None:
    environment = Asked()
    Settings.from_environment(environment)
    assert Counter(name for name, _ in DEFAULTS) == Counter(environment.names)


@pytest.mark.parametrize(("name", "default"), DEFAULTS)
def test_a_setting_has_the_default_shown(name: str, default: str) -> None:
    assert Settings.from_environment({name: default}) == Settings()
