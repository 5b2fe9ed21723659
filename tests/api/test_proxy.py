"""Behind a real HAProxy, with deploy/haproxy.cfg as it stands but for its addresses and its certificate."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import connect

from tests.api.command.conftest import ROOT, free_port
from tests.api.service import COUNTY_NAME
from tests.api.sockets import BOARD, PATIENCE_SECONDS, PROTOCOL, Client, Served
from tests.packages import installed

CERTIFICATE = " ssl crt /etc/haproxy/circle.pem alpn h2,http/1.1"


@contextmanager
def proxied(served: Served) -> Iterator[str]:
    port = free_port()
    given = (ROOT / "deploy" / "haproxy.cfg").read_text()
    changes = {f"bind :8443{CERTIFICATE}": f"bind 127.0.0.1:{port}", "10.0.0.11:8000": served.host, "log stderr": "#"}
    for before, after in changes.items():
        assert before in given
        given = given.replace(before, after)
    # The other of the two machines is away.
    given = given.replace("10.0.0.12:8000", "127.0.0.1:1")
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        file = Path(folder) / "haproxy.cfg"
        file.write_text(given)
        process = subprocess.Popen([installed("haproxy"), "-db", "-q", "-f", file])  # noqa: S603
        try:
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


async def test_requests_sockets_and_streams_come_through(served: Served) -> None:
    token = await served.token()
    headers = {"authorization": f"Bearer {token}"}
    transport = httpx.AsyncHTTPTransport(retries=8)
    with proxied(served) as host:
        async with httpx.AsyncClient(
            base_url=f"http://{host}", transport=transport, timeout=PATIENCE_SECONDS
        ) as client:
            answer = await client.post("/graphql", json={"query": COUNTY_NAME}, headers=headers)
            assert answer.json()["data"] == {"tenant": {"name": "淳安县"}}
            assert (await client.get("/health/ready")).status_code == 403

            streamed = {**headers, "accept": "text/event-stream"}
            async with client.stream("POST", "/graphql", json={"query": BOARD}, headers=streamed) as stream:
                assert stream.headers["content-type"].startswith("text/event-stream")
                line = await anext(aiter(stream.aiter_lines()))
                assert line.startswith(("event: next", ":"))
        given: Any = {"subprotocols": [PROTOCOL], "proxy": None, "open_timeout": PATIENCE_SECONDS}
        async with connect(f"ws://{host}/graphql", **given) as opened:
            socket = Client(opened)
            await socket.begin(token)
            await socket.subscribe(BOARD)
            assert (await socket.next_data())["tenant"]["name"] == "淳安县"
