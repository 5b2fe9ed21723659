"""A selection: what an operation asks for, as plain data, with fragments merged and directives decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TYPENAME = "__typename"

type_name = str
Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """One field: its key in the answer, its name in the catalogue, its arguments, and what is asked of its value.

    The `varying` arguments may be others in the next request that this selection is used for. `paged` is a list of
    pages. `of` holds the selection below by the name of the object type it applies to: one entry for an object,
    one per possible type for an interface.
    """

    key: str
    name: str
    arguments: Arguments = field(default_factory=dict)
    source: int = 0
    varying: frozenset[str] = frozenset()
    paged: bool = False
    of: Mapping[type_name, Sequence["Selection"]] = field(default_factory=dict)

    @property
    def below(self) -> Sequence["Selection"]:
        """What is asked of an object; empty for a leaf."""
        (selections,) = self.of.values() or ((),)
        return selections

    @property
    def type(self) -> type_name:
        """The object type of the value."""
        (name,) = self.of
        return name


@dataclass(frozen=True, slots=True)
class Parameter:
    """Where a statement's parameter comes from in a request: the field's arguments, the path in them, a conversion."""

    source: int
    path: tuple[str, ...]
    convert: Callable[[Any], object]

    def value(self, arguments: Mapping[int, Arguments]) -> object:
        found: Any = arguments[self.source]
        for step in self.path:
            found = found[step]
        return self.convert(found)


@dataclass(frozen=True, slots=True)
class Constant:
    """A parameter that is the same in every request."""

    constant: object

    def value(self, _: Mapping[int, Arguments]) -> object:
        return self.constant
