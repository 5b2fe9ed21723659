"""`circle schema`: the printed GraphQL schema."""

import typer

from schema.build import print_sdl


def schema() -> None:
    """Print the GraphQL schema in SDL."""
    typer.echo(print_sdl(), nl=False)
