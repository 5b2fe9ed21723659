"""The page that the schema's scalars name as what specifies them."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

PAGE = Path(__file__).with_suffix(".html").read_text("utf-8")
KEPT = {"cache-control": "public, max-age=86400"}


async def scalars_page(_: Request) -> Response:
    return HTMLResponse(PAGE, headers=KEPT)
