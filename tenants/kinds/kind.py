"""A kind of record: everything that is declared of it, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tenants.enums import LabelledEnum
from tenants.kinds.field import TENANT, Field, Reference, Source, reference
from tenants.kinds.indicator import Indicator
from tenants.kinds.ordinary import Ordinary
from tenants.kinds.protection import Protection, ScopeConditions
from tenants.reading.record import Condition, Join, Subject, View

Fields = dict[str, Field]


@dataclass(frozen=True, slots=True)
class Many:
    """A list of records of another kind: those whose column names this one, or which the condition joins to it.

    None where the catalogue puts it together otherwise. One that only goes `forward` has one order.
    """

    kind: str
    by: str | Join | None
    description: str
    forward: bool = False


@dataclass(frozen=True, slots=True)
class One:
    """The one record of another kind whose column names this one, if there is any."""

    kind: str
    by: str
    description: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition on records that the API takes, and the Python type of what it is given."""

    filter: Condition
    type: Any
    description: str


@dataclass(frozen=True, slots=True)
class Through:
    """Conditions on a record one step away: the one that the field of this name names, or those that the join finds.

    They are `tied` if only being found so makes them visible.
    """

    kind: str
    filters: tuple[str, ...]
    description: str
    on: Join | None = None
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """The fields for the day from which on a record is closed, and the reason; not before the day of its opening."""

    day: str = "closed_on"
    reason: str = "closed_reason"
    after: str | None = None
    filter: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision on the content of some fields, by somebody who neither entered nor changed them since the last one.

    Whoever changes one of them makes the record `pending` again. `terms` are the fields that an approval sets besides,
    empty while there is none; `follows` are states that rest on an approval. Roles decide by the verb `approve`.
    """

    state: str
    content: tuple[str, ...]
    pending: LabelledEnum
    approved: LabelledEnum
    rejected: LabelledEnum
    follows: tuple[LabelledEnum, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """A kind of record. Its fields stand in the order of the API, and those with columns also in that of the table.

    `noun` and `nouns` are what it is called in a sentence; table, list and resource of the policy are named after them.
    One that is `under` another, which that field names, is kept by the same tenant.
    """

    name: str
    zh: str
    noun: str
    nouns: str
    description: str
    protection: Protection
    fields: Fields
    relations: Mapping[str, Many | One] = field(default_factory=dict)
    filters: Mapping[str, Criterion] = field(default_factory=dict)
    through: Mapping[str, Through] = field(default_factory=dict)
    under: str | None = None
    about: Subject | None = None
    scopes: ScopeConditions = field(default_factory=dict)
    closing: Closing | None = None
    approval: Approval | None = None
    indicators: tuple[Indicator, ...] = ()
    history: bool = True
    # Read from a view, which `keep_view` admits: its rows are listed, and neither written nor found by an id.
    read_only: bool = False
    # About a person, and not handed out with what is held on her.
    withheld: bool = False
    # About no person, so that it may be read from a replica, a little late.
    may_be_late: bool = False
    ordinary: tuple[Ordinary, ...] = ()
    # Sentences of the API that do not follow from the names, by what they describe.
    descriptions: Mapping[str, str] = field(default_factory=dict)
    # Where the API lists the filters, or the table its columns, in another order than the fields': all of them.
    filter_order: tuple[str, ...] = ()
    table_order: tuple[str, ...] = ()

    @property
    def single(self) -> str:
        return "_".join(self.noun.lower().split())

    @property
    def plural(self) -> str:
        return "_".join(self.nouns.lower().split())

    @property
    def label(self) -> str:
        """What it is called by itself, in English."""
        return self.noun[0].upper() + self.noun[1:]

    @property
    def code(self) -> str:
        """Its name in the history and in the database."""
        return self.single.upper()

    @property
    def columns(self) -> Fields:
        """The fields that have a column, in the order of the table: those that the database fills come last."""
        given = {name: one for name, one in self.fields.items() if one.source is Source.GIVEN}
        found = given | {name: one for name, one in self.fields.items() if one.source is Source.DERIVED}
        return {name: found[name] for name in self.table_order or found}

    def view_of(self, name: str) -> View:
        """The view of a record that a field belongs to."""
        return View.SUMMARY if self.fields[name].in_summary or not self.protection.hides else View.FULL

    def is_nullable(self, name: str) -> bool:
        """Whether an answer may have null there: it is empty, or hidden."""
        one = self.fields[name]
        hidden = self.view_of(name) is View.FULL and one.mask is None
        return hidden or not one.required or (one.reference is not None and one.reference.hides)

    def reference(self, name: str) -> Reference:
        """What a field names."""
        named = self.fields[name].reference
        if named is None:
            raise ValueError(f"{self.name}.{name} names no record")
        return named

    @property
    def closing_form(self) -> Fields:
        """What is asked for to close a record."""
        closing = self.closing or Closing()
        return self.form(closing.day, closing.reason, required=True)

    def form(self, *names: str, required: bool = False) -> Fields:
        """The named fields as a form asks for them, or all that ordinary rules write, those first that are needed."""
        asked = sorted(names or self.form_fields, key=lambda name: not (names or is_needed(self.fields[name])))
        fields = {input_name(name, self.fields[name]): self.fields[name] for name in asked}
        return {name: one.with_options(required=True) for name, one in fields.items()} if required else fields

    @property
    def form_fields(self) -> list[str]:
        closing = (self.closing.day, self.closing.reason) if self.closing else ()
        given = (name for name, one in self.fields.items() if one.source is Source.GIVEN and one.in_forms)
        return [name for name in given if name not in closing]


def is_needed(one: Field) -> bool:
    """Whether there is no record without a value given for it."""
    return one.required and one.default is None


def input_name(name: str, one: Field) -> str:
    """What an input calls a field: a record that it names is given by its id, a tenant by its code."""
    return f"{name}_id" if one.reference and one.type is UUID else name


KEEPING_TENANT = reference("组织", TENANT, "tenant_code", required=True)
