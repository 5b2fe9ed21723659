"""The tree of tenants: division codes, and loading a province's divisions."""
