"""The catalogue: all that is put together from every kind of record."""
