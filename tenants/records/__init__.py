"""A room for each kind of record: its table, how it is exposed, the rules of writing it."""
