"""Kinds: what a kind of record is, said once, and what follows from it."""
