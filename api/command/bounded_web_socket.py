"""Uvicorn's WebSocket protocol: a client that does not read is left, and it ends as the application ends sockets."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from api.command.bounded_connection import BoundedConnection
from api.web_socket import Close


class BoundedWebSocket(BoundedConnection, WebSocketsSansIOProtocol):
    """Bounded as the HTTP connection was that it came in by, and counted then."""

    def shutdown(self) -> None:
        """Ends a socket that the application has not ended yet with the same code; uvicorn's own is 1012."""
        if self.close_sent or not self.handshake_complete:
            super().shutdown()
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": Close.GOING_AWAY})
        self.conn.send_close(Close.GOING_AWAY, Close.GOING_AWAY.name)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()
