"""Operations drawn at random from the whole schema: valid by construction, and with all that GraphQL allows."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)
from hypothesis import strategies as st

from tests.schema.engine.memory import KINDS, Records
from tests.schema.engine.oracle import LISTS, cursor_of
from tests.schema.engine.recount import PERIODS
from tests.schema.engine.records_world import TENANTS, TEXTS

Composite = GraphQLObjectType | GraphQLInterfaceType
Draw = Callable[[st.SearchStrategy[Any]], Any]

ABSENT = object()
# Keys that a statement might mistake for a name of its own.
ALIASES = (
    *(f"r{n}" for n in range(1, 13)),
    *("c0", "c1", "n", "i0", "l0", "s0", "one", "key", "value", "cursor", "fetched", "more", "first", "last"),
    *("select", "order", "user", "id", "name", "code", "tenant_code", "_", "__", "A", "a", "nothing", "count"),
    *("x" * 62, "x" * 63, "x" * 64, "x" * 65, "y" * 200),
)
CODES = ("33", "3301", "330127", "330127100", "330127100201", "340000000000", "120000000000")
NO_IDS = ("", "0", "no id", "00000000-0000-7000-8000-000000000000", "330127999999", "王")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An operation and what a client would send with it."""

    text: str
    variables: Mapping[str, Any]
    name: str | None


@dataclass(slots=True)
class Scope:
    """The response keys taken in one object of the answer, each with the text and the scope of its field."""

    is_abstract: bool = False
    taken: dict[str, "tuple[str, Composite, Scope] | None"] = field(default_factory=dict)


