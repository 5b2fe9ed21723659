"""Accounts: signing in and out, one's own account, and the administration of others'."""

import schema.enums  # noqa: F401  # declares the enumerations before any module here names one
