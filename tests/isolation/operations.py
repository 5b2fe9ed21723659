"""Operations that ask for all there is: every field of a kind of record, and of what it leads to."""

from datetime import date

from tests.isolation.declared import camel
from tests.isolation.fields import SHAPES, Relation, Shape
from tests.isolation.roles import FIGURES, SIGHTS, may_list

OBJECTS = {
    "categoryHistory": "{ category source since until }",
    "statistics": "{ children }",
    "statisticsByPeriod": f'(periods: ["{date.today().year}"]) {{ children }}',  # noqa: DTZ011  # any clock's
    "values": "{ field before after }",
}

# What those alone may ask for who have figures.
FIGURED = ("statistics", "statisticsByPeriod")


def single(role: str, kind: str) -> str:
    """`one`: the record by its key, with everything the role may ask for."""
    type_, argument = ("DivisionCode", "code") if kind == "tenant" else ("ID", "id")
    return f"query ($key: {type_}!) {{ one: {camel(kind)}({argument}: $key) {{ {everything(role, kind)} }} }}"


def node(role: str, kind: str) -> str:
    """`one`: the record by its id alone."""
    named = f"... on {SHAPES[kind].type} {{ {everything(role, kind)} }}"
    return f"query ($key: ID!) {{ one: node(id: $key) {{ {named if kind in SIGHTS[role] else '__typename id'} }} }}"


def plural(role: str, kind: str) -> str:
    """`all`: the list of a kind, and of all that each leads to every field."""
    return f"{{ all: {SHAPES[kind].plural}{page('first: 200', everything(role, kind, further=True))} }}"


def everything(role: str, kind: str, *, further: bool = False) -> str:
    """The kind's own fields, and its relations: by their ids, or with their own fields."""
    shape = SHAPES[kind]
    led = {
        name: relation
        for name, relation in shape.relations.items()
        # A record's own changes are tied to it; those of a tenant are a list.
        if may_list(role, relation.kind) or (relation.opened and relation.kind in SIGHTS[role])
    }
    expanded = expanded_for(role, kind) if further else ()
    below = {
        name: own_fields(role, SHAPES[relation.kind]) if name in expanded else "" for name, relation in led.items()
    }
    relations = [f"{name} {below_of(led[name], f'__typename id {below[name]}')}" for name in led]
    return " ".join(["__typename", own_fields(role, shape), *relations])


def expanded_for(role: str, kind: str) -> set[str]:
    """Of all relations that lead a role to a kind in the same way the first; only ids are asked for by the others."""
    first = {
        (relation.kind, relation.single, relation.listed, relation.named, relation.opened): (of, name)
        for of in reversed(list(SHAPES))
        if may_list(role, of)
        for name, relation in SHAPES[of].relations.items()
    }
    return {name for of, name in first.values() if of == kind}


def own_fields(role: str, shape: Shape) -> str:
    fields = (*shape.in_summary, *shape.masked, *shape.in_full)
    return " ".join(f"{name} {OBJECTS.get(name, '')}" for name in fields if name not in FIGURED or role in FIGURES)


def below_of(relation: Relation, below: str) -> str:
    return f"{{ {below} }}" if relation.single or relation.listed else page("first: 200", below)


def page(arguments: str, below: str) -> str:
    return f"({arguments}) {{ totalCount nodes {{ {below} }} edges {{ node {{ __typename id }} }} }}"
