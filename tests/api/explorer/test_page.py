"""Where the explorer is served, under which headers, and what is said where it is not built."""

from pathlib import Path

import asyncpg
import pytest

from api.explorer import page
from api.explorer.page import POLICY
from api.settings import Settings
from tests.api.service import Service, serve
from tests.api.test_security_headers import TOLD
from tests.conftest import ScratchDatabase

WORKERS = ("editor", "graphql", "json")
BUILT = ("explorer-A1.js", "explorer-B2.css", *(f"{worker}.worker-C3.js" for worker in WORKERS))
PATHS = ("/explorer", *(f"/explorer/built/{name}" for name in BUILT))
SCRIPT = "a script"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to put what is served into."""
    monkeypatch.setattr(page, "BUILT", tmp_path)
    return tmp_path


def fill(built: Path) -> None:
    for path in PATHS[1:]:
        (built / Path(path).name).write_text(SCRIPT)


@pytest.mark.parametrize(
    ("production", "trusted_only", "explorer", "served"),
    [
        (True, False, None, False),
        (False, False, None, True),
        (False, True, None, False),
        (True, False, True, True),
        (False, False, False, False),
    ],
)
def test_where_it_is_served(production: bool, trusted_only: bool, explorer: bool | None, served: bool) -> None:  # noqa: FBT001
    documents = Path("documents.json") if trusted_only else None
    settings = Settings(production=production, documents=documents, trusted_only=trusted_only, explorer=explorer)
    assert settings.open_explorer is served


async def test_there_is_nothing_in_production(service: Service, built: Path) -> None:
    fill(built)
    for path in (*PATHS, "/explorer/"):
        assert (await service.client.get(path)).status_code == 404


async def test_its_headers_are_its_own(owner: asyncpg.Connection, database: ScratchDatabase, built: Path) -> None:
    fill(built)
    async with serve(owner, database.application_url, explorer=True) as service:
        for language in ("en", "zh"):
            answer = await service.client.get("/explorer", headers={"accept-language": language})
            assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert answer.headers["vary"] == "Accept-Language"
            assert f'lang="{language}"' in answer.text
            assert 'data-access-seconds="900"' in answer.text
            assert [path for path in PATHS[1:] if f'"{path}"' not in answer.text] == []
            told = {name: answer.headers.get_list(name) for name in TOLD}
            assert told == {name: [text] for name, text in {**TOLD, "content-security-policy": POLICY}.items()}
        script = await service.client.get(PATHS[1])
        assert (script.status_code, script.text) == (200, SCRIPT)
        for path in ("/health/live", "/explorer/built/none.js"):
            answer = await service.client.get(path)
            assert {name: answer.headers[name] for name in TOLD} == TOLD
        kept = {**TOLD, "cache-control": "public, max-age=31536000, immutable"}
        assert {name: script.headers[name] for name in kept} == kept
        for path in (
            "/explorer/built/../page.py",
            "/explorer/built/%2e%2e/page.py",
            "/explorer/built/",
            "/explorer/page.py",
        ):
            assert (await service.client.get(f"/explorer/{path}")).status_code == 404


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    allowed = {name: sources.split() for name, _, sources in (one.strip().partition(" ") for one in POLICY.split(";"))}
    assert allowed.pop("style-src") == ["'self'", "'unsafe-inline'"]
    assert {source for sources in allowed.values() for source in sources} == {"'none'", "'self'", "data:"}
    assert allowed["default-src"] == ["'none'"]
    assert allowed["script-src"] == ["'self'"]


@pytest.mark.parametrize("lacking", ["a part", "all"])
async def test_where_it_is_not_built_it_says_how(
    owner: asyncpg.Connection, database: ScratchDatabase, built: Path, lacking: str
) -> None:
    if lacking == "a part":
        fill(built)
        (built / BUILT[-1]).unlink()
    async with serve(owner, database.application_url, explorer=True) as service:
        for language, said in (("en", "is not built yet"), ("zh", "尚未构建")):
            answer = await service.client.get("/explorer", headers={"accept-language": language})
            assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
            assert "make explorer" in answer.text
            assert said in answer.text


async def test_its_parts_are_compressed(owner: asyncpg.Connection, database: ScratchDatabase, built: Path) -> None:
    fill(built)
    (built / "large.js").write_text(SCRIPT * 1000)
    async with serve(owner, database.application_url, explorer=True) as service:
        for encoding in ("gzip", "br", "zstd"):
            answer = await service.client.get("/explorer/built/large.js", headers={"accept-encoding": encoding})
            assert (answer.headers["content-encoding"], answer.text) == (encoding, SCRIPT * 1000)
