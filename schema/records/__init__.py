"""The types that are read as records are and are no kind: tenants, changes, the access log, statistics."""

import schema.enums  # noqa: F401  # declares the enumerations before any module here names one
