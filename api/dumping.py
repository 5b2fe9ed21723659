"""Dumps a database into a file and restores it from one, by PostgreSQL's own programs, as its owner.

The owner stands under forced row-level security like everybody else, with a policy that shows it every row; so the
programs are told not to turn it off, which they would do to be sure that no row is missing. That is made sure of here.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from api.postgres import program_path, reason

OWNER_ONLY = 0o600


class DumpError(Exception):
    """A database that was not dumped or restored; the message is one line for a person."""


def dump(url: str, file: Path) -> None:
    """Write the database of the URL to a new file, in the custom format. Raises DumpError."""
    half = file.with_name(f"{file.name}.half")
    descriptor = os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, OWNER_ONLY)
    try:
        os.fchmod(descriptor, OWNER_ONLY)
        _run(url, "pg_dump", "--format=custom", "--enable-row-security", "--schema=public", stdout=descriptor)
        os.fsync(descriptor)
        half.rename(file)
    except BaseException:
        half.unlink()
        raise
    finally:
        os.close(descriptor)


def restore(url: str, file: Path) -> None:
    """Bring the file into the empty database of the URL, all of it or nothing. Raises DumpError.

    Who may do what is not taken from the file: the migrations give it anew, to the role of this installation.
    """
    whole = ("--single-transaction", "--exit-on-error", "--enable-row-security", "--schema=public")
    _run(url, "pg_restore", *whole, "--no-owner", "--no-privileges", str(file))


def _run(url: str, name: str, *arguments: str, stdout: int = subprocess.DEVNULL) -> None:
    """The password goes by the environment, where no other user of the machine sees it."""
    done = subprocess.run(  # noqa: S603  # our own programs
        [program_path(name), "--no-password", f"--dbname={_without_password(url)}", *arguments],
        env={**os.environ, "LC_ALL": "C", **_password(url)},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise DumpError(f"{name} failed: {reason(done.stderr)}")


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    user, _, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}@{place}"))


def _password(url: str) -> Mapping[str, str]:
    password = urlsplit(url).password
    return {} if password is None else {"PGPASSWORD": unquote(password)}
