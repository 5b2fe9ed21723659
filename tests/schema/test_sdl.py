"""The printed schema is current, and changes to it are seen."""

from pathlib import Path

from graphql import build_schema
from graphql.utilities import find_breaking_changes

from schema.build import print_sdl

KEPT = Path(__file__).parents[2] / "schema/schema.graphql"


def test_the_kept_schema_is_current() -> None:
    kept, printed = KEPT.read_text(), print_sdl()
    breaking = [change.description for change in find_breaking_changes(build_schema(kept), build_schema(printed))]
    assert kept == printed, f"run `make schema`; breaking changes: {breaking or 'none'}"
