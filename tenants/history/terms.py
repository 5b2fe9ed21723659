"""The words of the history."""

from tenants.records.kinds import KINDS
from tenants.terms import terms_of

RecordKind = terms_of(
    "RecordKind", "The kind of a record.", [(kind.code, kind.zh, kind.label) for kind in KINDS if kind.history]
)
