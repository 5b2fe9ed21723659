"""Our server alone, on the data of one scale: what is measured beside the bench begins and ends with it."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from bench import database
from bench.database import World
from bench.sides import SIDES, Server
from bench.works import make_works

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@contextmanager
def serving_alone(scale: int, settings: Mapping[str, str] = NO_SETTINGS) -> Iterator[tuple[World, Server]]:
    """The data and the server, once it has answered; settings may differ from the bench's."""
    circle = next(side for side in SIDES if side.name == "circle")
    with database.serving(scale) as place:
        world = asyncio.run(database.prepare(scale, place))
        server = Server(replace(circle, settings={**circle.settings, **settings}), world)
        try:
            server.first_answer(asyncio.run(make_works(world, ("child",)))[0])
            yield world, server
        finally:
            server.stop()
