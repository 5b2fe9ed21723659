"""The log of who opened whose file: written with what it tells of, chained, verified, exported."""
