"""Root fields that fail alone: what was answered, and of the rest which field it was, where it stands, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from schema.engine.collecting import ArgumentSource
from tenants.errors import CircleError, Code, Saturated, Unavailable
from tenants.statistics.indicators import LARGEST

# They are about whoever asks, or the moment: where nothing was answered, they are of the request as a whole.
OF_THE_REQUEST = frozenset({Code.UNAUTHENTICATED, Code.TOO_MANY, Code.UNAVAILABLE, Code.INTERNAL})
REASONS = frozenset({"NO_GRANT", "SECOND_FACTOR_REQUIRED"})


Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a root field was not answered: the path to the field that failed, and its places in the text."""

    error: Exception
    path: Path
    locations: Sequence[Mapping[str, int]] = ()

    @property
    def of_the_request(self) -> bool:
        if not isinstance(self.error, CircleError):
            return True
        return self.error.code in OF_THE_REQUEST or self.error.reason in REASONS


class PartlyDone(Exception):
    """An operation of which some fields failed: the data, null where `errors` has the key, unless nothing is."""

    def __init__(self, data: Mapping[str, Any], errors: Mapping[str, Failure], *, answered: bool) -> None:
        super().__init__(", ".join(errors))
        self.data = data
        self.errors = errors
        self.answered = answered


def failure_of(error: Exception, root: int, sources: Sequence[ArgumentSource]) -> Failure:
    """The failure of a root field by its source; an error that knows its own is told further down."""
    found = error.source if isinstance(error, CircleError) and error.source is not None else root
    return Failure(error.with_traceback(None), sources[found].path, sources[found].locations)


def finished(keys: Sequence[str], values: Mapping[str, Any], failures: Mapping[str, Failure]) -> dict[str, Any]:
    """The data. Raises PartlyDone, or the error of the request where nothing was answered and it is one."""
    if not failures:
        return {key: values[key] for key in keys}
    first = next(iter(failures.values()))
    if not values and first.of_the_request:
        raise first.error
    raise PartlyDone({key: values.get(key) for key in keys}, failures, answered=bool(values))


def fragments(texts: Mapping[str, str | None], path: Path, failures: dict[str, Failure]) -> dict[str, Any]:
    """The JSON of records by key, below a path, as parts of an answer; what is saturated in it failed."""
    return {
        key: None if text is None else orjson.Fragment(without_saturated(text, (*path, key), failures))
        for key, text in texts.items()
    }


def without_saturated(text: str, path: Path, failures: dict[str, Failure]) -> str:
    """The JSON of a record with null for the figures that are larger than the API can say, which failed."""
    if str(LARGEST) not in text:
        return text
    return orjson.dumps(without_largest(orjson.loads(text), path, failures)).decode()


def without_largest(value: Any, path: Path, failures: dict[str, Failure]) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, dict):
        return {key: without_largest(inner, (*path, key), failures) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_largest(inner, (*path, place), failures) for place, inner in enumerate(value)]
    if value != LARGEST:
        return value
    failures[".".join(map(str, path))] = Failure(Saturated("SATURATED", most=LARGEST), path)
    return None


def timed_out() -> Unavailable:
    return Unavailable("TIMEOUT")
