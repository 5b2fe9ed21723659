"""What the caller may do with a record: by the policy and by how the record stands, from the rules that decide it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, FromClause, Text, and_, case, func, null
from sqlalchemy.dialects.postgresql import array

from tenants.enums import LabelledEnum, make_enum
from tenants.kinds.mutation import Mutation
from tenants.reading.json import literal
from tenants.reading.record import Exposure, View
from tenants.reading.selection import Selection
from tenants.reading.visibility import is_within
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of
from tenants.writing.standing import meets

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

CHANGES: Mapping[str, Sequence[Mutation]] = {
    kind.name: [rule for rule in rules_of(kind) if rule.changes] for kind in KINDS
}


def name_of(rule: Mutation) -> str:
    return rule.name.upper()


RECORD_ACTION: type[LabelledEnum] = make_enum(
    "RecordAction",
    "A change of one record, which its mutation names by id and version: `CLOSE_CHILD` is `closeChild`.",
    (
        (name_of(rule), rule.zh, rule.name.replace("_", " ").capitalize())
        for rules in CHANGES.values()
        for rule in rules
    ),
)


def actions_of(kind: str) -> Exposure:
    """The changes of a kind that would not be refused for who asks, or for how the record stands."""

    def build(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
        record, role = builder.records[kind], builder.role
        named = [
            case((and_(is_within(record, row, scopes), meets(row, rule.standing)), literal(name_of(rule))))
            for rule in CHANGES[kind]
            if (scopes := role.scopes(rule.resource, rule.verb))
        ]
        return func.to_json(func.array_remove(array[Any](named, type_=Text), null()), type_=JSON)

    return Exposure(View.SUMMARY, build)
