"""What Prometheus reads, for who has the token: the numbers of all processes that serve together."""

import hmac
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api import measuring
from api.settings import Settings, hand_down

# Where the processes keep their numbers: read by the library as it is imported.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def metrics_routes(settings: Settings) -> Iterator[Route]:
    """None without a token."""
    if settings.metrics_token is None:
        return
    wanted = f"Bearer {settings.metrics_token}".encode()

    async def show_metrics(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), wanted):
            return PlainTextResponse("Unauthorized", 401, {"www-authenticate": "Bearer"})
        state = request.app.state
        measuring.turned_away.set(state.database.turned_away)
        measuring.lent.set(state.database.connections.in_use)
        measuring.live.set(len(state.live.held))
        return Response(generate_latest(registry_of(settings)), media_type=CONTENT_TYPE_LATEST)

    yield Route("/metrics", show_metrics)


def registry_of(settings: Settings) -> CollectorRegistry:
    if settings.workers == 1:
        return measuring.numbers
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # of the library
    return together


@contextmanager
def shared_metrics() -> Iterator[str]:
    """The folder of the processes that are started in the block."""
    with tempfile.TemporaryDirectory(prefix="circle-metrics-") as folder:
        hand_down(FOLDER, folder)
        yield folder
