"""走访: one contact of a pairing."""
