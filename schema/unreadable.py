"""Values of an input that are texts, as they have to be, and mean nothing: an error of their field alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tenants.errors import Problem, ProblemCode, Rejected


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a scalar gives for a text that it does not take; `expected` says in English what it takes."""

    expected: str
    code: ProblemCode = ProblemCode.MALFORMED
    details: Mapping[str, object] = field(default_factory=dict, hash=False)


def refuse_unreadable(arguments: Mapping[str, object]) -> None:
    """Raises Rejected, naming every unreadable value of the input."""
    found = [
        Problem(unreadable.code, path, unreadable.details) for path, unreadable in unreadable_in(arguments.get("input"))
    ]
    if found:
        raise Rejected(found)


def unreadable_in(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Unreadable]]:
    if isinstance(value, Unreadable):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from unreadable_in(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from unreadable_in(inner, (*path, str(place)))
