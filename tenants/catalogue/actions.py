"""What the caller may do with a record: by the policy and by how the record stands, from the rules that decide it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, FromClause, Text, and_, case, func, null
from sqlalchemy.dialects.postgresql import array

from tenants.access.scope import Verb
from tenants.enums import LabelledEnum, make_enum
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.kinds.mutation import Mutation
from tenants.reading.json import literal
from tenants.reading.record import Exposure, View
from tenants.reading.selection import Selection
from tenants.reading.visibility import is_within
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of
from tenants.writing.changes import OPEN_TENANT
from tenants.writing.standing import Standing, meets

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule does to records of the kind `on`: how they have to stand, and the verb that it needs."""

    rule: Mutation
    on: str
    verb: Verb
    standing: tuple[Standing, ...]

    @property
    def name(self) -> str:
        return self.rule.name.upper()


def actions_in(rule: Mutation) -> Iterator[Action]:
    """The one change of a record, or an addition to each kind of record that it may add to."""
    if rule.changes:
        yield Action(rule, rule.kind.name, rule.verb, rule.standing)
    for kind, (_, verb) in rule.parents.items():
        opened = OPEN_TENANT if kind == TENANT_RECORD.name else ()
        yield Action(rule, kind, verb, (*opened, *rule.standing))


ALL: Sequence[Action] = [action for kind in KINDS for rule in rules_of(kind) for action in actions_in(rule)]
ACTIONS: Mapping[str, Sequence[Action]] = {
    on: [action for action in ALL if action.on == on] for on in (TENANT_RECORD.name, *(kind.name for kind in KINDS))
}
RECORD_ACTION: type[LabelledEnum] = make_enum(
    "RecordAction",
    "A change of one record, or an addition to it: the mutation `closeChild` is `CLOSE_CHILD`.",
    dict.fromkeys((action.name, action.rule.zh, action.rule.name.replace("_", " ").capitalize()) for action in ALL),
)


def actions_of(on: str) -> Exposure:
    """What is done to a kind of record that would not be refused for who asks, or for how the record stands."""

    def build(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
        record, role = builder.records[on], builder.role
        named = [
            case((and_(is_within(record, row, scopes), meets(row, action.standing)), literal(action.name)))
            for action in ACTIONS[on]
            if role.scopes(action.rule.resource, action.rule.verb)
            and (scopes := role.scopes(action.rule.resource, action.verb))
        ]
        return func.to_json(func.array_remove(array[Any](named, type_=Text), null()), type_=JSON)

    return Exposure(View.SUMMARY, build)
