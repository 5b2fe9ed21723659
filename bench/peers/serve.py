"""Serves a Python peer: `python -m bench.peers.serve floor|ordinary PORT`, with uvloop and httptools."""

import os
import sys
from importlib import import_module

import uvicorn


def main(peer: str, port: int) -> None:
    app = import_module(f"bench.peers.{peer}").create_app(os.environ["DATABASE_URL"], int(os.environ["POOL_SIZE"]))
    uvicorn.run(
        app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", access_log=False, log_level="warning"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
