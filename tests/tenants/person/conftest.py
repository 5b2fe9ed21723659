"""A tree for random histories, and an office for the file of one person."""

from tests.tenants.records.conftest import office
from tests.tenants.statistics.conftest import circle, engine, module_circle

__all__ = ["circle", "engine", "module_circle", "office"]
