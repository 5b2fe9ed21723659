"""Operations drawn at random from the whole schema: valid by construction, and with all that GraphQL allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
)
from hypothesis import strategies as st

from tests.schema.engine.drawing import VILLAGE
from tests.schema.engine.inputs import ABSENT, Draw, Inputs
from tests.schema.engine.memory import KINDS, Records, line_of
from tests.schema.engine.oracle import OF_OPENED, WALKED

# Above or at a village that is in the range of everybody who looks.
IN_SIGHT = tuple(map(str, sorted(line_of(VILLAGE))))
Composite = GraphQLObjectType | GraphQLInterfaceType

# Keys that a statement might mistake for a name of its own.
ALIASES = (
    *(f"r{n}" for n in range(1, 13)),
    *("c0", "c1", "n", "i0", "l0", "s0", "one", "key", "value", "cursor", "fetched", "more", "first", "last"),
    *("select", "order", "user", "id", "name", "code", "tenant_code", "_", "__", "A", "a", "nothing", "count"),
    *("x" * 62, "x" * 63, "x" * 64, "x" * 65, "y" * 200),
)


# What is logged is made by reading, what is administered is no record, and changes are listed by auditors alone: they
# have their own tests.
# Agendas and compliance are worked out by brute force (tests/tenants/cadence).
ELSEWHERE = (
    *("accessLog", "accountEvents", "administrationEvents", "awaitedGrants", "changes", "successions", "users"),
    # A caseworker may not ask for the first two; the last is no table.
    *("reporter", "incidentReporter", "incidentReporters", "openIncidents", "fileDecisions", "registerDecisions"),
    *("suggestPairings", "suggestOffers", "proposePairings", "verifyCertificate"),
    "successions",
    *("agenda", "compliance", "villageRecord", "actingGrant"),
    # Tried in tests/isolation.
    "can",
)


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


class Drawing(Inputs):
    """The state of drawing one operation."""

    def __init__(self, draw: Draw, schema: GraphQLSchema, records: Records, size: int) -> None:
        super().__init__(draw, records)
        self.schema = schema
        self.left = size
        self.fragments: list[tuple[str, GraphQLNamedType]] = []
        self.fragment_texts: list[str] = []
        self.aliases = 0

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
            return self.spread(parent, depth)
        return self.field(parent, scope, depth)

    def condition(self, parent: Composite) -> Composite:
        """A type that an object of the parent's may have."""
        if is_abstract_type(parent):
            possible = self.schema.get_possible_types(parent)
            among: list[Any] = [parent, self.schema.type_map["TenantRecord"], *possible]
        else:
            among = [parent, *parent.interfaces]
        chosen: Composite = self.pick(among)
        return chosen

    def spread(self, parent: Composite, depth: int) -> str:
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
        for name in ELSEWHERE:
            fields.pop(name, None)
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
        if not isinstance(of, GraphQLObjectType | GraphQLInterfaceType):
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
        if (
            is_plain
            and (not scope.is_abstract or name == "id")
            and scope.taken.get(name, None) is None
            and self.chance(70)
        ):
            return name
        if self.chance(25):
            alias = str(self.pick(ALIASES))
            if (
                alias not in scope.taken
                and not scope.is_abstract
                and alias not in ("id", "name", "code", "value", "cursor")
            ):
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
        if one.args.keys() == {"first"}:
            return {"first": self.pick((1, 2, 200, None, ABSENT))}
        if "first" not in one.args:
            return {
                argument: self.input(of.type, name, required=is_required_argument(of))
                for argument, of in one.args.items()
            }
        order = self.input(one.args["order"].type, "order")
        values: dict[str, Any] = {"filter": self.filter(WALKED[name], one, order), "order": order}
        most = 12 if depth > 3 else 3
        size = self.draw(st.integers(1, most))
        if parent is self.schema.query_type or depth > 3:
            size = self.pick((size, size, 200, None, ABSENT))
        other = self.pick((ABSENT, ABSENT, None))
        values |= {"last": size, "first": other} if self.chance(35) else {"first": size, "last": other}
        order = "ID_ASC" if values["order"] in (None, ABSENT) else values["order"]
        for bound in ("after", "before"):
            values[bound] = self.cursor(WALKED[name], order) if self.chance(30) else self.pick((ABSENT, None))
        if "own" in one.args:
            values["own"] = self.pick((ABSENT, True, False))
        return values

    def filter(self, kind: str, one: GraphQLField, order: Any) -> Any:  # noqa: ANN401  # any input
        """Conditions that nobody is refused, and of areas only those in everybody's sight."""
        return self.allowed(kind, self.input(one.args["filter"].type, "filter"), order)

    def allowed(self, kind: str, drawn: Any, order: Any = None) -> Any:  # noqa: ANN401  # any input
        given = {name for name, value in drawn.items() if value is not None} if isinstance(drawn, dict) else set()
        goes_by = {*given, order.rpartition("_")[0] if isinstance(order, str) else ""}
        if any((kind, name) in OF_OPENED for name in goes_by):
            drawn = {**(drawn if isinstance(drawn, dict) else {}), "opened": True}
        if "serves" in given:
            drawn["serves"] = self.pick(IN_SIGHT)
        return drawn

    def conditions(self, listed: str, one: GraphQLField) -> dict[str, Any]:
        """Each condition that the list has, by itself."""
        conditions = get_named_type(one.args["filter"].type)
        assert isinstance(conditions, GraphQLInputObjectType)
        given = {name: self.input(of.type, name, required=True) for name, of in conditions.fields.items()}
        return {name: self.allowed(WALKED[listed], {name: value}) for name, value in given.items()}


def below(scope: Scope, on: Composite) -> Scope:
    """The keys of an inline fragment: the same object's, but of one of several types if it is abstract."""
    return Scope(is_abstract=True) if scope.is_abstract or is_abstract_type(on) else scope


@st.composite
def operations(draw: Draw, schema: GraphQLSchema, records: Records, size: int = 25) -> Drawn:
    """An operation of about `size` fields at most."""
    return Drawing(draw, schema, records, size).operation()
