"""A room for each kind of record: its type, its filter and order, its mutations."""

import schema.enums  # noqa: F401  # declares the enumerations before any room names one
