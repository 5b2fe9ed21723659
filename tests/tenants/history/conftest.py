"""A tree with nothing in it for random histories, and an office for the history of one record."""

from tests.tenants.records.conftest import office
from tests.tenants.statistics.conftest import circle, engine, module_circle

__all__ = ["circle", "engine", "module_circle", "office"]
