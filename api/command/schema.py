"""`circle schema`: the printed GraphQL schema."""

import typer


def schema() -> None:
    """Print the GraphQL schema in SDL."""
    from schema.build import print_sdl  # noqa: PLC0415  # takes seconds to build

    typer.echo(print_sdl(), nl=False)
