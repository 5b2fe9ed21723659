"""Reads variables of an environment one by one: a number, a duration, a URL; or an error that names the variable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

from tenants.database.servers import Servers

E = TypeVar("E", bound=StrEnum)

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?")
ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?/[A-Za-z0-9._~/-]*")
YES_OR_NO = {"yes": True, "no": False}
# A variable that holds a duration ends in its unit.
UNITS = {"SECONDS": timedelta(seconds=1), "MINUTES": timedelta(minutes=1), "DAYS": timedelta(days=1)}
LEAST, MOST = 1, 100_000
# How alike a name is to that of a setting, from 0 to 1, for which it was meant.
ALIKE = 0.7


class SettingsError(Exception):
    """A variable with a value that means nothing; the message is one line that names it."""


@dataclass(frozen=True, slots=True)
class Variables:
    """Texts by the names of their variables; an empty one is unset. Each method raises SettingsError."""

    given: Mapping[str, str] = field(repr=False)
    asked: set[str] = field(default_factory=set)

    def text(self, name: str) -> str | None:
        self.asked.add(name)
        return self.given.get(name) or None

    def refuse_mistyped(self, prefix: str) -> None:
        """Of those with the prefix that nobody asked for: a setting is not to be without effect for a letter.

        Whatever is like none of ours may be another program's.
        """
        settings = [name.removeprefix(prefix) for name in self.asked]
        for name in sorted(self.given):
            if name.startswith(prefix) and name not in self.asked:
                for meant in get_close_matches(name.removeprefix(prefix), settings, 1, ALIKE):
                    raise SettingsError(f"{name} is no setting: {prefix}{meant} is")

    def whole_number(self, name: str, default: int, least: int = LEAST, most: int = MOST) -> int:
        text = self.text(name) or str(default)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise SettingsError(f"{name} is a whole number from {least} to {most}, not {text:.20}")
        return int(text)

    def duration(self, name: str, default: timedelta) -> timedelta:
        unit = UNITS[name.rpartition("_")[2]]
        return self.whole_number(name, default // unit) * unit

    def yes_or_no(self, name: str) -> bool | None:
        text = self.text(name)
        if text is None:
            return None
        if text not in YES_OR_NO:
            raise SettingsError(f"{name} is yes or no, not {text:.20}")
        return YES_OR_NO[text]

    def path(self, name: str) -> Path | None:
        text = self.text(name)
        return Path(text) if text else None

    def one_of(self, name: str, values: type[E]) -> E | None:
        text = self.text(name)
        try:
            return values(text) if text else None
        except ValueError:
            raise SettingsError(f"{name} is one of {', '.join(values)}") from None

    def words(self, name: str) -> frozenset[str]:
        """What stands between commas."""
        return frozenset(filter(None, map(str.strip, (self.text(name) or "").split(","))))

    def origins(self, name: str) -> frozenset[str]:
        """Origins as browsers send them: scheme, host and port, and nothing that stands for many."""
        origins = self.words(name)
        for origin in origins:
            if not ORIGIN.fullmatch(origin):
                raise SettingsError(
                    f"{name} are origins such as https://front.example, comma-separated, not {origin:.50}"
                )
        return origins

    def networks(self, name: str) -> tuple[str, ...]:
        """Addresses and networks, each as a network, in order."""
        try:
            return tuple(sorted(str(ip_network(text)) for text in self.words(name)))
        except ValueError as error:
            raise SettingsError(f"{name} is a list such as 10.0.0.7,10.1.0.0/16: {error}") from None

    def address(self, name: str) -> str | None:
        """Where something is told over HTTP; an error does not repeat it, for it may hold a password."""
        text = self.text(name)
        if text is not None and not ADDRESS.fullmatch(text):
            raise SettingsError(f"{name} is an address such as http://127.0.0.1:4318/v1/traces, with no user in it")
        return text

    def url(self, name: str) -> str | None:
        """A database's URL, checked without connecting; an error does not repeat it, for it may hold a password."""
        url = self.text(name)
        if url is None:
            return None
        self._servers(name, url, ", or .../@one:5432,two:5432/...")
        return url

    def urls(self, name: str) -> tuple[str, ...]:
        """Some, with blanks between: commas are between the hosts of one, and here each is of one server."""
        urls = tuple((self.text(name) or "").split())
        if any(len(self._servers(name, url, " of one server").places) > 1 for url in urls):
            raise SettingsError(f"{name} are URLs of one server each, with blanks between")
        return urls

    def _servers(self, name: str, url: str, more: str) -> Servers:
        try:
            return Servers.read(url)
        except ValueError:
            raise SettingsError(
                f"{name} is a URL such as postgresql://user:password@host:5432/database{more}"
            ) from None
