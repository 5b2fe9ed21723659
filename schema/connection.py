"""Relay connections, and the fields that lead from one record to others; how they are read is the domain's."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from tenants.catalogue.records import RECORDS

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there is more behind it.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before it.")
    start_cursor: str | None = strawberry.field(description="The cursor of its first record, for `before`.")
    end_cursor: str | None = strawberry.field(description="The cursor of its last record, for `after`.")


@strawberry.type(description="A record and its place in the list.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(
        description="Opaque; stays valid for the order it came from while records are added."
    )
    node: T = strawberry.field(description="The record.")


@strawberry.type
class Page(Generic[T]):
    nodes: list[T] = strawberry.field(description="The records of the page.")
    edges: list[Edge[T]] = strawberry.field(description="The same, each with its cursor.")
    page_info: PageInfo = strawberry.field(description="What comes before the page and behind it.")


@strawberry.type(description="A page of records.")
class Connection(Page[T]):
    total_count: int = strawberry.field(description="How many there are in all; counted only if you ask for it.")


@strawberry.type(name="Connection", description="A page of records of which there may be very many.")
class LongConnection(Page[T]):
    total_count: int | None = strawberry.field(
        description="How many there are in all, counted only if you ask for it; null where that is too many to count."
    )


Id = Annotated[strawberry.ID, strawberry.argument(description="Which one.")]
First = Annotated[
    int | None, strawberry.argument(description="The page's size from the start, 1 to 200; 20 if left out.")
]
After = Annotated[str | None, strawberry.argument(description="Continue behind this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="The page's size from the end, 1 to 200.")]
Before = Annotated[str | None, strawberry.argument(description="End before this cursor.")]
Own = Annotated[bool, strawberry.argument(description="Only what this tenant itself keeps, not what is below it.")]


# What is read as records are and is no kind of record, by the module that it has of its own.
MODULES = {
    "Tenant": "tenant",
    "Change": "change",
    "AccessLogEntry": "access_log_entry",
    "AgendaEntry": "agenda_entry",
}


def lazy_type(name: str, suffix: str = "") -> Any:  # noqa: ANN401  # an annotation
    """A type of records, its filter or its order, looked up when the schema is built: types may name each other."""
    module = f"schema.records.{MODULES[name]}" if name in MODULES else "schema.kinds.types"
    return Annotated[name + suffix, strawberry.lazy(module)]


ORDER = "In which order; by id if left out, which is the order of making."


def described(annotation: Any, description: str) -> Any:  # noqa: ANN401  # an annotation
    """An argument of the type, with what the schema says of it."""
    return Annotated[annotation, strawberry.argument(description=description)]


def list_of(item: Any) -> Any:  # noqa: ANN401  # an annotation
    return list[item]


def page_of(item: Any) -> Any:  # noqa: ANN401  # an annotation
    return Connection[item]


def long_page_of(item: Any) -> Any:  # noqa: ANN401  # an annotation
    return LongConnection[item]


def make_resolver(annotations: dict[str, Any], defaults: dict[str, Any], returns: Any) -> Callable[..., Any]:  # noqa: ANN401
    """A resolver that only gives the schema its signature: the engine answers the field, so it is never called."""

    def resolver(**_: object) -> None:
        raise AssertionError("a record's field is read by its statement")

    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=annotation,
            default=defaults.get(name, inspect.Parameter.empty),
        )
        for name, annotation in annotations.items()
    ]
    resolver.__signature__ = inspect.Signature(parameters, return_annotation=returns)  # type: ignore[attr-defined]
    resolver.__annotations__ = {**annotations, "return": returns}
    return resolver


def related_field(name: str, description: str, *, nullable: bool = False) -> Any:  # noqa: ANN401  # a field
    """One related record."""
    target = lazy_type(name)
    resolver = make_resolver({}, {}, target | None if nullable else target)
    return strawberry.field(resolver=resolver, description=description)


def by_id_field(name: str, description: str) -> Any:  # noqa: ANN401  # a field
    """One record by its id; null if it does not exist or may not be seen."""
    resolver = make_resolver({"id": Id}, {}, lazy_type(name) | None)
    return strawberry.field(resolver=resolver, description=description)


def list_field(name: str, description: str) -> Any:  # noqa: ANN401  # a field
    """A plain list of related records."""
    return strawberry.field(resolver=make_resolver({}, {}, list_of(lazy_type(name))), description=description)


def connection_field(
    name: str, description: str, *, own: bool = False, nullable: bool = False, forward: bool = False
) -> Any:  # noqa: ANN401  # a field
    """A connection of the kind's records, with its filter, its order and its page; `own` adds the tenants' argument.

    One that only goes `forward` has one order.
    """
    annotations = {
        "filter": described(lazy_type(name, "Filter") | None, "Only those that meet all of it."),
        **({} if forward else {"order": described(lazy_type(name, "Order") | None, ORDER)}),
        "first": First,
        "after": After,
        **({} if forward else {"last": Last, "before": Before}),
        **({"own": Own} if own else {}),
    }
    defaults = {**dict.fromkeys(annotations, strawberry.UNSET), **({"own": False} if own else {})}
    page = page_of(lazy_type(name)) if RECORDS[name].most_counted is None else long_page_of(lazy_type(name))
    resolver = make_resolver(annotations, defaults, page | None if nullable else page)
    return strawberry.field(resolver=resolver, description=description)
