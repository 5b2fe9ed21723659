"""The explorer's page and its parts, under headers of their own; where they are not built, how to get them."""

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.compression import compressed
from api.negotiation import answer_language
from api.settings import Settings
from schema.caller import Language

FOLDER = Path(__file__).parent
BUILT = FOLDER / "built"
PAGE = Template((FOLDER / "page.html").read_text("utf-8"))
TITLE = {Language.ZH: "爱心守护圈 · 接口浏览器", Language.EN: "Protection Circle · Explorer"}
NOT_BUILT = {
    Language.ZH: "接口浏览器尚未构建：请在项目目录运行 make explorer，然后刷新本页。\n",
    Language.EN: "The explorer is not built yet: run `make explorer` in the project's folder, and reload this page.\n",
}
# The editor (Monaco) writes its theme into <style> elements and the places of lines into style attributes.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self'; connect-src 'self'; "
    "font-src 'self' data:; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
UNAVAILABLE = 503
# What the page is made of, by the names of its files, which hold a hash of what is in them.
PARTS = {
    "script": "explorer-*.js",
    "style": "explorer-*.css",
    **{worker: f"{worker}.worker-*.js" for worker in ("editor", "graphql", "json")},
}
ADDRESS = "/explorer/built"
# A file of another content has another name.
KEPT = "public, max-age=31536000, immutable"


def explorer_routes(settings: Settings) -> Iterator[BaseRoute]:
    """None where the explorer is off: then there is nothing at its address."""
    if not settings.open_explorer:
        return
    seconds = str(int(settings.sign_in.access.total_seconds()))

    async def page(request: Request) -> Response:
        language = answer_language(request.headers.get("accept-language"))
        headers = {"content-language": language, "vary": "Accept-Language"}
        parts = built_parts()
        if parts.keys() < PARTS.keys():
            return PlainTextResponse(NOT_BUILT[language], UNAVAILABLE, headers)
        filled = PAGE.substitute(parts, lang=language, title=TITLE[language], seconds=seconds)
        return HTMLResponse(filled, headers={**headers, "content-security-policy": POLICY})

    yield Route("/explorer", page)
    yield Mount(ADDRESS, compressed(Kept(directory=BUILT, check_dir=False)))


def built_parts() -> dict[str, str]:
    """The addresses of those parts that were built."""
    found = {name: next(BUILT.glob(pattern), None) for name, pattern in PARTS.items()}
    return {name: f"{ADDRESS}/{path.name}" for name, path in found.items() if path}


class Kept(StaticFiles):
    """Files that a browser keeps without ever asking again."""

    def file_response(self, *given: Any, **named: Any) -> Response:  # noqa: ANN401  # as they come
        response = super().file_response(*given, **named)
        response.headers["cache-control"] = KEPT
        return response
