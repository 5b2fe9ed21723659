"""The explorer in a real browser that reaches our host alone: what it shows, and that it asks nobody else."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tenants.administration.operator import NewGrant, grant_role
from tests.api.explorer.browser import Watched, launch, watching
from tests.api.second_factor import enrolled
from tests.api.service import COUNTY_NAME, NAME, PASSWORDS_ALONE, code_of, settle
from tests.api.sockets import BOARD, Served, serve_for_real
from tests.api.watching import add_project
from tests.conftest import ScratchDatabase
from tests.planted import PASSWORD

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
# What any page may have kept, on this machine or for the next page.
KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length, (await caches.keys()).length]"""
INLINE = "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
LATER = "(passed) => { const now = Date.now; Date.now = () => now() + passed; }"
NOTHING = [0, 0, "", 0, 0]


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """As `make run` builds it."""
    target = "api/explorer/built/made"
    made = subprocess.run(["make", "--silent", target], cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603, S607  # our own
    assert made.returncode == 0, f"the explorer is not built, which needs npm: {made.stderr}"


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    await grant_role(owner, NAME, NewGrant("DIRECTOR", 330000000000))
    async with serve_for_real(owner, module_database, production=False, sign_in=PASSWORDS_ALONE) as made:
        yield made
    await owner.close()


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await launch(playwright)
        yield started
        await started.close()


@pytest.fixture
async def watched(browser: Browser, served: Served) -> AsyncIterator[Watched]:
    """The page, signed in; whatever a test does there, nobody else is asked, nothing is complained of or kept."""
    async with watching(browser, served.host) as opened:
        await opened.page.goto("/explorer")
        await sign_in(opened.page)
        yield opened
        assert await opened.page.evaluate(KEPT) == NOTHING
        assert (opened.elsewhere, opened.complaints) == ([], [])


async def sign_in(page: Page, password: str = PASSWORD, button: str = "Sign in", name: str = NAME) -> None:
    await page.locator("[name=name]").fill(name)
    await page.locator("[name=password]").fill(password)
    await page.get_by_role("button", name=button).click()


async def run(page: Page, operation: str) -> None:
    """Until it is asked."""
    async with page.expect_request("**/graphql"):
        await start(page, operation)


async def start(page: Page, operation: str) -> None:
    await page.locator(".graphiql-query-editor .view-lines").click()
    await page.keyboard.press("Control+A")
    await page.keyboard.insert_text(operation)
    # The editor closes a bracket by itself.
    await page.keyboard.press("Delete")
    await page.locator(".graphiql-execute-button").click()


async def test_a_query_is_answered(watched: Watched) -> None:
    await run(watched.page, COUNTY_NAME)
    await expect(watched.page.locator(".graphiql-response")).to_contain_text("淳安县")


async def test_each_language_of_the_editor_has_its_worker(browser: Browser, served: Served) -> None:
    async with watching(browser, served.host) as watched, AsyncExitStack() as asked:
        for worker in ("editor", "graphql", "json"):
            await asked.enter_async_context(watched.page.expect_request(f"**/{worker}.worker-*.js"))
        await watched.page.goto("/explorer")
        await sign_in(watched.page)
        await run(watched.page, COUNTY_NAME)


async def test_the_docs_show_a_type(watched: Watched) -> None:
    await watched.page.get_by_label("Show Documentation Explorer").click()
    panel = watched.page.locator(".graphiql-plugin")
    await panel.get_by_role("link", name="Tenant", exact=True).click()
    await expect(panel).to_contain_text("hiddenFields")


async def test_the_explorer_takes_a_field_out_and_in(watched: Watched) -> None:
    await watched.page.get_by_label("Show GraphiQL Explorer").click()
    field = watched.page.locator(".graphiql-explorer-field-view", has_text="level").last
    editor = watched.page.locator(".graphiql-query-editor .view-lines")
    await expect(editor).to_contain_text("level")
    await field.click()
    await expect(editor).not_to_contain_text("level")
    await field.click()
    await expect(editor).to_contain_text("level")


async def test_a_subscription_delivers(served: Served, watched: Watched) -> None:
    await start(watched.page, BOARD)
    response = watched.page.locator(".graphiql-response")
    for count in (0, 1, 2):
        await expect(response).to_contain_text(f'"projects": {count}')
        await add_project(served.owner)
    await watched.page.locator(".graphiql-execute-button").click()


async def test_it_acts_as_chosen(watched: Watched) -> None:
    await run(watched.page, COUNTY_NAME)
    chosen = watched.page.locator("header select")
    before = watched.header("x-acting-grant")
    await chosen.select_option(label="Director · 浙江省")
    await run(watched.page, "{ tenant { name } }")
    await expect(watched.page.locator(".graphiql-response")).to_contain_text("浙江省")
    assert watched.header("x-acting-grant") != before


async def test_signing_out_ends_the_session_and_leaves_nothing(served: Served, watched: Watched) -> None:
    await run(watched.page, COUNTY_NAME)
    await expect(watched.page.locator(".graphiql-response")).to_contain_text("淳安县")
    authorization = watched.header("authorization")
    assert authorization
    headers = {"authorization": authorization}
    assert (await served.post({"query": COUNTY_NAME}, headers)).json()["data"]
    async with watched.page.expect_response("**/graphql"):
        await watched.page.get_by_role("button", name="Sign out").click()
    await expect(watched.page.locator(".sign-in")).to_be_visible()
    await expect(watched.page.locator(".graphiql-container")).to_have_count(0)
    assert code_of(await served.post({"query": COUNTY_NAME}, headers)) == "UNAUTHENTICATED"


async def test_a_reload_signs_out(watched: Watched) -> None:
    await watched.page.reload()
    await expect(watched.page.locator(".sign-in")).to_be_visible()


async def test_a_token_is_refreshed_before_it_ends(watched: Watched) -> None:
    """By the clock of the page."""
    response = watched.page.locator(".graphiql-response")
    tokens = []
    for minutes, field in ((0, "name"), (11, "level"), (2, "code")):
        await watched.page.evaluate(LATER, minutes * 60_000)
        await run(watched.page, COUNTY_NAME.replace("name", field))
        await expect(response).to_contain_text(f'"{field}"')
        tokens.append(watched.header("authorization"))
    assert PASSWORDS_ALONE.access == timedelta(minutes=15)
    assert tokens[0] == tokens[1] != tokens[2]


@pytest.mark.parametrize(("locale", "button", "said"), [("zh-CN", "登录", "不正确"), ("en", "Sign in", "is wrong")])
async def test_who_is_refused_is_told_in_her_language(
    browser: Browser, served: Served, locale: str, button: str, said: str
) -> None:
    async with watching(browser, served.host, locale) as watched:
        await watched.page.goto("/explorer")
        await sign_in(watched.page, "not hers", button)
        await expect(watched.page.get_by_role("alert")).to_contain_text(said)
        assert (watched.elsewhere, watched.complaints) == ([], [])


async def enter(page: Page, code: str) -> None:
    await page.locator("[name=code]").fill(code)
    await page.get_by_role("button", name="Sign in").click()


async def test_a_second_factor_is_asked_for(browser: Browser, served: Served) -> None:
    holder = await enrolled(served)
    async with watching(browser, served.host) as watched:
        page = watched.page
        await page.goto("/explorer")
        await sign_in(page, name=holder.name)
        await enter(page, "000000")
        await expect(page.locator("[role=alert]")).not_to_be_empty()
        await enter(page, await holder.shown())
        await expect(page.locator("header")).to_contain_text(holder.name)
        await expect(page.get_by_role("status")).to_contain_text("wrong code")
        await page.get_by_role("button", name="Dismiss").click()
        await expect(page.get_by_role("status")).to_have_count(0)
        assert (watched.elsewhere, watched.complaints) == ([], [])


async def test_whatever_came_from_elsewhere_would_be_stopped_and_seen(browser: Browser, served: Served) -> None:
    """The other tests can fail: the policy holds in this browser, and what it refuses is noted."""
    async with watching(browser, served.host) as watched:
        await watched.page.goto("/explorer")
        await watched.page.evaluate("fetch('http://elsewhere.example/').catch(() => {})")
        await watched.page.evaluate("import('http://elsewhere.example/').catch(() => {})")
        await watched.page.evaluate(INLINE)
        await watched.complained("connect-src", "script-src-elem")
