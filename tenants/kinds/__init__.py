"""Kinds: what a kind of record is, declared once, and what follows from it."""
