"""A real PgBouncer in transaction mode before the test's server; Debian's package, installed where that may be done."""

import os
import pwd
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tests.api.command.conftest import free_port
from tests.conftest import ScratchDatabase
from tests.packages import installed

# Fewer servers than clients, and the next client gets the next server.
CONFIGURATION = """[databases]
{database} = host={host} port=5432
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = {size}
server_round_robin = 1
logfile = {folder}/log
pidfile = {folder}/pid
{more}
"""


def version() -> tuple[int, int]:
    said = subprocess.run([installed("pgbouncer"), "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = re.search(r"PgBouncer (\d+)\.(\d+)", said)
    assert found
    return int(found[1]), int(found[2])


def wait_until_open(port: str) -> None:
    for _ in range(1000):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", int(port))):
            return
        time.sleep(0.02)
    raise TimeoutError


@contextmanager
def pooling(database: ScratchDatabase, size: int = 2) -> Iterator[ScratchDatabase]:
    """The same database by way of the pooler."""
    urls = [urlsplit(url) for url in (database.owner_url, database.application_url)]
    name, port = urls[0].path.strip("/"), free_port()
    socket_folder = Path(parse_qs(urls[0].query)["host"][0])
    with tempfile.TemporaryDirectory(prefix="circle-") as made:
        folder = Path(made)
        more = "max_prepared_statements = 100" if version() >= (1, 21) else ""
        (folder / "pgbouncer.ini").write_text(
            CONFIGURATION.format(database=name, host=socket_folder, port=port, folder=folder, size=size, more=more)
        )
        (folder / "users.txt").write_text(
            "".join(f'"{url.username}" "{unquote(url.password or "")}"\n' for url in urls)
        )
        # Like PostgreSQL it does not run as root.
        account = pwd.getpwuid(socket_folder.stat().st_uid)
        for one in (folder, *folder.iterdir()):
            os.chown(one, account.pw_uid, account.pw_gid)
        user = ["--user", account.pw_name] if os.geteuid() == 0 else []
        process = subprocess.Popen([installed("pgbouncer"), "--quiet", *user, folder / "pgbouncer.ini"])  # noqa: S603
        try:
            wait_until_open(port)
            yield ScratchDatabase(
                *(f"postgresql://{url.username}:{url.password}@127.0.0.1:{port}/{name}" for url in urls)
            )
        finally:
            process.terminate()
            process.wait()
