"""The command in a process of its own, forked from one that has imported the program already."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from api.command import main

STREAMS = ("stdin", "stdout", "stderr")
# Importing takes longer than most commands. Nothing that this process holds comes along: that one was started afresh.
LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload([__name__])


def run(arguments: Sequence[str], environment: Mapping[str, str], given: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with nothing else in its environment; `given` is what it reads."""
    with tempfile.TemporaryDirectory() as name:
        streams = [Path(name) / stream for stream in STREAMS]
        streams[0].write_text(given)
        process = LOADED.Process(target=be_circle, args=(arguments, environment, streams))
        process.start()
        process.join()
        assert process.exitcode is not None
        said = [stream.read_text() for stream in streams[1:]]
    return subprocess.CompletedProcess(list(arguments), process.exitcode, *said)


def be_circle(arguments: Sequence[str], environment: Mapping[str, str], streams: Sequence[Path]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDWR | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in enumerate(("r", "w", "w")))
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["circle", *arguments]
    main()
