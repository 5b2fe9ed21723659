"""Plain answers that lead to the tenant of the grant acted under: it is read beside the records and put there."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from schema.engine.collecting import ArgumentSource
from tenants.catalogue.records import RECORDS
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.reading.selection import Selection

Path = tuple[str, ...]


def led_to(selections: Iterable[Selection], sources: Sequence[ArgumentSource]) -> Mapping[Path, Selection]:
    """What is asked of the tenant anywhere below the fields, by its path, as a root field of its own."""
    found = {sources[one.source].path: one for one in tenants_below(selections)}
    return {path: replace(one, key=".".join(path), name=TENANT_RECORD.single) for path, one in found.items()}


def tenants_below(selections: Iterable[Selection]) -> Iterator[Selection]:
    for one in selections:
        if one.of.keys() & RECORDS.keys():
            yield one
        else:
            for below in one.of.values():
                yield from tenants_below(below)


def put_in_place(values: MutableMapping[str, Any], led: Mapping[Path, Selection]) -> None:
    for path, one in led.items():
        found, place = values.pop(one.key, None), values
        for step in path[:-1]:
            place = place.get(step) or {}
        place[path[-1]] = found
