"""Values of an input that are texts, as they have to be, and mean nothing: an error of their field alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tenants.errors import Problem, ProblemCode, Rejected


@dataclass(frozen=True, slots=True)
class Unfit:
    """What a scalar gives for a text that it does not take; `expected` says in English what it takes."""

    expected: str
    code: ProblemCode = ProblemCode.MALFORMED
    details: Mapping[str, object] = field(default_factory=dict, hash=False)


def refuse_unfit(arguments: Mapping[str, object]) -> None:
    """Raises Rejected, naming every unfit value of the input."""
    found = [Problem(unfit.code, path, unfit.details) for path, unfit in unfit_in(arguments.get("input"))]
    if found:
        raise Rejected(found)


def unfit_in(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Unfit]]:
    if isinstance(value, Unfit):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from unfit_in(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from unfit_in(inner, (*path, str(place)))
