"""The same office as the records' rules have."""

from tests.tenants.records.conftest import office

__all__ = ["office"]
