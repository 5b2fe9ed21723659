"""Dumps a database into a file and restores it from one, by PostgreSQL's own programs, as its owner.

The owner stands under forced row-level security like everybody else, with a policy that shows it every row; so the
programs are told not to turn it off, which they would do to be sure that no row is missing. That is made sure of here.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

from api.postgres import program_path, reason
from tenants.database.servers import Servers

OWNER_ONLY = 0o600
NEWER_SETTING = b"SET transaction_timeout = 0;\n"


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
    whole = ("--enable-row-security", "--schema=public", "--no-owner", "--no-privileges", "--file=-", str(file))
    into = (
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--dbname={_without_password(url)}",
    )
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen([program_path("pg_restore"), *whole], stdout=subprocess.PIPE, stderr=said) as reading,  # noqa: S603
        subprocess.Popen(  # noqa: S603
            [program_path("psql"), "--no-password", *into],
            env=_environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as writing,
    ):
        if not _poured(reading, writing):
            said.seek(0)
            raise DumpError(f"restoring failed, and nothing was kept: {reason(said.read().decode(errors='replace'))}")


def _poured(reading: subprocess.Popen[bytes], writing: subprocess.Popen[bytes]) -> bool:
    """Whether all that one of them gives was taken by the other."""
    assert reading.stdout  # noqa: S101
    assert writing.stdin  # noqa: S101
    with suppress(BrokenPipeError):
        _copy(reading.stdout, writing.stdin)
    reading.stdout.close()
    if reading.wait():
        # Or what has come so far would be all.
        writing.kill()
    with suppress(BrokenPipeError):
        writing.stdin.close()
    return not writing.wait()


def _copy(reading: IO[bytes], writing: IO[bytes]) -> None:
    """All but the one setting, to its default, that PostgreSQL before 17 does not know."""
    for line in reading:
        if line != NEWER_SETTING:
            writing.write(line)
        if line.startswith(b"CREATE "):
            break
    shutil.copyfileobj(reading, writing)


def _run(url: str, name: str, *arguments: str, stdout: int = subprocess.DEVNULL) -> None:
    done = subprocess.run(  # noqa: S603  # our own programs
        [program_path(name), "--no-password", f"--dbname={_without_password(url)}", *arguments],
        env=_environment(url),
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


def _environment(url: str) -> Mapping[str, str]:
    """The password goes by it, where no other user of the machine sees it; the URL may wish for another server."""
    password = urlsplit(url).password
    given = {} if password is None else {"PGPASSWORD": unquote(password)}
    (wish, *_) = Servers.read(url).wishes(to_write=False)
    return {"LC_ALL": "C", "PGTARGETSESSIONATTRS": wish, **given}
