"""One normal form for each kind of text: where it is written, where it is looked for, and where it is hashed."""

from unicodedata import normalize


def identity_number(text: str) -> str:
    """Without spaces, its letters capital."""
    return "".join(normalize("NFKC", text).split()).upper()