class Drawing:
    """The state of drawing one operation."""

    def __init__(self, draw: Draw, schema: GraphQLSchema, records: Records, size: int) -> None:
        self.draw = draw
        self.schema = schema
        self.records = records
        self.left = size
        self.definitions: list[str] = []
        self.variables: dict[str, Any] = {}
        self.fragments: list[tuple[str, GraphQLNamedType]] = []
        self.fragment_texts: list[str] = []
        self.aliases = 0

    def chance(self, percent: int) -> bool:
        # The shrinker goes to 0, and so to what is simplest.
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def pick(self, among: Sequence[Any]) -> Any:  # noqa: ANN401  # one of them
        return self.draw(st.sampled_from(among))

    def operation(self) -> Drawn:
        root = self.schema.query_type
        assert root is not None
        body = self.selections(root, Scope(), depth=4)
        name = self.pick((None, "Named"))
        declared = f"({', '.join(self.definitions)})" if self.definitions else ""
        head = f"query {name or ''}{declared} " if name or declared else ""
        others = ["query Other { __typename }"] if name and self.chance(10) else []
        return Drawn("\n".join([*others, head + body, *self.fragment_texts]), self.variables, name)

    def selections(self, parent: Composite, scope: Scope, depth: int) -> str:
        """A selection set; what is drawn last shrinks away first."""
        drawn = [self.selection(parent, scope, depth) for _ in range(self.draw(st.integers(1, 4)))]
        return "{ " + " ".join(drawn) + " }"

    def selection(self, parent: Composite, scope: Scope, depth: int) -> str:
        self.left -= 1
        how = self.draw(st.integers(0, 19)) if self.left > 0 else 0
        if how == 12 and scope.taken:
            return self.again(scope, depth)
        if how in (13, 14):
            return f"__typename{self.directives()}"
        if how in (15, 16):
            return f"...{self.directives()} {self.selections(parent, scope, depth)}"
        if how == 17:
            on = self.condition(parent)
            return f"... on {on.name}{self.directives()} {self.selections(on, below(scope, on), depth)}"
        if how in (18, 19):
            return self.spread(parent, scope, depth)
        return self.field(parent, scope, depth)

    def condition(self, parent: Composite) -> Composite:
        """A type that an object of the parent's may have."""
        if is_abstract_type(parent):
            possible = self.schema.get_possible_types(parent)
            among: list[Any] = [parent, self.schema.type_map["Record"], *possible]
        else:
            among = [parent, *parent.interfaces]
        chosen: Composite = self.pick(among)
        return chosen

    def spread(self, parent: Composite, scope: Scope, depth: int) -> str:
        known = [name for name, on in self.fragments if on is parent]
        if known and self.chance(50):
            return f"...{self.pick(known)}{self.directives()}"
        on = self.condition(parent)
        # It may be spread elsewhere, so its keys are its own everywhere.
        body = self.selections(on, Scope(is_abstract=True), depth)
        name = f"F{len(self.fragment_texts)}"
        self.fragment_texts.append(f"fragment {name} on {on.name} {body}")
        self.fragments.append((name, on))
        return f"...{name}{self.directives()}"

    def field(self, parent: Composite, scope: Scope, depth: int) -> str:
        fields = {name: one for name, one in parent.fields.items() if self.is_wanted(one, depth)}
        if not fields:
            return "__typename"
        name = self.pick(sorted(fields))
        return self.written(parent, name, fields[name], scope, depth)

    def is_wanted(self, one: GraphQLField, depth: int) -> bool:
        return self.left > 0 and depth > 0 if is_composite_type(get_named_type(one.type)) else True

    def written(self, parent: Composite, name: str, one: GraphQLField, scope: Scope, depth: int) -> str:
        key = self.key(name, one, scope)
        head = (key if key == name else f"{key}: {name}") + self.arguments(parent, name, one, depth)
        of = get_named_type(one.type)
        if not is_composite_type(of):
            scope.taken[key] = None
            return head + self.directives()
        inner = Scope(is_abstract_type(of))
        scope.taken[key] = (head, of, inner)
        # A record costs depth; the connection and the edges around it do not.
        is_record = of.name in KINDS or of.name == "Node"
        return f"{head}{self.directives()} {self.selections(of, inner, depth - is_record)}"

    def again(self, scope: Scope, depth: int) -> str:
        """A field once more, with the same arguments: what is asked of it is merged."""
        key = self.pick(sorted(scope.taken))
        before = scope.taken[key]
        if before is None:
            return f"__typename{self.directives()}"
        head, of, inner = before
        return f"{head}{self.directives()} {self.selections(of, inner, depth - 1)}"

    def key(self, name: str, one: GraphQLField, scope: Scope) -> str:
        """The field's own name, where no other field can have it as well, or an alias that nothing else has."""
        is_plain = not one.args and not is_composite_type(get_named_type(one.type))
        if is_plain and (not scope.is_abstract or name == "id") and scope.taken.get(name, None) is None and self.chance(70):
            return name
        if self.chance(25):
            alias = str(self.pick(ALIASES))
            if alias not in scope.taken and not scope.is_abstract and alias not in ("id", "name", "code", "value", "cursor"):
                return alias
        self.aliases += 1
        return f"a{self.aliases}"

    def directives(self) -> str:
        if not self.chance(12):
            return ""
        name, value = self.pick((("include", True), ("skip", False), ("include", False), ("skip", True)))
        text = self.given(self.schema.get_directive(name).args["if"].type, value)  # type: ignore[union-attr]
        both = " @include(if: true)" if name == "skip" and self.chance(20) else ""
        return f" @{name}(if: {text}){both}"

    def arguments(self, parent: Composite, name: str, one: GraphQLField, depth: int) -> str:
        values = self.values(parent, name, one, depth)
        texts = []
        for argument, value in values.items():
            text = self.argument(one.args[argument], value)
            if text is not None:
                texts.append(f"{argument}: {text}")
        return f"({', '.join(texts)})" if texts else ""

    def values(self, parent: Composite, name: str, one: GraphQLField, depth: int) -> dict[str, Any]:
        """A value, null or absence for each argument; they have to fit each other."""
        if "first" not in one.args:
            return {argument: self.input(of.type, name, required=is_required_argument(of)) for argument, of in one.args.items()}
        values: dict[str, Any] = {"filter": self.input(one.args["filter"].type, "filter")}
        values["order"] = self.input(one.args["order"].type, "order")
        most = 12 if depth > 3 else 3
        size = self.draw(st.integers(1, most))
        if parent is self.schema.query_type or depth > 3:
            size = self.pick((size, size, 200, None, ABSENT))
        other = self.pick((ABSENT, ABSENT, None))
        values |= {"last": size, "first": other} if self.chance(35) else {"first": size, "last": other}
        order = "ID_ASC" if values["order"] in (None, ABSENT) else values["order"]
        for bound in ("after", "before"):
            values[bound] = self.cursor(LISTS[name], order) if self.chance(30) else self.pick((ABSENT, None))
        if "own" in one.args:
            values["own"] = self.pick((ABSENT, True, False))
        return values

    def cursor(self, kind: str, order: str) -> str:
        """One that an answer might have held: to this caller, or to another."""
        return cursor_of(self.pick(self.records[kind]), order)

    def input(self, type_: GraphQLInputType, name: str, *, required: bool = False) -> Any:  # noqa: ANN401  # any input
        """A value of the type, as JSON has it; ABSENT or None only where it may be."""
        if not required and self.chance(45):
            return ABSENT
        if is_non_null_type(type_):
            return self.input(type_.of_type, name, required=True)
        if not required and self.chance(10):
            return None
        if is_list_type(type_):
            return [self.input(type_.of_type, name, required=True) for _ in range(self.draw(st.integers(0, 3)))]
        if is_input_object_type(type_):
            drawn = {key: self.input(of.type, key) for key, of in type_.fields.items() if self.chance(30)}
            return {key: value for key, value in drawn.items() if value is not ABSENT}
        if is_enum_type(type_):
            return self.pick(sorted(type_.values))
        return self.scalar(get_named_type(type_).name, name)

    def scalar(self, type_: str, name: str) -> Any:  # noqa: ANN401  # any scalar
        match type_:
            case "Boolean":
                return self.draw(st.booleans())
            case "DivisionCode":
                return self.pick((*CODES, *map(str, TENANTS)))
            case "Period":
                return self.pick([period for period in PERIODS if period])
            case "Date":
                return self.pick(("2023-12-01", "2024-01-05", "2024-03-15", "2024-07-01", "0001-01-01", "9999-12-31"))
            case "ID":
                return self.id(name[0].upper() + name[1:])
            case _:
                return self.pick((*TEXTS, "王", "村", "", "李" * 51, "%", "_", "\\"))

    def id(self, kind: str) -> str:
        of_kind = self.records.get(kind) or self.records[self.pick(sorted(self.records))]
        if self.chance(15):
            return str(self.pick(NO_IDS))
        return str(self.pick(of_kind).key)

    def argument(self, argument: GraphQLArgument | GraphQLInputField, value: Any) -> str | None:  # noqa: ANN401
        """The text of an argument that comes to the value; None where it is left out."""
        if value is not ABSENT:
            return self.given(argument.type, value)
        if is_non_null_type(argument.type) or not self.chance(20):
            return None
        name = self.declare(str(argument.type))
        return f"${name}"

    def given(self, type_: GraphQLInputType, value: Any) -> str:  # noqa: ANN401  # any input
        """The text of a value, some of it in variables."""
        if not self.chance(30):
            return self.literal(type_, value)
        bare = type_.of_type if is_non_null_type(type_) else type_
        must_be = is_non_null_type(type_) or (value is not None and self.chance(30))
        declared = f"{bare}!" if must_be else str(bare)
        if value is not None and self.chance(30):
            # The default is the value, and nothing is sent.
            return f"${self.declare(f'{declared} = {plain(bare, value)}')}"
        name = self.declare(declared)
        self.variables[name] = value
        return f"${name}"

    def declare(self, declaration: str) -> str:
        name = f"v{len(self.definitions)}"
        self.definitions.append(f"${name}: {declaration}")
        return name

    def literal(self, type_: GraphQLInputType, value: Any) -> str:  # noqa: ANN401  # any input
        bare = type_.of_type if is_non_null_type(type_) else type_
        if value is not None and is_list_type(bare):
            if len(value) == 1 and self.chance(30):
                return plain(bare.of_type, value[0])
            return "[" + ", ".join(self.given(bare.of_type, one) for one in value) + "]"
        if value is not None and is_input_object_type(bare):
            members = ((key, self.argument(bare.fields[key], inner)) for key, inner in value.items())
            return "{" + ", ".join(f"{key}: {text}" for key, text in members) + "}"
        return plain(bare, value)


def below(scope: Scope, on: Composite) -> Scope:
    """The keys of an inline fragment: the same object's, but of one of several types if it is abstract."""
    return Scope(is_abstract=True) if scope.is_abstract or is_abstract_type(on) else scope


def plain(type_: GraphQLInputType, value: Any) -> str:  # noqa: ANN401  # any input
    """The text of a value without variables."""
    bare = type_.of_type if is_non_null_type(type_) else type_
    if value is None:
        return "null"
    if is_list_type(bare):
        return "[" + ", ".join(plain(bare.of_type, one) for one in value) + "]"
    if is_input_object_type(bare):
        return "{" + ", ".join(f"{key}: {plain(bare.fields[key].type, inner)}" for key, inner in value.items()) + "}"
    return str(value) if is_enum_type(bare) else json.dumps(value, ensure_ascii=False)


@st.composite
def operations(draw: Draw, schema: GraphQLSchema, records: Records, size: int = 25) -> Drawn:
    """An operation of about `size` fields at most."""
    return Drawing(draw, schema, records, size).operation()
