"""Behind a real HAProxy or nginx, with the files of deploy/ as they stand but for addresses and certificate."""

import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from websockets.asyncio.client import connect

from tests.api.command.conftest import ROOT, free_port
from tests.api.service import COUNTY_NAME
from tests.api.sockets import BOARD, PATIENCE_SECONDS, PROTOCOL, Client, Served
from tests.packages import installed

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
def through_haproxy(host: str, folder: Path) -> Iterator[str]:
    port, file = free_port(), folder / "haproxy.cfg"
    changes = {"bind :8443": f"bind 127.0.0.1:{port}", "/etc/haproxy/circle.pem": f"{folder}/circle.pem"}
    file.write_text(deployed("haproxy.cfg", host, {**changes, "log stderr": "#"}))
    with running(installed("haproxy"), "-db", "-q", "-f", str(file)):
        yield f"127.0.0.1:{port}"


@contextmanager
def through_nginx(host: str, folder: Path) -> Iterator[str]:
    port = free_port()
    changes = {
        "listen 8443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/nginx/circle.pem": f"{folder}/circle.pem",
        "/etc/nginx/circle.key": f"{folder}/circle.pem",
    }
    (folder / "circle.conf").write_text(deployed("nginx.conf", host, changes))
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    with running(installed("nginx"), "-e", "stderr", "-p", str(folder), "-c", f"{folder}/nginx.conf"):
        yield f"127.0.0.1:{port}"


def certify(folder: Path) -> ssl.SSLContext:
    """Makes a key and a certificate of this machine's own address; a client that trusts nothing else."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
        .public_bytes(Encoding.PEM)
    )
    kept = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "circle.pem").write_bytes(made + kept)
    return ssl.create_default_context(cadata=made.decode())


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
    served: Served, tmp_path: Path, through: Callable[[str, Path], AbstractContextManager[str]]
) -> None:
    token = await served.token()
    headers = {"authorization": f"Bearer {token}"}
    trusting = certify(tmp_path)
    transport = httpx.AsyncHTTPTransport(retries=8, verify=trusting)
    with through(served.host, tmp_path) as host:
        async with httpx.AsyncClient(
            base_url=f"https://{host}", transport=transport, timeout=PATIENCE_SECONDS
        ) as client:
            answer = await client.post("/graphql", json={"query": COUNTY_NAME}, headers=headers)
            assert answer.json()["data"] == {"tenant": {"name": "淳安县"}}
            assert (await client.get("/health/ready")).status_code == 403

            streamed = {**headers, "accept": "text/event-stream"}
            async with client.stream("POST", "/graphql", json={"query": BOARD}, headers=streamed) as stream:
                assert stream.headers["content-type"].startswith("text/event-stream")
                line = await anext(aiter(stream.aiter_lines()))
                assert line.startswith(("event: next", ":"))
        given: Any = {"subprotocols": [PROTOCOL], "proxy": None, "open_timeout": PATIENCE_SECONDS, "ssl": trusting}
        async with connect(f"wss://{host}/graphql", **given) as opened:
            socket = Client(opened)
            await socket.begin(token)
            await socket.subscribe(BOARD)
            assert (await socket.next_data())["tenant"]["name"] == "淳安县"
