"""The kinds of record, each declared once, with the rules of writing it."""
