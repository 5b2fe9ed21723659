"""A PostgreSQL as an administrator finds it: with a superuser, and nothing of ours."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from api.postgres import hand_over, open_way, run


@contextmanager
def bare_server(*initdb: str) -> Iterator[str]:
    """The URL of its superuser; anybody who connects is believed."""
    with tempfile.TemporaryDirectory(prefix="circle-") as made:
        cluster = Path(made) / "postgresql"
        cluster.mkdir(mode=0o700)
        hand_over(cluster)
        open_way(cluster)
        run(cluster, "initdb", "-U", "postgres", "-A", "trust", *(initdb or ("-E", "UTF8", "--locale=C.UTF-8")))
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={cluster} -c fsync=off -c timezone=America/New_York"
        )
        run(cluster, "pg_ctl", "start", "-w", "-l", str(cluster / "server.log"), "-o", options)
        try:
            yield f"postgresql://postgres@/postgres?host={quote(str(cluster))}"
        finally:
            run(cluster, "pg_ctl", "stop", "-w", "-m", "immediate")
