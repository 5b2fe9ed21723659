"""Administration: the users and grants of a range, and what happened to them."""

import schema.enums  # noqa: F401  # declares the enumerations before any module here names one
