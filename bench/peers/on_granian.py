"""Serves this project by granian: `python -m bench.peers.on_granian`, without what bounds uvicorn's connections."""

from importlib import import_module

from starlette.applications import Starlette

from api.app import create_app
from api.settings import Settings


def application() -> Starlette:
    return create_app(Settings.from_environment())


def main() -> None:
    settings = Settings.from_environment()
    # It is no requirement of anything: who compares installs it.
    import_module("granian.server").Server(
        "bench.peers.on_granian:application",
        address=settings.host,
        port=settings.port,
        interface="asgi",
        factory=True,
        loop="uvloop",
    ).serve()


if __name__ == "__main__":
    main()
