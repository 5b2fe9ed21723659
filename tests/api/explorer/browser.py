"""A real browser that reaches our host and no other, and notes whatever a page asks for or complains of."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, Request, expect

from tests.api.sockets import PATIENCE_SECONDS, until

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No name but a number is an address, so that nothing is asked beyond this machine, by the browser itself either.
ALONE = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
# On a machine that does something else besides.
expect.set_options(timeout=PATIENCE_SECONDS * 1000)
VIOLATIONS = "addEventListener('securitypolicyviolation', (event) => noteViolation(event.violatedDirective))"


async def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium, else playwright's own, which is installed first; fails where there is none."""
    try:
        return await playwright.chromium.launch(executable_path=found(playwright), args=ALONE)
    except Error as error:
        pytest.fail(f"no browser: `playwright install --with-deps chromium` gets one. {error.message}")


def found(playwright: Playwright) -> str | None:
    """The path of the machine's, or None for playwright's own; installs one where there is neither."""
    own = Path(playwright.chromium.executable_path)
    return on_path() or (None if own.exists() else installed())


def on_path() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def installed() -> str | None:
    """The path of what was installed, or None for playwright's own."""
    root = os.geteuid() == 0
    playwright = [sys.executable, "-m", "playwright", "install", *(["--with-deps"] if root else []), "chromium"]
    if ran(playwright):
        return None
    if root and shutil.which("apt-get"):
        ran(["apt-get", "update", "--quiet"])
        ran(["apt-get", "install", "--quiet", "--yes", "chromium"])
    return on_path()


def ran(command: Sequence[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603  # our own


class Watched:
    """A page, what it asked of other hosts, and what it complained of."""

    def __init__(self, page: Page, host: str) -> None:
        self.page = page
        self.host = host
        self.asked: list[Request] = []
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.context.on("request", self.note_request)
        page.on("websocket", lambda socket: self.note_address(socket.url))
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.note_complaint(f"{error}"))

    def note_request(self, request: Request) -> None:
        self.asked.append(request)
        self.note_address(request.url)

    def note_address(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.netloc != self.host and parts.scheme not in {"data", "blob"}:
            self.elsewhere.append(address)

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.note_complaint(message.text)

    def note_complaint(self, said: str) -> None:
        self.complaints.append(said)

    async def complained(self, *said: str) -> None:
        """Waits for what a page complains of some time after it was done."""
        await until(lambda: {*said} <= {*self.complaints})

    def header(self, name: str) -> str | None:
        """Of the last request to the endpoint."""
        last = [request for request in self.asked if urlsplit(request.url).path == "/graphql"][-1]
        return last.headers.get(name)


@asynccontextmanager
async def watching(browser: Browser, host: str, locale: str = "en") -> AsyncIterator[Watched]:
    """A page of a browser that knows nothing yet."""
    context: BrowserContext = await browser.new_context(locale=locale, base_url=f"http://{host}")
    page = await context.new_page()
    watched = Watched(page, host)
    await page.expose_function("noteViolation", watched.note_complaint)
    await page.add_init_script(VIOLATIONS)
    try:
        yield watched
    finally:
        await context.close()
