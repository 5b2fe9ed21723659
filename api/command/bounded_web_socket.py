"""Uvicorn's WebSocket protocol, of which a client that does not read is left."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.command.bounded_connection import BoundedConnection


class BoundedWebSocket(BoundedConnection, WebSocketsSansIOProtocol):
    """Bounded as the HTTP connection was that it came in by, and counted then."""
