"""困难补助: money for one child in hardship, out of a fund."""
