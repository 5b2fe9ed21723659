"""The enumerations of the history."""

from tenants.enums import make_enum
from tenants.records.kinds import KINDS

RecordKind = make_enum(
    "RecordKind", "The kind of a record.", [(kind.code, kind.zh, kind.label) for kind in KINDS if kind.history]
)
