"""Root fields that fail alone: what was answered, and of the rest which field it was, where it stands, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schema.engine.collecting import Source
from tenants.errors import CircleError, Code, Unavailable

# They are about whoever asks, or the moment: where nothing was answered, they are of the request as a whole.
OF_THE_REQUEST = frozenset({Code.UNAUTHENTICATED, Code.TOO_MANY, Code.UNAVAILABLE, Code.INTERNAL})
REASONS = frozenset({"NO_GRANT", "SECOND_FACTOR_REQUIRED"})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a root field was not answered: the path to the field that failed, and its places in the text."""

    error: Exception
    path: tuple[str, ...]
    locations: Sequence[Mapping[str, int]] = ()

    @property
    def of_the_request(self) -> bool:
        if not isinstance(self.error, CircleError):
            return True
        return self.error.code in OF_THE_REQUEST or self.error.reason in REASONS


class PartlyDone(Exception):
    """An operation of which some fields failed: the data, null where `errors` has the key."""

    def __init__(self, data: Mapping[str, Any], errors: Mapping[str, Failure]) -> None:
        super().__init__(", ".join(errors))
        self.data = data
        self.errors = errors


def failure_of(error: Exception, root: int, sources: Sequence[Source]) -> Failure:
    """The failure of a root field by its source; an error that knows its own is told further down."""
    found = error.source if isinstance(error, CircleError) and error.source is not None else root
    return Failure(error.with_traceback(None), sources[found].path, sources[found].locations)


def finished(keys: Sequence[str], values: Mapping[str, Any], failures: Mapping[str, Failure]) -> dict[str, Any]:
    """The data. Raises PartlyDone, or the error of the request where nothing was answered and it is one."""
    if not failures:
        return {key: values[key] for key in keys}
    first = next(iter(failures.values()))
    if len(failures) == len(keys) and first.of_the_request:
        raise first.error
    raise PartlyDone({key: values.get(key) for key in keys}, failures)


def timed_out() -> Unavailable:
    return Unavailable("TIMEOUT")
