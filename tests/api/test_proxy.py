"""Behind a real HAProxy or nginx, with deploy/'s files as they stand but for their addresses and certificates."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.api.command.conftest import ROOT, free_port
from tests.api.service import COUNTY_NAME
from tests.api.sockets import BOARD, PATIENCE_SECONDS, PROTOCOL, Client, Served
from tests.packages import installed

CERTIFICATE = " ssl crt /etc/haproxy/circle.pem alpn h2,http/1.1"
# What a distribution's own file has around it; nothing is written but to the test's folder.
AROUND = """daemon off;
pid {folder}/pid;
error_log stderr crit;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/circle.conf;
}}
"""
# The other of the two machines is away.
MACHINES = {"10.0.0.11:8000": "{host}", "10.0.0.12:8000": "127.0.0.1:1"}


@contextmanager
def through_haproxy(host: str) -> Iterator[str]:
    port = free_port()
    changes = {f"bind :8443{CERTIFICATE}": f"bind 127.0.0.1:{port}", "log stderr": "#"}
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        file = Path(folder) / "haproxy.cfg"
        file.write_text(deployed("haproxy.cfg", host, changes))
        with running(installed("haproxy"), "-db", "-q", "-f", str(file)):
            yield f"127.0.0.1:{port}"


@contextmanager
def through_nginx(host: str) -> Iterator[str]:
    port = free_port()
    changes = {
        "listen 8443 ssl;": f"listen 127.0.0.1:{port};",
        "ssl_certificate /etc/nginx/circle.pem;": "",
        "ssl_certificate_key /etc/nginx/circle.key;": "",
    }
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        (Path(folder) / "circle.conf").write_text(deployed("nginx.conf", host, changes))
        (Path(folder) / "nginx.conf").write_text(AROUND.format(folder=folder))
        with running(installed("nginx"), "-e", "stderr", "-p", folder, "-c", f"{folder}/nginx.conf"):
            yield f"127.0.0.1:{port}"


def deployed(name: str, host: str, changes: Mapping[str, str]) -> str:
    given = (ROOT / "deploy" / name).read_text()
    for before, after in {**changes, **MACHINES}.items():
        assert before in given
        given = given.replace(before, after.format(host=host))
    return given


@contextmanager
def running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("through", [through_haproxy, through_nginx])
async def test_requests_sockets_and_streams_come_through(
    served: Served, through: Callable[[str], AbstractContextManager[str]]
) -> None:
    token = await served.token()
    headers = {"authorization": f"Bearer {token}"}
    transport = httpx.AsyncHTTPTransport(retries=8)
    with through(served.host) as host:
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
