"""The changes of a kind that the API offers: a rule, its name, and what it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from tenants.access.reach import Verb
from tenants.kinds.field import Field
from tenants.kinds.kind import Fields, Kind
from tenants.writing import form as forms
from tenants.writing.form import Check, Entry
from tenants.writing.rule import Change, Rule, Values


class Takes(Enum):
    """What an input holds besides its form."""

    NEW = auto()  # an id of the client's own, if it likes
    CHANGED = auto()  # the record's id and version; of the form whatever is to be changed
    ENDED = auto()  # the record's id and version


@dataclass(frozen=True, slots=True)
class Input:
    """What a mutation takes, and how the API describes it."""

    takes: Takes
    form: Fields
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation(Rule):
    """A rule by its name in the API; `does` describes it."""

    name: str
    does: str
    input: Input


Declare = Callable[[Change], Mutation]

CHANGES = "A value sets a field, null empties it, an absent field stays. A stale version is a CONFLICT."


def adds(kind: Kind, form: Fields, said: str, verb: Verb = Verb.MANAGE) -> Declare:
    """Declares a rule that adds a record."""
    return lambda change: by_rule(kind, verb, change, Input(Takes.NEW, form, said))


def updates(kind: Kind, form: Fields, verb: Verb = Verb.MANAGE) -> Declare:
    """Declares a rule that changes what is given."""
    return lambda change: by_rule(kind, verb, change, Input(Takes.CHANGED, form, CHANGES))


def ends(kind: Kind, form: Fields, said: str, verb: Verb = Verb.MANAGE) -> Declare:
    """Declares a rule that brings a record into another state."""
    return lambda change: by_rule(kind, verb, change, Input(Takes.ENDED, form, said))


def by_rule(kind: Kind, verb: Verb, change: Change, input_: Input) -> Mutation:
    """A mutation of the rule's name, described by its first line."""
    does = (change.__doc__ or "").strip().partition("\n")[0]
    return Mutation(kind.single, verb, change, name=change.__name__, does=does, input=input_)


def fill_out(form: Fields, values: Values) -> dict[str, Any]:
    """The given values of the form's columns, checked all at once; records that it names are a rule's to find."""
    return forms.fill_out({name: entry(one) for name, one in form.items() if one.reference is None}, values)


@cache
def entry(one: Field) -> Entry:
    return Entry(tuple(checks(one)), required=one.required)


def checks(one: Field) -> list[Check]:
    found = [one.check] if one.check else []
    if one.type in (str, list[str]):
        found += [forms.at_least(one.least)] if isinstance(one.least, int) else []
        found += [forms.at_most(one.most)] if isinstance(one.most, int) else []
    elif one.least is not None and one.most is not None:
        found.append(forms.between(one.least, one.most))
    return [*found, forms.not_future] if one.past else found
