"""Runs the command as `python -m api.command`, where `circle` is not installed."""

from api.command import main

main()
