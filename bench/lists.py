"""Every filter in every order of every list that the schema offers, generated from the schema and measured at a scale.

`SCALES=10 python -m bench.lists` writes bench/results/lists-10.md: the seconds of CPU that the database took for what
took most, which are the same however busy the machine is. WORKS= are the names of some lists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from graphql import GraphQLField, GraphQLInputField, build_schema, get_named_type, is_enum_type, is_input_object_type
from typer import echo

from api import embedded
from bench.alone import serving_alone
from bench.database import Actor, World
from bench.parameters import DATA, HERE, RESULTS, Parameters
from bench.processes import command, cpu_seconds, family
from bench.sides import Request, Server, encoded

ROLES = ("province", "county")
SLOW = 1.0
# In the middle of what is on record; and where nothing is, so that whoever looks for a page looks at everything.
DAYS = ({"from": "2024-01-01", "to": "2024-02-01"}, {"from": "2031-01-01", "to": "2031-02-01"})
VALUES: dict[str, tuple[Any, ...]] = {
    "Boolean": (True, False),
    "Date": ("2026-05-01",),
    "DateRange": DAYS,
    "DateTimeRange": ({"from": "2031-01-01T00:00:00Z"},),
    "DivisionCode": ("330127000000",),
    "ID": ("01846b45-17a8-785a-ba97-b4d1d1eb2e60",),
    "IntRange": ({"from": 3, "to": 4}, {"from": 100_000}),
    "MoneyRange": ({"from": "1.00", "to": "2.00"},),
    "String": ("王", "没有这样的名字"),
    "ChildCaringMotherFilter": ({"tenant": "330127000000"},),
}
OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of a list, or how many there are: with one filter or none, in an order."""

    named: str
    filter: dict[str, Any]
    order: str | None

    def document(self, type_: str | None) -> dict[str, Any]:
        declared = f"($f: {type_})" if type_ else ""
        given = [*(["filter: $f"] if type_ else []), *([f"order: {self.order}"] if self.order else [])]
        told = "nodes { __typename }" if self.order else "totalCount"
        arguments = f"({', '.join(given)})" if given else ""
        return {
            "query": f"query {declared} {{ {self.named}{arguments} {{ {told} }} }}",
            "variables": {"f": self.filter},
        }


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked by whom, the seconds of CPU that the database took, and what was said instead of an answer."""

    asked: Asked
    role: str
    seconds: float
    refused: str

    @property
    def line(self) -> str:
        given = ", ".join(f"{name}: {value}" for name, value in self.asked.filter.items()).replace("'", "")
        took = f"{self.seconds:.2f}" if not self.refused else self.refused[:80]
        return f"| {self.asked.named} | {self.role} | {given or '–'} | {self.asked.order or 'totalCount'} | {took} |"


def offered(name: str, field: GraphQLField) -> Iterator[Asked]:
    orders = get_named_type(field.args["order"].type)
    for condition in filters(field):
        yield Asked(name, condition, None)
        for order in orders.values if is_enum_type(orders) else ():
            yield Asked(name, condition, order)


def filters(field: GraphQLField) -> Iterator[dict[str, Any]]:
    """None, and each with every value of an enumeration, or some of another type."""
    yield {}
    of = get_named_type(field.args["filter"].type)
    for name, one in of.fields.items() if is_input_object_type(of) else ():
        if name != OPENED:
            yield from ({name: value} for value in values_of(one))


def values_of(one: GraphQLInputField) -> tuple[Any, ...]:
    type_ = get_named_type(one.type)
    if is_enum_type(type_):
        return tuple(type_.values)
    if is_input_object_type(type_) and type_.name not in VALUES:
        inner, part = next(iter(type_.fields.items()))
        return tuple({inner: value} for value in values_of(part))
    return VALUES[type_.name]


def measure(server: Server, actor: Actor, role: str, asked: Asked, type_: str) -> Answered:
    """What goes by what may be hidden is asked of opened files, which are few."""
    took, refused = ask(server, actor, asked.document(type_ if asked.filter else None))
    if OPENED in refused:
        asked = replace(asked, filter={**asked.filter, OPENED: True})
        took, refused = ask(server, actor, asked.document(type_))
    return Answered(asked, role, took, refused)


def ask(server: Server, actor: Actor, body: dict[str, Any]) -> tuple[float, str]:
    """The seconds of CPU that the database took, and what was said instead of an answer."""
    before = cpu_of_connections(server.world)
    refused = ""
    try:
        server.ask(Request("/graphql", actor.token, encoded(body)))
    except OSError as error:
        refused = str(error).replace("\n", " ")
    return cpu_of_connections(server.world) - before, refused


def cpu_of_connections(world: World) -> float:
    """Of those that serve: a vacuum, for one, is no part of an answer."""
    cluster = DATA / f"scale-{world.scale}" / "postgresql"
    postmaster = int((cluster / "postmaster.pid").read_text().split()[0])
    return sum(cpu_seconds(one) for one in family(postmaster)[1:] if embedded.APPLICATION in command(one))


def measure_lists(world: World, server: Server, names: Sequence[str]) -> Iterator[Answered]:
    schema = build_schema((HERE.parent / "schema" / "schema.graphql").read_text())
    for name, field in schema.query_type.fields.items() if schema.query_type else ():
        if "order" not in field.args or (names and name not in names):
            continue
        type_ = get_named_type(field.args["filter"].type).name
        for asked in offered(name, field):
            for role in ROLES:
                yield measure(server, world.users[role], role, asked, type_)


def page(world: World, answers: list[Answered]) -> str:
    """How many were asked, what is slow, and the slowest of each list."""
    slowest = [max(of_list, key=took) for _, of_list in groupby(answers, key=lambda one: one.asked.named)]
    slow = sorted((one for one in answers if one.seconds > SLOW), key=took, reverse=True)
    scale, rows, head = world.scale, world.rows, "| list | who | filter | order | seconds |\n|---|---|---|---|---|"
    lines = [
        "# Every filter in every order of every list\n",
        f"By `SCALES={scale} python -m bench.lists`, over {rows['children']:,} children and {rows['visits']:,} visits:",
        f"{len(answers):,} were asked, {len(slow)} took more than {SLOW:g} s of the database's CPU.\n",
        *((f"## More than {SLOW:g} s\n", head, *(one.line for one in slow), "") if slow else ()),
        "## The slowest of each list\n",
        head,
        *(one.line for one in sorted(slowest, key=took, reverse=True)),
    ]
    return "\n".join(lines) + "\n"


def took(one: Answered) -> float:
    return one.seconds


def main() -> None:
    parameters = Parameters.from_environment()
    scale = parameters.scales[0]
    answers = []
    with serving_alone(scale) as (world, server):
        for answered in measure_lists(world, server, parameters.works):
            answers.append(answered)
            if answered.seconds > SLOW or answered.refused:
                echo(answered.line)
    (RESULTS / f"lists-{scale}.md").write_text(page(world, answers))


if __name__ == "__main__":
    main()
