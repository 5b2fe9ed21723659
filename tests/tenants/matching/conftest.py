"""An office whose children are to be paired."""

from tests.tenants.records.conftest import office

__all__ = ["office"]
