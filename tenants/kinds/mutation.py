"""The changes of a kind that the API offers: a rule, its name, and what it takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, auto
from functools import cache
from types import MappingProxyType
from typing import Any, get_origin

import asyncpg

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.kinds.exposed import record_of
from tenants.kinds.field import Field
from tenants.kinds.kind import Fields, Kind
from tenants.writing import form as forms
from tenants.writing.changes import find_own, find_parent
from tenants.writing.each import LONGEST, each_of
from tenants.writing.form import Check, Entry
from tenants.writing.repeating import REQUEST_ID, Repeatable
from tenants.writing.replaying import Creation
from tenants.writing.rule import Change, Changed, PayloadField, Rule, Values
from tenants.writing.standing import Standing


class InputKind(Enum):
    """What an input holds besides its form."""

    CREATE = auto()  # an id of the client's own, if it likes
    UPDATE = auto()  # the record's id and version; of the form whatever is to be changed
    END = auto()  # the record's id and version
    NAMED = auto()  # nothing: the form names what is meant


@dataclass(frozen=True, slots=True)
class Input:
    """What a mutation takes, and how the API describes it; the lists hold any number of the same.

    What is added may come without those that it can have beside it.
    """

    kind: InputKind
    form: Fields
    description: str
    lists: Mapping[str, "Input"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation(Rule):
    """A rule by its name in the API; `description` describes it.

    It says how the record that it changes, or adds to, has to stand, and is a button labelled `zh` in Chinese. `onto`
    are the fields that name what it may add to, with the verb for each, where these are not the usual ones.
    """

    kind: Kind
    name: str
    description: str
    input: Input
    standing: tuple[Standing, ...] = ()
    zh: str = ""
    onto: Mapping[str, Verb] = field(default_factory=dict)

    @property
    def parents(self) -> Mapping[str, tuple[str, Verb]]:
        """By the kind of what it adds to: the field that names that, and the verb on what is added that this needs.

        That is a tenant, the record that the new one is kept with, or another of the same kind.
        """
        if self.changes:
            return {}
        form = self.input.form | {name: one for item in self.input.lists.values() for name, one in item.form.items()}
        usual = ("tenant", f"{self.kind.under}_id", f"{self.kind.single}_id")
        onto = self.onto or {next(name for name in usual if name in form): self.verb}
        return {named.kind: (name, verb) for name, verb in onto.items() if (named := form[name].reference)}

    @property
    def changes(self) -> bool:
        """Whether it changes one record, which its input names."""
        return self.input.kind in {InputKind.UPDATE, InputKind.END}

    async def find(self, writing: Writing, values: Values) -> asyncpg.Record:
        """The record that is to be changed, if it stands as it has to. Raises as `find_own` does."""
        return await find_own(writing, record_of(self.kind), values, self.verb, self.standing)

    async def find_parent(self, writing: Writing, kind: Kind, values: Values) -> asyncpg.Record:
        """The record of a kind that it adds to, if it stands as it has to. Raises as `find_parent` of changes does."""
        name, verb = self.parents[kind.name]
        scope = (self.kind.single, verb)
        return await find_parent(writing, record_of(kind), values, name, scope, standing=self.standing)

    async def __call__(self, writing: Writing, values: Values) -> Changed:
        """The same change again, by the id of its request, is answered as it was."""
        if values.get(REQUEST_ID) is None:
            return await self.add_once(writing, {name: given for name, given in values.items() if name != REQUEST_ID})
        request = Repeatable.of(writing.keys, self.name, values)
        answered = await request.claim(writing)
        if answered:
            return answered
        changed = await self.add_once(writing, {name: given for name, given in values.items() if name != REQUEST_ID})
        await (request.release(writing) if self.is_refused(changed) else request.keep(writing, changed))
        return changed

    async def add_once(self, writing: Writing, values: Values) -> Changed:
        """The same addition again is answered with the record, whatever has become of it since."""
        if self.input.kind is not InputKind.CREATE or values.get("id") is None:
            return await Rule.__call__(self, writing, values)
        creation = Creation.of(writing.keys, self.name, values)
        added = await creation.done_before(writing)
        if added is None:
            changed = await Rule.__call__(self, writing, values)
            if not self.is_refused(changed):
                await creation.remember(writing)
            return changed
        return Changed({one.name: [] if one.most else None for one in self.payload} | {self.resource: added})

    def is_refused(self, changed: Changed) -> bool:
        """Whether nothing was written, not one of a list, and only a trace of that is left at most."""
        found = changed.ids[self.payload[0].name]
        return not any(found) if isinstance(found, Sequence) else found is None


Declare = Callable[[Change], Mutation]

UPDATE_DESCRIPTION = "A value sets a field, null empties it, an absent field stays. A stale version is a CONFLICT."


NO_LISTS: Mapping[str, Input] = MappingProxyType({})
NO_VERBS: Mapping[str, Verb] = MappingProxyType({})


def adds(  # noqa: PLR0913  # a declaration has this many parts
    kind: Kind,
    form: Fields,
    description: str,
    verb: Verb = Verb.MANAGE,
    *also: PayloadField,
    lists: Mapping[str, Input] = NO_LISTS,
    onto: Mapping[str, Verb] = NO_VERBS,
    standing: tuple[Standing, ...] = (),
    zh: str = "",
) -> Declare:
    """Declares a rule that adds a record, and adds or changes others that its payload also holds.

    The record that it adds to stands as it has to.
    """
    input_ = Input(InputKind.CREATE, form, description, lists)
    return lambda change: replace(
        make_mutation(kind, verb, change, input_, also), standing=standing, zh=zh or f"新增{kind.zh}", onto=onto
    )


def updates(
    kind: Kind, form: Fields, verb: Verb = Verb.MANAGE, standing: tuple[Standing, ...] = (), zh: str = "修改"
) -> Declare:
    """Declares a rule that changes what is given of a record that stands as it has to."""
    input_ = Input(InputKind.UPDATE, form, UPDATE_DESCRIPTION)
    return lambda change: replace(make_mutation(kind, verb, change, input_), standing=standing, zh=zh)


def ends(  # noqa: PLR0913  # a declaration has this many parts
    kind: Kind,
    form: Fields,
    description: str,
    verb: Verb = Verb.MANAGE,
    *also: PayloadField,
    standing: tuple[Standing, ...] = (),
    zh: str = "",
) -> Declare:
    """Declares a rule that brings a record that stands as it has to into another state."""
    input_ = Input(InputKind.END, form, description)
    return lambda change: replace(make_mutation(kind, verb, change, input_, also), standing=standing, zh=zh)


def each(  # noqa: PLR0913  # a declaration has this many parts
    kind: Kind,
    item: Input,
    description: str,
    shared: Fields,
    verb: Verb = Verb.MANAGE,
    *,
    standing: tuple[Standing, ...] = (),
    zh: str = "",
) -> Declare:
    """Declares a rule of many records at once, from what adds one: each item with the values that all share."""

    def declare(change: Change) -> Mutation:
        input_ = Input(InputKind.NAMED, shared, description, {kind.plural: item})
        payload = PayloadField(kind.plural, kind.name, "In the order of the input.", LONGEST, per_item=True)
        return Mutation(
            kind.single,
            verb,
            each_of(kind.single, kind.plural, frozenset(shared), change),
            (payload,),
            kind=kind,
            name=change.__name__,
            description=describe(change),
            input=input_,
            standing=standing,
            zh=zh or f"新增{kind.zh}",
        )

    return declare


def make_mutation(
    kind: Kind, verb: Verb, change: Change, input_: Input, also: tuple[PayloadField, ...] = ()
) -> Mutation:
    """A mutation of the rule's name, described by its first line."""
    payload = (PayloadField(kind.single, kind.name), *also)
    return Mutation(
        kind.single, verb, change, payload, kind=kind, name=change.__name__, description=describe(change), input=input_
    )


def describe(change: Change) -> str:
    return (change.__doc__ or "").strip().partition("\n")[0]


def fill_out(form: Fields, values: Values) -> dict[str, Any]:
    """The given values of the form's columns, checked all at once; records that it names are a rule's to find."""
    return forms.check_form({name: make_entry(one) for name, one in form.items() if one.reference is None}, values)


@cache
def make_entry(one: Field) -> Entry:
    return Entry(tuple(make_checks(one)), required=one.required, normal=one.normal)


def make_checks(one: Field) -> list[Check]:
    found = [one.check] if one.check else []
    if one.type is date:
        return [forms.not_early, forms.check_not_future if one.past else forms.not_late]
    if one.type is datetime:
        return [forms.check_has_been] if one.past else []
    if get_origin(one.type) is list and one.type != list[str]:
        return [*found, forms.check_distinct]
    if one.type in (str, list[str]):
        found.append(forms.legible)
        found += [forms.make_least_check(one.least)] if isinstance(one.least, int) else []
        found += [forms.make_most_check(one.most)] if isinstance(one.most, int) else []
    elif one.least is not None and one.most is not None:
        found.append(forms.make_range_check(one.least, one.most))
    return found
